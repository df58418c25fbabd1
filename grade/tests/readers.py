"""Readers of the formats, written from their specifications: each returns what the service would take from a text, or fails.

They share no code with the writers, and are as strict as the specification is (Gradescope docs/specs.md, Autolab docs/lab.md and
assessment_autograde_core, PrairieLearn docs/externalGrading.md, Classroom's reporter, classroom50/result/v1).
"""
import base64
import html.parser
import json
import math
import re

_VISIBILITY = ('hidden', 'after_due_date', 'after_published', 'visible')
_FORMATS = ('text', 'html', 'simple_format', 'md', 'ansi')


class Refused(Exception):
    """The service would not take it."""


def need(condition, why):
    if not condition:
        raise Refused(why)


def _constant(name):
    raise Refused(f'{name} is no JSON')


def _json(text):
    need(len(text.encode('utf-8')) < 1 << 20, 'larger than a megabyte')
    return json.loads(text, parse_constant=_constant)


def _number(value, low=0, high=math.inf):
    need(isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high, f'{value!r} is no number of {low} to {high}')
    return value


def _texts(value):
    """Every string must be one that a page can show."""
    if isinstance(value, str):
        need(not re.search('[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]', value), f'{value!r:.80} has characters that harm')
    elif isinstance(value, dict):
        for key, inner in value.items():
            _texts(key)
            _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            _texts(inner)


def gradescope(text):
    """(score, tests that a student sees before publication, all tests)."""
    d = _json(text)
    _texts(d)
    need(set(d) <= {'score', 'execution_time', 'output', 'extra_data', 'output_format', 'test_output_format', 'test_name_format',
                    'visibility', 'stdout_visibility', 'tests', 'leaderboard'}, 'a field that is not in the specification')
    need('score' in d or all('score' in t for t in d['tests']), 'neither a score nor one in each test')
    need(d.get('output_format') == 'text', 'output would be taken for HTML')
    for key in ('visibility', 'stdout_visibility'):
        need(d.get(key, 'visible') in _VISIBILITY, key)
    for t in d['tests']:
        need(_number(t['score']) <= _number(t['max_score']), 'more than all points')
        need(t['status'] in ('passed', 'failed') and t['visibility'] in _VISIBILITY, 'status or visibility')
        need(t.get('output_format', 'text') in _FORMATS and t.get('name_format', 'text') in _FORMATS, 'format')
        need(all(isinstance(tag, str) for tag in t['tags']) and isinstance(t['number'], str), 'tags or number')
    for row in d.get('leaderboard', []):
        need(row.get('order', 'desc') in ('asc', 'desc') and isinstance(row['name'], str), 'leaderboard')
        _number(row['value'])
    score = d['score'] if 'score' in d else sum(t['score'] for t in d['tests'])
    return _number(score), [t for t in d['tests'] if t['visibility'] == 'visible'], d['tests']


def autolab(text, problems):
    """(scores, feedback, table). The last line that is not empty counts, as the service's own regular expression leaves it."""
    _texts(text)
    lines = text.rstrip('\n').split('\n')
    last = json.loads(re.sub(r'([a-zA-Z0-9]+):', r'"\1":', lines[-1]), parse_constant=_constant)
    for problem, score in last['scores'].items():
        need(problem in problems, f'no problem is called {problem}')
        _number(score)
    need(isinstance(last.get('scoreboard', []), list), 'scoreboard')
    need(not any(line.lstrip().startswith('{') for line in lines[:-2]), 'an earlier line looks like scores')
    table = json.loads(re.sub(r'([a-zA-Z0-9]+):', r'"\1":', lines[-2]))
    need(table['_presentation'] == 'semantic', 'the line before is no table')
    for stage in table['stages']:
        need(all(isinstance(entry['passed'], bool) for entry in table[stage].values()), f'stage {stage}')
    return last['scores'], '\n'.join(lines[:-2]), table


def prairielearn(text):
    """The share of the score, or None for a submission that is not counted; and the document."""
    d = _json(text)
    _texts(d)
    if d.get('gradable', True) is False:
        need('score' not in d and d.get('format_errors'), 'not gradable, but it does not say why')
        return None, d
    _number(d['score'], 0, 1)
    given = [('points' in t, 'max_points' in t) for t in d.get('tests', [])]
    need(not given or set(given) in ({(True, True)}, {(False, False)}), 'points on some tests only')
    for t in d['tests']:
        need(isinstance(t['name'], str) and _number(t['points']) <= _number(t['max_points']), 'a test')
    return d['score'], d


