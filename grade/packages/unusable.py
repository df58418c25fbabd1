"""What a service is told when there is nothing to grade: an archive that is damaged, none of the lab's files.

It is no fault of ours, so it is an answer: no points and why, or where the service knows that, no attempt.
"""
import json
import os
import time

from grade.formats import classroom50, common


def _gradescope(lab, why):
    return {'score': 0, 'output': why, 'output_format': 'text', 'test_output_format': 'text', 'visibility': 'visible',
            'stdout_visibility': 'hidden', 'tests': [{'name': 'The submission can be read', 'name_format': 'text', 'number': '0',
                                                      'score': 0, 'max_score': lab.points, 'status': 'failed', 'output': why,
                                                      'output_format': 'text', 'visibility': 'visible', 'tags': []}]}


def _prairielearn(lab, why):
    return {'gradable': False, 'message': 'this is not counted as an attempt', 'format_errors': [why]}


def _classroom50(lab, why):
    most = round(lab.points * 100)
    return {'schema': 'classroom50/result/v1', **classroom50.identity(os.environ),
            'graded_at': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()), 'score': 0, 'max-score': most,
            'tests': [{'test-name': 'The submission can be read', 'passed': False, 'score': 0, 'max-score': most, 'output': why}]}


def text(service, lab, why):
    """The document, for the reason `why`."""
    why = common.cut(common.clean(why))
    if service == 'autolab':
        table = {'_presentation': 'semantic', 'stages': ['0'], '0': {'The submission can be read': {'passed': False}}}
        scores = {'scores': {ex.id: 0 for ex in lab.exercises}, 'scoreboard': [0]}
        quoted = '\n'.join(f'    | {line}' for line in why.split('\n'))
        return f'# there is nothing to grade\n{quoted}\n\n{json.dumps(table)}\n{json.dumps(scores)}\n'
    make = {'gradescope': _gradescope, 'prairielearn': _prairielearn, 'classroom50': _classroom50}[service]
    return json.dumps(make(lab, why), indent=1) + '\n'
