"""The result of a grading, `l486-grade/1`: one JSON object from which every other format is made.

What may differ from run to run stands apart: `run` (number, date, seed, command), each test's `seed`, which its `replay` names
too, and each failed test's `evidence`, which quotes numbers that were drawn with it. All else is the same bytes for the same
submission. schema.json says what every field is, schema.py checks it.
"""
import json
import math
import os
import platform
import re
import subprocess
import time

from grade import building, judge, model, sandbox

SCHEMA = 'l486-grade/1'
_MESSAGE = 2000  # characters
NO_HINT = ('pass', 'error', 'not-attempted', 'build-error', 'skip')  # a test's hints are about what a kernel did


class Result:
    """Collects the verdicts and keeps the file up to date. Only the thread that made it may use it."""

    def __init__(self, path, lab, submission, seed, command, tree_hash, tests):
        self.path = path
        self.seed = f'{seed:#010x}'
        self.tests = {}
        self.order = [t.id for t in tests]
        self.head = {
            'schema': SCHEMA,
            'lab': lab.name,
            'title': lab.title,
            'complete': False,
            'score': 0.0,
            'max_score': rounded(sum(t.points for t in tests)),
        }
        self.rest = {
            'submission': {
                'files': {p: building._hash([(p, d)]) for p, d in sorted(submission.files.items())},
                'missing': submission.missing,
                'refused': submission.refused,
                'ignored': submission.ignored,
            },
            'exercises': [],
            'tests': [],
            'versions': versions(tree_hash),
            'run': {'number': self._next_number(), 'date': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()),
                    'seed': self.seed, 'command': command},
        }
        self.lab = lab

    def _next_number(self):
        try:
            with open(self.path, encoding='utf-8') as f:
                return int(json.load(f)['run']['number']) + 1
        except (OSError, ValueError, KeyError, TypeError):
            return 1

    def add(self, test, verdict, kernel_hash, repro):
        verdict = _sane(verdict, test)
        self.tests[test.id] = {
            'id': test.id,
            'number': test.number,
            'title': test.title,
            'exercise': test.exercise,
            'verdict': verdict.verdict,
            'cause': verdict.cause,
            'points': rounded(verdict.points),
            'max_points': rounded(test.points),
            'visibility': 'hidden' if test.hidden else 'public',
            'message': verdict.message[:_MESSAGE],
            'expectation': test.why,
            'hint': '' if verdict.verdict in NO_HINT else test.hint(verdict.cause),
            'cycles': verdict.cycles,
            'evidence': verdict.evidence,
            'mode': test.mode,
            'kernel_sha256': kernel_hash,
            'seed': self.seed,
            'replay': f'{repro} SEED={self.seed}',
            'artifacts': self._artifacts(test),
        }
        self.write(complete=False)

    def _artifacts(self, test):
        """What the run left behind, relative to the result: what was printed, and what the timing model saw."""
        names = {'serial': f'logs/{test.id}.serial', 'model': f'logs/{test.id}.model.json'}
        return {kind: name for kind, name in names.items() if os.path.exists(os.path.join(os.path.dirname(self.path), name))}

    def finish(self):
        self.write(complete=True)
        return self.document

    def write(self, complete):
        tests = [self.tests[id] for id in self.order if id in self.tests]
        self.head['complete'] = complete
        self.head['score'] = rounded(sum(t['points'] for t in tests))
        self.rest['tests'] = tests
        self.rest['exercises'] = [self._exercise(ex, tests) for ex in self.lab.exercises
                                  if any(t['exercise'] == ex.id for t in tests)]
        self.document = {**self.head, **self.rest}
        building.write_atomically(self.path, json.dumps(self.document, indent=1, ensure_ascii=True) + '\n')

    @staticmethod
    def _exercise(ex, tests):
        mine = [t for t in tests if t['exercise'] == ex.id]
        return {'id': ex.id, 'title': ex.title, 'points': rounded(sum(t['points'] for t in mine)),
                'max_points': rounded(sum(t['max_points'] for t in mine))}


def compared(document):
    """The part of a result that must be the same bytes in every run, whatever its seed."""
    copy = json.loads(json.dumps(document))
    copy.pop('run')
    for test in copy['tests']:
        test.pop('evidence')
        test['replay'] = test['replay'].removesuffix(f' SEED={test.pop("seed")}')
    return json.dumps(copy, indent=1)


def _sane(verdict, test):
    """The verdict, or our own fault if its points are none that the test could give."""
    if math.isfinite(verdict.points) and 0 <= verdict.points <= test.points:
        return verdict
    return judge.Verdict('error', cause='grader', message=f'the judge gave {verdict.points} points of {test.points:g}')


def rounded(points):
    """Points in hundredths; whole numbers without a fraction."""
    value = round(points, 2)
    return int(value) if value == int(value) else value


def versions(tree_hash):
    """What the verdicts may depend on."""
    return {'grader': SCHEMA, 'tree_sha256': tree_hash, 'qemu': _first_line(['qemu-system-i386', '--version']),
            'compiler': _first_line([_compiler(), '--version']), 'icount': 'shift=5,sleep=off', 'preset': model.PRESET,
            'sandbox': sandbox.level(), 'host': platform.machine()}


def _compiler():
    return os.environ.get('TARGETCC', 'i686-linux-gnu-gcc').split()[0]


def _first_line(argv):
    try:
        out = subprocess.run(argv, capture_output=True, text=True, check=False).stdout
    except OSError:
        return 'none'
    return re.sub(r'[^ -~]', '?', out.split('\n')[0])