def classroom(text):
    """({runner: (points that are stored, points that the table shows, maximum)}, all messages)."""
    found, messages = {}, []
    for line in text.splitlines():
        name, _, packed = line.partition('=')
        need(re.fullmatch('[A-Za-z_][A-Za-z0-9_-]*', name), f'{name!r} is no name of an output')
        d = _json(base64.b64decode(packed, validate=True).decode('utf-8'))
        _texts(d)
        need(d['version'] == 1 and d['status'] in ('pass', 'fail', 'error'), 'version or status')
        for t in d['tests']:
            need(t['status'] in ('pass', 'fail', 'error') and _number(t['score']) <= d['max_score'], 'a test')
            messages.append(t['message'])
        passes = sum(t['status'] == 'pass' for t in d['tests'])
        found[name] = (sum(t['score'] for t in d['tests']), passes / len(d['tests']) * d['max_score'], d['max_score'])
    return found, '\n'.join(messages)


def classroom50(text, classroom, assignment, owner):
    """The document, if the collector would enter it for this repository."""
    d = _json(text)
    _texts(d)
    strings = {'schema', 'classroom', 'assignment', 'assignment_type', 'owner', 'submission', 'commit', 'release', 'review', 'datetime'}
    need(set(d) - {'graded_at', 'submitted_by'} == strings | {'score', 'max-score', 'tests'}, 'fields are missing or too many')
    need(all(isinstance(d[key], str) and d[key] for key in strings), 'an empty field')
    need(d['schema'] == 'classroom50/result/v1', 'schema')
    need((d['classroom'], d['assignment'], d['owner']) == (classroom, assignment, owner), 'somebody else\'s result')
    need(d['assignment_type'] in ('individual', 'group') and d['submission'].startswith('submit/'), 'type or submission')
    for key in ('datetime', 'graded_at'):
        need(re.fullmatch(r'\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ', d.get(key, d['datetime'])), key)
    for part in [d, *d['tests']]:
        for key in ('score', 'max-score'):
            need(type(part[key]) is int and part[key] >= 0, f'{key} is no whole number')
        need(part['score'] <= part['max-score'], 'more than all points')
    need(all(isinstance(t['passed'], bool) and t['test-name'] for t in d['tests']), 'a test')
    return d


class _Page(html.parser.HTMLParser):
    """Refuses what runs, what loads, and what is not closed."""

    EMPTY, OPTIONAL = ('meta', 'rect'), ()

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.text, self.ids, self.links = [], [], set(), set()

    def handle_starttag(self, tag, attributes):
        need(tag in {'html', 'head', 'meta', 'title', 'style', 'body', 'h1', 'h2', 'h3', 'h4', 'p', 'b', 'small', 'ul', 'li', 'table', 'thead',
                     'tr', 'th', 'td', 'a', 'svg', 'rect', 'details', 'summary', 'dl', 'dt', 'dd', 'pre'}, f'the element {tag}')
        for name, value in attributes:
            need(not name.startswith('on') and name not in ('src', 'srcset', 'action', 'style', 'background'), f'the attribute {name}')
            if name == 'href':
                need(value.startswith('#'), f'a link to {value}')
                self.links.add(value[1:])
            if name == 'id':
                need(value not in self.ids, f'two elements are called {value}')
                self.ids.add(value)
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.EMPTY:
            self.open.pop()

    def handle_endtag(self, tag):
        need(self.open and self.open.pop() == tag, f'</{tag}> closes nothing')

    def handle_data(self, data):
        if self.open and self.open[-1] == 'style':
            need(not re.search(r'url\(|@import|expression', data), 'the style loads something')
        else:
            self.text.append(data)


def page(text):
    """The text that a browser shows."""
    _texts(text)
    need(text.startswith('<!DOCTYPE html>') and 'default-src \'none\'' in text, 'no doctype or no policy')
    for word in ('prefers-color-scheme: dark', '@media print'):
        need(word in text, f'nothing for {word}')
    reader = _Page()
    reader.feed(text)
    reader.close()
    need(not reader.open, f'{reader.open} is not closed')
    need(reader.links <= reader.ids, f'links to nowhere: {reader.links - reader.ids}')
    return '\n'.join(reader.text)
