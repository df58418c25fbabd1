"""make grade-test: the units of generator and grader, then whole submissions, then packages."""
import argparse
import os
import sys
import unittest

from grade.tests import classes, played, submissions
from labs.progress import main as run_suite


class Lines(unittest.TestResult):
    """Each test of a unit as one line."""

    def __init__(self, progress):
        super().__init__()
        self.progress = progress

    @staticmethod
    def _name(test):
        module, case, method = test.id().rsplit('.', 2)
        return f'{module.rsplit("test_", 1)[-1]}: {case.lower()}: {method.removeprefix("test_").replace("_", " ")}'

    def addSuccess(self, test):
        self.progress.ok(self._name(test))

    def addFailure(self, test, err):
        self.progress.fail(self._name(test), 'failed', self._exc_info_to_string(err, test).rstrip().split('\n'))

    def addError(self, test, err):
        self.addFailure(test, err)

    def addSubTest(self, test, subtest, err):
        if err:
            self.progress.fail(self._name(test), f'failed with {subtest.params or subtest._message}',
                               self._exc_info_to_string(err, test).rstrip().split('\n'))


def main():
    parser = argparse.ArgumentParser(prog='grade.tests')
    parser.add_argument('--build', default='build')
    parser.add_argument('--units', action='store_true', help='the units only')
    parser.add_argument('--trace', action='store_true', help='show where a fault of the suite itself comes from')
    options = parser.parse_args()

    def run(progress):
        here = os.path.dirname(os.path.abspath(__file__))
        unittest.defaultTestLoader.discover(here, top_level_dir=os.path.dirname(os.path.dirname(here))).run(Lines(progress))
        if not options.units:
            submissions.run(options.build, progress)
            print('\nclasses')
            classes.run(options.build, progress)
            print('\npackages for services')
            played.run(submissions.Bench(options.build, progress))
    return run_suite(run, 'grade-test')


if __name__ == '__main__':
    sys.exit(main())
