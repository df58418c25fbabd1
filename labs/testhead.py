"""The head of a test: the comment block at its top, which states all that the grader must know of it.

    /*
     * @test 103
     * title: Two threads that yield in turn find all their registers again
     * exercise: 1.2
     * points: 4
     * why: what the test expects, in a sentence or two for the student who failed it
     * seed: what is drawn with it
     * hint: what to look at when nothing below fits
     * hint ebx: what to look at when the first wrong line is called "ebx"
     * hint panic: ... (also: triple-fault, timeout, deadlock, flood, cycles, silent)
     * answers:
     *     for i in range(4):
     *         say("ebx", mix(seed, i))
     */

Optional: `dialogue: file.exp`; `limit:` million instructions (default 40); `window: NAME FROM TO COUNT`, two labels
of the test and how often the way from one to the other is gone; `cycles: NAME FULL NONE POINTS`, so many of
the points depend on the most frequent cycle count of the window: all at FULL or below, none at NONE or above;
`boot: kmem={2048 + mix(seed, 1) % 64}K`, more words for the kernel's command line, in braces what is computed from
the seed; `modules: 5000 70000`, sizes in bytes (again with braces) of more boot modules, whose words are mix(seed, 1000 * n + i),
n and i from 1 and 0; `programs: names`, programs of user/ as they were handed in, which are the first of these modules;
`memory: 8`, megabytes that the machine has (default 16). A test in a folder called hidden/ is hidden.
`tell(name, text)` in the answers is a line of other text: see test_line_begin().
A line that is indented deeper goes on with the line above.
"""
import os
import re
import textwrap
from dataclasses import dataclass, field

CAUSES = ('panic', 'triple-fault', 'timeout', 'deadlock', 'flood', 'cycles', 'silent', 'exit', 'witness')
HIDDEN = 'hidden'             # the folder of tests that students do not get
MODES = ('debug', 'release')  # how the kernel is built that a test runs on
_KEY = re.compile(r'^([a-z]+)(?: ([a-z0-9_-]+))?:(?: (.*))?$')
_REQUIRED = ('title', 'exercise', 'points', 'why', 'seed', 'hint')
_KNOWN = _REQUIRED + ('answers', 'dialogue', 'limit', 'window', 'cycles', 'boot', 'modules', 'programs', 'memory')


class HeadError(Exception):
    """A head that the grader can't use."""


@dataclass
class Window:
    name: str
    start: str
    end: str
    count: int


@dataclass
class Bar:
    window: str
    full: int
    none: int
    points: float


@dataclass
class Test:
    number: int
    path: str
    title: str
    exercise: str
    points: float
    why: str
    seed: str
    hints: dict
    answers: str = ''
    dialogue: str = None
    limit: int = 40
    windows: list = field(default_factory=list)
    bar: Bar = None
    boot: str = ''
    modules: str = ''
    programs: list = field(default_factory=list)
    memory: int = 16

    @property
    def id(self):
        """The name of its file, which is also the name of its ELF file and of its logs."""
        return os.path.splitext(os.path.basename(self.path))[0]

    @property
    def folder(self):
        """tests or hidden: the name of the folder that it lies in."""
        return os.path.basename(os.path.dirname(self.path))

    @property
    def hidden(self):
        """Is it one of those that a release leaves out?"""
        return self.folder == HIDDEN

    @property
    def mode(self):
        """Cycles are those of a release build: no assertions, no tracing."""
        return 'release' if self.bar else 'debug'

    def hint(self, cause):
        return self.hints.get(cause) or self.hints['']


