"""Does a line of a solution stand in what students are given?

A line counts if it has six tokens or more and is nobody's idiom: that is, if it does not stand in the system outside
of every exercise too, where students may read it anyway.
"""
import os
import re

from labs import markers

_TOKEN = re.compile(r'[A-Za-z_][A-Za-z0-9_]*|0[xX][0-9A-Fa-f]+|[0-9]+|[^\sA-Za-z0-9_]')
_MANY = 6


def tokens(line):
    """The line without spaces and comments, as one string of tokens; '' if it is too short to be peculiar."""
    line = re.sub(r'/\*.*?\*/|//.*', '', line)
    found = _TOKEN.findall(line)
    return ' '.join(found) if len(found) >= _MANY else ''


def secrets(master, lab):
    """{tokens: where} of all lines of the lab's solutions."""
    found = {}
    for path, pieces in master.pieces.items():
        for ex in markers.exercises(pieces):
            if ex.lab == lab.number:
                for line in ex.solution:
                    if tokens(line):
                        found.setdefault(tokens(line), f'exercise {ex.id} in {path}')
    return found


def find(master, lab):
    """Sentences, one for each line of a solution that is given away by skeleton, tests or hints."""
    hidden = secrets(master, lab)
    for path, pieces in master.pieces.items():  # what is solved before everybody's eyes is no secret
        for piece in pieces:
            if isinstance(piece, markers.Plain):
                for line in piece.lines:
                    hidden.pop(tokens(line), None)
    for path, text in _given(master, lab):
        for number, line in enumerate(text.splitlines(), 1):
            if tokens(line) in hidden:
                yield f'{path}:{number} gives away a line of {hidden[tokens(line)]}'


def _given(master, lab):
    for path, text in master.skeleton(lab.number).items():
        yield os.path.join(lab.folder, path), text
    folder = os.path.join(lab.folder, 'tests')
    for name in sorted(os.listdir(folder)) + [os.path.join('..', f'lab{lab.number}.toml')]:
        with open(os.path.join(folder, name), encoding='utf-8') as f:
            yield os.path.normpath(os.path.join(folder, name)), f.read()
