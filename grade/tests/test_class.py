"""What a class is told: figures, files that people open, and processes that fail without harm to others."""
import csv
import io
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import types
import unittest
from unittest import mock

from grade import classreport, classsimilar, classstats, classstore, classwork
from grade.building import write_atomically
from grade.judge import Verdict


def document(*points, verdicts=None, message='m'):
    tests = [{'number': 100 + i, 'id': f't{i}', 'exercise': '1.1', 'title': f'T{i}', 'points': p, 'cause': '', 'message': message, 'cycles': None,
              'verdict': (verdicts or {}).get(i, 'pass' if p else 'fail')} for i, p in enumerate(points)]
    return {'score': sum(points), 'tests': tests, 'exercises': [{'id': '1.1', 'points': sum(points)}]}


class Figures(unittest.TestCase):
    def test_distribution(self):
        got = classstats.distribution([0, 5, 10, 10], 10)
        self.assertEqual((got['bins'], got['quartiles'], got['mean']), ([1, 0, 0, 0, 0, 1, 0, 0, 0, 2], [3.75, 7.5, 10], 6.25))
        self.assertIsNone(classstats.distribution([], 10))
        self.assertEqual(classstats.distribution([3], 10)['quartiles'], [3, 3, 3])

    def test_a_test_that_the_good_pass_discriminates_and_one_that_they_fail_does_so_below_zero(self):
        rows = classstats.tests([document(2, 5, 0), document(2, 5, 0), document(0, 0, 1), document(0, 0, 1)])
        self.assertEqual([r['discrimination'] > 0 for r in rows], [True, True, False])
        self.assertEqual([r['failure_rate'] for r in rows], [0.5, 0.5, 0.5])
        self.assertEqual([r['remark'] for r in classstats.tests([document(1, 0)])], ['nobody fails it', 'nobody passes it'])
        self.assertIsNone(classstats.tests([document(1, 0), document(1, 1)])[0]['discrimination'])

    def test_equal_failures_are_put_together_and_what_was_not_attempted_is_none(self):
        units = [('a', document(0, 1)), ('b', document(0, 1)), ('c', document(0, 0)), ('d', document(0, 1, message='another')),
                 ('e', document(0, 0, verdicts={0: 'not-attempted', 1: 'not-attempted'})),
                 ('f', document(0, 0, verdicts={0: 'not-attempted', 1: 'not-attempted'}))]
        self.assertEqual([c['names'] for c in classstats.clusters(units)], [['a', 'b']])

    def test_the_fewest_cycles_lead_and_count_only_with_a_pass(self):
        def cycles(mode, verdict='pass'):
            made = document(1, verdicts={0: verdict})
            made['tests'][0]['cycles'] = {'mode': mode}
            return made
        board = classstats.leaders([('slow', cycles(90)), ('fast', cycles(20)), ('wrong', cycles(1, 'partial'))])
        self.assertEqual([r['name'] for r in board[0]['rows']], ['fast', 'slow'])

    def test_changes_name_who_and_by_how_much(self):
        rows = classstats.changes({'a': document(1, 1), 'b': document(1, 1), 'c': None}, {'a': document(1, 0), 'b': document(1, 1), 'c': document(1, 1)})
        self.assertEqual([(r['name'], r['by']) for r in rows], [('c', 2), ('a', -1)])
        self.assertEqual(rows[1]['tests'], [{'number': 101, 'old': 'pass 1', 'new': 'fail 0'}])


