"""The machine: one QEMU command line for everything that boots here, and a console to talk to it.

Enter by `command()` for the line and by `Machine` for a running one whose serial line is in our hands.
"""

import os
import selectors
import subprocess
import time

QEMU = os.environ.get("QEMU", "qemu-system-i386")

# The status that QEMU ends with when the guest writes v to port 0xf4 is 2 v + 1.
EXIT_DEVICE = ["-device", "isa-debug-exit,iobase=0xf4,iosize=4"]
OUTPUT_CAP = 256 * 1024


def command(kernel=None, modules=(), image=None, append="", icount=None, plugin=None, serial="stdio",
            disks=(), more=()):
    """QEMU's command line, as a list.

    kernel   ELF file to boot directly, with `append` as its command line and `modules` behind it; or
    image    an ISO image to boot from
    icount   shift of the virtual clock that counts instructions; None lets time be the host's
    plugin   path and arguments of the timing model, "file,key=value,..."
    serial   a chardev without its id; "stdio" is a pipe or the terminal
    disks    raw files: the drives of the primary IDE channel, None for one that is not there. In place of a file
             the properties of a drive, "driver=raw,file.driver=...". An error of the host is the drive's, and no
             reason for QEMU to stop the machine. A CD is on the secondary channel.
    """
    line = [QEMU, "-M", "pc", "-cpu", "486", "-m", "16", "-accel", "tcg,tb-size=32"]
    line += ["-nodefaults", "-no-user-config", "-nic", "none", "-display", "none", "-no-reboot", "-seed", "1"]
    line += EXIT_DEVICE
    if icount is not None:
        # The clock of the board starts at the same second in every run; the host's time is not seen at all.
        line += ["-icount", f"shift={icount},sleep=off", "-rtc", "base=2000-01-01,clock=vm"]
    if plugin:
        line += ["-plugin", plugin]
    kind = serial + ",id=console" + (",signal=off" if serial.startswith("stdio") else "")
    line += ["-chardev", kind, "-serial", "chardev:console"]
    for index, disk in enumerate(disks):
        if disk is not None:
            disk = str(disk)
            source = disk if disk.startswith("driver=") else f"format=raw,file={disk.replace(',', ',,')}"
            line += ["-drive", f"if=ide,index={index},cache=writeback,werror=report,rerror=report,{source}"]
    if image:
        line += ["-cdrom", str(image), "-boot", "d"]
    else:
        line += ["-kernel", str(kernel)]
        if append:
            line += ["-append", append]
        if modules:
            line += ["-initrd", ",".join(str(module) for module in modules)]
    return line + list(more)


def end_process(process):
    """Ends an emulator that still runs: asks first, and kills it when it does not go within 5 s."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Gone(Exception):
    """What was waited for did not come; the text says what came instead."""


class Machine:
    """A QEMU of our own, with the serial line on a pipe. Use it with `with`: it is ended in any case.

    The wall-clock limits are there against faults of ours and of the host; nothing is judged by them.
    """

    def __init__(self, line):
        self.line = line
        self.output = b""
        self.seen = 0  # what expect() has consumed
        self.errors = b""
        self.process = subprocess.Popen(
            line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
        self.selector = selectors.DefaultSelector()
        for stream in (self.process.stdout, self.process.stderr):
            os.set_blocking(stream.fileno(), False)
            self.selector.register(stream, selectors.EVENT_READ)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def _read(self, wait):
        """Takes what has come within `wait` seconds. False when both streams have ended."""
        for key, _ in self.selector.select(wait):
            data = key.fileobj.read(65536)
            if not data:
                self.selector.unregister(key.fileobj)
            elif key.fileobj is self.process.stdout:
                self.output += data
            else:
                self.errors += data
        if len(self.output) > OUTPUT_CAP:
            raise Gone(f"the console was flooded: more than {OUTPUT_CAP} bytes")
        return bool(self.selector.get_map())

    def expect(self, text, seconds=20):
        """Waits for `text` behind what was expected before, and returns what came up to its end."""
        text = text.encode()
        limit = time.monotonic() + seconds
        alive = True
        while True:
            at = self.output.find(text, self.seen)
            if at >= 0:
                begin, self.seen = self.seen, at + len(text)
                return self.output[begin:self.seen].decode(errors="replace")
            if not alive:
                raise Gone(f"QEMU ended (status {self.process.wait()}) before it printed {text.decode()!r}"
                           + self._said())
            if time.monotonic() > limit:
                raise Gone(f"{seconds} s went by without {text.decode()!r}" + self._said())
            alive = self._read(0.2)

    def _said(self):
        last = self.output[-400:].decode(errors="replace").strip()
        said = f"; the last it printed was:\n{last}" if last else "; it printed nothing"
        errors = self.errors.decode(errors="replace").strip()
        return said + (f"\nQEMU says: {errors}" if errors else "")

    def type(self, text):
        """Types at the console. Wait for a prompt first: before the guest set up its line, input is lost."""
        self.process.stdin.write(text.encode())

    def wait(self, seconds=20, hopeless=None):
        """Waits until the machine ends by itself; returns the guest's status (port 0xf4), None if it gave none.

        Once it has printed the text `hopeless` it will not, and nobody waits for it."""
        limit = time.monotonic() + seconds
        while self._read(0.2):
            if hopeless and hopeless.encode() in self.output:
                raise Gone(f"the machine printed {hopeless!r}" + self._said())
            if time.monotonic() > limit:
                raise Gone(f"the machine still ran after {seconds} s" + self._said())
        status = self.process.wait()
        return (status - 1) // 2 if status & 1 else None

    def end(self):
        """Ends it: asks first, for a plugin writes its report on the way out."""
        end_process(self.process)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
        self.selector.close()
