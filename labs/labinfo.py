"""One lab: its metadata (labN.toml), its tests, and whether the two and the markers agree."""
import os
import re
import tomllib
from dataclasses import dataclass, field

from labs import testhead

HINTS = 3  # of growing help, for each exercise


class LabError(Exception):
    """Metadata, tests and markers of a lab that contradict one another."""


@dataclass
class Exercise:
    id: str
    title: str
    points: float
    difficulty: int
    hours: float
    files: list
    tests: list
    hints: list
    question: str
    paper: str
    hidden: list = field(default_factory=list)  # numbers of the tests that students do not get

    @property
    def all_tests(self):
        return self.tests + self.hidden


@dataclass
class Lab:
    name: str
    folder: str
    number: int
    title: str
    floor: float
    exercises: list
    tests: list  # of testhead.Test, by number; the hidden ones are among them where they are there

    @property
    def files(self):
        """All that a submission may hold, sorted."""
        return sorted({path for ex in self.exercises for path in ex.files})

    @property
    def points(self):
        return sum(ex.points for ex in self.exercises)

    @property
    def programs(self):
        """Programs of user/ that its tests boot as they were handed in."""
        return sorted({name for test in self.tests for name in test.programs})

    def exercise(self, id):
        return next(ex for ex in self.exercises if ex.id == id)

    def tests_of(self, id):
        return [t for t in self.tests if t.exercise == id]


def names(root='.'):
    """The labs that there are: folders of labs/ that hold a labN.toml."""
    base = os.path.join(root, 'labs')
    return sorted(d for d in os.listdir(base) if re.match(r'^lab[0-9]+-', d) and os.path.isdir(os.path.join(base, d)))


def read(name, root='.'):
    """The lab called `name`, checked in itself. See agree() for the check against the markers."""
    match = re.match(r'^lab([0-9]+)-[a-z0-9]+$', name)
    folder = os.path.join(root, 'labs', name)
    if not match or not os.path.isdir(folder):
        raise LabError(f'there is no lab "{name}": LAB is one of {", ".join(names(root))}')
    number = int(match.group(1))
    path = os.path.join(folder, f'lab{number}.toml')
    try:
        with open(path, 'rb') as f:
            data = tomllib.load(f)
        exercises = [Exercise(**entry) for entry in data['exercise']]
        lab = Lab(name, folder, number, data['title'], data['floor'], exercises, _tests(folder))
        if not os.path.isdir(os.path.join(folder, testhead.HIDDEN)):
            _leave_hidden_out(lab)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as e:
        raise LabError(f'{path}: {type(e).__name__}: {e}') from e
    _check(lab, path)
    return lab


def _tests(folder):
    found = []
    for room in ('tests', testhead.HIDDEN):
        base = os.path.join(folder, room)
        if room == 'tests' or os.path.isdir(base):
            found += [testhead.read(os.path.join(base, f)) for f in sorted(os.listdir(base)) if f.endswith('.c')]
    return sorted(found, key=lambda t: t.number)


def _leave_hidden_out(lab):
    """A release has no hidden tests: its exercises are worth what the others are worth."""
    for ex in lab.exercises:
        if ex.hidden:
            ex.hidden = []
            ex.points = sum(t.points for t in lab.tests_of(ex.id))


def _check(lab, path):
    def fail(text):
        raise LabError(f'{path}: {text}')

    if not lab.tests:
        fail('the lab has no test')
    numbers = [t.number for t in lab.tests]
    if len(set(numbers)) != len(numbers):
        fail(f'two tests have one number: {sorted(n for n in numbers if numbers.count(n) > 1)}')
    ids = [ex.id for ex in lab.exercises]
    for test in lab.tests:
        if test.exercise not in ids:
            fail(f'{test.path} belongs to exercise {test.exercise}, which is not there')
    names = [t.id for t in lab.tests]
    if len(set(names)) != len(names):
        fail(f'two tests have one name: {sorted(n for n in names if names.count(n) > 1)}')
    for ex in lab.exercises:
        mine = lab.tests_of(ex.id)
        for word, listed, hidden in (('tests', ex.tests, False), ('hidden tests', ex.hidden, True)):
            found = [t.number for t in mine if t.hidden == hidden]
            if sorted(listed) != found:
                fail(f'exercise {ex.id} lists the {word} {listed}, their heads say {found}')
        if sum(t.points for t in mine) != ex.points:
            fail(f'exercise {ex.id} has {ex.points} points, its tests {sum(t.points for t in mine)}')
        if len(ex.hints) != HINTS:
            fail(f'exercise {ex.id} has {len(ex.hints)} hints, not {HINTS}')


def agree(lab, master):
    """Raises LabError unless the markers and the metadata name the same exercises, titles and files."""
    marked = master.exercises(lab.number)
    listed = {ex.id: ex for ex in lab.exercises}
    for id in sorted(set(marked) | set(listed)):
        if id not in listed:
            raise LabError(f'{marked[id][1][0]} opens exercise {id}, which lab{lab.number}.toml does not list')
        if id not in marked:
            raise LabError(f'lab{lab.number}.toml lists exercise {id}, which no marker opens')
        title, files = marked[id]
        if title != listed[id].title:
            raise LabError(f'exercise {id} is "{title}" in {files[0]} and "{listed[id].title}" in lab{lab.number}.toml')
        if sorted(files) != sorted(listed[id].files):
            raise LabError(f'exercise {id} stands in {sorted(files)}, lab{lab.number}.toml says {sorted(listed[id].files)}')
