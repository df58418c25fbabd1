"""Grading one submission of one lab: every exercise on kernels of its own, tests in parallel.

A test of exercise X runs on the kernel in which only the files of X are the student's. So a mistake costs the points
of its own exercise, and the verdict on each exercise does not depend on how far the student is with the rest. A test
with a cycle bar runs on the release build, without assertions and tracing; all others on the debug build, which explains.
"""
import concurrent.futures
import hashlib
import os
import shutil
from dataclasses import dataclass

from grade import answers, judge, model
from grade.building import Builder
from grade.elf import Elf
from grade.machine import Boot, Machine
from grade.judge import Verdict
from labs.testhead import MODES

HOOK = 'test_wait_hook'  # where a test waits for a key


@dataclass
class Place:
    """Where the things lie that a grading needs, and where it leaves its own."""
    sigma0: str
    lab: str        # folder below which the tests' ELF files lie, in tests/ and hidden/
    plugin: str     # the timing model; empty: grade without its witness (for work on the grader only)
    logs: str

    def test_elf(self, test):
        return os.path.join(self.lab, test.folder, f'{test.id}.elf')


class Builders(dict):
    """A Builder for each mode in which tests want their kernel, and with it the programs that they name."""

    def __init__(self, folder, programs=()):
        super().__init__({mode: Builder(folder, options=[f'MODE={mode}'], programs=programs) for mode in MODES})
        self.tree_hash = self[MODES[0]].tree_hash

    def prepare(self):
        for builder in self.values():
            builder.prepare()


class Grading:
    """run() yields (test, verdict, hash of the kernel, seconds) in the order of the tests."""

    def __init__(self, lab, submission, builders, place, seed, jobs):
        self.lab, self.submission, self.builders, self.place = lab, submission, builders, place
        self.seed, self.jobs = seed, jobs
        os.makedirs(place.logs, exist_ok=True)

    def run(self, tests):
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            needed = dict.fromkeys((t.exercise, t.mode) for t in tests)
            kernels = {need: pool.submit(self._kernel, *need) for need in needed}
            work = [pool.submit(self._one, test, kernels[test.exercise, test.mode]) for test in tests]
            for test, future in zip(tests, work):
                yield (test, *future.result())

    def _kernel(self, id, mode):
        """The kernel on which an exercise is graded, or the reason why there is none."""
        files = self.lab.exercise(id).files
        for path in files:
            if path in self.submission.refused:
                return None, f'refused: {self.submission.refused[path]}'
        kernel = self.builders[mode].kernel({p: self.submission.files[p] for p in files})
        return (None, kernel.error) if kernel.error else (kernel, '')

    def _one(self, test, kernel_future):
        try:
            kernel, error = kernel_future.result()
            if not kernel:
                verdict = Verdict('build-error', cause='build-error', message=error.split('\n')[0][:300],
                                  evidence={'context': error})
                return verdict, '', 0.0
            return self._boot(test, kernel)
        except Exception as e:  # whatever it is, it is ours: no student may pay for it
            return Verdict('error', cause='grader', message=f'{type(e).__name__}: {e}'), '', 0.0

    def _more_modules(self, test, seed):
        for number, data in enumerate(answers.boot_modules(test, seed), 1):
            path = os.path.join(self.place.logs, f'{test.id}.module{number}')
            with open(path, 'wb') as f:
                f.write(data)
            yield path

    def _boot(self, test, kernel):
        seed = answers.seed_for(self.seed, self.lab.name, test.id)
        report = os.path.join(self.place.logs, f'{test.id}.model.json')
        if os.path.exists(report):
            os.remove(report)
        program = Elf(self.place.test_elf(test))
        modules = [self.place.sigma0, self.place.test_elf(test), *map(kernel.program, test.programs),
                   *self._more_modules(test, seed)]
        boot = Boot(kernel.path, modules, answers.command_line(test, seed), test.limit,
                    memory=test.memory)
        if self.place.plugin:
            boot.plugin, boot.report = self.place.plugin, report
            boot.plugin_arguments = model.arguments(test, judge.windows(test))
        if test.dialogue:
            boot.dialogue = os.path.join(os.path.dirname(test.path), test.dialogue)
            boot.hook = program.symbols[HOOK][0]
        seen = Machine(boot).run()
        with open(os.path.join(self.place.logs, f'{test.id}.serial'), 'wb') as f:
            f.write(seen.serial)
        witness = model.read(report) if self.place.plugin else judge.unwatched(test, seed)
        image = Elf(kernel.path)
        verdict = judge.judge(test, seed, seen, witness, image.where)
        return verdict, hashlib.sha256(image.data).hexdigest(), seen.wall


def clear(folder):
    """Takes away the logs of the run before."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
