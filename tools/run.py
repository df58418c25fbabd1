"""`make run`: the system in QEMU with its console in this terminal.

    run.py --image build/l486.iso            by GRUB
    run.py --kernel ELF MODULE...            directly

With --disks FOLDER it has the disks in that folder (disks.py), with each --program FILE in /bin.
"""

import argparse
import os
import signal
import subprocess
import sys
import threading

import disks
import machine

CAUSES = """
Nothing has come from the console for 5 seconds. The usual causes:
  * a kernel that stops before its first line: `make debug` halts at its entry and steps from there;
  * a triple fault: QEMU was told not to reboot, so it would have ended, but a kernel may also hang with
    interrupts off. Ctrl-A C, then `info registers`, shows where it is (again Ctrl-A C comes back);
  * the boot loader: `make run BOOT=direct` leaves GRUB out;
  * the host: `make doctor` boots a small kernel of its own and says what works here.
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--image")
    parser.add_argument("--kernel")
    parser.add_argument("--log", required=True, help="file that gets a copy of the console")
    parser.add_argument("--stopped", action="store_true", help="do not let it start (a test of the words below)")
    parser.add_argument("--disks", metavar="FOLDER", help="where disk.img and swap.img are, or are to be")
    parser.add_argument("--program", action="append", default=[], help="goes to /bin of the disk, without .elf")
    parser.add_argument("--fresh", action="store_true", help="make the disks anew: what was written is lost")
    parser.add_argument("modules", nargs="*")
    arguments = parser.parse_args()

    paths, held = [], None
    if arguments.disks:
        programs = {os.path.basename(path).removesuffix(".elf"): path for path in arguments.program}
        paths, held = disks.prepare_or_end(arguments.disks, programs, arguments.fresh)

    # A fresh log, so that "nothing has come" is about this run.
    os.makedirs(os.path.dirname(arguments.log) or ".", exist_ok=True)
    open(arguments.log, "w").close()
    line = machine.command(arguments.kernel, arguments.modules, arguments.image,
                           serial=f"stdio,mux=on,logfile={arguments.log}", disks=paths,
                           more=["-mon", "chardev=console"] + ["-S"] * arguments.stopped)
    # Whoever ends this command ends the machine with it.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    print("Ctrl-A X ends it as a power cut does, `exit` writes all files first. Ctrl-A C switches to QEMU's monitor and back;\n"
          "Ctrl-A is typed as Ctrl-A Ctrl-A.", flush=True)
    try:
        # Who holds the lock is the machine, too: it may outlive this command.
        process = subprocess.Popen(line, pass_fds=[held.fileno()] if held else [])
    except FileNotFoundError:
        sys.exit(f"{line[0]} is not there: tools/setup.sh installs it.")

    def nothing_came():
        if process.poll() is None and os.path.getsize(arguments.log) == 0:
            # The terminal is raw: a line feed alone would not go back to the left edge.
            sys.stderr.write(CAUSES.replace("\n", "\r\n"))
            sys.stderr.flush()

    timer = threading.Timer(5, nothing_came)
    timer.daemon = True
    timer.start()
    try:
        status = process.wait()
    except KeyboardInterrupt:
        process.terminate()
        status = process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
    timer.cancel()
    # An odd status is the guest's own, by port 0xf4: that it ended is no fault of this command.
    sys.exit(0 if status & 1 and status > 0 else status)


main()
