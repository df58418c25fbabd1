"""Gradescope's results.json.

Hidden tests are shown after publication (then with their verdict, never with what they look at); until then Gradescope shows
no total, since a total tells what was hidden. All text is declared as text: its default for some fields is HTML.
"""
import json

from grade.formats import common


def _test(document, test):
    return {'name': common.name(test), 'name_format': 'text', 'number': str(test['number']),
            'score': test['points'], 'max_score': test['max_points'],
            'status': 'passed' if test['verdict'] == 'pass' else 'failed',
            'output': common.feedback(document, test), 'output_format': 'text',
            'visibility': 'after_published' if common.is_hidden(test) else 'visible',
            'tags': [test['exercise'], test['verdict']]}


def _leaderboard(document):
    """Cycles of those tests that were right, the fewest first."""
    rows = [{'name': 'points', 'value': document['score'], 'order': 'desc'}]
    rows += [{'name': f'cycles of {common.clean(t["cycles"]["window"])}', 'value': t['cycles']['mode'], 'order': 'asc'}
             for t in document['tests'] if t['cycles'] and not common.is_hidden(t)]
    return rows


def text(document, folder=''):
    common.ready(document)
    remarks = [f'{common.clean(document["title"])}', *common.remarks(document)]
    extra = {'schema': document['schema'], 'versions': document['versions'],
             'run': {key: document['run'][key] for key in ('number', 'date', 'seed')}}
    return json.dumps({'score': document['score'], 'output': common.cut('\n'.join(remarks)), 'output_format': 'text',
                       'test_output_format': 'text', 'test_name_format': 'text', 'visibility': 'visible',
                       'stdout_visibility': 'hidden', 'tests': [_test(document, t) for t in document['tests']],
                       'leaderboard': _leaderboard(document), 'extra_data': extra}, indent=1, allow_nan=False) + '\n'
