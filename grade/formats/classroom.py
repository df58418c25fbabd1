"""What GitHub Classroom's reporter reads, for those who kept its actions after the service was shut.

One line `tNUMBER=BASE64` for each test, to be appended to $GITHUB_OUTPUT; the reporter's step then has in its environment
`TNUMBER_RESULTS: ${{ steps.grade.outputs.tNUMBER }}`, and `runners: tNUMBER,...`. One runner for each test, because the
reporter's table shares a runner's points evenly among its tests.
"""
import base64
import json

from grade.formats import common

_ERRORS = ('timeout', 'panic', 'deadlock', 'build-error')


def _result(document, test):
    status = 'pass' if test['verdict'] == 'pass' else 'error' if test['verdict'] in _ERRORS else 'fail'
    return {'version': 1, 'status': status, 'max_score': test['max_points'],
            'tests': [{'name': common.name(test), 'status': status, 'score': test['points'],
                       'message': common.feedback(document, test, 2000), 'test_code': common.again(document, test),
                       'filename': '', 'line_no': 0, 'duration': 0}]}


def text(document, folder=''):
    common.ready(document)
    packed = [(t['number'], json.dumps(_result(document, t), allow_nan=False).encode()) for t in document['tests']]
    return ''.join(f't{number}={base64.b64encode(data).decode()}\n' for number, data in packed)
