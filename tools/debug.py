"""`make debug`: QEMU and GDB in one terminal, with the symbols of the kernel and of every program.

    debug.py [--icount N] [--script FILE] KERNEL MODULE...

The machine stands still at the kernel's entry. What it prints comes into this terminal between GDB's own lines;
GDB's new command `type hello` types at its console. GDB talks to QEMU through a socket in a file, so several
people can debug on one host. With --script GDB reads its commands from a file and ends (for tests).
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import elffile
import machine

GDBS = ("gdb-multiarch", "i386-elf-gdb", "x86_64-elf-gdb", "gdb")


def commands(kernel, modules, folder):
    """What GDB is told before the user has the word."""
    image = elffile.ElfFile(kernel)
    lines = ["set confirm off", "set pagination off", "set architecture i386", "set disassemble-next-line auto",
             f"file {kernel}"]
    # The programs were linked for their final addresses. Where several share one, the root task's names win.
    for module in reversed(modules):
        if module.endswith(".elf"):
            lines.append(f"add-symbol-file {module}")
    lines += [
        "define type",
        f"  shell printf '%s\\r' '$arg0' > {folder}/input",
        "end",
        "document type",
        "type TEXT: types TEXT and return at the console of the machine (one word, or \"several words\").",
        "end",
        f"target remote {folder}/gdb",
        # The code is not in memory yet; only the processor's own breakpoint waits for it.
        f"thbreak *{image.physical(image.entry):#x}",
        "continue",
        # It runs there before paging, where the symbols do not lie; they fit from the first high address on.
        f"info line *{image.entry:#x}",
        'printf "At the kernel\'s entry. `hbreak NAME` and `continue` go on from here; `type TEXT` types at its '
        'console; `quit` ends both.\\n"',
    ]
    return "\n".join(lines) + "\n"


def connect(path):
    """QEMU makes its sockets in its own time."""
    for _ in range(200):
        try:
            line = socket.socket(socket.AF_UNIX)
            line.connect(path)
            return line
        except OSError:
            line.close()
            time.sleep(0.02)
    sys.exit("QEMU did not start; `make doctor` says why.")


def connect_when_there(path):
    """Only waits: the one connection that QEMU takes is GDB's."""
    for _ in range(200):
        if os.path.exists(path):
            return
        time.sleep(0.02)


def restore_interrupt():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def copy_console(line):
    while True:
        try:
            data = line.recv(4096)
        except OSError:
            return
        if not data:
            return
        os.write(1, data)


def copy_input(path, line):
    """What the command `type` writes into the pipe goes to the console. The pipe is opened anew for each."""
    while True:
        with open(path, "rb") as pipe:
            data = pipe.read()
        try:
            line.sendall(data)
        except OSError:
            return


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--icount", type=int, default=5, help="shift of the virtual clock: a run can be repeated")
    parser.add_argument("--script")
    parser.add_argument("kernel")
    parser.add_argument("modules", nargs="*")
    arguments = parser.parse_args()
    gdb = next((name for name in GDBS if shutil.which(name)), None)
    if not gdb:
        sys.exit("There is no gdb here; tools/setup.sh installs it.")

    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "commands"), "w", encoding="utf-8") as file:
            file.write(commands(arguments.kernel, arguments.modules, folder))
        os.mkfifo(os.path.join(folder, "input"))
        line = machine.command(
            arguments.kernel, arguments.modules, icount=arguments.icount,
            serial=f"socket,path={folder}/console,server=on,wait=off",
            more=["-S", "-chardev", f"socket,id=gdb,path={folder}/gdb,server=on,wait=off", "-gdb", "chardev:gdb"])
        for ending in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, lambda number, _: sys.exit(128 + number))
        # A session of its own: Ctrl-C is for GDB, which stops the machine with it.
        qemu = subprocess.Popen(line, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            console = connect(os.path.join(folder, "console"))
            for target, parameters in ((copy_console, (console,)),
                                       (copy_input, (os.path.join(folder, "input"), console))):
                threading.Thread(target=target, args=parameters, daemon=True).start()
            connect_when_there(os.path.join(folder, "gdb"))
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            words = [gdb, "-q", "-nx", "-iex", "set auto-load off", "-x", os.path.join(folder, "commands")]
            if arguments.script:
                words += ["-batch", "-x", arguments.script]
            status = subprocess.run(words, check=False, preexec_fn=restore_interrupt).returncode
        finally:
            qemu.terminate()
            qemu.wait()
    sys.exit(status)


main()
