"""`make kdb`: the system in QEMU, its console in this terminal, with the kernel debugger awake.

    kdb_run.py KERNEL MODULE...
"""

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import machine  # noqa: E402


def main():
    kernel, *modules = sys.argv[1:]
    line = machine.command(kernel, modules, append="kdb", serial="stdio,mux=on", more=["-mon", "chardev=console"])
    print("Ctrl-\\ stops the machine in the kernel debugger, Ctrl-A X ends it.", flush=True)
    try:
        status = subprocess.call(line)
    except FileNotFoundError:
        sys.exit(f"{line[0]} is not there: tools/setup.sh installs it.")
    # An odd status is the guest's own, by port 0xf4: that it ended is no fault of this command.
    sys.exit(0 if status & 1 and status > 0 else status)


main()
