"""Grading many submissions at once: a process for each, so that one's trouble is nobody else's.

The parent starts them, waits, tries again what met an error of ours, and can be killed at any moment: the children
notice (a pipe closes) and end with all that they started; what was finished is kept, and a second start goes on from there.
"""
import json
import os
import re
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass

from grade import __main__ as grader
from grade import submission, submission_archive, submission_git
from grade.building import write_atomically
from grade.classstore import Reusing, digest

TRIES = 3
_PATIENCE = 3600.0  # seconds for one submission: a fault of ours if this is reached
_SAFE = re.compile(r'^[A-Za-z0-9][A-Za-z0-9._@+-]{0,80}$')


@dataclass
class Unit:
    """One submission of the class."""
    name: str      # as people see it
    source: str    # where it lies
    folder: str    # where its result goes
    tries: int = 0
    started: float = 0.0


def find(source, results):
    """(units by name, sentences about what is no submission) of the folder that holds the class."""
    units, odd = [], []
    entries = sorted(os.scandir(source), key=lambda e: os.fsencode(e.name))
    stems = [submission_archive.stem(e.name) for e in entries]
    for entry, stem in zip(entries, stems):
        packed = entry.is_file(follow_symlinks=False) and stem != entry.name
        if entry.name.startswith('.'):
            continue
        if not packed and not entry.is_dir(follow_symlinks=False):
            odd.append(f'{submission.shown(entry.name)} is neither a folder nor an archive: not graded')
            continue
        name = submission.shown(stem if packed and stems.count(stem) == 1 else entry.name)
        safe = name if _SAFE.match(name) else 'odd-' + digest(os.fsencode(entry.name).hex())[:12]
        units.append(Unit(name, entry.path, os.path.join(results, safe)))
    return units, odd


def unit_of(folder):
    """What is known of a finished submission, or {}."""
    try:
        with open(os.path.join(folder, 'unit.json'), encoding='utf-8') as f:
            return json.load(f)
    except (OSError, ValueError):
        return {}


@dataclass
class Work:
    """What all submissions of a class are graded with."""
    lab: object
    tests: list
    seed: int
    build: str
    plugin: str
    builders: object
    inputs: object
    store: object
    commit: str = None

    def grade(self, unit):
        """Grades one submission, in a process of its own. Leaves result.json and, at the very end, unit.json."""
        os.makedirs(unit.folder, exist_ok=True)
        commit = self.commit if submission_git.is_bare(unit.source) or submission_git.is_bare(os.path.join(unit.source, '.git')) else None
        try:
            taken = submission.take(self.lab, unit.source, commit)
        except submission.SubmissionError as e:
            return self._note(unit, digest('unreadable', str(e)), 'unreadable', str(e), 0, {})
        key = digest([self.inputs.key(t, self.lab, taken) for t in self.tests], taken.missing, taken.refused, taken.ignored)
        before = unit_of(unit.folder)
        if before.get('key') == key and before['status'] == 'graded' and os.path.exists(os.path.join(unit.folder, 'result.json')):
            return None
        if os.path.exists(os.path.join(unit.folder, 'unit.json')):
            os.remove(os.path.join(unit.folder, 'unit.json'))
        runs = []

        def engine(*arguments):
            runs.append(Reusing(*arguments, store=self.store, inputs=self.inputs))
            return runs[0]
        document = grader.grade(self.lab, taken, self.tests, self.seed, grader.place_in(self.build, self.lab, unit.folder, self.plugin),
                                self.builders, unit.folder, 1, unit.source, engine=engine)
        errors = [f'test {t["number"]}: {t["message"]}' for t in document['tests'] if t['verdict'] == 'error']
        files = {p: d.decode('utf-8', 'replace') for p, d in taken.files.items() if p not in taken.missing}
        return self._note(unit, key, 'error' if errors else 'graded', '; '.join(errors[:3]), runs[0].fresh, files)

    @staticmethod
    def _note(unit, key, status, message, fresh, files):
        before = unit_of(unit.folder)
        if before.get('key') == key and before.get('status') == status and status != 'error':
            return
        write_atomically(os.path.join(unit.folder, 'files.json'), json.dumps(files, sort_keys=True))
        write_atomically(os.path.join(unit.folder, 'unit.json'), json.dumps(
            {'name': unit.name, 'key': key, 'status': status, 'message': message, 'fresh': fresh}, sort_keys=True))


class Pool:
    """Runs work.grade(unit) for all units, `jobs` at a time. done(unit, seconds) is called as each ends."""

    def __init__(self, work, jobs, done):
        self.work, self.jobs, self.done, self.running = work, jobs, done, {}
        self.life = os.pipe()  # its end of writing is the parent's alone

    def run(self, units):
        waiting = list(units)
        try:
            while waiting or self.running:
                while waiting and len(self.running) < self.jobs:
                    self._start(waiting.pop(0))
                again = self._ended()
                waiting += again
                time.sleep(0.02)
        finally:
            for pid in list(self.running):
                _kill(pid)
                os.waitpid(pid, 0)
            os.close(self.life[0])
            os.close(self.life[1])

    def _start(self, unit):
        unit.tries, unit.started = unit.tries + 1, time.monotonic()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if not pid:
            self._child(unit)
        self.running[pid] = unit

    def _child(self, unit):
        status = 1
        try:
            os.setpgid(0, 0)
            os.close(self.life[1])
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            null = os.open(os.devnull, os.O_RDWR)
            for fd in range(3):
                os.dup2(null, fd)
            threading.Thread(target=self._die_with_parent, daemon=True).start()
            self.work.grade(unit)
            status = 0
        except BaseException:  # whatever it is: it is ours, and it ends here
            self._trouble(unit, traceback.format_exc())
        finally:
            os._exit(status)

    def _die_with_parent(self):
        os.read(self.life[0], 1)
        os.killpg(0, signal.SIGKILL)

    @staticmethod
    def _trouble(unit, text):
        os.makedirs(unit.folder, exist_ok=True)
        write_atomically(os.path.join(unit.folder, 'trouble.txt'), text)
        Work._note(unit, '', 'error', text.strip().split('\n')[-1][:300], 0, {})

    def _ended(self):
        """Takes in the children that ended: the units that must be tried again."""
        again = []
        for pid, unit in list(self.running.items()):
            if time.monotonic() - unit.started > _PATIENCE:
                _kill(pid)
            ended, status = os.waitpid(pid, os.WNOHANG)
            if not ended:
                continue
            del self.running[pid]
            _kill(pid)  # whatever of its group is left
            note = unit_of(unit.folder)
            if os.WIFSIGNALED(status) or not note:
                self._trouble(unit, f'the process that graded it ended with {"signal" if os.WIFSIGNALED(status) else "status"} '
                                    f'{os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)}')
            if unit_of(unit.folder)['status'] == 'error' and unit.tries < TRIES:
                again.append(unit)
            else:
                self.done(unit, time.monotonic() - unit.started)
        return again


def _kill(group):
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
