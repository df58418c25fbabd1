"""What has been graded once is not graded again: verdicts, each kept under the hash of all that it depends on.

The key of a verdict covers the student's files of the exercise, the test (source, program, script), the tree that the kernel is built
from, the grader's own code, the tools' versions and the seed. So after a test was mended only this test runs again, and
two students with the same files (the stub of an exercise, say) cost one run.
"""
import fcntl
import glob
import hashlib
import json
import os
import re
import shutil
from dataclasses import asdict

from grade import grading, result
from grade.building import Builder, write_atomically
from grade.judge import Verdict

_LOGS = ('.serial', '.model.json')  # what a test leaves behind
_NO_JUDGES = ('class', 'submission', 'report', 'result', 'schema', '__')  # code of ours on which no verdict depends


def digest(*parts):
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode('ascii')).hexdigest()


def digest_of(path):
    with open(path, 'rb') as f:
        return hashlib.sha256(f.read()).hexdigest()


class Inputs:
    """Our own side of every key: by_test[id] changes when anything changes but the student's files."""

    def __init__(self, lab, tests, place, tree_hash, seed):
        here = os.path.dirname(os.path.abspath(__file__))
        judges = [p for pattern in ('*.py', '*.exp') for p in sorted(glob.glob(os.path.join(here, pattern)))
                  if not os.path.basename(p).startswith(_NO_JUDGES)]
        common = digest([digest_of(p) for p in judges], result.versions(tree_hash), digest_of(place.sigma0),
                        digest_of(place.plugin) if place.plugin else 'unwatched', lab.name, seed)
        self.by_test = {t.id: digest(common, self._test(t, place)) for t in tests}

    @staticmethod
    def _test(test, place):
        paths = [test.path, place.test_elf(test)]
        if test.dialogue:
            paths.append(os.path.join(os.path.dirname(test.path), test.dialogue))
        return [digest_of(p) for p in paths]

    def key(self, test, lab, taken):
        """The key of the verdict on a test of a submission."""
        theirs = [(p, taken.refused.get(p) or hashlib.sha256(taken.files[p]).hexdigest()) for p in lab.exercise(test.exercise).files]
        return digest(self.by_test[test.id], theirs)


class Store:
    """Verdicts on the disk. Any number of processes may share one; errors of ours are never kept."""

    def __init__(self, folder):
        self.folder = folder

    def _path(self, key):
        return os.path.join(self.folder, key[:2], f'{key}.json')

    def get(self, key, logs=None, test=''):
        """(Verdict, hash of the kernel, seconds that it took), or None. What the test left behind is put into folder `logs`."""
        try:
            with open(self._path(key), encoding='utf-8') as f:
                kept = json.load(f)
            for suffix in kept['logs']:
                _copy(f'{self._path(key)}{suffix}', os.path.join(logs, test + suffix))
            return Verdict(**kept['verdict']), kept['kernel'], kept['wall']
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key, verdict, kernel, wall, logs=None, test=''):
        """Keeps a verdict, and with it what the test left behind in folder `logs`."""
        if verdict.verdict == 'error':
            return
        os.makedirs(os.path.dirname(self._path(key)), exist_ok=True)
        left = [suffix for suffix in _LOGS if logs and os.path.exists(os.path.join(logs, test + suffix))]
        for suffix in left:
            _copy(os.path.join(logs, test + suffix), f'{self._path(key)}{suffix}')
        write_atomically(self._path(key), json.dumps({'verdict': asdict(verdict), 'kernel': kernel, 'wall': wall, 'logs': left}))


def _copy(source, target):
    temporary = f'{target}.{os.getpid()}.0'
    shutil.copyfile(source, temporary)
    os.replace(temporary, target)


class Reusing(grading.Grading):
    """A grading that runs only those tests whose verdict is not known."""

    def __init__(self, *arguments, store, inputs):
        super().__init__(*arguments)
        self.store, self.inputs, self.fresh = store, inputs, 0

    def run(self, tests):
        keys = {t.id: self.inputs.key(t, self.lab, self.submission) for t in tests}
        logs = self.place.logs
        grading.clear(logs)
        known = {t.id: self.store.get(keys[t.id], logs, t.id) for t in tests}
        fresh = super().run([t for t in tests if not known[t.id]])
        for test in tests:
            if known[test.id]:
                yield (test, *known[test.id])
                continue
            _, *outcome = next(fresh)
            self.fresh += 1
            self.store.put(keys[test.id], *outcome, logs, test.id)
            yield (test, *outcome)


class SharedBuilder(Builder):
    """A Builder whose folder several processes use at once: a kernel is written by one of them, before its note."""

    def _make(self, files, path, note):
        with open(f'{note}.lock', 'w', encoding='ascii') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.path.exists(note):
                super()._make(files, path, note)


class Builders(dict):
    """A SharedBuilder for each mode, of a tree that nobody changes meanwhile."""

    def __init__(self, folder, root, lab):
        more = {'programs': lab.programs} if hasattr(lab, 'programs') else {}
        super().__init__({mode: SharedBuilder(folder, root, [f'MODE={mode}'], **more) for mode in grading.MODES})
        self.tree_hash = next(iter(self.values())).tree_hash

    def prepare(self):
        for builder in self.values():
            builder.prepare()


def snapshot(folder):
    """A copy of what kernels are built from, as it is now: its path."""
    now = Builder(folder)
    place = os.path.join(folder, f'tree-{now.tree_hash[:16]}')
    if not os.path.isdir(place):
        copy = f'{place}.{os.getpid()}.0'
        now._copy_tree(copy)
        if Builder(folder, copy).tree_hash != now.tree_hash:
            raise RuntimeError('the tree changed while it was copied: start again')
        os.rename(copy, place)
    return place


def sweep(folder):
    """Takes away what a killed run left half done. Only for the one who holds the lock."""
    for base, folders, files in os.walk(folder):
        for name in files:
            if re.search(r'\.\d+\.\d+$', name):
                os.remove(os.path.join(base, name))
        for name in [n for n in folders if n.startswith('build-') or re.search(r'\.\d+\.0$', n)]:
            shutil.rmtree(os.path.join(base, name), ignore_errors=True)
            folders.remove(name)
        folders[:] = [n for n in folders if not n.startswith(('base-', 'tree-'))]
