"""What all formats share: whether there is a score to hand on, text that harms nobody, and what a student may see."""
import re

from grade import schema

HIDDEN = 'a hidden test'
LIMIT = 8000  # characters of one text; both ends of a longer one are kept
_ANSI = re.compile(r'\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|[@-Z\\-_])')
_HARMFUL = re.compile('[^\t\n -~\xa0-\u200d\u2010-\u2027\u2030-\u2065\u2070-\ud7ff\ue000-\ufefe\uff00-\uffef\U00010000-\U0010ffff]')


class NoScore(Exception):
    """There is nothing that a service could put into a gradebook."""


class NotHere(Exception):
    """The format needs something that is not there (who handed in, say)."""


def ready(document):
    """Raises NoScore unless this is a complete result without an error of our own: better no grade than a wrong one."""
    wrong = schema.check(document)
    if wrong:
        raise NoScore(f'this is no result: {"; ".join(wrong[:3])}')
    if not document['complete']:
        raise NoScore('the grading did not come to its end')
    errors = [str(t['number']) for t in document['tests'] if t['verdict'] == 'error']
    if errors:
        raise NoScore(f'the grader itself failed in test {", ".join(errors)}: this is no score, grade again')


def clean(text):
    """Text without escape sequences, control characters, halves of characters, and marks that turn the writing direction."""
    return _HARMFUL.sub('?', _ANSI.sub('', str(text).replace('\r\n', '\n')))


def cut(text, limit=LIMIT):
    """The text, or its beginning and end with a remark between, `limit` characters at most."""
    if len(text) <= limit:
        return text
    remark = f'\n... {len(text) - limit} characters and a few are left out here ...\n'
    half = max(0, limit - len(remark)) // 2
    return text[:half] + remark + text[len(text) - half:]


def points(value):
    return f'{value:g}'


def again(document, test):
    """The command for a student's own tree, without the folders of this machine."""
    return f'make grade LAB={document["lab"]} ONLY={test["number"]} SEED={test["seed"]}'


def is_hidden(test):
    return test['visibility'] != 'public'


def name(test):
    """What a student sees a test called."""
    return f'{HIDDEN} ({test["number"]})' if is_hidden(test) else clean(test['title'])


def feedback(document, test, limit=LIMIT):
    """What a student may read about a test, as lines. Of a hidden test that is its verdict and nothing that it looked at."""
    if is_hidden(test):
        return 'passed' if test['verdict'] == 'pass' else f'{test["verdict"]}: what hidden tests look at is not shown'
    lines = [f'{test["verdict"]}: {test["message"]}' if test['message'] else test['verdict']]
    if test['cycles']:
        bar = test['cycles']
        lines.append(f'cycles: {points(bar["mode"])}, all points up to {points(bar["full"])}')
    if test['verdict'] != 'pass':
        evidence = test['evidence']
        lines.append(f'what should be: {test["expectation"]}')
        lines += [f'{key}: {evidence[key]}' for key in ('expected', 'seen') if evidence.get(key)]
        if evidence.get('context'):
            word = 'the compiler' if test['verdict'] == 'build-error' else 'before that'
            lines += [f'{word}:', *(f'  | {line}' for line in cut(evidence['context'], limit // 2).split('\n'))]
        lines += [f'hint: {test["hint"]}'] if test['hint'] else []
        lines.append(f'again: {again(document, test)}')
    return cut(clean('\n'.join(lines)), limit)


def total(document):
    return f'{points(document["score"])} of {points(document["max_score"])} points'


def remarks(document):
    """What to say of the submission as a whole."""
    handed = document['submission']
    lines = [f'{path} was not handed in: graded as it was given out' for path in handed['missing']]
    lines += [f'refused: {why}' for why in handed['refused'].values()]
    lines += [f'not used: {", ".join(handed["ignored"])}'] if handed['ignored'] else []
    return [clean(line).replace('\n', ' ') for line in lines]


def hidden_sum(tests):
    """(points, maximum) of the hidden ones among the tests, or None."""
    hidden = [t for t in tests if is_hidden(t)]
    return (round(sum(t['points'] for t in hidden), 2), round(sum(t['max_points'] for t in hidden), 2)) if hidden else None