class Files(unittest.TestCase):
    def test_no_formula_and_no_markup_of_a_student_gets_through(self):
        name = '=HYPERLINK("x")<script>alert(1)</script>\x1b[2J'
        about = {'schema': 'l486-class/1', 'lab': 'lab1-x', 'title': 'T', 'number': 1, 'max_score': 2, 'exercises': ['1.1'], 'odd': [name],
                 'distribution': classstats.distribution([1], 2), 'tests': classstats.tests([document(1, 0, message=name)]),
                 'submissions': [{'name': name, 'status': status, 'message': name, 'score': 1, 'exercises': {'1.1': 1}, 'remarks': name,
                                  'tests': [[100, 'pass', 1]]} for status in ('error', 'graded', 'unreadable')],
                 'clusters': classstats.clusters([(name, document(0, message=name)), (name, document(0, message=name))]),
                 'leaderboard': [{'number': 1, 'title': name, 'rows': [{'cycles': 1, 'name': name}]}],
                 'similarity': {'pairs': [{'a': name, 'b': name, 'percent': 99}], 'why_not': ''}}
        with tempfile.TemporaryDirectory() as folder:
            classreport.write(folder, about)
            classreport.write_changes(folder, [{'name': name, 'old': 1, 'new': None, 'by': -1, 'tests': []}], about, [name])
            for file in sorted(os.listdir(folder)):
                with open(os.path.join(folder, file), encoding='utf-8') as f:
                    text = f.read()
                self.assertNotIn('\x1b', text, file)
                if file.endswith('.html'):
                    self.assertNotIn('<script', text, file)
                    self.assertNotIn('http', text.replace('HYPERLINK', ''), file)
                elif file.endswith('.csv'):
                    for row in csv.reader(io.StringIO(text)):
                        self.assertFalse([c for c in row if c[:1] in tuple('=+@')], file)
                else:
                    json.loads(text)
            with open(os.path.join(folder, 'class.html'), encoding='utf-8') as f:
                page = f.read()
        self.assertLess(page.index('Errors of the grader'), page.index('Distribution'))

    def test_cells(self):
        self.assertEqual([classreport.cell(v) for v in (None, -3, '-3', ' =x', 'a=b', 'a\nb')], ['', -3, "'-3", "' =x", 'a=b', 'a?b'])

    def test_odd_names_of_submissions(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ('alice', 'bob.git', '-rf', 'new\nline', '.hidden', os.fsdecode(b'\xff\xfe')):
                os.mkdir(os.path.join(folder, name))
            for name in ('alice.zip', 'carol.tar.gz', 'list.txt'):
                write_atomically(os.path.join(folder, name), '')
            os.symlink('/', os.path.join(folder, 'link'))
            units, odd = classwork.find(folder, '/out')
            self.assertEqual([u.name for u in units], ['-rf', 'alice', 'alice.zip', 'bob.git', 'carol', 'new\\nline', '\\udcff\\udcfe'])
            self.assertEqual(len({u.folder for u in units}), len(units))
            self.assertTrue(all(os.path.dirname(u.folder) == '/out' and u.folder.isascii() for u in units))
            self.assertEqual(len(odd), 2)


class Kept(unittest.TestCase):
    def test_verdicts_are_kept_but_for_our_own_errors(self):
        with tempfile.TemporaryDirectory() as folder:
            store = classstore.Store(folder)
            for verdict, kept in (('pass', True), ('error', False)):
                write_atomically(os.path.join(folder, 'x.serial'), 'said')
                store.put(f'ab{verdict}', Verdict(verdict, message='m'), 'hash', 1.5, folder, 'x')
                os.remove(os.path.join(folder, 'x.serial'))
                self.assertEqual(store.get(f'ab{verdict}', folder, 'x'), (Verdict(verdict, message='m'), 'hash', 1.5) if kept else None)
                self.assertEqual(os.path.exists(os.path.join(folder, 'x.serial')), kept)
                if kept:
                    os.remove(os.path.join(folder, 'x.serial'))
            write_atomically(os.path.join(folder, 'ab', 'abpass.json'), '{"verdict": {')
            self.assertIsNone(store.get('abpass'))

    def test_a_sweep_takes_only_what_is_half_done(self):
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(os.path.join(folder, 'build-x/src'))
            os.makedirs(os.path.join(folder, 'base-1/file.1.2'))
            for name in ('a.json', 'a.json.123.456'):
                write_atomically(os.path.join(folder, name), '')
            classstore.sweep(folder)
            self.assertEqual(sorted(os.listdir(folder)), ['a.json', 'base-1'])

    def test_similarity_leaves_out_what_was_handed_out(self):
        self.assertEqual(classsimilar.own_lines('given  line\nmine\n\tgiven line', 'given line\nother'), ['mine'])

    def test_similarity_says_when_sim_c_is_not_there(self):
        with mock.patch('shutil.which', return_value=None):
            rows, why = classsimilar.pairs([], None)
        self.assertIsNone(rows)
        self.assertIn('sim_c is not installed', why)

    @unittest.skipUnless(shutil.which('sim_c'), 'sim_c is not installed')
    def test_similarity_finds_a_renamed_copy_and_no_other(self):
        given = ''.join(f'int given{i}(int a) {{ return a * {i} + (a >> {i}); }}\n' for i in range(30))
        work = 'int f(int a, int b)\n{\n for (int i = 0; i < a; i++) {\n  if (b & i) b = b * 3 + i;\n  else a -= b ^ i;\n }\n while (a > b) a /= 2;\n return a;\n}\n'
        other = 'struct s { char *p; };\nvoid g(struct s *q)\n{\n switch (*q->p) {\n case 1: q->p = 0; break;\n default: q->p++, g(q);\n }\n}\n'
        with tempfile.TemporaryDirectory() as folder:
            write_atomically(os.path.join(folder, 'x.c'), given)
            lab = types.SimpleNamespace(folder=folder, files=['x.c'])
            renamed = work.replace('a', 'apple').replace('int b', 'int pear').replace('b ', 'pear ')
            rows, why = classsimilar.pairs([('one', {'x.c': given + work}), ('two', {'x.c': given + renamed}), ('three', {'x.c': given + other}),
                                            ('none', {'x.c': given})], lab)
        self.assertEqual(why, '')
        self.assertEqual([(r['a'], r['b']) for r in rows], [('one', 'two')])


class _Troubled:
    """A work whose units do what their names say."""

    def grade(self, unit):
        os.makedirs(unit.folder, exist_ok=True)
        if unit.name == 'killed':
            os.kill(os.getpid(), signal.SIGKILL)
        if unit.name == 'raises':
            raise MemoryError('no room')
        if unit.name == 'exits':
            os._exit(7)
        if unit.name == 'leaves':
            subprocess.Popen(['sleep', '4860'], start_new_session=False)
        if unit.name == 'second-time' and unit.tries < 2:
            raise OSError('once')
        classwork.Work._note(unit, 'key', 'graded', '', 1, {})


class Processes(unittest.TestCase):
    def test_the_trouble_of_one_is_nobody_elses(self):
        with tempfile.TemporaryDirectory() as folder:
            names = ['first', 'killed', 'raises', 'exits', 'leaves', 'second-time', 'last']
            units = [classwork.Unit(n, '', os.path.join(folder, n)) for n in names]
            done = []
            classwork.Pool(_Troubled(), 3, lambda unit, seconds: done.append(unit.name)).run(units)
            self.assertEqual(sorted(done), sorted(names))
            notes = {u.name: classwork.unit_of(u.folder) for u in units}
            self.assertEqual({n for n, note in notes.items() if note['status'] == 'error'}, {'killed', 'raises', 'exits'})
            self.assertEqual({u.name: u.tries for u in units if u.tries > 1}, {'killed': 3, 'raises': 3, 'exits': 3, 'second-time': 2})
            self.assertIn('signal 9', notes['killed']['message'])
            self.assertIn('MemoryError: no room', notes['raises']['message'])
            self.assertIn('status 7', notes['exits']['message'])
            self.assertTrue(_soon(lambda: not _running(b'sleep\x004860')), 'a process was left behind')


def _running(words):
    found = []
    for pid in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open(f'/proc/{pid}/cmdline', 'rb') as f:
                if words in f.read():
                    found.append(pid)
        except OSError:
            pass
    return found


def _soon(true):
    for _ in range(300):
        if true():
            return True
        time.sleep(0.1)
    return False


if __name__ == '__main__':
    unittest.main()
