"""What the plugin does besides counting: bad arguments, ends of QEMU, determinism, report, trace, profile."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import guest
import programs

RUNS = 5


def build(name, folder):
    elf = programs.Program(name).build(folder)
    return elf


def refused(arguments, text):
    """A test that QEMU doesn't start with these arguments and says why."""
    def run(options, folder):
        elf = build("loop_alu", folder)
        command = guest.qemu(elf, options.plugin + "," + arguments.replace("ELF", elf))
        done = subprocess.run(command, capture_output=True, text=True, timeout=guest.LIMIT)
        complaint = None
        if done.returncode in (0, 1) and "could not load plugin" not in done.stderr.lower():
            complaint = "QEMU ran, status %d" % done.returncode
        elif text not in done.stderr:
            complaint = "the message lacks '%s': %s" % (text, done.stderr.strip())
        yield "arguments %s are refused" % arguments, complaint
    return "arguments " + arguments, run


REFUSED = [
    ("preset=dx50", "elf"),
    ("elf=/nowhere/kernel.elf", "/nowhere/kernel.elf"),
    ("elf=ELF,preset=pentium", "pentium"),
    ("elf=ELF,engine=warp", "warp"),
    ("elf=ELF,label=no_such_symbol", "no_such_symbol"),
    ("elf=ELF,window=w:lb_a", "NAME:FROM:TO"),
    ("elf=ELF,window=w:lb_a:nowhere", "nowhere"),
    ("elf=ELF,cache_miss=many", "cache_miss"),
    ("elf=ELF,no_such_parameter=3", "no_such_parameter"),
    ("elf=ELF,write_buffers=9", "write_buffers"),
    ("elf=ELF,buffer=b:lb_a", "NAME:SYMBOL:SIZE"),
    ("elf=ELF,nothing=", "nothing"),
    ("elf=ELF,registers=some", "exact or constant"),
    ("elf=/proc/self/exe", "ELF"),
]


def repeated(options, folder):
    """The same bytes in repeated runs, also with a small translation cache."""
    program = programs.Program("timer_user")
    build("timer_user", folder)
    first = program.run(options.plugin, folder, "dx50", "fast")
    for n in range(RUNS):
        again = program.run(options.plugin, folder, "dx50", "fast")
        yield "run %d gives the same bytes" % (n + 2), None if again == first else "the report differs"
    small = program.run(options.plugin, folder, "dx50", "fast", ["-accel", "tcg,tb-size=1"])
    yield "a small translation cache gives the same bytes", None if small == first else "the report differs"
    program = programs.Program("page_fault")
    build("page_fault", folder)
    first = program.run(options.plugin, folder, "dx50", "fast")
    single = program.run(options.plugin, folder, "dx50", "fast", ["-singlestep"])
    same = all(guest.look_up(single, key) == guest.look_up(first, key) for key in ("labels", "total.causes"))
    yield "one instruction to a block gives the same cycles", None if same else "the report differs"


def endless(folder):
    path = os.path.join(folder, "endless.S")
    with open(path, "w", encoding="utf-8") as out:
        out.write('#include "frame.inc"\nmain:\tincl\t%eax\n\tjmp\tmain\n')
    guest.assemble(path, path[:-2] + ".elf")
    return path[:-2] + ".elf"


def ask(monitor, command):
    """One command and its answer; events that come between are passed over."""
    monitor.send(json.dumps({"execute": command}).encode())
    while True:
        for line in monitor.recv(65536).splitlines():
            answer = json.loads(line)
            if "return" in answer:
                return answer["return"]


def connected(path):
    """A connection to QEMU's monitor. The socket's file is there before anybody listens at it."""
    for _ in range(500):
        monitor = socket.socket(socket.AF_UNIX)
        monitor.settimeout(10)
        try:
            monitor.connect(path)
            return monitor
        except OSError:
            monitor.close()
            time.sleep(0.02)
    raise RuntimeError("QEMU's monitor did not answer at %s" % path)


def started(command, folder):
    """Starts QEMU and waits until it answers on its monitor, so that the guest is running."""
    path = os.path.join(folder, "qmp-%d" % os.getpid())
    if os.path.exists(path):
        os.remove(path)
    process = subprocess.Popen(command + ["-qmp", "unix:%s,server=on,wait=off" % path], stderr=subprocess.PIPE)
    monitor = connected(path)
    monitor.recv(4096)
    ask(monitor, "qmp_capabilities")
    for _ in range(500):      # until the guest has come beyond the firmware
        if ask(monitor, "query-replay").get("icount", 0) > 50000000:
            break
        time.sleep(0.02)
    return process, monitor


def ends(options, folder):
    """The report is written when QEMU is told to end, by signal or by monitor."""
    elf = endless(folder)
    for how in ("SIGTERM", "quit"):
        report = os.path.join(folder, "ends-%s.json" % how)
        if os.path.exists(report):
            os.remove(report)
        process, monitor = started(guest.qemu(elf, "%s,elf=%s,report=%s" % (options.plugin, elf, report)), folder)
        try:
            if how == "quit":
                monitor.send(b'{"execute":"quit"}')
            else:
                process.send_signal(signal.SIGTERM)
            process.wait(10)
        finally:
            monitor.close()
            process.kill()
            process.wait()
        good = os.path.exists(report) and json.load(open(report, encoding="utf-8"))["total"]["instructions"] > 0
        yield "the report is written after " + how, None if good else "there is none, or it is empty"


