"""tools/setup.sh on hosts that we make up: a folder of empty commands is the whole PATH."""

import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SETUP = os.path.join(ROOT, "tools/setup.sh")
# What the script itself stands on, and any bare system has.
BASE = ["dirname", "env", "id", "sh", "uname", "cat"]
ALL = ["make", "python3", "cc", "i686-linux-gnu-gcc", "i686-linux-gnu-ld", "qemu-system-i386", "gdb", "gdb-multiarch",
       "expect", "bwrap", "grub-mkrescue", "xorriso", "mformat"]


def host(folder, commands, machine="x86_64", apt=None, root=True):
    """Runs setup.sh where only `commands` exist. `apt` is the text of an apt-get that stands in for the real one."""
    path = os.path.join(folder, "bin")
    os.makedirs(path)
    for name in BASE:
        real = next(os.path.join(place, name) for place in ("/usr/bin", "/bin")
                    if os.path.exists(os.path.join(place, name)))
        os.symlink(real, os.path.join(path, name))

    def put(name, text):
        with open(os.path.join(path, name), "w", encoding="ascii") as file:
            file.write("#!/bin/sh\n" + text + "\n")
        os.chmod(os.path.join(path, name), 0o755)

    for name in commands:
        put(name, "exit 0")
    if apt is not None:
        put("apt-get", apt.replace("BIN", path))
        put("apt-cache", "exit 0")
    if os.path.islink(os.path.join(path, "id")):
        os.unlink(os.path.join(path, "id"))
    put("id", f"echo {0 if root else 1000}")
    done = subprocess.run(["/bin/sh", SETUP], env={"PATH": path, "MACHINE": machine}, capture_output=True, text=True,
                          timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


# Makes every command that apt was asked for, or that belongs to a package it was asked for.
GOOD_APT = 'case "$*" in *install*) for c in ' + " ".join(ALL) + '; do printf "#!/bin/sh\\n" > BIN/$c; ' \
    "/bin/chmod +x BIN/$c; done;; esac; echo apt: $*"


def nothing_missing(folder):
    status, said = host(folder, ALL)
    return status == 0 and said == "", f"wanted silence and 0, got {status}: {said}"


def without_apt(folder):
    status, said = host(folder, ["python3", "make"])
    wanted = ["qemu-system-x86", "qemu-system-x86-core", "libisoburn", "i686-elf-gcc", "Debian", "Fedora", "Arch",
              "Homebrew", "is the machine"]
    lacking = [word for word in wanted if word not in said]
    return status == 1 and not lacking, f"status {status}, not named: {lacking}"


def only_what_is_missing(folder):
    status, said = host(folder, [name for name in ALL if name != "expect"])
    return status == 1 and "apt install expect\n" in said, f"status {status}: {said}"


def installs(folder):
    status, said = host(folder, ["python3", "make"], apt=GOOD_APT)
    return status == 0 and "install -y" in said and "qemu-system-x86" in said, f"status {status}: {said}"


def apt_fails(folder):
    status, said = host(folder, ["python3", "make"], apt="exit 100")
    return status == 1 and "apt could not install" in said, f"status {status}: {said}"


def apt_does_nothing(folder):
    """An apt that says all is well and leaves the tools away must not pass."""
    status, said = host(folder, ["python3", "make"], apt="exit 0")
    return status == 1, f"status {status}: {said}"


def no_root_no_sudo(folder):
    status, said = host(folder, ["python3", "make"], apt=GOOD_APT, root=False)
    return status == 1 and "no sudo" in said and "apt: " not in said, f"status {status}: {said}"


def not_an_x86(folder):
    """There is no GRUB for the PC in Debian for arm64, and its gdb must be the one for all machines."""
    status, said = host(folder, ["python3", "make"], machine="aarch64")
    return status == 1 and "gdb-multiarch" in said and "grub" not in said, f"status {status}: {said}"


def main():
    failed = False
    for test in (nothing_missing, without_apt, only_what_is_missing, installs, apt_fails, apt_does_nothing,
                 no_root_no_sudo, not_an_x86):
        name = test.__name__.replace("_", "-")
        with tempfile.TemporaryDirectory() as folder:
            fine, reason = test(folder)
        failed |= not fine
        print(f"ok {name}" if fine else f"FAIL {name}: " + reason.strip().replace("\n", "\n  "))
    sys.exit(1 if failed else 0)


main()
