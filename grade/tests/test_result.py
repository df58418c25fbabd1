"""The result file and what is made from it."""
import json
import os
import tempfile
import types
import unittest
import xml.etree.ElementTree as xml

from grade import formats, result
from grade.judge import Verdict
from labs.testhead import Test


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
        collected.add(a_test(2), Verdict('fail', cause='x', message='wrong', evidence={'seen': f'\x01{seed}'}), 'k', 'make')
        collected.add(a_test(1), Verdict('partial', 1.25, message='slow'), 'k', 'make')
        return collected.finish()

    def test_it_is_written_as_it_goes_and_says_when_it_is_complete(self):
        collected = self.new()
        collected.add(a_test(2), Verdict('pass', 2.0), 'k', 'make')
        self.assertEqual((self.document()['complete'], self.document()['score'], len(self.document()['tests'])), (False, 2, 1))
        collected.add(a_test(1), Verdict('fail'), 'k', 'make')
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