KEYS = ["buffers", "elf", "engine", "events", "functions", "hlt", "labels", "order", "params", "preset", "schema", "total", "windows"]


def shape(options, folder):
    """The report has the keys that others rely on, sorted, and nothing of the host."""
    program = programs.Program("syscalls")
    build("syscalls", folder)
    text = program.run(options.plugin, folder, "dx50", "fast")
    report = json.loads(text)
    yield "keys of the report", None if list(report) == KEYS else "they are %s" % list(report)
    yield "schema", None if report["schema"] == "l486-sim/1" else report["schema"]
    yield "no path of the host", None if folder.encode() not in text else "the folder of the tests stands in it"
    total = report["total"]
    sums = sum(total["causes"].values()) == total["cycles"] == total["kernel_cycles"] + total["user_cycles"]
    yield "causes and modes add up to all cycles", None if sums else json.dumps(total)
    functions = sum(f["cycles"] for f in report["functions"].values())
    yield "functions add up to all cycles", None if functions == total["cycles"] else "%d of %d" % (functions, total["cycles"])
    first = report["order"]["first"][:3]
    yield "order of the labels", None if first == ["lb_a", "lb_b", "lb_a"] else "begins with %s" % first
    window = report["windows"]["call"]
    passes = sum(n for _, n in window["histogram"])
    yield "the histogram holds every pass", None if passes == window["count"] == 200 else "%d passes" % passes


def can_fail(options, folder):
    """The comparison of the engines notices a difference, the expectations notice a wrong number."""
    program = programs.Program("stride")
    build("stride", folder)
    a = program.run(options.plugin, folder, "dx50", "fast")
    b = program.run(options.plugin, folder, "slow", "slow")
    yield "different presets are told apart", None if programs.same_but_engine(a, b) else "no difference was seen"
    wrong = programs.check_expectation(a, "events.cr3_loads", "77")
    yield "a wrong expectation is noticed", None if wrong else "77 loads of CR3 were believed"


def scanner(options, folder):
    """scan486 finds what a 486 lacks and names it; it lets a clean program pass."""
    tool = os.path.join(options.build, "sim", "scan486")
    for name, status, text in (("foreign", 1, "0f 31"), ("floating", 0, "")):
        done = subprocess.run([tool, build(name, folder)], capture_output=True, text=True, timeout=guest.LIMIT)
        good = done.returncode == status and text in done.stdout
        yield "scan486 on %s" % name, None if good else "status %d: %s" % (done.returncode, done.stdout.strip())


def profile(options, folder):
    """The profile adds up, names functions and lines, and is read by callgrind_annotate where that is installed."""
    program = programs.Program("profiled")
    elf = os.path.join(folder, "profiled.elf")
    guest.assemble(program.path, elf, ["-g"])
    raw, out = [os.path.join(folder, n) for n in ("profiled.raw", "callgrind.out.profiled")]
    report = json.loads(program.run(options.plugin, folder, "ideal", "fast", more=["profile=" + raw]))
    tool = os.path.join(guest.HERE, "..", "profile.py")
    subprocess.run([sys.executable, "-B", tool, "--raw", raw, "--out", out, "--elf", elf, "--addr2line",
                    guest.CC[0][:-3] + "addr2line" if guest.CC[0].endswith("gcc") else "addr2line"], check=True)
    with open(out, encoding="utf-8") as file:
        lines = file.read().splitlines()
    total = next(line for line in lines if line.startswith("totals:")).split()
    yield "the profile adds up", None if int(total[1]) == report["total"]["cycles"] else " ".join(total)
    yield "functions have their names", None if "fn=work" in lines else "work is missing"
    source = any(line.startswith("fl=") and line.endswith("profiled.S") for line in lines)
    yield "source files have their names", None if source else "profiled.S is missing"
    costs = [line for line in lines if line.endswith(" 300 300")]
    yield "a line has its cycles", None if costs else "no line costs 300 cycles in 300 instructions"
    yield "cycles of the function", None if report["functions"]["profiled.elf/work"]["cycles"] == 2100 else str(report["functions"])


def trace(options, folder):
    """The trace has a line for each instruction, and its costs add up."""
    program = programs.Program("entry_exit")
    build("entry_exit", folder)
    path = os.path.join(folder, "entry_exit.trace")
    report = json.loads(program.run(options.plugin, folder, "ideal", "slow", more=["trace=" + path]))
    with open(path, encoding="utf-8") as file:
        rows = [line.split() for line in file]
    yield "one line an instruction", None if len(rows) == report["total"]["instructions"] else "%d lines" % len(rows)
    cycles = sum(int(r[1]) for r in rows)
    yield "the trace adds up", None if cycles == report["total"]["cycles"] else "%d cycles" % cycles


def asleep(options, folder):
    """Halts are counted, and the report says that it doesn't know how long they took."""
    program = programs.Program("halt")
    build("halt", folder)
    report = json.loads(program.run(options.plugin, folder, "ideal", "fast"))
    said = report["hlt"]["halts"] == 10 and report["hlt"]["time_asleep"] is None
    yield "time asleep is unknown", None if said else json.dumps(report["hlt"])


def groups():
    return [refused(*r) for r in REFUSED] + [
        ("repeated runs", repeated), ("ends of QEMU", ends), ("shape of the report", shape), ("tests can fail", can_fail),
        ("time asleep", asleep), ("scanner", scanner), ("profile", profile), ("trace", trace)]