def read(path):
    """The Test that the head of `path` states."""
    with open(path, encoding='utf-8') as f:
        number, entries = _entries(path, f.read())

    def fail(text):
        raise HeadError(f'{path}: {text}')

    for key in _REQUIRED:
        if not entries.get(key, {}).get(''):
            fail(f'the head has no "{key}:"')
    for key, named in entries.items():
        if key not in _KNOWN:
            fail(f'the head has "{key}:", which means nothing')
        for name in named:
            if name and key != 'hint':
                fail(f'"{key} {name}:" means nothing, only hints have a second name')
    one = {key: named[''] for key, named in entries.items() if '' in named}
    if ':' in one['title']:
        fail('a title has no colon: some services split at it')
    try:
        test = Test(number, path, one['title'], one['exercise'], float(one['points']), one['why'], one['seed'],
                    entries['hint'], one.get('answers', ''), one.get('dialogue'), int(one.get('limit', 40)),
                    boot=one.get('boot', ''), modules=one.get('modules', ''),
                    programs=one.get('programs', '').split(), memory=int(one.get('memory', 16)))
        for line in one.get('window', '').splitlines():
            name, start, end, count = line.split()
            test.windows.append(Window(name, start, end, int(count)))
        if 'cycles' in one:
            name, full, none, points = one['cycles'].split()
            test.bar = Bar(name, int(full), int(none), float(points))
    except ValueError as e:
        fail(f'a number or a list in the head cannot be read ({e})')
    _check(test, fail)
    return test


def _check(test, fail):
    if not re.match(r'^[a-z0-9-]+$', test.id):
        fail('the file of a test is named with small letters, digits and hyphens')
    if test.bar and test.bar.window not in [w.name for w in test.windows]:
        fail(f'"cycles: {test.bar.window}" names a window that is not there')
    if test.bar and not (0 < test.bar.full < test.bar.none and 0 < test.bar.points <= test.points):
        fail('"cycles:" wants full < none, and no more points than the test has')
    if test.dialogue and not os.path.exists(os.path.join(os.path.dirname(test.path), test.dialogue)):
        fail(f'the dialogue {test.dialogue} is not there')
    if not all(re.match('^[a-z0-9]+$', name) for name in test.programs):
        fail('"programs:" lists names of programs of user/, such as names or fs')
    if not 2 <= test.memory <= 64:
        fail('"memory:" is between 2 and 64 megabytes')
    try:
        compile(test.answers, test.path, 'exec')
        compile('f' + repr(test.boot), test.path, 'eval')
        compile('f' + repr(test.modules), test.path, 'eval')
    except SyntaxError as e:
        fail(f'line {e.lineno} of the answers, or the words of "boot:", is no Python: {e.msg}')


def _entries(path, text):
    """(number, {key: {name or '': text}}) of the head."""
    if not text.startswith('/*\n'):
        raise HeadError(f'{path}: a test begins with its head, a comment of which the first line is "/*"')
    lines = []
    for line in text.split('*/', 1)[0].splitlines()[1:]:
        lines.append(re.sub(r'^ \* ?', '', line.rstrip()))
    start = re.match(r'^@test ([1-9][0-9]*)$', lines[0]) if lines else None
    if not start:
        raise HeadError(f'{path}: the second line of the head must be " * @test NUMBER"')
    entries, current = {}, None
    for line in lines[1:]:
        key = _KEY.match(line)
        if key:
            current = entries.setdefault(key.group(1), {})
            name = key.group(2) or ''
            if name in current:
                if key.group(1) != 'window':
                    raise HeadError(f'{path}: the head has "{line.split(":")[0]}:" twice')
                current[name] += '\n' + key.group(3)
                continue
            current[name] = key.group(3) or ''
        elif line.startswith('  ') and current is not None:
            name = list(current)[-1]
            current[name] += '\n' + line
        elif line.strip():
            raise HeadError(f'{path}: "{line}" in the head is neither "key: text" nor an indented line')
    for key, named in entries.items():
        for name, value in named.items():
            if key == 'answers':
                named[name] = textwrap.dedent(value).strip('\n')
            elif key != 'window':
                named[name] = ' '.join(value.split())
    return int(start.group(1)), entries
