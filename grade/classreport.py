"""What is written about a class: class.csv, tests.csv, class.json, and class.html, which needs no other file and no network.

All of it is the same bytes for the same verdicts. Whatever a student could have written is escaped, for HTML and for spreadsheets.
"""
import csv
import html
import io
import json
import os

from grade.building import write_atomically

_STYLE = '''body{font:15px/1.5 sans-serif;max-width:75em;margin:2em auto;padding:0 1em;color:#222;background:#fff}
table{border-collapse:collapse;margin:1em 0}td,th{padding:.15em .7em;text-align:left;border-bottom:1px solid #ddd;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.bad{background:#fde8e8;border-left:5px solid #b00;padding:.5em 1em}
.note{color:#666}svg rect{fill:#3b6ea5}svg text{font:12px sans-serif;fill:#333}code{white-space:pre-wrap}'''


def cell(value):
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    if isinstance(value, (int, float)) or value is None:
        return '' if value is None else value
    text = ''.join(c if c.isprintable() else '?' for c in str(value))
    return "'" + text if text.lstrip()[:1] in tuple('=+-@|%') and text.lstrip() else text


def _csv(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(header)
    writer.writerows([cell(v) for v in row] for row in rows)
    return out.getvalue()


def write(folder, about):
    """Writes all four files from the object that becomes class.json."""
    os.makedirs(folder, exist_ok=True)
    exercises = about['exercises']
    rows = [[s['name'], s['status'], s['score'], about['max_score'], *(s['exercises'].get(e) for e in exercises), s['message']]
            for s in about['submissions']]
    write_atomically(os.path.join(folder, 'class.csv'),
                     _csv(['submission', 'status', 'score', 'of', *(f'exercise {e}' for e in exercises), 'message'], rows))
    rows = [[s['name'], number, verdict, points] for s in about['submissions'] for number, verdict, points in s['tests']]
    write_atomically(os.path.join(folder, 'tests.csv'), _csv(['submission', 'test', 'verdict', 'points'], rows))
    write_atomically(os.path.join(folder, 'class.json'), json.dumps(about, indent=1) + '\n')
    write_atomically(os.path.join(folder, 'class.html'), page(about))


def _e(value):
    return html.escape(''.join(c if c.isprintable() else '?' for c in str(value)), quote=True)


def _table(header, rows, numbers=()):
    head = ''.join(f'<th{" class=n" if i in numbers else ""}>{_e(h)}</th>' for i, h in enumerate(header))
    body = ''.join('<tr>' + ''.join(f'<td{" class=n" if i in numbers else ""}>{_e("" if v is None else v)}</td>'
                                    for i, v in enumerate(row)) + '</tr>\n' for row in rows)
    return f'<table><tr>{head}</tr>\n{body}</table>\n'


def _page(title, body):
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{_e(title)}</title>'
            f'<style>{_STYLE}</style></head><body>\n<h1>{_e(title)}</h1>\n{body}</body></html>\n')


def _histogram(figures, best):
    if not figures:
        return '<p>Nobody has a score.</p>\n'
    most, bars = max(figures['bins']) or 1, ''
    for i, count in enumerate(figures['bins']):
        high = 150 * count / most
        bars += f'<rect x="{i * 50 + 5}" y="{170 - high:.1f}" width="40" height="{high:.1f}"/>'
        bars += f'<text x="{i * 50 + 25}" y="{165 - high:.1f}" text-anchor="middle">{count}</text>'
        bars += f'<text x="{i * 50 + 5}" y="186">{best * i / len(figures["bins"]):g}</text>'
    q = figures['quartiles']
    return (f'<svg width="520" height="195" role="img" aria-label="distribution of the scores">{bars}</svg>\n'
            f'<p>{figures["number"]} scores of {best:g}: mean {figures["mean"]:g}, quartiles {q[0]:g}, {q[1]:g}, {q[2]:g}, '
            f'from {figures["least"]:g} to {figures["most"]:g}.</p>\n')


