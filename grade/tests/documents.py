"""A result for the tests of schema and formats: a good one that has a bit of everything, and the ways to make it nasty."""
import copy

HASH = 'ab' * 32
EVIL = ('\x1b[31mred\x1b[0m \x1b]0;title\x07 <script>alert(1)</script> "quoted" word: {"scores": {"1.1": 99}}\x00\x07 \udc80 \u202eback\r\n'
        '{"scores": {"1.1": 99}}\n::set-output name=t111::99\n' + 'flood ' * 40000)


def a_test(number, exercise, verdict='pass', points=None, most=2, **more):
    test = {'id': f't{number}', 'number': number, 'title': f'Test {number} holds', 'exercise': exercise, 'verdict': verdict, 'cause': '',
            'points': (most if verdict == 'pass' else 0) if points is None else points, 'max_points': most, 'visibility': 'public',
            'message': '' if verdict == 'pass' else f'it was {verdict}', 'expectation': 'what it should do', 'hint': '', 'cycles': None,
            'evidence': {}, 'mode': 'debug', 'kernel_sha256': HASH, 'seed': '0x00000486',
            'replay': f'make grade LAB=lab1-x ONLY={number} FROM=/srv/hand-in SEED=0x00000486', 'artifacts': {}}
    return {**test, **more}


def a_result(tests, lab='lab1-x'):
    def total(key, part):
        return round(sum(t[key] for t in part), 2)
    exercises = sorted({t['exercise'] for t in tests})
    parts = {ex: [t for t in tests if t['exercise'] == ex] for ex in exercises}
    return copy.deepcopy({
        'schema': 'l486-grade/1', 'lab': lab, 'title': 'A lab', 'complete': True,
        'score': total('points', tests), 'max_score': total('max_points', tests),
        'submission': {'files': {'kernel/a.c': HASH}, 'missing': ['kernel/b.c'], 'refused': {}, 'ignored': ['a\\x1bb']},
        'exercises': [{'id': ex, 'title': f'part {ex}', 'points': total('points', parts[ex]), 'max_points': total('max_points', parts[ex])}
                      for ex in exercises],
        'tests': tests,
        'versions': {key: 'x' for key in ('grader', 'tree_sha256', 'qemu', 'compiler', 'icount', 'preset', 'sandbox', 'host')},
        'run': {'number': 1, 'date': '2026-11-21T04:00:00Z', 'seed': '0x00000486', 'command': 'make grade LAB=lab1-x FROM=/srv/hand-in'}})


def mixed():
    """8.25 of 14 points in two exercises, a hidden test in each."""
    bar = {'window': 'null', 'mode': 150, 'full': 130, 'none': 300}
    return a_result([
        a_test(111, '1.1'),
        a_test(112, '1.1', 'fail', hint='look again', evidence={'line': 3, 'expected': 'eax 1', 'seen': 'eax 2', 'context': 'ebx 7'}),
        a_test(113, '1.1', visibility='hidden', title='The secret is tested'),
        a_test(121, '1.2', 'partial', 1.75, cycles=bar, mode='release', message='right, but slow'),
        a_test(122, '1.2', 'panic', message='the kernel panicked', evidence={'seen': 'PANIC: no', 'context': 'last words'}),
        a_test(123, '1.2', 'fail', visibility='hidden', title='Another secret', hint='a hidden hint', evidence={'expected': 'secret answer'}),
        a_test(124, '1.2', 'pass', most=2.5),
    ])


def evil():
    """The same where every text that a student's kernel or file names can reach is hostile, 240 KB each."""
    document = mixed()
    for test in document['tests']:
        if test['verdict'] != 'pass':
            test['message'] = EVIL[:400]
            test['evidence'] = {key: EVIL for key in ('expected', 'seen', 'context')}
    document['submission']['refused'] = {'kernel/c.c': EVIL[:300]}
    document['submission']['ignored'] = [EVIL[:300]]
    return document
