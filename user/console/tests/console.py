"""The console server in the running system, through the serial line: `make console-test`.

The machine holds the root task, the name server, the console server, and contest.c, which does what a letter says.
"""

import collections
import os
import re
import sys
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tools"))
import machine  # noqa: E402

GUARD_SECONDS = 60  # against a hang; nothing is judged by it
CONFIGURATION = "user/console/tests/l486.conf"
FILLING = "abcdefghijklmnopqrstuvwxyz" * 2
LINES, BULK, LAST = 300, 4096, 12935  # as in contest.c
CTRL_C = "\x03"
PAUSE = 4  # seconds in which nobody reads the line, so that the queue to it is full; nothing is judged by it


class Wrong(Exception):
    """The server did not do what its header says."""


def equal(what, expected, seen):
    if expected != seen:
        raise Wrong(f"{what}: expected {expected!r}, seen {seen!r}")


class Line:
    """The prompt of contest.c."""

    def __init__(self, guest):
        self.guest = guest

    def begin(self, letter):
        """Gives the order at the prompt."""
        self.guest.type(letter)

    def until(self, text):
        return self.guest.expect(text, GUARD_SECONDS)

    def rest(self):
        """What comes up to the next prompt."""
        return self.until("ready> ")[:-len("ready> ")]


def lines_of(writer):
    return [f"{writer}{i}{FILLING[:i % 50]}" for i in range(LINES)]


def flood_out(line):
    """Eleven threads write at once: no character is lost, no message torn, each thread's order is kept."""
    line.begin("o")
    time.sleep(PAUSE)
    seen = collections.defaultdict(list)
    for text in line.rest().split("\n")[:-1]:
        seen[text[:1]].append(text)
    writers = "BCDEFGHIJKL"
    equal("writers", writers, "".join(sorted(seen)))
    for writer in writers:
        equal(f"lines of {writer}", lines_of(writer), seen[writer])


def flood_in(line):
    """As much as the server promises to keep is typed at once, and again: every character comes, in order."""
    for turn in range(4):
        line.begin("i")
        line.until("type\n")
        typed = "".join(chr(32 + (i * 7 + i // 90 + turn) % 90) for i in range(BULK))
        line.guest.type(typed)
        total = 0
        for c in typed:
            total = (total * 31 + ord(c)) & 0xFFFFFFFF
        equal(f"turn {turn}", f"{BULK} characters, sum {total:08x}\n", line.rest())


def share_the_line(line):
    """The kernel prints between the server's characters: nothing of either is lost."""
    line.begin("k")
    said = line.rest()
    equal("of the kernel", 900, said.count("#"))
    equal("of the server", lines_of("B"), said.replace("#", "").split("\n")[:-1])


def breaks(line):
    """Ctrl-C: the newest living waiter hears it; what was typed before is gone; without a waiter it is a character."""
    line.begin("b")
    line.until("type\n")
    line.guest.type("typed ahead" + CTRL_C)
    line.until("2 heard 0\n")
    line.guest.type(CTRL_C)
    line.until("1 heard 0\n")
    line.guest.type("x" * 6000 + CTRL_C)  # heard beyond a full queue, too
    line.until("1 heard 0\n")
    equal("left", "left 0\n", line.until("left 0\n"))
    line.guest.type(CTRL_C)
    equal("no waiter", "and now 3\n", line.rest())


def readers(line):
    """First come, first served; a reader that was cancelled takes nothing along, and asks again as the last."""
    line.begin("r")
    line.until("type\n")
    line.guest.type("x")
    equal("x", "2 reads x\n", line.until("\n"))
    line.guest.type("y")
    equal("y", "3 reads y\n", line.until("\n"))
    line.guest.type("z")
    equal("z", "1 reads z\n", line.rest())


def restart(line):
    """The server is killed while clients wait: writer, reader and who waits for Ctrl-C carry on with the next one."""
    for _ in range(3):
        line.begin("x")
        said = line.until("type\n")
        if not re.search(r"killed: 0; it is another\n", said.replace("\r", "")):
            raise Wrong(f"it said {said!r}")
        line.guest.type("w")
        equal("reader", "1 reads w\n", line.until("\n"))
        line.until("and Ctrl-C\n")
        line.guest.type(CTRL_C)
        equal("breaker", "2 heard 0\n", line.rest())


def lost_interrupt(line):
    """The line's interrupts are switched off behind the server's back: it notices."""
    for c in "ab":
        line.begin("l")
        line.until("type\r\n")
        line.guest.type(c)
        equal(c, f"1 reads {c}\n", line.rest())


def random_requests(line):
    """5000 messages that mean nothing, with strings whose pages are not there: they are refused, and nothing else happens."""
    line.begin("z")
    equal("said", "answers, refusals\nit is the same\n", line.rest())


def editing(line):
    """A line with arrows, Backspace and history."""
    line.begin("e")
    line.until("edit> ")
    line.guest.type("helo\x1b[Dl\x7fl\r")
    line.until("5 hello\n")
    line.until("edit> ")
    line.guest.type("\x1b[A\x15abc\x01x\r")
    line.until("4 xabc\n")
    line.until("edit> ")
    line.guest.type("\x04")
    equal("end", "-1 \n", line.rest())


def end(line):
    """What was written before console_drain() is out before the machine ends."""
    line.begin("q")
    time.sleep(PAUSE)
    equal("status", 0, line.guest.wait(GUARD_SECONDS))
    said = line.guest.output[line.guest.seen:].decode()
    equal("the last lines", "".join(f"{i}\n" for i in range(LAST)), said)


def main():
    build = sys.argv[1]
    os.chdir(ROOT)
    modules = [f"{build}/user/sigma0.elf", f"{build}/user/root.elf", CONFIGURATION, f"{build}/user/names.elf",
               f"{build}/user/console.elf", f"{build}/user/tests/contest.elf"]
    tests = [flood_out, flood_in, share_the_line, breaks, readers, restart, lost_interrupt, random_requests, editing, end]
    passed = failed = 0
    with machine.Machine(machine.command(f"{build}/kernel/l486.elf", modules, icount=5)) as guest:
        line = Line(guest)
        try:
            line.rest()
        except machine.Gone as error:
            print(f"FAIL start: {error}")
            sys.exit(1)
        for test in tests:
            name = test.__name__.replace("_", "-")
            try:
                test(line)
                passed += 1
                print(f"ok {name}", flush=True)
            except (Wrong, machine.Gone) as error:
                failed += 1
                print(f"FAIL {name}: " + str(error)[:1500].replace("\n", "\n  "), flush=True)
                break  # the machine is where nobody knows
    sys.exit(1 if failed or passed != len(tests) else 0)


main()
