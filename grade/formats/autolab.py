"""Autolab: feedback for the student, a line for its table of tests, and on the last line the scores.

Problems are called as the exercises are (1.1, 1.2, ...). Autolab rewrites `word:` on the last line before it reads
it as JSON, also inside strings, so no string there has a colon. Feedback stands behind a bar, whatever a kernel printed: only
the last line can be taken for scores.
"""
import json

from grade.formats import common


def _line(value):
    """JSON on one line, plain ASCII, with no colon inside a string."""
    def tame(part):
        if isinstance(part, str):
            return common.clean(part).replace('\n', ' ').replace(':', ' -')
        if isinstance(part, dict):
            return {tame(k): tame(v) for k, v in part.items()}
        return [tame(v) for v in part] if isinstance(part, list) else part
    return json.dumps(tame(value), allow_nan=False)


def _feedback(document):
    yield from (f'# {line}' for line in [document['title'], *common.remarks(document)])
    for ex in document['exercises']:
        tests = [t for t in document['tests'] if t['exercise'] == ex['id']]
        yield f'# {ex["id"]} {common.clean(ex["title"])}: {common.points(ex["points"])} of {common.points(ex["max_points"])}'
        for test in (t for t in tests if not common.is_hidden(t)):
            yield f'  {test["number"]} {common.clean(test["title"])}: {common.points(test["points"])} of {common.points(test["max_points"])}'
            yield from (f'    | {line}' for line in common.feedback(document, test, 2000).split('\n'))
        hidden = common.hidden_sum(tests)
        if hidden:
            yield f'  hidden tests: {common.points(hidden[0])} of {common.points(hidden[1])}'


def _semantic(document):
    stages = [ex['id'] for ex in document['exercises']]
    table = {'_presentation': 'semantic', 'stages': stages, **{stage: {} for stage in stages}}
    for test in document['tests']:
        if not common.is_hidden(test):
            passed = test['verdict'] == 'pass'
            entry = {'passed': passed} | ({'hint': test['hint']} if test['hint'] and not passed else {})
            table[test['exercise']][f'{test["number"]} {test["title"]}'] = entry
    return table


def text(document, folder=''):
    common.ready(document)
    scores = {ex['id']: ex['points'] for ex in document['exercises']}
    return '\n'.join([*_feedback(document), '', _line(_semantic(document)),
                      _line({'scores': scores, 'scoreboard': [document['score']]}), ''])
