"""The markers that a lab leaves in the solved system, and the files that follow from them.

    //@ex 2.3 direct switch        the solution of exercise 3 of lab 2 begins; the rest of the line is its title
            switch_to(partner);
    //@stub                        what the student finds in its place: comments, so that the master compiles
    //:     TODO("2.3");
    //@end
    //@staff                       a remark or code that is never given to students
    //@end

A marker stands alone on its line, in the comment form of its file: `//` (C, assembly), `/* ... */` (linker
scripts), `#` (Makefiles, Python, text). A line of the stub begins with the comment sign and a colon; the
generator takes those away, and one space behind them. Regions do not nest.
"""
import re
from dataclasses import dataclass, field

_MARKER = re.compile(r'^\s*(//|#|/\*)@([A-Za-z]*)[ \t]*(.*?)[ \t]*$')
_STRAY = re.compile(r'(//|#|/\*)@(ex|stub|end|staff)\b')
_STUB_LINE = re.compile(r'^\s*(?://|#|/\*):(?: ?)(.*)$')
_EXERCISE = re.compile(r'^([1-9][0-9]*\.[1-9][0-9]*)(?:\s+(.*))?$')


class MarkerError(Exception):
    """A misuse of the markers, with the place where it stands."""

    def __init__(self, path, line, text):
        super().__init__(f'{path}:{line}: {text}')
        self.path, self.line, self.text = path, line, text


@dataclass
class Plain:
    """Lines that belong to everyone."""
    lines: list = field(default_factory=list)


@dataclass
class Staff:
    """Lines that stay in the master and in the solution."""
    line: int
    lines: list = field(default_factory=list)


@dataclass
class Exercise:
    """One region of an exercise: its solution and what stands there for a student."""
    line: int
    id: str
    title: str
    solution: list = field(default_factory=list)
    stub: list = None

    @property
    def lab(self):
        return int(self.id.split('.')[0])


def parse(path, text):
    """The file as a list of Plain, Exercise and Staff, in order. Line ends stay as they are."""
    return _Parser(path).run(text.splitlines(keepends=True))


class _Parser:
    def __init__(self, path):
        self.path = path
        self.pieces = [Plain()]
        self.region = None  # the Exercise or Staff that is open

    def run(self, lines):
        for number, line in enumerate(lines, 1):
            marker = _MARKER.match(line.rstrip('\r\n'))
            if marker:
                self._marker(number, *marker.groups())
            elif _STRAY.search(line):
                self._fail(number, 'a marker must stand alone on its line')
            else:
                self._text(number, line)
        if self.region:
            self._fail(self.region.line, f'{self._name()} is never closed: //@end is missing')
        return [p for p in self.pieces if not isinstance(p, Plain) or p.lines]

    def _fail(self, number, text):
        raise MarkerError(self.path, number, text)

    def _name(self):
        return f'exercise {self.region.id}' if isinstance(self.region, Exercise) else 'the staff region'

    def _marker(self, number, sign, word, rest):
        if sign == '/*':
            if not rest.endswith('*/'):
                self._fail(number, 'the comment of a marker must end on the same line')
            rest = rest[:-2].rstrip()
        handler = getattr(self, '_on_' + word, None) if word else None
        if not handler:
            self._fail(number, f'unknown marker @{word}: there are @ex, @stub, @end and @staff')
        if word != 'ex' and rest:
            self._fail(number, f'@{word} takes nothing behind it, found "{rest}"')
        handler(number, rest)

    def _open(self, number, piece):
        if self.region:
            self._fail(number, f'{self._name()} is still open since line {self.region.line}: regions do not nest')
        self.region = piece
        self.pieces.append(piece)

    def _on_ex(self, number, rest):
        match = _EXERCISE.match(rest)
        if not match:
            self._fail(number, f'@ex needs a number such as 2.3 and a title, found "{rest}"')
        if not match.group(2):
            self._fail(number, f'exercise {match.group(1)} has no title')
        self._open(number, Exercise(number, match.group(1), match.group(2)))

    def _on_staff(self, number, rest):
        self._open(number, Staff(number))

    def _on_stub(self, number, rest):
        if not isinstance(self.region, Exercise):
            self._fail(number, '@stub outside of an exercise')
        if self.region.stub is not None:
            self._fail(number, f'{self._name()} has a second @stub')
        self.region.stub = []

    def _on_end(self, number, rest):
        if not self.region:
            self._fail(number, '@end without a region that it could close')
        if isinstance(self.region, Exercise) and self.region.stub is None:
            self._fail(number, f'{self._name()} has no @stub: what does the student find?')
        self.region = None
        self.pieces.append(Plain())

    def _text(self, number, line):
        if isinstance(self.region, Exercise) and self.region.stub is not None:
            self.region.stub.append(self._stub_line(number, line))
        elif _STUB_LINE.match(line) and re.match(r'^\s*(//|/\*|#):', line):
            self._fail(number, 'a stub line (comment sign and colon) outside of @stub')
        elif isinstance(self.region, Exercise):
            self.region.solution.append(line)
        elif self.region:
            self.region.lines.append(line)
        else:
            self.pieces[-1].lines.append(line)

    def _stub_line(self, number, line):
        body = line.rstrip('\r\n')
        match = _STUB_LINE.match(body)
        if not match:
            self._fail(number, 'a line of the stub must be a comment that begins with "//:" '
                               '(or "/*:", "#:"), so that the master compiles')
        text = match.group(1)
        if body.lstrip().startswith('/*:'):
            if not text.rstrip().endswith('*/'):
                self._fail(number, 'the comment of a stub line must end on the same line')
            text = text.rstrip()[:-2].rstrip()
        return text + line[len(body):]


def exercises(pieces):
    """The regions of exercises, in order."""
    return [p for p in pieces if isinstance(p, Exercise)]


def has_markers(pieces):
    return any(not isinstance(p, Plain) for p in pieces)


def solved(pieces):
    """The master without its markers: what the instructor has."""
    return ''.join(''.join(p.solution if isinstance(p, Exercise) else p.lines) for p in pieces)


def given(pieces, is_open):
    """What a student finds: the stub where is_open(exercise id), the solution elsewhere, nothing of the staff's."""
    out = []
    for piece in pieces:
        if isinstance(piece, Plain):
            out += piece.lines
        elif isinstance(piece, Exercise):
            out += piece.stub if is_open(piece.id) else piece.solution
    return ''.join(out)
