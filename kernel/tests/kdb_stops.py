"""The tests on the scene of user/tests/kdb_scene.c: FIRST_STOP looks at it, RUNNING goes from stop to stop.

A test is a function of the session; its name is the test's.
"""

import re

from kdb_prompt import GUARD_SECONDS, KEY, Wrong, equal, has, has_not


# At the first stop: the scene stands still. Each function is a test; none changes anything.

def help_names_every_command(s):
    said = s.ask("help")
    for name in ("threads thread ready wakeups waits message tree pages memory set frames break clear step events go exit "
                 "reset help").split():
        has(said, rf"^{name} .*\w+")


def threads_and_what_they_wait_for(s):
    said = s.ask("threads")
    has(said, r"^idle +00000000 +ready +0 ", r"^2\.0 +04020001 +receiving +128 .*from anybody$",
        r"^4\.0 +04040001 +running ", r"^4\.2 +04040801 +sending +128  waits to send to 4\.3$",
        r"^4\.3 .*waits to send to 4\.2$", r"^4\.4 .*waits for a message from 4\.2$",
        r"^4\.5 .*waits to send to 4\.6$", r"^4\.6 .*sleeps, for 20\d{4} ms at most$",
        r"^4\.7 .*waits for a message from 4\.0$", r"^4\.8 .*wants to run$",
        r"^4\.9 .*page fault and waits for its pager 4\.7$", r"^6\.0 .*from anybody$",
        r"^4\.10 .*waits to send to 4\.11, for 20\d{4} ms at most$", r"^4\.12 +04043001 +locked .*long message with 4\.13$",
        r"^4\.15 .*waits for a message from interrupt 3$", r"^4\.14 +04043801 +halted +128  is halted$", r"^20 threads$")


def one_thread(s):
    said = s.ask("thread 4.9")
    has(said, r"^thread 4\.9 \(04042401\)$", r"priority 128, mcp 255", r"pager 4\.7,", r"^  ring 3: eip 002\d{5} ",
        r"^called by:$", r"^  c0\w{6}  ipc_send\+", r"^  c0\w{6}  page_fault\+")
    equal("the same thread by its id", said, s.ask("thread 04042401"))


def the_stopped_thread(s):
    said = s.ask("thread")
    has(said, r"^thread 4\.0 ", r"running", r"^  eax \w{8}  ebx \w{8}", r"cs 001b  ss 0023$")


def senders_of_a_thread(s):
    has(s.ask("thread 4.6"), r"wait to send to it: 4\.5$")


def ready_queue(s):
    said = s.ask("ready")
    has(said, r"^priority 128:.* 4\.8")
    has_not(said, r"\b4\.2\b", r"priority   0")


def wakeup_lists(s):
    """Each sleeper stands in the list of its tick: near list (tick mod 32), or the far one when it is of the next epoch."""
    said = s.ask("wakeups")
    has(said, r"^  4\.6 +filed for tick \d+; wakes in 20\d{4} ms$")
    heading = None
    for line in said.splitlines():
        heading = re.match(r"(near list \d+|far list)$", line) or heading
        filed = re.search(r"filed for tick (\d+)", line)
        if filed:
            tick = int(filed.group(1))
            equal(f"the list of {line.split()[0]}", heading.group(1) if heading else None,
                  f"near list {tick % 32}" if tick < 1 << 22 else "far list")


def waits_drawn(s):
    said = s.ask("waits")
    has(said, r"^4\.0 was running\n  4\.7 waits for a message from 4\.0\n    4\.9 has a page fault and waits for its pager 4\.7$",
        r"^4\.6 sleeps.*\n  4\.5 waits to send to 4\.6$")


def deadlock_named(s):
    said = s.ask("waits")
    has(said, r"^DEADLOCK: 4\.2 waits for 4\.3, 4\.3 waits for 4\.2: nobody will ever run$",
        r"^4\.4 waits for 4\.2 and so for the deadlock$")
    equal("deadlocks", 1, said.count("DEADLOCK"))
    has_not(said, r"4\.[5789] .*deadlock")


def long_message(s):
    has(s.ask("message 4.5"), r"sends words 0000aaaa 0000bbbb 0000cccc$",
        rf"message at {s.fact('message')}: receive fpage 00000000, size dope 0000a100, send dope 0000a100$",
        r"5 dwords, 1 strings$", r"dwords from number 3 on: 44444444 55555555$",
        rf"string 0: 300 bytes at {s.fact('string')}$")


def ring_with_a_timeout_is_no_deadlock(s):
    has(s.ask("waits"), r"^a ring: 4\.10 waits for 4\.11, 4\.11 waits for 4\.10: a timeout will end it$")


def message_in_progress(s):
    for thread in ("4.12", "4.13"):
        has(s.ask(f"message {thread}"),
            r"^  a long message is under way from 4\.12 to 4\.13, the receiver's page at 08049120 is missing$",
            r"5 dwords, 1 strings$", rf"string 0: 300 bytes at {s.fact('string')}$")
    has(s.ask("message 4.13"), r"page fault: write at 08049120, eip \w{8}$")
    has(s.ask("thread 4.12"), r"receiver_page_in\+", r"message_copy\+", r"ipc_slow\+")
    has(s.ask("thread 4.13"), r"page_in_for_sender\+")


