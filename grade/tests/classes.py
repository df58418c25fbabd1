"""A whole class through `make class`: killed at random moments, graded again, regraded after a test was mended.

No kill may cost a result, leave a process or half a file behind, or change a byte of what is written in the end.
"""
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from grade import classstore, result
from grade.attacks import archives
from labs import derive, labinfo, master, mistakes

LAB, ONLY = 'lab1-boot', '1.7'
_KILLS = 4
_TRIES = 300  # tenths of a second


class Course:
    """Six submissions, and runs of the grader on them: all in a copy of the tree, which nobody changes meanwhile."""

    def __init__(self, build, folder):
        self.folder, self.tree = folder, os.path.join(folder, 'tree')
        for room in ('grade', 'labs', 'kernel', 'user', 'tools'):
            shutil.copytree(room, os.path.join(self.tree, room), ignore=shutil.ignore_patterns('__pycache__'))
        shutil.copyfile('Makefile', os.path.join(self.tree, 'Makefile'))
        self.build = os.path.join(folder, 'build')
        for path in (f'labs/{LAB}/tests', f'labs/{LAB}/hidden'):
            if os.path.isdir(os.path.join(build, path)):
                shutil.copytree(os.path.join(build, path), os.path.join(self.build, path), ignore=shutil.ignore_patterns('*.o', '*.d'))
        for path in ('user/sigma0.elf', 'sim/l486sim.so'):
            os.makedirs(os.path.dirname(os.path.join(self.build, path)), exist_ok=True)
            shutil.copyfile(os.path.join(build, path), os.path.join(self.build, path))
        self.lab, source = labinfo.read(LAB, self.tree), master.Master(self.tree)
        self.sent = os.path.join(folder, 'sent')
        self.kernels = os.path.join(folder, 'kernels')
        solution = source.solution(self.lab.number)
        wrong = next(m for m in mistakes.read(self.lab) if m.exercise == ONLY)
        derive.write(os.path.join(self.sent, 'solution'), solution)
        derive.write(os.path.join(self.sent, 'start'), source.skeleton(self.lab.number))
        for name in ('wrong', 'wrong-too'):
            derive.write(os.path.join(self.sent, name), wrong.apply(solution))
        archives.path_in(self.sent, 'packed.zip', archives.zip_bytes(files={f'team/{p}': t.encode() for p, t in solution.items()}))
        archives.path_in(self.sent, 'broken.tgz', b'\x1f\x8b\x08nothing')
        self.random = random.Random(0x486)
        os.makedirs(self.kernels)
        prepare = f'k = {self.kernels!r}; classstore.Builders(k, classstore.snapshot(k), labinfo.read({LAB!r})).prepare()'
        subprocess.run([sys.executable, '-B', '-c', f'from grade import classstore; from labs import labinfo; {prepare}'], cwd=self.tree, check=True)
        self.bare = set(os.listdir(self.kernels))

    def command(self, out, *more, build=None):
        return [sys.executable, '-B', '-m', 'grade.classmain', '--lab', LAB, '--only', ONLY, '--build', build or self.build, '--from', self.sent,
                '--out', os.path.join(self.folder, out), '--kernels', self.kernels, '--seed', '0x486', *more]

    def run(self, out, *more, build=None):
        """(exit status, what was said, tests that ran)."""
        done = subprocess.run(self.command(out, *more, build=build), capture_output=True, text=True, check=False, cwd=self.tree)
        said = done.stdout + done.stderr
        return done.returncode, said, {name: int(n) for name, n in re.findall(r'^\[\d+/\d+\] (\S+) .*\((\d+) tests ran', said, re.M)}

    def kill(self, out, delay):
        """Starts the grading and kills its first process after some seconds. True if it was still at work."""
        process = subprocess.Popen(self.command(out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.tree)
        time.sleep(delay)
        working = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        return working

    def forget_kernels(self):
        for name in set(os.listdir(self.kernels)) - self.bare:
            path = os.path.join(self.kernels, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)

    def files(self, out):
        """{path: bytes} of the reports, and of each result what may not differ from run to run."""
        base, found = os.path.join(self.folder, out), {}
        for name in ('class.csv', 'tests.csv', 'class.json', 'class.html'):
            with open(os.path.join(base, name), 'rb') as f:
                found[name] = f.read()
        rounds = os.path.join(base, 'rounds/1')
        for name in sorted(os.listdir(rounds)):
            path = os.path.join(rounds, name, 'result.json')
            if os.path.exists(path):
                with open(path, encoding='utf-8') as f:
                    document = json.load(f)
                found[name] = result.compared(document), [t['evidence'] for t in document['tests']]
        return found

    def half_written(self, out):
        """JSON files that are none, whatever was killed meanwhile."""
        bad = []
        for base, _, files in os.walk(os.path.join(self.folder, out)):
            for name in files:
                if name.endswith('.json') and not name.endswith('.model.json'):
                    try:
                        with open(os.path.join(base, name), encoding='utf-8') as f:
                            json.load(f)
                    except ValueError:
                        bad.append(os.path.join(base, name))
        return bad

    def leftovers(self, out):
        """Temporary files below a folder that no run will ever need."""
        return [os.path.join(b, n) for place in (os.path.join(self.folder, out), self.kernels) for b, d, f in os.walk(place)
                for n in d + f if re.search(r'\.\d+\.\d+$', n) or n.startswith('build-')]

    def quiet(self):
        """True as soon as no process works on our folder any more."""
        for _ in range(_TRIES):
            if not any(self.folder.encode() in _command_line(pid) for pid in os.listdir('/proc') if pid.isdigit()):
                return True
            time.sleep(0.1)
        return False


def _command_line(pid):
    try:
        with open(f'/proc/{pid}/cmdline', 'rb') as f:
            return f.read()
    except OSError:
        return b''


def _scores(files):
    return {s['name']: s['score'] for s in json.loads(files['class.json'])['submissions']}


def graded(course, progress):
    """The class without trouble. Returns (files, seconds that it took)."""
    begun = time.monotonic()
    status, said, _ = course.run('plain')
    seconds = time.monotonic() - begun
    if not progress.check('class: graded', status == 0, f'status {status}', said.split('\n')):
        return None, seconds
    files = course.files('plain')
    scores, best = _scores(files), course.lab.exercise(ONLY).points
    progress.check('class: full marks for the solution and its archive, none for the start and for what is broken',
                   scores['solution'] == scores['packed'] == best and scores['start'] == scores['broken'] == 0, f'{scores}')
    about = json.loads(files['class.json'])
    progress.check('class: two who failed alike are put together', any(c['names'] == ['wrong', 'wrong-too'] for c in about['clusters']),
                   f'{about["clusters"]}')
    progress.check('class: what is broken is told by name', b'broken.tgz is damaged' in files['class.html'], 'class.html does not say so')
    return files, seconds


def killed(course, progress, expected, seconds):
    """The same class, killed several times, gives the same bytes."""
    course.forget_kernels()
    for i in range(_KILLS):
        delay = course.random.uniform(0.1, 0.8) * seconds
        working = course.kill('killed', delay)
        name = f'class: kill {i + 1} of {_KILLS}, {"at work" if working else "at its end"}'
        progress.check(f'{name}: no process is left', course.quiet(), 'some still run')
        progress.check(f'{name}: no half file stands', not course.half_written('killed'), f'{course.half_written("killed")}')
    status, said, _ = course.run('killed')
    files = course.files('killed') if status == 0 else {}
    progress.check('class: after all kills the same bytes as without', files == expected, f'status {status}, different: '
                   f'{[n for n in expected if files.get(n) != expected[n]]}', said.split('\n'))
    progress.check('class: the kills left nothing lying about', not course.leftovers('killed'), f'{course.leftovers("killed")}')


def again(course, progress, expected):
    """What has not changed does not run again; what has, does."""
    status, said, ran = course.run('plain')
    progress.check('class: a second grading runs no test', status == 0 and len(ran) == 6 and course.files('plain') == expected,
                   f'status {status}, {ran}', said.split('\n'))
    stamps = _stamps(course)
    path = os.path.join(course.sent, 'start', course.lab.exercise(ONLY).files[0])
    with open(path, 'a', encoding='utf-8') as f:
        f.write('\n/* one more line */\n')
    status, said, _ = course.run('plain')
    moved = sorted(n for n, t in _stamps(course).items() if stamps[n] != t)
    progress.check('class: only the submission that changed is graded again', status == 0 and moved == ['start'], f'status {status}, {moved}',
                   said.split('\n'))
    name = os.path.join(course.folder, 'plain/.work/lock')
    with open(name, 'w', encoding='ascii') as lock:
        classstore.fcntl.flock(lock, classstore.fcntl.LOCK_EX)
        status, said, _ = course.run('plain')
    progress.check('class: two gradings into one folder are refused', status == 2 and 'already' in said, f'status {status}: {said}')


def _stamps(course):
    rounds = os.path.join(course.folder, 'plain/rounds/1')
    return {n: os.stat(os.path.join(rounds, n, 'unit.json')).st_mtime_ns for n in sorted(os.listdir(rounds)) if n != 'inputs.json'}


def mended_build(course):
    """A build in which one test is another program: (folder, its test)."""
    build = os.path.join(course.folder, 'mended')
    shutil.copytree(os.path.join(course.build, 'labs', LAB), os.path.join(build, 'labs', LAB))
    for room in ('user', 'sim'):
        os.symlink(os.path.join(course.build, room), os.path.join(build, room))
    first, second = [t for t in course.lab.tests_of(ONLY) if not t.dialogue][:2]
    shutil.copyfile(os.path.join(build, 'labs', LAB, second.folder, f'{second.id}.elf'),
                    os.path.join(build, 'labs', LAB, first.folder, f'{first.id}.elf'))
    return build, first


def regraded(course, progress):
    """A mended test: nothing is published before somebody saw who changes."""
    before = course.files('plain')
    build, test = mended_build(course)
    for more, words in (((), 'REGRADE=1'), (('--publish',), 'run REGRADE=1 first')):
        status, said, _ = course.run('plain', *more, build=build)
        progress.check(f'class: a changed test is not graded in silence{" or published" if more else ""}',
                       status == 2 and words in said and course.files('plain') == before, f'status {status}: {said}')
    status, said, ran = course.run('plain', '--regrade', build=build)
    with open(os.path.join(course.folder, 'plain/regrade/changes.json'), encoding='utf-8') as f:
        about = json.load(f)
    told = {c['name']: (c['by'], [t['number'] for t in c['tests']]) for c in about['changes']}
    progress.check('class: a regrading runs the mended test and no other', status == 0 and about['touched'] == [test.id]
                   and ran and max(ran.values()) == 1, f'status {status}, {about["touched"]}, {ran}', said.split('\n'))
    progress.check('class: it shows who changes and by how much', told.get('solution') == told.get('packed') == (-test.points, [test.number])
                   and 'start' not in told, f'{told}')
    progress.check('class: and publishes nothing', course.files('plain') == before, 'the published files changed')
    status, said, ran = course.run('plain', '--publish', build=build)
    scores = _scores(course.files('plain'))
    progress.check('class: what was seen is published, without another run', status == 0
                   and scores['solution'] == course.lab.exercise(ONLY).points - test.points, f'status {status}, {scores}', said.split('\n'))


def run(build, progress):
    with tempfile.TemporaryDirectory(prefix='class-') as folder:
        os.chmod(folder, 0o755)
        course = Course(build, folder)
        expected, seconds = graded(course, progress)
        if expected:
            killed(course, progress, expected, seconds)
            again(course, progress, expected)
            regraded(course, progress)
