"""make labs-check: the six properties of every lab, each by doing what it says.

1. the solution equals the master without its markers      4. one open exercise fails exactly its tests
2. every derived tree builds without a warning             5. every known mistake is caught, with the hint meant for it
3. start and solution score what they must, twice          6. no line of a solution is given away

Beside 3: every variant (another solution that is right) gets full marks, apart from those for cycles.
"""
import argparse
import os
import subprocess
import sys
import tempfile

from grade import result, sandbox, submission
from grade import __main__ as grader
from grade.building import Builder
from grade.grading import Builders
from labs import derive, labinfo, leaks, master, mistakes, variants
from labs.progress import main as run_suite

# The same as labs.markers.solved(), by other means: a filter of three lines.
_FILTER = r'''/^[ \t]*(\/\/|#|\/\*)@stub/ { stub = 1 }
!stub && !/^[ \t]*(\/\/|#|\/\*)@(ex|stub|end|staff)/ { print }
/^[ \t]*(\/\/|#|\/\*)@end/ { stub = 0 }'''
_SEEDS = (0x486, 0xD50)


class Check:
    """All properties of one lab; of one exercise with `only`: those of the whole lab's score are left out then."""

    def __init__(self, lab, source, build, progress, only=None):
        self.lab, self.source, self.build, self.progress = lab, source, build, progress
        self.out = os.path.join(build, 'labs-check', lab.name)
        self.builders = Builders(os.path.join(build, 'grade/kernels'), lab.programs)
        self.strict = Builder(os.path.join(build, 'grade/kernels'), options=['CI=1'], programs=lab.programs)
        self.place = grader.place_in(build, lab, self.out)
        self.solution = source.solution(lab.number)
        self.only = only
        self.exercises = [ex for ex in lab.exercises if not only or ex.id == only]
        self.tests = [t for t in lab.tests if not only or t.exercise == only]
        if not self.tests:
            raise labinfo.LabError(f'{lab.name} has no exercise {only}')

    def run(self):
        name = self.lab.name
        hidden = sum(t.hidden for t in self.tests)
        print(f'\n{name}: {len(self.exercises)} exercises, {len(self.tests) - hidden} public and {hidden} hidden tests, '
              f'{sum(t.points for t in self.tests):g} points, sandbox {sandbox.level()}')
        labinfo.agree(self.lab, self.source)
        self.builders.prepare()
        self.strict.prepare()
        self.solution_is_master()
        self.committed()
        self.builds()
        self.scores()
        self.variants()
        self.single_open()
        self.mistakes()
        self.progress.check(f'{name} 6: no line of a solution is given away', not list(leaks.find(self.source, self.lab)),
                            'see below', list(leaks.find(self.source, self.lab)))

    # 1

    def solution_is_master(self):
        for path, text in self.solution.items():
            filtered = subprocess.run(['awk', _FILTER, path], capture_output=True, text=True, check=True).stdout
            self.progress.check(f'{self.lab.name} 1: {path} solved is the master without markers', filtered == text,
                                'the generator and a filter by awk disagree')

    def committed(self):
        wrong = list(derive.differences(self.lab, self.source.skeleton(self.lab.number)))
        self.progress.check(f'{self.lab.name} 1: the committed skeleton is what the markers make', not wrong, 'see below', wrong)

    # 2

    def forms(self):
        """(name, files) of every tree that can be derived."""
        if not self.only:
            yield 'the start', self.source.skeleton(self.lab.number)
            yield 'the solution', self.solution
        for ex in self.exercises:
            yield f'the solution with {ex.id} open', self.source.skeleton(self.lab.number, ex.id)

    def builds(self):
        for name, files in self.forms():
            kernel = self.strict.kernel({p: t.encode() for p, t in files.items()})
            self.progress.check(f'{self.lab.name} 2: {name} builds without a warning', not kernel.error, 'it does not',
                                kernel.error.split('\n'))

    # 3, 4, 5

    def grade(self, files, tests=None, seed=_SEEDS[0]):
        """The result of a submission of these files."""
        with tempfile.TemporaryDirectory() as folder:
            derive.write(folder, files)
            taken = submission.take(self.lab, folder)
        return grader.grade(self.lab, taken, tests or self.tests, seed, self.place, self.builders, self.out,
                            os.cpu_count() or 1)

    def scores(self):
        start, points = self.source.skeleton(self.lab.number), sum(t.points for t in self.tests)
        for name, files, wanted in (('the start', start, 0 if self.only else self.lab.floor), ('the solution', self.solution, points)):
            first, second = (self.grade(files, seed=seed) for seed in _SEEDS)
            broken = any(t['verdict'] == 'error' for t in first['tests'] + second['tests'])
            troubles = [f'test {t["number"]}: {t["verdict"]}, {t["message"]}' for t in first['tests'] if t['verdict'] != 'pass']
            self.progress.check(f'{self.lab.name} 3: {name} scores {wanted:g} of {points:g}', first['score'] == wanted and not broken,
                                f'it scores {first["score"]}', troubles)
            self.progress.check(f'{self.lab.name} 3: {name} gives the same bytes with another seed',
                                result.compared(first) == result.compared(second), 'it does not')

    def variants(self):
        for variant in variants.read(self.lab):
            name = f'{self.lab.name} 3: variant {variant.name} gets full marks apart from those for cycles'
            foreign = variant.foreign(self.solution)
            document = self.grade(variant.apply(self.solution))
            troubles = [f'test {t["number"]}: {t["verdict"]}, {t["message"]} {t["evidence"]}' for t in document['tests']
                        if t['verdict'] != 'pass' and (t['verdict'], t['cause']) != ('partial', 'cycles')]
            self.progress.check(name, not foreign and not troubles, f'no exercise opens {foreign}' if foreign else 'it does not',
                                troubles)

    def single_open(self):
        rows = []
        for ex in self.exercises:
            document = self.grade(self.source.skeleton(self.lab.number, ex.id))
            failed = {t['number'] for t in document['tests'] if t['verdict'] != 'pass'}
            rows.append((ex, document))
            self.progress.check(f'{self.lab.name} 4: with {ex.id} open exactly its tests fail', failed == set(ex.all_tests),
                                f'failed {sorted(failed)}, should be {sorted(ex.all_tests)}')
            said = {t['verdict'] for t in document['tests'] if t['exercise'] == ex.id}
            self.progress.check(f'{self.lab.name} 4: with {ex.id} open they say that it was not attempted',
                                said == {'not-attempted'}, f'they say {sorted(said)}')
        self.matrix(rows)

    def matrix(self, rows):
        """Exercise by test: x where the test fails with that exercise open."""
        print('\n       open  ' + ' '.join(f'{t.number:>4}' for t in self.tests))
        for ex, document in rows:
            cells = ['.' if t['verdict'] == 'pass' else 'x' for t in document['tests']]
            print(f'       {ex.id:<5} ' + ' '.join(f'{c:>4}' for c in cells))
        print()

    def mistakes(self):
        for mistake in mistakes.read(self.lab):
            if self.only not in (None, mistake.exercise):
                continue
            name = f'{self.lab.name} 5: {mistake.name}'
            of_exercise = self.lab.tests_of(mistake.exercise)
            test = next((t for t in of_exercise if t.number == mistake.test), None)
            if not test:
                self.progress.fail(name, f'its test {mistake.test} is none of exercise {mistake.exercise}')
                continue
            files = mistake.apply(self.solution)
            reason = self.wrong_hint(test, mistake, self.grade(files, [test])['tests'][0])
            verdicts = ', '.join(f'{t["number"]} {t["verdict"]}' + (f' ({t["cause"]})' if t['cause'] else '')
                                 for t in (self.grade(files, of_exercise)['tests'] if reason else []))
            self.progress.check(name, not reason, reason, [verdicts])

    @staticmethod
    def wrong_hint(test, mistake, seen):
        """Why a mistake was not dealt with as it should be, or ''."""
        if seen['verdict'] in ('pass', 'error', 'build-error'):
            return f'test {test.number} says {seen["verdict"]} {seen["message"]}'
        if mistake.hint not in test.hints:
            return f'test {test.number} has no hint "{mistake.hint}"'
        if seen['hint'] != test.hints[mistake.hint]:
            return f'test {test.number} gives the hint for "{seen["cause"]}", not "{mistake.hint}"'
        return ''


def main():
    parser = argparse.ArgumentParser(prog='labs.check')
    parser.add_argument('--build', default='build')
    parser.add_argument('--lab', help='one lab; without it all')
    parser.add_argument('--only', help='one exercise of that lab')
    parser.add_argument('--trace', action='store_true', help='show where a fault of the check itself comes from')
    options = parser.parse_args()

    def run(progress):
        source = master.Master()
        for name in [options.lab] if options.lab else labinfo.names():
            Check(labinfo.read(name), source, options.build, progress, options.only).run()
    return run_suite(run, 'labs-check')


if __name__ == '__main__':
    sys.exit(main())
