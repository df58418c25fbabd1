"""`make kdb`: the system in QEMU, its console in this terminal, with the kernel debugger awake.

    kdb_run.py [--disks FOLDER [--fresh] [--program FILE]...] KERNEL MODULE...

The disks are those of `make run` (tools/disks.py).
"""

import argparse
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import disks  # noqa: E402
import machine  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--disks", metavar="FOLDER")
    parser.add_argument("--program", action="append", default=[])
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("kernel")
    parser.add_argument("modules", nargs="*")
    arguments = parser.parse_args()
    paths, held = [], None
    if arguments.disks:
        programs = {os.path.basename(path).removesuffix(".elf"): path for path in arguments.program}
        paths, held = disks.prepare_or_end(arguments.disks, programs, arguments.fresh)
    line = machine.command(arguments.kernel, arguments.modules, append="kdb", serial="stdio,mux=on", disks=paths,
                           more=["-mon", "chardev=console"])
    print("Ctrl-\\ stops the machine in the kernel debugger, Ctrl-A X ends it.", flush=True)
    try:
        status = subprocess.call(line, pass_fds=[held.fileno()] if held else [])
    except FileNotFoundError:
        sys.exit(f"{line[0]} is not there: tools/setup.sh installs it.")
    # An odd status is the guest's own, by port 0xf4: that it ended is no fault of this command.
    sys.exit(0 if status & 1 and status > 0 else status)


main()
