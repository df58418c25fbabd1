"""`make doctor`: can this host build, boot, measure and grade L486?

    doctor.py --probe build/doctor/probe.elf --plugin build/sim/l486sim.so --cross PREFIX

Prints a line for each thing it tried, `ok` or `FAIL` with what to do, and ends with status 1 when something
that is needed failed. `note` is something that only some commands want.
"""

import argparse
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile

import machine

needed_failed = False
PROBE_STEPS = {
    "console": "the serial line: QEMU's `-serial` on this host prints nothing; is it QEMU's own build?",
    "timer": "timer interrupts do not arrive: try without other accelerators, and another QEMU version",
    "paging": "page tables or page faults do not work as on a 486: another QEMU version",
    "ring 3": "INT and IRET between the rings do not work: another QEMU version",
}


def report(word, what, found, cure=""):
    global needed_failed
    needed_failed |= word == "FAIL"
    print(f"{word:<5}{what:<16}{found}", flush=True)
    if cure and word != "ok":
        print(f"{'':21}-> {cure}", flush=True)


def first_line(*command):
    """The first line a program prints about itself, or None if it is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ((done.stdout or done.stderr).strip().splitlines() or [""])[0]


def any_of(*names):
    return next((name for name in names if shutil.which(name)), None)


def tools(cross):
    install = "tools/setup.sh installs it, or names the package"
    grub = any_of("grub-mkrescue", "grub2-mkrescue", "i686-elf-grub-mkrescue")
    for what, command in [
        ("compiler", [cross + "gcc", "--version"]), ("linker", [cross + "ld", "--version"]),
        ("host compiler", ["cc", "--version"]), ("make", ["make", "--version"]),
        ("python", [sys.executable, "--version"]), ("qemu", [machine.QEMU, "--version"]),
        ("gdb", [any_of("gdb-multiarch", "i386-elf-gdb", "x86_64-elf-gdb", "gdb") or "gdb", "--version"]),
        ("expect", ["expect", "-v"]),
    ]:
        line = first_line(*command)
        report("ok" if line else "FAIL", what, line or f"{command[0]} is not there", install)
    lacking = [name for name in (grub or "grub-mkrescue", "xorriso", "mformat") if not shutil.which(name)]
    if not os.path.exists("/usr/lib/grub/i386-pc/multiboot.mod") and not (grub or "").startswith("i686-elf"):
        lacking.append("GRUB for the PC")
    if not lacking:
        report("ok", "boot image", first_line(grub, "--version"))
    else:
        report("note" if platform.machine() not in ("x86_64", "i686") else "FAIL", "boot image",
               f"{', '.join(lacking)} not there", "BOOT=direct boots without an image; " + install)


def boot(probe):
    """The probe kernel's own lines."""
    done = []
    try:
        with machine.Machine(machine.command(probe)) as guest:
            for step in PROBE_STEPS:
                guest.expect(f"probe: ok {step}\n", 10)
                done.append(step)
                report("ok", step, "works")
            guest.expect("type a letter\n", 5)
            guest.type("d")
            guest.expect("ok typed d\n", 5)
            report("ok" if guest.wait(5) == 0 else "FAIL", "keyboard", "a letter went in and came back")
    except (machine.Gone, OSError) as error:
        step = next((step for step in PROBE_STEPS if step not in done), "keyboard")
        report("FAIL", step, str(error).replace("\n", "\n" + " " * 21), PROBE_STEPS.get(step, "input is lost"))


def debugger(probe, folder):
    """A breakpoint at a label, over a socket in a file: no port number can be taken by another user."""
    name = any_of("gdb-multiarch", "i386-elf-gdb", "x86_64-elf-gdb", "gdb")
    if not name:
        return
    path = os.path.join(folder, "gdb")
    more = ["-S", "-chardev", f"socket,id=gdb,path={path},server=on,wait=off", "-gdb", "chardev:gdb"]
    with machine.Machine(machine.command(probe, more=more)):
        for _ in range(100):
            if os.path.exists(path):
                break
            subprocess.run(["sleep", "0.05"])
        try:
            done = subprocess.run(
                [name, "-nx", "-batch", "-iex", "set auto-load off", "-ex", "set confirm off",
                 "-ex", f"target remote {path}", "-ex", "hbreak probe_main", "-ex", "continue",
                 "-ex", "info symbol $pc", "-ex", "kill", probe], capture_output=True, text=True, errors="replace", timeout=30)
            said = done.stdout + done.stderr
        except subprocess.TimeoutExpired:
            said = "no answer within 30 s"
    if "probe_main in section" in said:
        report("ok", "debugger", f"{name} stopped at a breakpoint")
    else:
        last = (said.strip().splitlines() or ["it said nothing"])[-1]
        report("FAIL", "debugger", last, f"does {name} know i386? On a host that is no x86 it must be gdb-multiarch")


