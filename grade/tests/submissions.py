"""Whole submissions through the whole grader: hostile and broken ones (grade/attacks/), odd folders, repetition, a kill.

Each must get the verdict that names its trouble, harm nothing, and gain nothing.
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import tomllib

from grade import __main__ as grader
from grade import result, schema, submission
from grade.building import Builder
from grade.grading import Builders
from labs import derive, labinfo, master, mistakes

LAB = 'lab1-boot'
ATTACKS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'attacks')
_REPEATS, _BUSY = 10, 5  # gradings of the solution; so many of them with all processors kept busy


class Bench:
    """A lab, its solution, and a grader whose results nobody else sees."""

    def __init__(self, build, progress):
        self.build, self.progress = build, progress
        self.lab = labinfo.read(LAB)
        self.source = master.Master()
        self.solution = self.source.solution(self.lab.number)
        self.out = os.path.join(build, 'grade-test', LAB)
        self.builders = Builders(os.path.join(build, 'grade/kernels'), self.lab.programs)
        self.builders.prepare()
        self.place = grader.place_in(build, self.lab, self.out)

    def grade_folder(self, folder, tests=None, seed=0x486):
        taken = submission.take(self.lab, folder)
        document = grader.grade(self.lab, taken, tests or self.lab.tests, seed, self.place, self.builders, self.out,
                                os.cpu_count() or 1)
        wrong = schema.check(document)
        if wrong:
            raise AssertionError(f'the result does not fit its schema: {wrong}')
        return document

    def grade(self, files, tests=None, seed=0x486):
        with tempfile.TemporaryDirectory() as folder:
            derive.write(folder, files)
            return self.grade_folder(folder, tests, seed)


def attacks(bench):
    """Every file of grade/attacks/: a change of the solution, the verdict that it must get, words of the message."""
    for name in sorted(os.listdir(ATTACKS)):
        if not name.endswith('.toml'):
            continue
        with open(os.path.join(ATTACKS, name), 'rb') as f:
            attack = tomllib.load(f)
        change = mistakes.Mistake(name[:-5], attack['exercise'], attack['title'], 0, '', attack['change'])
        document = bench.grade(change.apply(bench.solution), bench.lab.tests_of(attack['exercise']))
        verdicts = {t['verdict'] for t in document['tests']}
        told = ' '.join(t['message'] + t['evidence'].get('context', '') for t in document['tests'])
        lines = [f'{t["number"]}: {t["verdict"]} {t["points"]:g}: {t["message"]}' for t in document['tests']]
        good = verdicts == {attack['verdict']} and document['score'] == 0 and attack['says'] in told
        bench.progress.check(f'attack {change.name}: {attack["verdict"]}', good,
                             f'{attack["title"]}: should be {attack["verdict"]}, no points, and "{attack["says"]}"', lines)


def odd_folders(bench):
    """What stands around the files of a lab changes nothing; what stands in their place is refused by name."""
    with tempfile.TemporaryDirectory() as folder:
        derive.write(folder, bench.solution)
        derive.write(folder, {'Makefile': 'all:\n\ttouch /tmp/owned\n', 'kernel/i486/cpu.h': '#error mine\n',
                              'kernel/kernel.mk': '$(error mine)\n', '-rf': '', 'kernel/i486/a\x1b[2Jb.c': '#error mine\n',
                              'grade/judge.py': 'raise SystemExit\n', 'labs/lab1-boot/lab1.toml': 'floor = 99\n'})
        os.symlink('/', os.path.join(folder, 'everything'))
        document = bench.grade_folder(folder)
        bench.progress.check('other files of a submission are not used', document['score'] == bench.lab.points,
                             f'score {document["score"]}')
        bench.progress.check('other files of a submission are listed', 'kernel/kernel.mk' in document['submission']['ignored']
                             and all(n.isprintable() for n in document['submission']['ignored']),
                             f'{document["submission"]["ignored"]}')
        path = os.path.join(folder, 'kernel/thread/switch.S')
        os.remove(path)
        os.symlink('/etc/hostname', path)
        document = bench.grade_folder(folder)
        by_exercise = {e['id']: e['points'] for e in document['exercises']}
        bench.progress.check('a link costs the points of its exercise and no other',
                             by_exercise == {ex.id: 0 if ex.id == '1.6' else ex.points for ex in bench.lab.exercises}, f'{by_exercise}')
        told = {t['message'] for t in document['tests'] if t['exercise'] == '1.6'}
        bench.progress.check('a link is refused by name', len(told) == 1 and 'switch.S is a symbolic link' in told.pop(), f'{told}')


class Busy:
    """Keeps every processor busy while it is entered."""

    def __enter__(self):
        self.loops = [subprocess.Popen([sys.executable, '-c', 'while True: pass']) for _ in range(os.cpu_count() or 1)]

    def __exit__(self, *_):
        for loop in self.loops:
            loop.kill()
            loop.wait()


class Quiet:
    def __enter__(self):
        pass

    def __exit__(self, *_):
        pass


def repetition(bench):
    """The solution again and again, with other seeds, idle and busy: the same bytes."""
    first = None
    for i in range(_REPEATS):
        busy = i >= _REPEATS - _BUSY
        with Busy() if busy else Quiet():
            document = bench.grade(bench.solution, seed=0x1000 + i)
        first = first or result.compared(document)
        name = f'grading {i + 1} of {_REPEATS} of the solution, {"all processors busy" if busy else "idle"}'
        trouble = [f'{t["number"]}: {t["verdict"]} {t["message"]}' for t in document['tests'] if t['verdict'] != 'pass']
        bench.progress.check(f'{name}: full marks', document['score'] == bench.lab.points, f'score {document["score"]}', trouble)
        bench.progress.check(f'{name}: the same bytes', result.compared(document) == first, 'the result differs from the first')
    with tempfile.TemporaryDirectory() as folder:
        fresh = Builder(folder, options=['MODE=debug'])
        fresh.prepare()
        images = []
        for builder in (bench.builders['debug'], fresh):
            kernel = builder.kernel({p: t.encode() for p, t in bench.solution.items()})
            with open(kernel.path, 'rb') as f:
                images.append(f.read())
    bench.progress.check('a submission that is built twice, elsewhere, gives the same kernel to the byte', images[0] == images[1],
                         'the kernels differ')
    change = next(m for m in mistakes.read(bench.lab) if m.name == '1.6-pops-swapped')
    tests = bench.lab.tests_of('1.6')
    documents = []
    for busy in (False, True):
        with Busy() if busy else Quiet():
            documents.append(bench.grade(change.apply(bench.solution), tests))
    for document in documents:
        document['run'].update(number=0, date='')
    bench.progress.check('a failing submission with one seed gives the same bytes, evidence included, idle and busy',
                         documents[0] == documents[1], 'the results differ')


def killed(bench):
    """A grading that is killed leaves a whole file or none, and no machine behind."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'result.json')
        for delay in (0.3, 0.8, 1.5):
            process = subprocess.Popen([sys.executable, '-B', '-m', 'grade', '--lab', LAB, '--build', bench.build, '--out', folder,
                                        '--quiet', '--seed', '1'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       start_new_session=True)
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            whole = True
            if os.path.exists(path):
                try:
                    with open(path, encoding='utf-8') as f:
                        json.load(f)
                except ValueError:
                    whole = False
            bench.progress.check(f'killed after {delay} s, no half result stands', whole, f'{path} is no JSON')
            bench.progress.check(f'killed after {delay} s, no process is left', _gone(process.pid), 'some of its session still run')


def _gone(session, patience=30.0):
    """True when no process of the session is left; the sandbox's own take a moment to die."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if not any(_session_of(pid) == session for pid in os.listdir('/proc') if pid.isdigit()):
            return True
        time.sleep(0.1)
    return False


def _session_of(pid):
    try:
        with open(f'/proc/{pid}/stat', encoding='ascii', errors='replace') as f:
            fields = f.read().rsplit(')', 1)[1].split()
    except OSError:
        return None
    return int(fields[3]) if fields[0] != 'Z' else None


def exit_status(bench):
    """0 whenever there is a score, whatever it is; something else when there is none."""
    base = [sys.executable, '-B', '-m', 'grade', '--build', bench.build, '--out', bench.out, '--quiet']
    for name, extra, wanted in (('the skeleton', ['--lab', LAB, '--only', '1.7'], 0),
                                ('an unknown lab', ['--lab', 'lab9-none'], 2),
                                ('an unknown test', ['--lab', LAB, '--only', '999'], 2),
                                ('a folder that is not there', ['--lab', LAB, '--from', '/nonexistent'], 2),
                                ('with a timing model that is not there', ['--lab', LAB, '--only', '171', '--model', '/nonexistent'], 3),
                                ('a seed that is no number', ['--lab', LAB, '--seed', 'x'], 2)):
        got = subprocess.run(base + extra, capture_output=True, check=False).returncode
        bench.progress.check(f'exit status of grading {name}', got == wanted, f'{got}, should be {wanted}')


def run(build, progress):
    bench = Bench(build, progress)
    for part in (attacks, odd_folders, exit_status, killed, repetition):
        print(f'\n{part.__name__.replace("_", " ")}')
        part(bench)