def page(about):
    """class.html: our own errors first."""
    parts = []
    errors = [s for s in about['submissions'] if s['status'] == 'error']
    if errors:
        parts.append(f'<div class=bad><h2>Errors of the grader: {len(errors)}</h2><p>These are no scores. Grade again; nothing should be '
                     'published before.</p>' + _table(['submission', 'what happened'], [(s['name'], s['message']) for s in errors]) + '</div>\n')
    unreadable = [s for s in about['submissions'] if s['status'] == 'unreadable']
    if unreadable or about['odd']:
        parts.append('<h2>Could not be read</h2>' + _table(['submission', 'why'], [(s['name'], s['message']) for s in unreadable])
                     + ''.join(f'<p>{_e(o)}</p>\n' for o in about['odd']))
    parts.append('<h2>Distribution</h2>\n' + _histogram(about['distribution'], about['max_score']))
    parts.append('<h2>Submissions</h2>\n' + _table(
        ['submission', 'score', *about['exercises'], 'remarks'],
        [(s['name'], s['score'], *(s['exercises'].get(e) for e in about['exercises']), s['message'] or s['remarks']) for s in about['submissions']],
        range(1, 2 + len(about['exercises']))))
    parts.append('<h2>Tests</h2>\n<p class=note>Discrimination: correlation with the points of all other tests. Near 0 or below it a test '
                 'says little about who is good.</p>' + _table(
                     ['test', 'exercise', 'title', 'fail %', 'discrimination', 'verdicts', ''],
                     [(t['number'], t['exercise'], t['title'], f'{100 * t["failure_rate"]:.0f}', t['discrimination'],
                       ', '.join(f'{n} {v}' for v, n in t['verdicts'].items()), t['remark']) for t in about['tests']], (0, 3, 4)))
    parts.append('<h2>Equal failures</h2>\n' + (_table(
        ['number', 'exercise', 'tests', 'verdict', 'message', 'submissions'],
        [(len(c['names']), c['exercise'], ' '.join(map(str, c['tests'])), c['verdict'], c['message'], ', '.join(c['names']))
         for c in about['clusters']], (0,)) if about['clusters'] else '<p>None.</p>\n'))
    parts.append('<h2>Fewest cycles</h2>\n')
    for board in about['leaderboard']:
        parts.append(f'<h3>{board["number"]}: {_e(board["title"])}</h3>' + _table(
            ['', 'cycles', 'submission'], [(i + 1, f'{r["cycles"]:g}', r['name']) for i, r in enumerate(board['rows'])], (0, 1)))
    parts.append('<h2>Similarity</h2>\n<p class=note>Without the lines that were handed out. A reason to look, and no more.</p>\n')
    similar = about['similarity']
    parts.append(f'<p>{_e(similar["why_not"])}</p>\n' if similar['why_not'] else
                 _table(['one', 'the other', '%'], [(p['a'], p['b'], p['percent']) for p in similar['pairs']], (2,)))
    return _page(f'{about["lab"]}: {about["title"]}', ''.join(parts))


def write_changes(folder, rows, about, touched):
    """changes.csv, changes.json, changes.html: who changes by how much, before anything is published."""
    os.makedirs(folder, exist_ok=True)

    def told(row):
        return ', '.join(f'{t["number"]}: {t["old"]} -> {t["new"]}' for t in row['tests'])
    table = [(r['name'], r['old'], r['new'], r['by'], told(r)) for r in rows]
    header = ['submission', 'old', 'new', 'by', 'tests']
    write_atomically(os.path.join(folder, 'changes.csv'), _csv(header, table))
    write_atomically(os.path.join(folder, 'changes.json'), json.dumps({'touched': touched, 'changes': rows}, indent=1) + '\n')
    ups, downs = sum(r['by'] > 0 for r in rows), sum(r['by'] < 0 for r in rows)
    body = (f'<p>Tests that changed: {_e(", ".join(touched) or "none")}. {ups} submissions gain, {downs} lose, of {about["number"]}. '
            'Nothing is published yet.</p>' + _table(header, [(*r[:3], f'{r[3]:+g}', r[4]) for r in table], (1, 2, 3)))
    write_atomically(os.path.join(folder, 'changes.html'), _page(f'{about["lab"]}: what a new grading changes', body))
