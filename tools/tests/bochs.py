"""The same image in Bochs: the system up to its prompt, the kernel debugger, and tests of the kernel from ring 3.

    bochs.py CHAPTER...      what `make bochs-test` runs; BUILD is the folder in which all is built

A processor and a board written by other people: what QEMU forgives, they may not. Without Bochs it says so and skips.
"""

import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(ROOT, "tools"), os.path.join(ROOT, "kernel", "tests")]
import bochs  # noqa: E402
import kdb_prompt  # noqa: E402
import kdb_stops  # noqa: E402
import machine  # noqa: E402

BUILD = os.environ.get("BUILD", "build")
OWN = f"{BUILD}/bochs"
GRUB = shutil.which("grub-mkrescue") or shutil.which("grub2-mkrescue")
BANNER = "the root task runs in user mode"
PROMPT = "l486:/> "
GUARD_SECONDS = 240  # against a hang; nothing is judged by it


def image(name, root, arguments=""):
    """A GRUB image with `root` in the root task's place, and the kernel's command line."""
    os.makedirs(OWN, exist_ok=True)
    path = f"{OWN}/{name}.iso"
    subprocess.run(["tools/iso.sh", GRUB, path, arguments, f"{BUILD}/kernel/l486.elf", f"{BUILD}/user/sigma0.elf", root],
                   check=True, timeout=GUARD_SECONDS)
    return path


def system():
    """The image of `make run`, in a machine without a disk: the servers that need none, and the shell."""
    with bochs.Bochs(f"{BUILD}/l486.iso", f"{OWN}/system") as guest:
        guest.expect(BANNER, GUARD_SECONDS)
        guest.expect(PROMPT, GUARD_SECONDS)
        guest.type("servers\r")
        said = guest.expect(PROMPT, GUARD_SECONDS)
        for name in ("names", "console", "clock", "shell"):
            if name not in said:
                raise machine.Gone(f"a server called {name} expected; it said {said!r}")
        guest.type("kill console\r")
        guest.expect("it is started again (1 of", GUARD_SECONDS)
        guest.expect(PROMPT, GUARD_SECONDS)
        guest.type("exit\r")
        guest.expect("the machine is halted", GUARD_SECONDS)


def chapter(name):
    """Every planned test of the chapter must say ok."""
    with bochs.Bochs(image(name, f"{BUILD}/user/tests/{name}.elf"), f"{OWN}/{name}") as guest:
        guest.expect("the machine is halted", GUARD_SECONDS)
        said = guest.output.decode(errors="replace").replace("\r", "")
    plan = re.search(r"^plan (\d+)$", said, re.M)
    failed = re.findall(r"^FAIL .*$", said, re.M)
    right = len(re.findall(r"^ok \d", said, re.M))
    if not plan or failed or right != int(plan.group(1)):
        planned = plan.group(1) if plan else "no"
        raise machine.Gone("\n".join([f"{planned} tests planned, {right} ok in Bochs"] + failed + said.split("\n")[-8:]))


def debugger():
    """The kernel debugger's session: its debug registers, single steps and keys are hardware, too."""
    with bochs.Bochs(image("debugger", f"{BUILD}/user/tests/kdb_scene.elf", "kdb"), f"{OWN}/debugger") as guest:
        session = kdb_prompt.Session(guest)
        session.begin()
        for test in kdb_stops.FIRST_STOP + kdb_stops.RUNNING:
            try:
                test(session)
            except kdb_prompt.Wrong as error:
                raise machine.Gone(f"{test.__name__}: {error}") from error
        guest.type("exit\r")
        guest.expect("the machine is halted", GUARD_SECONDS)


def main():
    os.chdir(ROOT)
    if not bochs.is_installed():
        print(f"skip bochs: {bochs.ABSENT}")
        return 0
    if not GRUB or not os.path.exists("/usr/lib/grub/i386-pc/multiboot.mod"):
        print("skip bochs: there is no GRUB for the PC on this host, and Bochs boots from an image only")
        return 0
    failed = False
    tests = [("system", system), ("debugger", debugger)] + [(name, lambda name=name: chapter(name)) for name in sys.argv[1:]]
    for name, test in tests:
        try:
            test()
            print(f"ok {name}", flush=True)
        except (machine.Gone, OSError, subprocess.SubprocessError) as error:
            failed = True
            print(f"FAIL {name}: " + str(error).replace("\n", "\n  "), flush=True)
            print(f"  replay: make bochs-test CHAPTERS={name}", flush=True)
    return 1 if failed else 0


sys.exit(main())
