"""QEMU's monitor in its JSON form, on a socket that was handed over: no path, no race, no port."""
import json

_STEP = 65536


class Qmp:
    """Feed it what arrives on the socket; answers come in the order of the commands."""

    def __init__(self, sock):
        self.sock = sock
        self.buffer = b''
        self.events = []  # (name, data)
        self.greeted = False  # QEMU has come so far that it speaks

    def send(self, command, **arguments):
        message = {'execute': command}
        if arguments:
            message['arguments'] = arguments
        try:
            self.sock.sendall(json.dumps(message).encode() + b'\n')
        except OSError:
            pass  # QEMU is gone; the process's end says so

    def receive(self):
        """Reads what there is. Returns the list of answers, or None when QEMU has closed the socket."""
        try:
            data = self.sock.recv(_STEP)
        except OSError:
            data = b''
        if not data:
            return None
        self.buffer += data
        answers = []
        while b'\n' in self.buffer:
            line, self.buffer = self.buffer.split(b'\n', 1)
            message = json.loads(line)
            if 'QMP' in message:
                self.greeted = True
            elif 'event' in message:
                self.events.append((message['event'], message.get('data', {})))
            elif 'return' in message or 'error' in message:
                answers.append(message.get('return'))
        return answers

    def reset_seen(self):
        """Did the guest reset itself? Under -no-reboot that is how a triple fault ends."""
        return any(name == 'SHUTDOWN' and data.get('reason') == 'guest-reset' for name, data in self.events)
