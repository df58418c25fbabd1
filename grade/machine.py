"""One boot of one test: QEMU with a command line of ours, watched from outside.

The serial line is a pipe that holds more than we accept (256 KB), so QEMU never waits for us and the run is
the same run however busy the host is. Limits are the machine's own: instructions, and virtual seconds for one that
idles. The wall clock only guards against faults of ours.
"""
import collections
import fcntl
import os
import re
import selectors
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass

from grade import sandbox
from grade.dialogue import Dialogue
from grade.qmp import Qmp

SERIAL_CAP = 256 << 10
_PIPE_SIZE = 1 << 20
_F_SETPIPE_SZ = 1031
IDLE_SECONDS = 10      # of virtual time: a machine that idles is there at once, one that works reaches its
                       # limit of instructions (1.3 s for 40 million) long before
WALL_SECONDS = 60      # our own fault if this is reached
_POLL = 0.02
_NAMES = ('l486.elf', 'sigma0.elf', 'test.elf')  # as the guest and the model see them
_FROZEN_POLLS = 25     # so often the same number of instructions: worth a look at the registers

_QEMU = ['-M', 'pc', '-cpu', '486', '-accel', 'tcg,tb-size=32', '-icount', 'shift=5,sleep=off',
         '-nodefaults', '-no-user-config', '-nic', 'none', '-display', 'none', '-no-reboot', '-no-shutdown',
         '-rtc', 'base=2000-01-01,clock=vm', '-seed', '1',
         '-sandbox', 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny',
         '-device', 'isa-debug-exit,iobase=0xf4,iosize=4',
         '-chardev', 'stdio,id=serial,signal=off', '-serial', 'chardev:serial']


@dataclass
class Boot:
    """What to boot, and how long it may take."""
    kernel: str
    modules: list            # sigma0 first, then the test in the root task's place, then data
    command_line: str
    limit: int               # million instructions
    plugin: str = None       # the timing model's shared object
    plugin_arguments: str = ''  # {0}, {1}, ... stand for the paths of kernel and modules, {report} for the report
    report: str = None       # where the timing model's report is to lie afterwards
    dialogue: str = None     # an expect script
    hook: int = 0            # address at which the guest waits for a key (with a dialogue)
    memory: int = 16         # megabytes


@dataclass
class Seen:
    """What was observed. `ended`: exit, reset, instructions, idle, frozen, flood, stuck, wall or qemu."""
    ended: str
    status: int = None       # of the guest: what it wrote to the exit port
    serial: bytes = b''
    messages: str = ''       # of QEMU
    registers: str = ''
    wall: float = 0.0
    dialogue: str = None     # None: no dialogue, or it went through; else what it still waited for

    def register(self, name):
        match = re.search(rf'\b{name}=([0-9a-f]+)', self.registers)
        return int(match.group(1), 16) if match else None


