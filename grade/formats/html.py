"""One page for people: the table, cycles beside what others published, what was printed. Needs no script and nothing from outside.

`html` is for who teaches and shows everything; `html-student` leaves out what hidden tests look at. Everything that
was not written by us is escaped, and the page forbids itself (Content-Security-Policy) to load or run anything.
"""
import html
import json
import os

from grade.formats import common
from grade.formats.page import HEAD, SHOWN
from grade.formats.published import PUBLISHED

_LOG = 20000    # characters of a serial log
_WIDTH = 480    # of the drawn bars
_CAUSES = {'base': 'the instructions themselves', 'entry': 'entering the kernel', 'exit': 'leaving it', 'tlb': 'TLB misses',
           'cache': 'cache misses', 'write_buffer': 'waiting for the write buffer', 'address_rules': 'addresses needed at once',
           'io': 'input and output'}


def _esc(value):
    return html.escape(common.clean(value), quote=True)


def _read(folder, test, kind, limit):
    """The beginning and the end of what the run left behind; '' if it left nothing. Links are not followed."""
    name = test['artifacts'].get(kind)
    if not name or not folder:
        return ''
    try:
        with os.fdopen(os.open(os.path.join(folder, name), os.O_RDONLY | os.O_NOFOLLOW), 'rb') as f:
            return f.read(limit).decode('utf-8', 'replace')
    except OSError:
        return ''


def _causes(folder, test):
    """[(what, cycles)] of the window whose cycles are judged, from the timing model's report; the largest first."""
    try:
        windows = json.loads(_read(folder, test, 'model', 4 << 20))['windows']
        causes = windows[test['cycles']['window']]['pass']['causes'].items()
        found = [(_CAUSES.get(name, name), int(cycles)) for name, cycles in causes if int(cycles) > 0]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []
    return sorted(found, key=lambda pair: -pair[1])


def _bar(label, value, largest, kind):
    width = max(2, round(value / largest * _WIDTH)) if largest > 0 else 2
    return (f'<tr><th scope="row">{_esc(label)}</th><td class="n">{value:g}</td>'
            f'<td><svg width="{_WIDTH}" height="12" role="img" aria-label="{value:g} cycles"><rect class="{kind}" width="{width}" '
            f'height="12"/></svg></td></tr>')


def _cycles(document, test, folder):
    """Bars for one test: measured, the two ends of the bar, and what others published."""
    bar = test['cycles']
    rows = [('measured here', bar['mode'], 'mine'), ('all points up to', bar['full'], 'limit'), ('none for speed from', bar['none'], 'limit')]
    rows += [(f'published: {whose}', cycles, 'other') for cycles, whose in PUBLISHED.get(bar['window'], [])]
    largest = max(value for _, value, _ in rows)
    parts = [f'<h3>{test["number"]} {_esc(test["title"])}</h3><table class="bars">', *(_bar(label, value, largest, kind) for label, value, kind in rows)]
    if bar['window'] not in PUBLISHED:
        parts.append('<tr><td colspan="3">No published figure for this that we could check.</td></tr>')
    parts.append('</table>')
    causes = _causes(folder, test)
    if causes:
        parts += ['<h4>Where the cycles went</h4><table class="bars">', *(_bar(what, n, bar['mode'], 'mine') for what, n in causes), '</table>']
    return ''.join(parts)


def _row(test):
    cycles = f'{test["cycles"]["mode"]:g} of {test["cycles"]["full"]:g}' if test['cycles'] else ''
    hidden = ' <small>hidden</small>' if common.is_hidden(test) else ''
    return (f'<tr><td><a href="#t{test["number"]}">{test["number"]}</a></td><td>{_esc(test["exercise"])}</td>'
            f'<td>{_esc(test["title"])}{hidden}</td><td class="v {_esc(test["verdict"])}">{_esc(SHOWN.get(test["verdict"], test["verdict"]))}</td>'
            f'<td class="n">{test["points"]:g}</td><td class="n">{test["max_points"]:g}</td><td class="n">{cycles}</td></tr>')


