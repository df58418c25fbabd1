"""The few words of GDB's remote protocol that a breakpoint needs, on a socket that was handed over."""


class GdbStub:
    def __init__(self, sock):
        self.sock = sock
        self.sock.settimeout(20)
        self.buffer = b''

    def insert(self, address):
        """A hardware breakpoint: it needs no memory to be there yet."""
        self._call(f'Z1,{address:x},1')

    def remove(self, address):
        self._call(f'z1,{address:x},1')

    def go(self):
        self._send('c')

    def step_over(self, address):
        """Runs the one instruction at which a breakpoint stands."""
        self.remove(address)
        self._call('s')
        self.insert(address)

    def settle(self):
        """Two questions and answers: QEMU's main loop has then looked at all its other inputs. (Not '?', on which QEMU
        takes all breakpoints away.)"""
        self._call('qC')
        self._call('qC')

    def program_counter(self):
        """EIP: the ninth of all registers, four bytes each, low byte first."""
        try:
            return int.from_bytes(bytes.fromhex((self._call('g') or '')[64:72]), 'little')
        except ValueError:
            return None

    def stopped(self):
        """To be called when the socket can be read. True: the machine stands; False: not yet; None: the line is closed."""
        if not self._receive():
            return None
        packet = self._take()
        return packet is not None and packet[:1] in ('T', 'S')

    def _send(self, text):
        checksum = sum(text.encode()) & 0xFF
        self._put(f'${text}#{checksum:02x}'.encode())

    def _call(self, text):
        self._send(text)
        return self._packet()

    def _packet(self):
        """Waits for the next packet. None when QEMU has closed the line."""
        while True:
            packet = self._take()
            if packet is not None:
                return packet
            if not self._receive():
                return None

    def _receive(self):
        try:
            data = self.sock.recv(4096)
        except OSError:
            return False
        self.buffer += data
        return bool(data)

    def _take(self):
        """A whole packet that has arrived, acknowledged; else None."""
        start, end = self.buffer.find(b'$'), self.buffer.find(b'#')
        if not (0 <= start < end and len(self.buffer) >= end + 3):
            return None
        text = self.buffer[start + 1:end].decode('latin-1')
        self.buffer = self.buffer[end + 3:]
        self._put(b'+')
        return text

    def _put(self, data):
        try:
            self.sock.sendall(data)
        except OSError:
            pass  # QEMU is gone: the next receive says so
