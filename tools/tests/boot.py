"""The system as people start it: by GRUB, directly, by `make run` and under the debugger; each up to the shell's prompt,
and where there are disks up to a program from them."""

import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import disks  # noqa: E402
import machine  # noqa: E402

BUILD = os.environ.get("BUILD", "build")
KERNEL = f"{BUILD}/kernel/l486.elf"
PROGRAMS = [f"{BUILD}/user/sigma0.elf", f"{BUILD}/user/root.elf"]  # with their symbols
IMAGE = f"{BUILD}/l486.iso"
BANNER = "the root task runs in user mode"
PROMPT = "l486:/home> "
PROMPT_WITHOUT_DISK = "l486:/> "
WELCOME = "Whatever you write here is still there"
END = "\x01x"  # Ctrl-A X


def make(*goals):
    return ["make", "--no-print-directory", "-s", f"BUILD={BUILD}", *goals]


def modules():
    return subprocess.run(make("print-modules"), check=True, capture_output=True, text=True, timeout=120).stdout.split("\n")[-2].split()


def talk(guest):
    """A session at the prompt: the servers are there, and a program comes from the disk and reads a file."""
    guest.expect(BANNER, 60)
    guest.expect(PROMPT, 60)
    guest.type("servers\r")
    said = guest.expect(PROMPT)
    for name in ("names", "console", "clock", "disk", "fs", "pager", "shell"):
        if name not in said:
            raise machine.Gone(f"{name} is not among the servers: {said!r}")
    guest.type("cat welcome.txt\r")
    said = guest.expect(PROMPT)
    if WELCOME not in said:
        raise machine.Gone(f"welcome.txt was not shown: {said!r}")


def with_disks(**what):
    """Boots with new disks, as `make run` has them."""
    with tempfile.TemporaryDirectory() as folder:
        cat = {"cat": f"{BUILD}/user/bin/cat.elf"}
        with machine.Machine(machine.command(disks=disks.prepare(folder, cat), **what)) as guest:
            talk(guest)


def by_grub():
    with_disks(image=IMAGE)


def direct():
    with_disks(kernel=KERNEL, modules=modules())


def the_same_again():
    """Under -icount two runs print the same bytes, the clock's included. (Without disks: theirs is the host's time.)"""
    seen = []
    for _ in range(2):
        with machine.Machine(machine.command(KERNEL, modules(), icount=5)) as guest:
            seen.append(guest.expect(PROMPT_WITHOUT_DISK, 60))
    if seen[0] != seen[1]:
        raise machine.Gone(f"two runs differ: {seen[0]!r} and {seen[1]!r}")


def image_is_reproducible():
    with tempfile.TemporaryDirectory() as folder:
        images = []
        for name in ("a", "b"):
            path = os.path.join(folder, name)
            subprocess.run(make("iso", f"ISO={path}"), check=True, timeout=120)
            with open(path, "rb") as file:
                images.append(file.read())
        if images[0] != images[1]:
            raise machine.Gone("two images of the same files differ")


def make_run(*more):
    with machine.Machine(["make", "--no-print-directory", "run", f"BUILD={BUILD}", *more]) as guest:
        guest.expect("Ctrl-A X", 60)
        talk(guest)
        second = subprocess.run(make("run", *more), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        if second.returncode == 0 or "in use" not in second.stderr:
            raise machine.Gone(f"a second `make run` was not refused: {second.stdout}{second.stderr}")
        guest.type(END)
        guest.wait(20)
        if guest.process.returncode != 0:
            raise machine.Gone(f"make run ended with status {guest.process.returncode}")


def make_run_direct():
    make_run("BOOT=direct")


def nothing_on_the_console():
    """A machine that prints nothing must not leave its user without a word."""
    with tempfile.TemporaryDirectory() as folder:
        with machine.Machine([sys.executable, "tools/run.py", "--log", f"{folder}/log", "--kernel", KERNEL,
                              "--stopped"]) as guest:
            guest.expect("Ctrl-A X")
            for _ in range(20):
                if b"usual causes" in guest.errors:
                    return
                guest._read(1)
            raise machine.Gone("20 s of silence, and not a word about the causes")


def debugger():
    """Symbols of kernel and programs: a stop in the kernel's entry, and one in the root task's main()."""
    with tempfile.NamedTemporaryFile("w", suffix=".gdb") as script:
        script.write("info symbol $pc\nhbreak root.c:main\ncontinue\nbacktrace 1\nprintf \"ring %d\\n\", $cs & 3\n")
        script.flush()
        done = subprocess.run([sys.executable, "tools/debug.py", "--script", script.name, KERNEL, *PROGRAMS],
                              capture_output=True, text=True, timeout=120)
    said = done.stdout + done.stderr
    for wanted in (r"At the kernel's entry", r"main \(\) at user/root/root\.c", r"ring 3"):
        if not re.search(wanted, said):
            raise machine.Gone(f"{wanted!r} expected; it said\n{said}")


def main():
    os.chdir(ROOT)
    failed = False
    tests = [direct, the_same_again, make_run_direct, nothing_on_the_console, debugger]
    if os.path.exists("/usr/lib/grub/i386-pc/multiboot.mod"):
        tests = [by_grub, image_is_reproducible, make_run] + tests
        subprocess.run(make("iso"), check=True, timeout=120)
    else:
        print("skip by-grub: there is no GRUB for the PC on this host")
    for test in tests:
        name = test.__name__.replace("_", "-")
        try:
            test()
            print(f"ok {name}", flush=True)
        except (machine.Gone, OSError, subprocess.SubprocessError) as error:
            failed = True
            print(f"FAIL {name}: " + str(error).replace("\n", "\n  "), flush=True)
    sys.exit(1 if failed else 0)


main()
