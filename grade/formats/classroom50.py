"""Classroom 50's result.json (classroom50/result/v1). It knows whole numbers only, so all points are hundredths.

Who handed in, and when, comes from the environment that its runner sets, never from what was handed in. The time is
that of the submission's tag: another grading must not make a submission late.
"""
import json
import os
import re

from grade.formats import common

_NEEDED = ('CLASSROOM', 'ASSIGNMENT', 'SUBMISSION_TAG', 'COMMIT_URL', 'RELEASE_URL')
_TAG = re.compile(r'^submit/(\d{4}-\d\d-\d\d)T([01]\d|2[0-3])[-:]?([0-5]\d)[-:]?([0-5]\d)Z-[0-9a-f]+$')


def identity(env):
    """The fields that say whose result it is. Raises NotHere."""
    owner = env.get('OWNER') or env.get('USERNAME')
    missing = [name for name in _NEEDED if not env.get(name)] + ([] if owner else ['OWNER'])
    if missing:
        raise common.NotHere(f'Classroom 50\'s runner sets {", ".join(missing)} in the environment, here it is not set')
    tag = _TAG.match(env['SUBMISSION_TAG'])
    if not tag:
        raise common.NotHere(f'SUBMISSION_TAG is {env["SUBMISSION_TAG"]!r}, not submit/DATE-COMMIT')
    kind = env.get('ASSIGNMENT_TYPE') or 'individual'
    if kind not in ('individual', 'group'):
        raise common.NotHere(f'ASSIGNMENT_TYPE is {kind!r}, neither individual nor group')
    return {'classroom': env['CLASSROOM'], 'assignment': env['ASSIGNMENT'], 'assignment_type': kind, 'owner': owner,
            'submission': env['SUBMISSION_TAG'], 'commit': env['COMMIT_URL'], 'release': env['RELEASE_URL'],
            'review': env.get('REVIEW_URL') or env['COMMIT_URL'],
            'datetime': f'{tag[1]}T{tag[2]}:{tag[3]}:{tag[4]}Z'}


def _hundredths(points):
    return round(points * 100)


def _test(document, test):
    return {'test-name': f'{test["number"]} {common.name(test)}', 'passed': test['verdict'] == 'pass',
            'score': _hundredths(test['points']), 'max-score': _hundredths(test['max_points']),
            'output': common.feedback(document, test, 2000)}


def text(document, folder='', env=None):
    common.ready(document)
    tests = [_test(document, t) for t in document['tests']]
    return json.dumps({'schema': 'classroom50/result/v1', **identity(os.environ if env is None else env),
                       'graded_at': document['run']['date'], 'score': sum(t['score'] for t in tests),
                       'max-score': sum(t['max-score'] for t in tests), 'tests': tests}, indent=1, allow_nan=False) + '\n'
