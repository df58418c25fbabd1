"""The result as a table for people, and the tests' troubles one by one below it."""
import os
import sys

from grade.result import NO_HINT

_COLOURS = {'pass': '32', 'partial': '33', 'error': '35'}
_MARKS = {'pass': 'pass', 'not-attempted': 'not attempted', 'build-error': 'does not build'}


class Report:
    """Writes to a stream as the verdicts come in."""

    def __init__(self, stream=sys.stdout, colour=None):
        self.stream = stream
        self.colour = stream.isatty() if colour is None else colour
        self.colour = self.colour and not os.environ.get('NO_COLOR')
        self.troubles = {}  # what was seen -> the tests that saw it, in order

    def _print(self, text=''):
        print(text, file=self.stream, flush=True)

    def begin(self, lab, submission, seed, level):
        self._print(f'{lab.name}: {lab.title}')
        self._print(f'{submission.folder}, seed {seed:#010x}, sandbox {level}')
        for path in submission.missing:
            self._print(f'  {path} was not handed in: graded as it was given out')
        for path, why in submission.refused.items():
            self._print(f'  refused: {why}')
        if submission.ignored:
            self._print(f'  not used: {", ".join(submission.ignored)}')
        self._print()
        self._print(f' {"test":<5} {"ex.":<5} {"verdict":<15} {"points":>9}  {"cycles":>15}  {"s":>5}  title')

    def line(self, test, verdict, wall):
        word = f'{_MARKS.get(verdict.verdict, verdict.verdict):<15}'
        if self.colour:
            word = f'\033[{_COLOURS.get(verdict.verdict, "31")}m{word}\033[0m'
        points = f'{verdict.points:g}/{test.points:g}'
        cycles = f'{verdict.cycles["mode"]:g} of {verdict.cycles["full"]}' if verdict.cycles else ''
        self._print(f' {test.number:<5} {test.exercise:<5} {word} {points:>9}  {cycles:>15}  {wall:5.2f}  {"(hidden) " if test.hidden else ""}{test.title}')
        if verdict.verdict not in ('pass',):
            self.troubles.setdefault((test.exercise, verdict.verdict, verdict.message), []).append((test, verdict))

    def end(self, document, replay):
        for (exercise, _, message), tests in self.troubles.items():
            self._trouble(exercise, message, tests, replay)
        self._print()
        for ex in document['exercises']:
            self._print(f'  exercise {ex["id"]}  {ex["points"]:>6} of {ex["max_points"]:<4} {ex["title"]}')
        errors = [t['number'] for t in document['tests'] if t['verdict'] == 'error']
        if errors:
            self._print(f'\n{len(errors)} tests met an error of the grader: {errors}. This is no score.')
        self._print(f'\nscore: {document["score"]} of {document["max_score"]}')

    def _trouble(self, exercise, message, tests, replay):
        """One paragraph; tests that failed in one way (a build error, say) share it."""
        test, verdict = tests[0]
        self._print()
        for t, _ in tests:
            self._print(f'test {t.number} (exercise {exercise}): {t.title}')
        self._print(f'  {verdict.verdict}: {message}')
        evidence = verdict.evidence
        if verdict.verdict not in NO_HINT:
            self._print(f'  what should be   {test.why}')
        for key in ('expected', 'seen'):
            if evidence.get(key):
                self._print(f'  {key:<16} {evidence[key]}')
        if evidence.get('context'):
            self._print('  ' + {'build-error': 'the compiler'}.get(verdict.verdict, 'before that'))
            for line in evidence['context'].split('\n'):
                self._print(f'    | {line}')
        if verdict.verdict not in NO_HINT:
            self._print(f'  hint             {test.hint(verdict.cause)}')
        self._print(f'  again            {replay(test)}')