def timing(probe, plugin, folder):
    """INT and IRET in the probe's ring 3 cost 107 cycles, or the model is not to be trusted."""
    if not os.path.exists(plugin):
        report("FAIL", "timing model", f"{plugin} is not there", "`make sim` builds it; does it say why not?")
        return
    path = os.path.join(folder, "report.json")
    arguments = f"{plugin},elf={probe},window=probe:probe_from:probe_to,report={path},preset=ideal"
    try:
        with machine.Machine(machine.command(probe, icount=5, plugin=arguments)) as guest:
            guest.expect("type a letter\n", 20)
            guest.type("d")
            guest.wait(20)
        with open(path, encoding="utf-8") as file:
            cycles = json.load(file)["windows"]["probe"]["mode"]
    except (machine.Gone, OSError, ValueError, KeyError) as error:
        report("FAIL", "timing model", f"{error!r}".replace("\\n", "\n" + " " * 21),
               "QEMU must be 4.2 or later and built with plugins, as Debian's is")
        return
    report("ok" if cycles == 107 else "FAIL", "timing model", f"INT and IRET take {cycles:g} cycles (must be 107)",
           "please report this with your QEMU's version")


def expects(probe, folder):
    """expect(1) types at the probe through a terminal of its own, as the labs' scripts do."""
    if not shutil.which("expect"):
        return
    script = os.path.join(folder, "probe.exp")
    with open(script, "w", encoding="ascii") as file:
        file.write("set timeout 20\nlog_user 0\nspawn -noecho " +
                   " ".join("{" + word + "}" for word in machine.command(probe)) +
                   '\nexpect "type a letter" { send "e" } timeout { exit 2 } eof { exit 3 }\n'
                   'expect "ok typed e" { exit 0 } timeout { exit 4 } eof { exit 5 }\n')
    try:
        status = subprocess.run(["expect", script], stdin=subprocess.DEVNULL, timeout=60).returncode
    except subprocess.TimeoutExpired:
        status = "none in 60 s"
    report("ok" if status == 0 else "FAIL", "expect", "typed at the console" if status == 0 else f"status {status}",
           "is /dev/pts mounted? expect needs pseudo-terminals")


def sandbox():
    """Grading other people's kernels wants one; running one's own does not."""
    for name, command, cure in [
        ("bwrap", ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "true"],
         "`apt install bubblewrap`; in a container, user namespaces may be forbidden"),
        ("setpriv", ["setpriv", "--no-new-privs", "true"], "it is in Debian's util-linux"),
    ]:
        try:
            fine = subprocess.run(command, capture_output=True, timeout=20).returncode == 0
        except (OSError, subprocess.TimeoutExpired):
            fine = False
        report("ok" if fine else "note", name, "works" if fine else "not to be had; only `make grade` wants it", cure)


def folder_of_the_tree():
    """What a checkout on a foreign file system does to a build."""
    with open(__file__, "rb") as file:
        crlf = b"\r\n" in file.read()
    report("FAIL" if crlf else "ok", "line ends", "CRLF" if crlf else "LF",
           "git config core.autocrlf false, then clone again")
    here, kind, longest = os.path.realpath("."), "", -1
    try:
        with open("/proc/mounts", encoding="utf-8") as file:
            for line in file:
                _, place, name = line.split()[:3]
                if (here + "/").startswith(place.rstrip("/") + "/") and len(place) > longest:
                    kind, longest = name, len(place)
    except OSError:
        return
    windows = kind in ("9p", "drvfs", "ntfs", "ntfs3", "fuseblk", "vfat", "exfat", "vboxsf", "cifs")
    report("note" if windows else "ok", "file system", kind or "unknown",
           "this looks like a Windows or shared folder: slow, and without modes. Clone into your home folder")
    try:
        with socket.socket(socket.AF_UNIX) as one, tempfile.TemporaryDirectory() as folder:
            one.bind(os.path.join(folder, "s"))
    except OSError as error:
        report("FAIL", "sockets", f"no socket in a file: {error}", "set TMPDIR to a folder of a Linux file system")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--probe", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--cross", default="")
    arguments = parser.parse_args()
    tools(arguments.cross)
    if shutil.which(machine.QEMU):
        with tempfile.TemporaryDirectory() as folder:
            boot(arguments.probe)
            debugger(arguments.probe, folder)
            expects(arguments.probe, folder)
            timing(arguments.probe, arguments.plugin, folder)
    sandbox()
    folder_of_the_tree()
    print("Something that L486 needs does not work here: see FAIL." if needed_failed else
          "This host has all that L486 needs.")
    sys.exit(1 if needed_failed else 0)


main()
