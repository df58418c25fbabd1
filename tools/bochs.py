"""Bochs: a second opinion on the hardware code. `make bochs` boots the GRUB image in it.

    bochs.py --image build/l486.iso --folder build/bochs

Enter by `Bochs` for a running machine, whose console is talked to as a Machine's. Bochs emulates every device by itself and
shares no line with QEMU. Its oldest processor is a Pentium; the kernel uses nothing of it that a 486 lacks.
"""

import argparse
import os
import pty
import selectors
import shutil
import subprocess
import sys
import tty

import machine

PROGRAM = os.environ.get("BOCHS", "bochs")
ROMS = "/usr/share/bochs"
ABSENT = "Bochs is not on this host. Debian has it: apt-get install bochs bochs-term. Everything else works without it."

CONFIGURATION = """\
megs: 16
cpu: model=pentium, count=1, ips=20000000, reset_on_triple_fault=0
romimage: file={roms}/BIOS-bochs-latest
vgaromimage: file={roms}/VGABIOS-lgpl-latest
ata0-master: type=cdrom, path={image}, status=inserted
boot: cdrom
com1: enabled=1, mode=term, dev={console}
clock: sync=none, time0=946684800
display_library: term
log: {folder}/log
panic: action=fatal
error: action=report
"""


def is_installed():
    """Bochs itself and the display that needs no window."""
    if not shutil.which(PROGRAM):
        return False
    folders = ["/usr/lib", "/usr/local/lib"]
    return any("libbx_term_gui.so" in names for folder in folders for _, _, names in os.walk(folder))


class Bochs(machine.Machine):
    """A Bochs of our own, with the serial line on a pseudo-terminal. Use it with `with`."""

    def __init__(self, image, folder):
        os.makedirs(folder, exist_ok=True)
        self.console, line = pty.openpty()
        tty.setraw(line)
        self.screen, screen = pty.openpty()  # the display's; nobody looks at it
        self.kept_open = (line, screen)
        self.output = self.errors = b""
        self.seen = 0
        self.process = subprocess.Popen(self._command(image, folder, os.ttyname(line)), stdin=screen, stdout=screen,
                                        stderr=screen, env={**os.environ, "TERM": "xterm"}, start_new_session=True)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.console, selectors.EVENT_READ)
        self.selector.register(self.screen, selectors.EVENT_READ)

    @staticmethod
    def _command(image, folder, console):
        configuration = os.path.join(folder, "bochsrc")
        with open(configuration, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(roms=ROMS, image=image, console=console, folder=folder))
        line = [PROGRAM, "-q", "-f", configuration]
        # Built with its debugger, as Debian's, it waits for commands: "continue".
        if "-rc " in subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=False).stderr:
            commands = os.path.join(folder, "commands")
            with open(commands, "w", encoding="utf-8") as file:
                file.write("c\n")
            line += ["-rc", commands]
        return line

    def _read(self, wait):
        """Takes what has come within `wait` seconds. False when Bochs has ended."""
        ready = self.selector.select(wait)
        for key, _ in ready:
            data = os.read(key.fd, 65536)
            if key.fd == self.console:
                self.output += data
        return bool(ready) or self.process.poll() is None

    def type(self, text):
        os.write(self.console, text.encode())

    def end(self):
        machine.end_process(self.process)
        self.selector.close()
        for handle in (self.console, self.screen, *self.kept_open):
            os.close(handle)


def show(guest):
    """The console in this terminal, until Ctrl-] is typed or Bochs ends."""
    keys = selectors.DefaultSelector()
    keys.register(sys.stdin, selectors.EVENT_READ)
    keys.register(guest.console, selectors.EVENT_READ)
    keys.register(guest.screen, selectors.EVENT_READ)
    while guest.process.poll() is None:
        for key, _ in keys.select(0.2):
            data = os.read(key.fd, 4096)
            if key.fd == guest.console:
                os.write(sys.stdout.fileno(), data)
            elif key.fd != guest.screen:
                if not data or b"\x1d" in data:
                    return
                os.write(guest.console, data)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--image", required=True)
    parser.add_argument("--folder", required=True, help="for the configuration and Bochs's log")
    options = parser.parse_args()
    if not is_installed():
        sys.exit(ABSENT)
    print("Booting in Bochs. Ctrl-] ends it.", flush=True)
    terminal = sys.stdin.isatty()
    if terminal:
        import termios
        settings = termios.tcgetattr(sys.stdin)
        tty.setraw(sys.stdin)
    try:
        with Bochs(options.image, options.folder) as guest:
            show(guest)
    finally:
        if terminal:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, settings)


if __name__ == "__main__":
    main()
