"""A session with the kernel debugger: every command is used, and its answer checked against a scene that is known.

    kdb_session.py BUILD [RELEASE-BUILD]

user/tests/kdb_scene.c builds the scene. One line for each test, in the form of tools/README.md.
"""

import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import machine  # noqa: E402
from kdb_prompt import GUARD_SECONDS, KEY, Session, Wrong, equal, has, has_not  # noqa: E402
from kdb_stops import FIRST_STOP, RUNNING  # noqa: E402

PANIC = 0x50


# Machines of their own.

def boot(build, modules=("sigma0", "tests/kdb_scene"), append="kdb"):
    return machine.Machine(machine.command(kernel=f"{build}/kernel/l486.elf", append=append, icount=5,
                                           modules=[f"{BUILD}/user/{name}.elf" for name in modules]))


def panic_opens_a_session():
    with boot(BUILD, modules=("sigma0",)) as guest:
        s = Session(guest)
        has(s.stop(), r"^PANIC: 1 boot modules", r"^called by:$", r"^  c0\w{6}  start\+", r"kernel debugger: post mortem$")
        has(s.ask("thread"), r"no such thread")
        has(s.ask("memory panic 4"), r"^c0\w{6}  [0-9a-f]{2} [0-9a-f]{2} ")
        has(s.ask("go"), r"no way on")
        has(s.ask("step"), r"nothing runs")
        guest.type("exit\r")
        equal("status of the machine", PANIC, guest.wait(GUARD_SECONDS))


def panic_without_the_option_ends_the_machine():
    with boot(BUILD, modules=("sigma0",), append="") as guest:
        equal("status of the machine", PANIC, guest.wait(GUARD_SECONDS))
        has_not(guest.output.decode(), r"kdb>")


def reset_resets():
    with boot(BUILD) as guest:
        Session(guest).stop()
        guest.type("reset\r")
        equal("status of the machine", None, guest.wait(GUARD_SECONDS))  # -no-reboot: QEMU ends of itself


def sleeps(build):
    """Without `kdb` texts are printed, keys are the program's, and nothing stops."""
    with boot(build, append="nokdb kdbx") as guest:
        said = guest.expect("press a key", GUARD_SECONDS)
        has(said, r"^thread 04040001: the scene is built\r?$", r"^thread 04040001: all breakpoints are behind us\r?$")
        guest.type(KEY)
        guest.expect("the key was 28", GUARD_SECONDS)
        has_not(guest.output.decode(), r"kdb>")


def asleep_without_the_option():
    sleeps(BUILD)


def absent_from_the_release():
    names = subprocess.run([os.environ.get("NM", "nm"), f"{RELEASE}/kernel/l486.elf"], capture_output=True, text=True,
                           check=True).stdout
    has(names, r" kdb_tick$")
    has_not(names, r" kdb_(enter|threads|waits|on_stack)$", r" trace_ring$")
    with boot(RELEASE) as guest:
        has(guest.expect("press a key", GUARD_SECONDS), r"^thread 04040001: the scene is built\r?$")
        guest.type(KEY)
        guest.expect("the key was 28", GUARD_SECONDS)


ALONE = [panic_opens_a_session, panic_without_the_option_ends_the_machine, reset_resets, asleep_without_the_option]


def exit_with_a_status(s):
    s.guest.type("exit 7\r")
    equal("status of the machine", 7, s.guest.wait(GUARD_SECONDS))


class Results:
    def __init__(self):
        self.passed = self.failed = 0
        self.gone = False  # the machine of the last test that failed does not answer any more

    def run(self, test, *arguments):
        """1 if it passed."""
        name = test.__name__.replace("_", "-")
        try:
            test(*arguments)
        except (Wrong, machine.Gone, OSError, subprocess.SubprocessError, AttributeError) as error:
            print(f"FAIL {name}: " + str(error).rstrip().replace("\n", "\n  "), flush=True)
            self.failed += 1
            self.gone = isinstance(error, machine.Gone)
            return 0
        print(f"ok {name}", flush=True)
        self.passed += 1
        return 1


def scene(results):
    """The long session. When a stop does not come as planned, what follows it would only repeat that."""
    with boot(BUILD) as guest:
        s = Session(guest)
        try:
            s.begin()
        except (Wrong, machine.Gone) as error:
            print("FAIL first-stop: " + str(error).replace("\n", "\n  "))
            results.failed += 1
            return
        for test in FIRST_STOP + RUNNING + [exit_with_a_status]:
            if not results.run(test, s) and (test not in FIRST_STOP or results.gone):
                print("  what comes behind this one was not tried")
                break


def main():
    results = Results()
    scene(results)
    for test in ALONE:
        results.run(test)
    if RELEASE:
        results.run(absent_from_the_release)
    print(f"kdb: {results.passed} passed, {results.failed} failed")
    sys.exit(1 if results.failed or not results.passed else 0)


BUILD = sys.argv[1]
RELEASE = sys.argv[2] if len(sys.argv) > 2 else None
main()
