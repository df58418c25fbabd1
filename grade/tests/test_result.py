"""The result file and what is made from it."""
import json
import os
import tempfile
import types
import unittest
import xml.etree.ElementTree as xml

from grade import formats, result, schema
from grade.judge import Verdict
from labs.testhead import Test

HASH = 'ab' * 32


def a_test(number):
    return Test(number, f'labs/x/tests/t{number}.c', f'title {number} & <more> #1', '1.1', 2.0, 'why', 'seed', {'': 'look again'})


class Results(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, 'result.json')
        exercise = types.SimpleNamespace(id='1.1', title='a thing')
        self.lab = types.SimpleNamespace(name='lab1-x', title='A lab', exercises=[exercise])
        self.taken = types.SimpleNamespace(files={'kernel/a.c': b'x'}, missing=[], refused={}, ignored=[])

    def tearDown(self):
        self.folder.cleanup()

    def new(self, seed=1):
        return result.Result(self.path, self.lab, self.taken, seed, 'make grade', 'abc', [a_test(1), a_test(2)])

    def document(self):
        with open(self.path, encoding='utf-8') as f:
            return json.load(f)

    def graded(self, seed=1):
        collected = self.new(seed)
        collected.add(a_test(2), Verdict('fail', cause='x', message='wrong', evidence={'seen': f'\x01{seed}'}), HASH, 'make grade')
        collected.add(a_test(1), Verdict('partial', 1.25, message='slow'), HASH, 'make grade')
        return collected.finish()

    def test_it_is_written_as_it_goes_and_says_when_it_is_complete(self):
        collected = self.new()
        collected.add(a_test(2), Verdict('pass', 2.0), HASH, 'make grade')
        self.assertEqual((self.document()['complete'], self.document()['score'], len(self.document()['tests'])), (False, 2, 1))
        collected.add(a_test(1), Verdict('fail'), HASH, 'make grade')
        collected.finish()
        self.assertTrue(self.document()['complete'])
        self.assertEqual([t['number'] for t in self.document()['tests']], [1, 2])
        self.assertEqual(os.listdir(self.folder.name), ['result.json'])

    def test_runs_are_numbered_and_differ_in_nothing_else(self):
        first, second = self.graded(1), self.graded(2)
        self.assertEqual((first['run']['number'], second['run']['number']), (1, 2))
        self.assertNotEqual(first, second)
        self.assertEqual(result.compared(first), result.compared(second))

    def test_a_damaged_file_of_an_earlier_run_is_replaced(self):
        with open(self.path, 'w', encoding='utf-8') as f:
            f.write('{"run": ')
        self.assertEqual(self.graded()['run']['number'], 1)

    def test_what_is_written_fits_the_schema_at_every_moment(self):
        collected = self.new()
        for verdict in (Verdict('pass', 2.0), Verdict('error', message='x' * 5000)):
            collected.add(a_test(1), verdict, HASH, 'make grade')
            self.assertEqual(schema.check(self.document()), [])
        collected.add(a_test(2), Verdict('fail', evidence={'line': 3, 'expected': 'a', 'seen': 'b', 'context': 'c'}), '', 'make grade')
        self.assertEqual(schema.check(collected.finish()), [])
        self.assertEqual(schema.check(self.document()), [])

    def test_points_that_no_test_gives_are_our_own_fault(self):
        for points in (float('nan'), float('inf'), -1.0, 2.5):
            collected = self.new()
            collected.add(a_test(1), Verdict('pass', points), HASH, 'make grade')
            self.assertEqual((self.document()['tests'][0]['verdict'], self.document()['score']), ('error', 0))

    def test_replay_names_the_seed_and_logs_are_found(self):
        os.mkdir(os.path.join(self.folder.name, 'logs'))
        with open(os.path.join(self.folder.name, 'logs', 't1.serial'), 'w', encoding='utf-8'):
            pass
        tests = self.graded(0x486)['tests']
        self.assertEqual(tests[0]['replay'], 'make grade SEED=0x00000486')
        self.assertEqual([t['artifacts'] for t in tests], [{'serial': 'logs/t1.serial'}, {}])

    def test_points_are_hundredths(self):
        self.assertEqual(result.rounded(2.0), 2)
        self.assertEqual(result.rounded(0.1 + 0.2), 0.3)

    def test_junit_counts_failures_and_survives_control_characters(self):
        suite = xml.fromstring(formats.FORMATS['junit'][1](self.graded())).find('testsuite')
        self.assertEqual((suite.get('tests'), suite.get('failures'), suite.get('errors')), ('2', '2', '0'))
        self.assertEqual(suite.findall('testcase')[0].get('name'), 'title 1 & <more> #1')
        self.assertIn('points: 0 of 2', suite.findall('testcase')[1].find('failure').text)

    def test_tap_escapes_its_signs(self):
        lines = formats.FORMATS['tap'][1](self.graded()).split('\n')
        self.assertEqual(lines[:3], ['TAP version 13', '1..2', 'not ok 1 - title 1 & <more> \\#1'])


if __name__ == '__main__':
    unittest.main()
