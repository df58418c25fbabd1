"""The system as people start it: by GRUB, directly, by `make run` and under the debugger; each up to a program in ring 3."""

import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import machine  # noqa: E402

BUILD = os.environ.get("BUILD", "build")
KERNEL = f"{BUILD}/kernel/l486.elf"
MODULES = [f"{BUILD}/user/sigma0.elf", f"{BUILD}/user/root.elf"]
IMAGE = f"{BUILD}/l486.iso"
BANNER = "the root task runs in user mode"
PROMPT = "l486> "


def talk(guest):
    """A session at the prompt: help answers, another address space answers, the machine ends as asked."""
    guest.expect(BANNER, 60)
    guest.expect(PROMPT)
    guest.type("help\r")
    guest.expect("halt", 20)
    guest.expect(PROMPT)
    guest.type("ping 100\r")
    said = guest.expect(PROMPT, 30)
    if "100 calls, 100 right answers" not in said:
        raise machine.Gone(f"100 calls to another address space, 100 right answers expected; it said {said!r}")
    guest.type("halt\r")
    status = guest.wait(20)
    if status not in (0, None):
        raise machine.Gone(f"the machine ended with status {status}")


def by_grub():
    with machine.Machine(machine.command(image=IMAGE)) as guest:
        talk(guest)


def direct():
    with machine.Machine(machine.command(KERNEL, MODULES)) as guest:
        talk(guest)


def the_same_again():
    """Under -icount two runs print the same bytes, the clock's included."""
    seen = []
    for _ in range(2):
        with machine.Machine(machine.command(KERNEL, MODULES, icount=5)) as guest:
            seen.append(guest.expect(PROMPT, 60))
    if seen[0] != seen[1]:
        raise machine.Gone(f"two runs differ: {seen[0]!r} and {seen[1]!r}")


def image_is_reproducible():
    with tempfile.TemporaryDirectory() as folder:
        images = []
        for name in ("a", "b"):
            path = os.path.join(folder, name)
            subprocess.run(["make", "--no-print-directory", "-s", "iso", f"BUILD={BUILD}", f"ISO={path}"], check=True,
                           timeout=120)
            with open(path, "rb") as file:
                images.append(file.read())
        if images[0] != images[1]:
            raise machine.Gone("two images of the same files differ")


def make_run(*more):
    with machine.Machine(["make", "--no-print-directory", "run", f"BUILD={BUILD}", *more]) as guest:
        guest.expect("Ctrl-A X", 60)
        guest.expect(BANNER, 60)
        guest.expect(PROMPT)
        guest.type("halt\r")
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
        done = subprocess.run([sys.executable, "tools/debug.py", "--script", script.name, KERNEL, *MODULES],
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
        subprocess.run(["make", "--no-print-directory", "-s", "iso", f"BUILD={BUILD}"], check=True, timeout=120)
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