def message_of_a_page_fault(s):
    has(s.ask("message 4.9"), r"page fault: read at 08049120, eip 002\w{5}$")


def message_of_a_receiver(s):
    has(s.ask("message 6.0"), r"takes from anybody, three words in registers$")
    has(s.ask("message 4.4"), r"takes from its partner alone, three words in registers$")


def mapping_tree(s):
    page = s.fact("page")
    equal("tree of the page", f"task 2 at {page}  rw\n  task 4 at {page}  rw\n    task 5 at {page}  rw\n"
          "      task 6 at 10000000  r-\n", s.ask(f"tree {page}"))
    has(s.ask("tree 0x" + page.upper()), r"^      task 6")
    has(s.ask("tree 00f00000"), r"nobody has the frame 00f00000")


def page_tables(s):
    page = s.fact("page")
    last = f"{int(page, 16) + 0xFFF:08x}"
    said = s.ask("pages 6")
    has(said, rf"^10000000-10000fff  frames {page}-{last}  r-  1 page$",
        rf"^10001000-10001fff  frames {int(last, 16) + 1:08x}-\w{{8}}  rw  1 page$", r"^task 6, page directory at 00\w{6}$")
    pages = sum(int(n) for n in re.findall(r"  (\d+) pages?$", said, re.M))
    has(said, rf"^{pages} pages$")
    has(s.ask("pages"), rf"^task 4,", r" rw ")


def memory(s):
    page = s.fact("page")
    has(s.ask(f"memory {page} 16"), rf"^{page}  36 38 34 4c 00 .*  684L")
    equal("the same frame in task 6", s.ask(f"memory {page} 16")[8:], s.ask("memory 10000000 16 6")[8:])
    has(s.ask("memory 00000ff0 32"), r"^00000ff0  \?\? \?\? .*\?\?")
    has(s.ask("memory d0000000 16"), r"^d0000000  \?\?")
    has(s.ask("memory ipc_slow 4"), r"^c0\w{6}  \w\w \w\w \w\w \w\w  ")


def frames_add_up(s):
    said = s.ask("frames")
    numbers = {name.strip(): int(n) for name, n in re.findall(r"^(task +\d+|kernel *|free *|all *): +(\d+)", said, re.M)}
    everything = numbers.pop("all")
    equal("frames in all", everything, sum(numbers.values()))
    for task in ("task   2", "task   4", "task   5", "task   6"):
        if numbers.get(task, 0) < 4:
            raise Wrong(f"{task} should hold a directory, its shadow, a page table, a control block; it said\n{said}")


def events(s):
    said = s.ask("events 2000 ipc 4.2")
    has(said, r"^#\d+ 4\.2 +waits to send to 4\.3$", r"^#\d+ 4\.3 +waits to send to 4\.2$")
    has_not(said, r"page fault", r"is left for")
    said = s.ask("events fault 4.9 10")
    has(said, r"^#\d+ 4\.9 +page fault, read at 08049120, eip 002\w{5}$")
    has_not(said, r" 4\.2 ", r"sends")
    said = s.ask("events 30")
    numbers = [int(n) for n in re.findall(r"^#(\d+) ", said, re.M)]
    equal("numbers in order, none left out", list(range(numbers[0], numbers[0] + 30)), numbers)
    has(s.ask("events exception"), r"^#\d+ 4\.14 +exception 6, invalid opcode, eip 002\w{5}$")
    has(s.ask("events wakeup 4.0"), r"^#\d+ \S+ +the time of 4\.0 is over$")
    has(s.ask("events 5 switch"), r"^#\d+ 4\.\d +is left for 4\.\d\n")


def memory_written(s):
    page = s.fact("page")
    has(s.ask(f"set {page} cafe0001"), rf"^{page}  01 00 fe ca ")
    has(s.ask("memory 10000000 4 6"), r"^10000000  01 00 fe ca ")
    has(s.ask("set 00000ff0 1"), r"no memory at 00000ff0")
    has(s.ask(f"set {page} 4c343836"), r"36 38 34 4c")


def a_broken_queue_does_not_break_the_debugger(s):
    block = 0xE0000000 + ((4 << 16 | 7 << 10) << 2)  # 4.7's control block; one word of it points to 4.9's
    words = [int.from_bytes(bytes.fromhex("".join(s.ask(f"memory {at:x} 4").split()[1:5])), "little")
             for at in range(block, block + 256, 4)]
    senders = block + 4 * words.index(block + (2 << 12))
    has(s.ask(f"set {senders:x} deadbee0"), r" e0 be ad de ")
    has(s.ask("thread 4.7"), r"^page fault at c0\w{6} \w+\+0x\w+, address deadb\w{3}: the command is given up$")
    has(s.ask("threads"), r"^20 threads$")
    s.ask(f"set {senders:x} {block + (2 << 12):x}")
    has(s.ask("thread 4.7"), r"wait to send to it: 4\.9 4\.13$")


