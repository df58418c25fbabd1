"""Each service's package is unpacked and played here as far as that goes without the service: its own scripts, its folders below a
temporary root, a solution, an archive that is none, and a grader that fails. What comes out is read by the service's reader.

One exercise is graded. What was built for the tree is used (its files are older in the package), so no kernel is built twice.
"""
import contextlib
import io
import os
import shutil
import subprocess
import tarfile
import tempfile
import zipfile

from grade.packages import SERVICES, tree
from grade.packages import __main__ as packages
from grade.tests import readers
from grade.tests.test_formats import ENV
from labs import derive

EXERCISE = '1.7'
_SECONDS = 300


class Stage:
    """A temporary root with one service's package unpacked in it."""

    def __init__(self, bench, service, root):
        self.bench, self.root = bench, root
        self.package = os.path.join(root, 'source')
        with zipfile.ZipFile(io.BytesIO(packages.package(service, bench.lab))) as zipped:
            zipped.extractall(self.package)
        self.tree = os.path.join(self.package if service == 'gradescope' else root, tree.FOLDER)
        self.build = os.path.relpath(bench.build)
        self.share_what_was_built()

    def share_what_was_built(self):
        link = os.path.join(self.tree, self.build)
        os.makedirs(os.path.dirname(link), exist_ok=True)
        os.symlink(os.path.abspath(self.bench.build), link)

    def unpack_tree(self):
        """What an image's Dockerfile does."""
        with tarfile.open(os.path.join(self.package, tree.NAME)) as archive:
            archive.extractall(self.root)

    def run(self, argv, folder, **environment):
        """(exit status, standard output, standard error)."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith(('MAKE', 'MFLAGS')) and k not in ENV}
        done = subprocess.run(argv, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_SECONDS, check=False,
                              env={**clean, 'BUILD': self.build, 'SETUP': 'no', 'GRADE_ONLY': EXERCISE, **environment})
        return done.returncode, done.stdout, done.stderr

    def hand_in(self, folder, kind):
        """Puts a solution there as a folder or an archive, or an archive that is damaged."""
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        archive = os.path.join(folder, 'handin.tar.gz')
        if kind == 'folder':
            derive.write(folder, self.bench.solution)
        elif kind == 'archive':
            with open(archive, 'wb') as f:
                f.write(tree.packed({name: (text.encode(), False) for name, text in self.bench.solution.items()}))
        else:
            with open(archive, 'wb') as f:
                f.write(b'\x1f\x8bno archive')


def read(path):
    with contextlib.suppress(FileNotFoundError), open(path, encoding='utf-8') as f:
        return f.read()
    return ''


def gradescope(stage):
    """Returns play(kind of hand-in, more environment) -> (status, share of the points or None, errors)."""
    at = {'AUTOGRADER_ROOT': stage.root}
    status, _, errors = stage.run(['sh', 'setup.sh'], stage.package, **at)
    assert status == 0, errors

    def play(kind, **environment):
        stage.hand_in(os.path.join(stage.root, 'submission'), kind)
        results = os.path.join(stage.root, 'results', 'results.json')
        os.makedirs(os.path.dirname(results), exist_ok=True)
        with open(results, 'w', encoding='utf-8') as f:
            f.write('{"score": 99, "tests": []}')  # somebody else's
        status, _, errors = stage.run([os.path.join(stage.package, 'run_autograder')], stage.root, **at, **environment)
        text = read(results)
        return status, readers.gradescope(text)[0] if text else None, errors
    os.chmod(os.path.join(stage.package, 'run_autograder'), 0o755)  # zipfile forgets it
    return play, stage.bench.lab.exercise(EXERCISE).points


def autolab(stage):
    stage.unpack_tree()
    makefile = read(os.path.join(stage.package, 'Dockerfile'))
    with open(os.path.join(stage.tree, '.package'), 'w', encoding='ascii') as f:
        f.write(makefile.split('echo ')[1].split()[0])
    problems = [ex.id for ex in stage.bench.lab.exercises]

    def play(kind, **environment):
        folder = os.path.join(stage.root, 'job')
        stage.hand_in(folder, 'archive' if kind == 'folder' else kind)
        shutil.copy(os.path.join(stage.package, 'autograde-Makefile'), os.path.join(folder, 'Makefile'))
        shutil.copy(os.path.join(stage.package, 'autograde.tar'), folder)
        status, output, errors = stage.run(['make'], folder, L486_TREE=stage.tree, **environment)
        return status, readers.autolab(output, problems)[0][EXERCISE] if output.strip() else None, errors
    return play, stage.bench.lab.exercise(EXERCISE).points


def prairielearn(stage):
    stage.unpack_tree()

    def play(kind, **environment):
        stage.hand_in(os.path.join(stage.root, 'student'), 'archive' if kind == 'folder' else kind)
        results = os.path.join(stage.root, 'results', 'results.json')
        status, _, errors = stage.run(['sh', os.path.join(stage.package, 'run.sh')], stage.root, GRADE_ROOT=stage.root,
                                      L486_TREE=stage.tree, **environment)
        text = read(results)
        return status, (readers.prairielearn(text)[0] or 0) if text else None, errors
    return play, 1


def classroom50(stage):
    at = {**ENV, 'L486_TREE': stage.tree}
    status, _, errors = stage.run(['sh', 'runner/setup.sh'], stage.package, **at)
    assert status == 0, errors
    script = os.path.join(stage.package, 'autograders', stage.bench.lab.name, 'autograder.py')

    def play(kind, **environment):
        folder = os.path.join(stage.root, 'checkout')
        stage.hand_in(folder, kind)
        status, _, errors = stage.run(['python3', script], folder, **at, **environment)
        text = read(os.path.join(folder, 'result.json'))
        return status, readers.classroom50(text, 'os-26', 'boot', 'alice')['score'] / 100 if text else None, errors
    return play, stage.bench.lab.exercise(EXERCISE).points


def run(bench):
    """One line for each service."""
    stages = {'gradescope': gradescope, 'autolab': autolab, 'prairielearn': prairielearn, 'classroom50': classroom50}
    for service in SERVICES:
        with tempfile.TemporaryDirectory() as root:
            os.chmod(root, 0o755)
            play, full = stages[service](Stage(bench, service, root))
            for what, kind, environment, want in (
                    ('a solution gets all points', 'folder', {}, (True, full)),
                    ('a damaged archive is answered with nothing', 'damaged', {}, (True, 0)),
                    ('a grader that fails leaves no score', 'folder', {'GRADE_SANDBOX': 'none-such'}, (False, None))):
                status, got, errors = play(kind, **environment)
                bench.progress.check(f'package for {service}: {what}', (status == 0, got) == want, f'status {status}, score {got}, not {want}',
                                     errors.split('\n')[-12:])
