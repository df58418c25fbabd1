"""PrairieLearn's results.json. Its score is a share of 1.

A submission of which nothing builds is "not gradable": it costs the student no attempt. Hidden tests are one line
together, since PrairieLearn can't hide a test. The file may have a megabyte and stays far below it.
"""
import json

from grade.formats import common

MOST_BYTES = 900_000


def _tests(document, limit):
    entries = [{'name': f'{t["number"]} {common.clean(t["title"])}', 'points': t['points'], 'max_points': t['max_points'],
                'message': common.cut(common.clean(t['message']), 300), 'output': common.feedback(document, t, limit)}
               for t in document['tests'] if not common.is_hidden(t)]
    hidden = common.hidden_sum(document['tests'])
    if hidden:
        entries.append({'name': 'hidden tests', 'points': hidden[0], 'max_points': hidden[1]})
    return entries


def _document(document, limit):
    remarks = '\n'.join(common.remarks(document))
    unbuilt = [t for t in document['tests'] if t['verdict'] == 'build-error']
    if unbuilt and len(unbuilt) == len(document['tests']):
        first = unbuilt[0]
        said = common.cut(common.clean(f'{first["message"]}\n{first["evidence"].get("context", "")}'), limit)
        return {'gradable': False, 'message': 'nothing of it builds: this is not counted as an attempt',
                'format_errors': [said], 'output': common.cut(remarks, limit)}
    share = document['score'] / document['max_score'] if document['max_score'] else 0.0
    return {'gradable': True, 'score': min(1.0, share), 'message': common.total(document),
            'output': common.cut(remarks, limit), 'tests': _tests(document, limit)}


def text(document, folder=''):
    common.ready(document)
    limit = common.LIMIT
    while True:
        out = json.dumps(_document(document, limit), indent=1, allow_nan=False) + '\n'
        if len(out) <= MOST_BYTES or limit < 100:
            return out
        limit //= 2