def mistakes_are_forgiven(s):
    has(s.ask("  THREAD   4.7 "), r"^thread 4\.7 ")
    has(s.ask("frobnicate"), r"no such command")
    has(s.ask("thread 99.1"), r"no such thread")
    has(s.ask("thread x"), r"task\.lthread")
    has(s.ask("pages 77"), r"no such address space")
    has(s.ask("memory"), r"which address")
    equal("an empty line", "", s.ask(""))
    equal("a line with corrections", s.ask("ready"), s.ask("redd\b\bady"))


FIRST_STOP = [help_names_every_command, threads_and_what_they_wait_for, one_thread, the_stopped_thread,
              senders_of_a_thread, ready_queue, wakeup_lists, waits_drawn, deadlock_named,
              ring_with_a_timeout_is_no_deadlock, long_message, message_in_progress,
              message_of_a_page_fault, message_of_a_receiver, mapping_tree, page_tables, memory, frames_add_up, events,
              memory_written, a_broken_queue_does_not_break_the_debugger, mistakes_are_forgiven]


# From here on the machine runs from stop to stop; the order counts.

def breakpoint_on_a_write(s):
    has(s.ask("break"), r"no breakpoints")
    has(s.ask(f"break {s.fact('watched')} w"), rf"^breakpoint 0: {s.fact('watched')}, when the word is written$")
    has(s.ask(f"memory {s.fact('watched')} 4"), r"  00 00 00 00  ")
    has(s.go(), r"^\*\*\* kernel debugger: breakpoint 0$", r"^thread 4\.0 .*ring 3")
    has(s.ask(f"memory {s.fact('watched')} 4"), r"  77 00 00 00  ")
    has(s.ask("clear 0"), r"no breakpoints")


def breakpoint_on_a_user_address(s):
    s.ask(f"break {s.fact('marked')}")
    has(s.go(), r"breakpoint 0$", rf"^thread 4\.0 .*ring 3, eip {s.fact('marked')};")


def single_steps(s):
    seen = [int(s.fact("marked"), 16)]
    for _ in range(3):
        said = s.go("step")
        has(said, r"kernel debugger: step$", r"^thread 4\.0 ")
        seen.append(int(re.search(r"eip (\w{8})", said).group(1), 16))
    if sorted(set(seen)) != seen or seen[-1] - seen[0] > 16:
        raise Wrong(f"four instructions one behind the other expected, seen {[hex(at) for at in seen]}")


def breakpoint_on_a_kernel_function(s):
    s.ask("clear all")
    has(s.ask("break sys_thread_switch"), r"^breakpoint 0: c0\w{6} sys_thread_switch\+0x0$")
    has(s.go(), r"breakpoint 0$", r"ring 0, eip c0\w{6} sys_thread_switch\+0x0")
    said = s.ask("thread")
    has(said, r"^  at c0\w{6} sys_thread_switch\+0x0, called by:$", r"^  c0\w{6}  trap_return\+")
    has(s.go("step"), r"kernel debugger: step$", r"ring 0, eip c0\w{6} sys_thread_switch\+0x[1-9]")
    before = s.ask("threads")
    has(s.go(), r"breakpoint 0$")
    equal("threads at the next stop", before.count("\n"), s.ask("threads").count("\n"))


def four_breakpoints_and_no_fifth(s):
    s.ask("clear all")
    for i in range(4):
        has(s.ask(f"break 0x{0x1000 * (i + 1):x}"), rf"^breakpoint {i}: ")
    has(s.ask("break 5000"), r"four breakpoints")
    has(s.ask("clear 2"), r"^breakpoint 3: ")
    has_not(s.ask("break"), r"^breakpoint 2:")
    has(s.ask("break no_such_function"), r"no address")
    has(s.ask("clear all"), r"no breakpoints")


def on_to_the_next_text(s):
    has(s.go(), r"kernel debugger: all breakpoints are behind us$")


def key_where_the_program_reads_keys(s):
    s.guest.type("go\r")
    s.guest.expect("press a key", GUARD_SECONDS)
    s.guest.type("x")
    s.guest.expect("the key was 120", GUARD_SECONDS)
    s.guest.expect("press a key", GUARD_SECONDS)
    s.guest.type(KEY)
    has(s.stop(), r"kernel debugger: key$")
    s.guest.type("go\r")
    s.guest.type("y")
    s.guest.expect("the key was 121", GUARD_SECONDS)


def key_at_the_timer_tick(s):
    s.guest.expect("nobody looks at the keys", GUARD_SECONDS)
    s.guest.type(KEY)
    has(s.stop(), r"kernel debugger: key$", r"ring 3")
    has(s.ask("events irq 5"), r"^#\d+ 4\.\d +interrupt 0, eip 002\w{5}$")


RUNNING = [breakpoint_on_a_write, breakpoint_on_a_user_address, single_steps, breakpoint_on_a_kernel_function,
           four_breakpoints_and_no_fifth, on_to_the_next_text, key_where_the_program_reads_keys, key_at_the_timer_tick]
