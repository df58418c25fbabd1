"""TAP, the Test Anything Protocol. Version 13: what it says is also version 14, but common readers refuse that number."""
import json


def _escape(title):
    return title.replace('\\', '\\\\').replace('#', '\\#')


def _yaml(test):
    """A block of YAML; JSON strings are YAML strings."""
    fields = {'verdict': test['verdict'], 'exercise': test['exercise'], 'points': test['points'],
              'max_points': test['max_points'], 'message': test['message'], 'hint': test['hint']}
    lines = [f'  {key}: {json.dumps(value)}' for key, value in fields.items() if value != '']
    return ['  ---', *lines, '  ...']


def text(document, folder=''):
    lines = ['TAP version 13', f'1..{len(document["tests"])}']
    for number, test in enumerate(document['tests'], 1):
        word = 'ok' if test['verdict'] in ('pass', 'skip') else 'not ok'
        skip = f' # SKIP {_escape(test["message"])}' if test['verdict'] == 'skip' else ''
        lines.append(f'{word} {number} - {_escape(test["title"])}{skip}')
        lines += _yaml(test)
    return '\n'.join(lines) + '\n'
