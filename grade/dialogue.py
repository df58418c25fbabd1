"""A test that types: an expect script on one side, the guest's serial line on the other, in lock-step.

The guest calls a hook (an empty function of the test, in a page of its own) before it waits for a key. A
breakpoint there stops the machine; while it stands still the script gets all that was printed and answers, and exactly one
byte is put into the serial line before the machine goes on. So typing happens at the same instruction
in every run, however slow the host is.
"""
import os
import select
import socket
import subprocess
import tempfile
import time

from grade.gdbstub import GdbStub

_PRELUDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'dialogue.exp')
_GUARD = 20  # seconds; only a fault of ours takes so long


class Dialogue:
    """The script and the breakpoint. step() is called whenever the stub has something to say."""

    def __init__(self, script, hook):
        self.script, self.hook = script, hook
        ours, self.remote = socket.socketpair()
        self.stub = GdbStub(ours)
        self.queue = b''      # typed by the script, not yet by us
        self.told = 0         # bytes of the serial line that the script has got
        self.open = True

    def start(self, keys, serial):
        """`keys`: where bytes for the guest go; `serial()`: all that it has printed so far."""
        self.keys, self.serial = keys, serial
        self.complaint = tempfile.TemporaryFile()
        self.expect = subprocess.Popen(['expect', '-f', _PRELUDE, self.script], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=self.complaint, bufsize=0)
        self.stub.insert(self.hook)
        self.stub.go()

    def step(self):
        """The machine has stopped at the hook: types one byte and lets it go on. False: the script has none to give."""
        stop = self.stub.stopped()
        if stop is None:
            self.open = False
            return True  # QEMU has closed the line: its end will be seen
        if not stop or self.stub.program_counter() != self.hook:
            return True  # stopped elsewhere: by its own end, which the monitor reports
        self._tell()
        if not self.queue and not self._listen():
            return False
        os.write(self.keys, self.queue[:1])
        self.queue = self.queue[1:]
        self.stub.settle()
        self.stub.step_over(self.hook)
        self.stub.go()
        return True

    def finish(self, serial):
        """After the end of the machine. What the script still waited for, or None if it was content."""
        self._tell(serial)
        self.expect.stdin.close()
        try:
            self.expect.wait(_GUARD)
        except subprocess.TimeoutExpired:
            self.expect.kill()
            self.expect.wait()
        self.expect.stdout.close()
        self.stub.sock.close()
        self.complaint.seek(0)
        text = self.complaint.read(4096).decode('utf-8', 'replace').strip()
        self.complaint.close()
        return None if self.expect.returncode == 0 else text or 'the script ended with an error'

    def _tell(self, serial=None):
        serial = serial if serial is not None else self.serial()
        try:
            if len(serial) > self.told:
                self.expect.stdin.write(serial[self.told:])
        except BrokenPipeError:
            pass  # the script is content and has gone
        self.told = len(serial)

    def _listen(self):
        """Waits until the script types. False when it never will: it has ended, or it sleeps on an empty line."""
        end = time.monotonic() + _GUARD
        asleep = 0
        while time.monotonic() < end:
            ready, _, _ = select.select([self.expect.stdout], [], [], 0.02)
            if ready:
                data = os.read(self.expect.stdout.fileno(), 4096)
                self.queue += data
                return bool(data)
            asleep = asleep + 1 if self._script_sleeps() else 0
            if asleep > 5:
                return False
        return False

    def _script_sleeps(self):
        """Has it read all and does it wait? (A process that only lacks the processor is not asleep.)"""
        try:
            with open(f'/proc/{self.expect.pid}/stat', encoding='ascii', errors='replace') as f:
                state = f.read().rsplit(')', 1)[1].split()[0]
        except OSError:
            return False
        return state == 'S' and not _unread(self.expect.stdin)


def _unread(pipe):
    """How many bytes written to a pipe nobody has read yet."""
    import array
    import fcntl
    import termios
    count = array.array('i', [0])
    fcntl.ioctl(pipe.fileno(), termios.FIONREAD, count)
    return count[0]
