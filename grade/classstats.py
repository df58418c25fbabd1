"""Figures about a class: distribution, how hard and how telling each test is, equal failures, the fewest cycles."""
import statistics

PASSED = ('pass',)
_UNTOLD = ('pass', 'not-attempted', 'skip', 'error')


def distribution(scores, best, bins=10):
    """Quartiles, mean, and a count for each tenth of the points; None for an empty class."""
    if not scores:
        return None
    counts = [0] * bins
    for score in scores:
        counts[min(bins - 1, int(bins * score / best)) if best else 0] += 1
    quarters = statistics.quantiles(scores, n=4, method='inclusive') if len(scores) > 1 else [scores[0]] * 3
    return {'number': len(scores), 'mean': round(statistics.fmean(scores), 2), 'quartiles': [round(q, 2) for q in quarters],
            'least': min(scores), 'most': max(scores), 'bins': counts}


def discrimination(points, totals):
    """Correlation of a test's points with the points of all other tests, or None where either is the same for everybody."""
    rest = [total - own for own, total in zip(points, totals)]
    if len(points) < 2 or len(set(points)) < 2 or len(set(rest)) < 2:
        return None
    return round(statistics.correlation(points, rest), 2) + 0.0


def tests(documents):
    """One row for each test, in the order of the lab."""
    rows = []
    totals = [d['score'] for d in documents]
    for i, test in enumerate(documents[0]['tests'] if documents else []):
        mine = [d['tests'][i] for d in documents]
        failed = sum(t['verdict'] not in PASSED for t in mine)
        verdicts = {}
        for t in mine:
            verdicts[t['verdict']] = verdicts.get(t['verdict'], 0) + 1
        rows.append({'number': test['number'], 'id': test['id'], 'exercise': test['exercise'], 'title': test['title'],
                     'failure_rate': round(failed / len(mine), 3),
                     'discrimination': discrimination([t['points'] for t in mine], totals), 'verdicts': dict(sorted(verdicts.items())),
                     'remark': 'nobody fails it' if not failed else 'nobody passes it' if failed == len(mine) else ''})
    return rows


def clusters(units):
    """Submissions whose exercise failed in the same way: the same tests with the same verdicts, causes and messages."""
    found = {}
    for name, document in units:
        for exercise in document['exercises']:
            how = tuple((t['number'], t['verdict'], t['cause'], t['message']) for t in document['tests']
                        if t['exercise'] == exercise['id'] and t['verdict'] not in _UNTOLD)
            if how:
                found.setdefault((exercise['id'], how), []).append(name)
    rows = [{'exercise': exercise, 'names': names, 'tests': [h[0] for h in how], 'verdict': how[0][1], 'message': how[0][3]}
            for (exercise, how), names in found.items() if len(names) > 1]
    return sorted(rows, key=lambda r: (-len(r['names']), r['exercise'], r['tests'], r['message']))


def leaders(units, most=10):
    """For each test that counts cycles: who needs the fewest among those that pass it."""
    boards = {}
    for name, document in units:
        for test in document['tests']:
            if test['cycles'] and test['verdict'] in PASSED and test['cycles'].get('mode') is not None:
                boards.setdefault((test['number'], test['title']), []).append((test['cycles']['mode'], name))
    return [{'number': number, 'title': title, 'rows': [{'cycles': c, 'name': n} for c, n in sorted(rows)[:most]]}
            for (number, title), rows in sorted(boards.items())]


def changes(old, new):
    """Who changes by how much: rows for each name that is in either of two {name: document or None}."""
    rows = []
    for name in sorted(set(old) | set(new)):
        before, after = old.get(name), new.get(name)
        was = {t['id']: t for t in before['tests']} if before else {}
        now = {t['id']: t for t in after['tests']} if after else {}
        touched = []
        for id in sorted(set(was) | set(now), key=lambda i: (now.get(i) or was[i])['number']):
            a, b = was.get(id), now.get(id)
            if (a and (a['verdict'], a['points'])) != (b and (b['verdict'], b['points'])):
                touched.append({'number': (b or a)['number'], 'old': f'{a["verdict"]} {a["points"]}' if a else 'none',
                                'new': f'{b["verdict"]} {b["points"]}' if b else 'none'})
        score = (before['score'] if before else None, after['score'] if after else None)
        if touched or score[0] != score[1]:
            rows.append({'name': name, 'old': score[0], 'new': score[1], 'by': round((score[1] or 0) - (score[0] or 0), 2), 'tests': touched})
    return sorted(rows, key=lambda r: (-abs(r['by']), r['name']))
