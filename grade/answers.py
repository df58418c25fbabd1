"""What a test must print, computed here from the seed: a kernel that prints it without doing it has to know how.

A line of a test is numbered and has a name and values:   [3] sum 1c9f00d5   ; its last one says how many there were:
[end 3]. user/lib/test.c writes them; mix() stands there in C and here in Python.
"""
import hashlib
import re

_LINE = re.compile(r'^\[(?:[0-9]+|end [0-9]+)\](?: |$)')
_MASK = 0xFFFFFFFF


def mix(seed, i):
    """The i-th number that belongs to a seed: 32 bits, any of which depends on all of both."""
    x = (seed ^ (i * 0x9E3779B9)) & _MASK
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & _MASK
    x = ((x ^ (x >> 15)) * 0x846CA68B) & _MASK
    return x ^ (x >> 16)


def seed_for(run_seed, lab, test_id):
    """The seed of one test: nothing can be learned from one test for another."""
    digest = hashlib.sha256(f'{run_seed:#010x} {lab} {test_id}'.encode()).digest()
    return int.from_bytes(digest[:4], 'big')


def expected(test, seed):
    """The lines that the test prints on a kernel that works."""
    lines = []

    def say(name, *values):
        words = ''.join(f' {v & _MASK:08x}' for v in values)
        lines.append(f'[{len(lines) + 1}] {name}{words}')

    def tell(name, text):
        lines.append(f'[{len(lines) + 1}] {name} {text}')

    exec(compile(test.answers, test.path, 'exec'), {'say': say, 'tell': tell, 'mix': mix, 'seed': seed})
    return lines + [f'[end {len(lines)}]']


def command_line(test, seed):
    """What the kernel is booted with: the seed, and what the test's head asks for."""
    more = eval(compile('f' + repr(test.boot), test.path, 'eval'), {'mix': mix, 'seed': seed})
    return f'seed={seed:#010x} {more}'.rstrip()


def boot_modules(test, seed):
    """The contents of the boot modules that the test's head asks for: words drawn with the seed, cut to size."""
    sizes = eval(compile('f' + repr(test.modules), test.path, 'eval'), {'mix': mix, 'seed': seed}).split()
    for number, size in enumerate(map(int, sizes)):
        words = (mix(seed, 1000 * (number + 1) + i) for i in range((size + 3) // 4))
        yield b''.join(w.to_bytes(4, 'little') for w in words)[:size]


def clean(serial):
    """The serial log as text that is harmless on every terminal: no escape, no control character but line ends."""
    text = serial.decode('latin-1').replace('\r', '')
    return ''.join(c if c == '\n' or c == '\t' or ' ' <= c <= '~' else '?' for c in text)


def said(text):
    """The numbered lines of a cleaned log, in order."""
    return [line for line in text.split('\n') if _LINE.match(line)]


def name_of(line):
    """ "sum" of "[3] sum 1c9f00d5"."""
    parts = (line or '').split()
    return parts[1] if len(parts) > 1 and not line.startswith('[end') else 'end'


def first_difference(want, got):
    """Index of the first line that differs, or None."""
    for i in range(max(len(want), len(got))):
        if i >= len(want) or i >= len(got) or want[i] != got[i]:
            return i
    return None