class Machine:
    """Use once: Machine(boot).run()."""

    def __init__(self, boot):
        self.boot = boot
        self.serial = bytearray()
        self.messages = bytearray()
        self.ended = None
        self.registers = ''
        self.icount, self.same = -1, 0
        self.next_poll = 0.0
        self.asked = collections.deque()  # commands of the monitor without an answer yet
        self.suspicion = None  # why the registers were asked for: reset, idle or frozen
        self.dialogue = None

    def run(self):
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix='l486-') as scratch:
            sandbox.hand_over(scratch)
            self._start(scratch)
            try:
                self._watch(started)
            finally:
                self.process.kill()
                self.process.wait()
                self._drain(self.out, self.serial)
                self._drain(self.err, self.messages)
                self.qmp.receive()
                stuck = self.dialogue.finish(bytes(self.serial)) if self.dialogue else None
                for fd in (self.out, self.err, self.keys):
                    os.close(fd)
                self.control.close()
            if self.boot.report and os.path.exists(f'{scratch}/report.json'):
                with open(f'{scratch}/report.json', 'rb') as source, open(self.boot.report, 'wb') as target:
                    target.write(source.read(1 << 20))
        return self._seen(time.monotonic() - started, stuck)

    # --- starting

    def _start(self, scratch):
        files = [self.boot.kernel, *self.boot.modules]
        names = [*_NAMES, *(f'module{i}' for i in range(len(_NAMES), len(files)))]
        inside = [sandbox.place(path, f'/boot/{name}') for path, name in zip(files, names)]
        read = list(zip(files, inside))
        argv = ['qemu-system-i386', *_QEMU, '-m', str(self.boot.memory), '-kernel', inside[0], '-initrd', ','.join(inside[1:]),
                '-append', self.boot.command_line]
        if self.boot.plugin:
            plugin = sandbox.place(self.boot.plugin, '/boot/model.so')
            read.append((self.boot.plugin, plugin))
            report = sandbox.place(scratch, '/out') + '/report.json'
            argv += ['-plugin', f'{plugin},' + self.boot.plugin_arguments.format(*inside, report=report)]
        self.control, theirs = socket.socketpair()
        argv += ['-chardev', f'socket,id=qmp,fd={theirs.fileno()}', '-mon', 'chardev=qmp,mode=control']
        passed = [theirs]
        if self.boot.dialogue:
            self.dialogue = Dialogue(self.boot.dialogue, self.boot.hook)
            passed.append(self.dialogue.remote)
            argv += ['-S', '-chardev', f'socket,id=gdb,fd={self.dialogue.remote.fileno()}', '-gdb', 'chardev:gdb']
        key_end, self.keys = os.pipe()
        self.out, out_end = os.pipe()
        self.err, err_end = os.pipe()
        fcntl.fcntl(out_end, _F_SETPIPE_SZ, _PIPE_SIZE)
        for fd in (self.out, self.err):
            os.set_blocking(fd, False)
        self.process = subprocess.Popen(
            sandbox.wrap(argv, sandbox.limits(WALL_SECONDS, 1024), read, [(scratch, '/out')]),
            stdin=key_end, stdout=out_end, stderr=err_end, pass_fds=[s.fileno() for s in passed],
            env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C', 'HOME': '/tmp'})
        for fd in (key_end, out_end, err_end):
            os.close(fd)
        for sock in passed:
            sock.close()
        self.qmp = Qmp(self.control)
        self._ask('qmp_capabilities')
        if self.dialogue:
            self.dialogue.start(self.keys, lambda: self._drain(self.out, self.serial) and bytes(self.serial))

    # --- watching

    def _watch(self, started):
        with selectors.DefaultSelector() as selector:
            selector.register(self.out, selectors.EVENT_READ, self._on_serial)
            selector.register(self.err, selectors.EVENT_READ, lambda: self._drain(self.err, self.messages))
            selector.register(self.control, selectors.EVENT_READ, self._on_control)
            if self.dialogue:
                selector.register(self.dialogue.stub.sock, selectors.EVENT_READ, self._on_stop)
            while not self.ended:
                for key, _ in selector.select(_POLL):
                    if key.data() is False:  # closed at the other end
                        selector.unregister(key.fileobj)
                now = time.monotonic()
                if self.ended:
                    break
                if self.process.poll() is not None:
                    self.ended = 'exit'
                elif now - started > WALL_SECONDS:
                    self.ended = 'wall'
                elif now >= self.next_poll and not self.asked:
                    self._ask('query-replay')
                    self.next_poll = now + _POLL

    def _ask(self, command, **arguments):
        self.asked.append(command)
        self.qmp.send(command, **arguments)

    def _drain(self, fd, buffer):
        """Reads what there is. False at the end of the file."""
        while len(buffer) <= SERIAL_CAP:
            try:
                data = os.read(fd, 65536)
            except BlockingIOError:
                return True
            if not data:
                return False
            buffer += data
        return True

    def _on_serial(self):
        alive = self._drain(self.out, self.serial)
        if len(self.serial) > SERIAL_CAP:
            self.ended = 'flood'
        return alive

    def _on_stop(self):
        if not self.dialogue.step():
            self.ended = 'stuck'
        return self.dialogue.open

    def _on_control(self):
        answers = self.qmp.receive()
        if answers is None:
            return False
        for answer in answers:
            asked = self.asked.popleft()
            if asked == 'query-replay':
                self._on_icount(answer['icount'])
            elif asked == 'qom-get':
                self._on_clock(answer)
            elif asked == 'human-monitor-command':
                self.registers = answer
                self._after_registers()
        if self.qmp.reset_seen():
            self._ask_registers('reset')
        return True

    def _ask_registers(self, suspicion):
        if not self.suspicion:
            self.suspicion = suspicion
            self._ask('human-monitor-command', **{'command-line': 'info registers'})

    def _on_icount(self, icount):
        self.same = self.same + 1 if icount == self.icount else 0
        self.icount = icount
        if icount > self.boot.limit * 1000000:
            self.ended = 'instructions'
        elif self.same > _FROZEN_POLLS:
            self.same = 0
            self._ask_registers('frozen')
        else:
            self._ask('qom-get', path='/machine', property='rtc-time')

    def _on_clock(self, clock):
        seconds = clock['tm_sec'] + 60 * (clock['tm_min'] + 60 * clock['tm_hour'])
        if seconds > IDLE_SECONDS + self.boot.limit // 30:
            self._ask_registers('idle')

    def _after_registers(self):
        """A busy host may give the machine no time for a while. Only one that halted with interrupts off stands for ever."""
        suspicion, self.suspicion = self.suspicion, None
        if self.qmp.reset_seen():
            self.ended = 'reset'
        elif suspicion == 'idle' or 'HLT=1' in self.registers and not self._interrupts_on():
            self.ended = 'idle'

    def _interrupts_on(self):
        match = re.search(r'\bEFL=([0-9a-f]+)', self.registers)
        return bool(match and int(match.group(1), 16) & 0x200)

    def _seen(self, wall, stuck):
        status, code = None, self.process.returncode
        if self.ended == 'exit':
            # isa-debug-exit ends QEMU with 2 v + 1. Any other end, one before it spoke or with a complaint of its own, is a
            # failure of QEMU or its sandbox.
            complaint = re.search(rb'^qemu[^:]*: (?!warning)', self.messages, re.M)
            if code > 0 and code & 1 and self.qmp.greeted and not complaint:
                status = code >> 1
            else:
                self.ended = 'qemu'
        return Seen(self.ended, status, bytes(self.serial[:SERIAL_CAP]), self.messages.decode('utf-8', 'replace'),
                    self.registers, wall, stuck)