def _detail(document, test, folder, again):
    """What there is to say about one test, folded when it passed."""
    evidence, parts = test['evidence'], []
    rows = [('message', test['message']), ('what should be', test['expectation']), ('first wrong line', evidence.get('line', '')),
            ('expected', evidence.get('expected', '')), ('seen', evidence.get('seen', '')),
            ('hint', test['hint']), ('built as', test['mode']), ('kernel', test['kernel_sha256']), ('again', again(document, test))]
    parts += [f'<dt>{word}</dt><dd>{_esc(common.cut(str(value)))}</dd>' for word, value in rows if value != '']
    context = f'<pre>{_esc(common.cut(evidence["context"]))}</pre>' if evidence.get('context') else ''
    log = _read(folder, test, 'serial', 300 << 10)
    log = f'<details><summary>all that was printed</summary><pre>{_esc(common.cut(log, _LOG))}</pre></details>' if log else ''
    state = '' if test['verdict'] == 'pass' else ' open'
    return (f'<details class="test" id="t{test["number"]}"{state}><summary><b>{test["number"]}</b> {_esc(test["title"])}: '
            f'{_esc(SHOWN.get(test["verdict"], test["verdict"]))}, {test["points"]:g} of {test["max_points"]:g}</summary>'
            f'<dl>{"".join(parts)}</dl>{context}{log}</details>')


def _exercises(document, tests):
    for ex in document['exercises']:
        yield f'<tr><td>{_esc(ex["id"])}</td><td>{_esc(ex["title"])}</td><td class="n">{ex["points"]:g}</td><td class="n">{ex["max_points"]:g}</td></tr>'


def _notes(document):
    """Remarks on the submission, and in bold what makes this no score."""
    notes = [f'<li>{_esc(line)}</li>' for line in common.remarks(document)]
    errors = [t['number'] for t in document['tests'] if t['verdict'] == 'error']
    if errors:
        notes.append(f'<li><b>The grader itself failed in {len(errors)} tests: {", ".join(map(str, errors))}. This is no score.</b></li>')
    if not document['complete']:
        notes.append('<li><b>The grading has not come to its end. This is no score.</b></li>')
    return f'<ul>{"".join(notes)}</ul>' if notes else ''


def _page(document, folder, tests, after, run, again):
    measured = [t for t in tests if t['cycles']]
    title = f'{document["lab"]}: {document["title"]}'
    versions = {**document['versions'], **{f'run: {k}': v for k, v in run.items()}}
    parts = [HEAD.format(title=_esc(title)), f'<h1>{_esc(document["title"])}</h1><p class="score">{_esc(document["lab"])}: '
             f'<b>{document["score"]:g}</b> of {document["max_score"]:g} points</p>', _notes(document),
             '<h2>Exercises</h2><table><thead><tr><th>exercise</th><th></th><th>points</th><th>of</th></tr></thead>',
             *_exercises(document, tests), '</table>',
             '<h2>Tests</h2><table><thead><tr><th>test</th><th>exercise</th><th>title</th><th>verdict</th><th>points</th><th>of</th>'
             '<th>cycles</th></tr></thead>', *(_row(t) for t in tests), after, '</table>']
    if measured:
        parts += ['<h2>Cycles</h2>', *(_cycles(document, t, folder) for t in measured)]
    parts += ['<h2>One by one</h2>', *(_detail(document, t, folder, again) for t in tests), '<h2>Made with</h2><dl>',
              *(f'<dt>{_esc(k)}</dt><dd>{_esc(v)}</dd>' for k, v in versions.items()), '</dl></body></html>\n']
    return '\n'.join(part for part in parts if part)


def text(document, folder=''):
    return _page(document, folder, document['tests'], '', document['run'], lambda _, test: test['replay'])


def student(document, folder=''):
    hidden = common.hidden_sum(document['tests'])
    after = (f'<tr><td colspan="4">hidden tests together</td><td class="n">{hidden[0]:g}</td><td class="n">{hidden[1]:g}</td><td></td></tr>'
             if hidden else '')
    run = {key: document['run'][key] for key in ('date', 'seed')}  # the command names folders that are no student's business
    return _page(document, folder, [t for t in document['tests'] if not common.is_hidden(t)], after, run, common.again)
