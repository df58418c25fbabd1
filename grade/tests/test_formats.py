"""What services read: each format is read back by a reader of its own (readers.py), with all that went wrong for others."""
import json
import os
import tempfile
import unittest
from xml.etree import ElementTree

from grade import formats
from grade.formats import autolab, classroom, classroom50, common, gradescope, html, junit, prairielearn, tap
from grade.tests import documents, readers
from grade.tests.documents import a_result, a_test

ENV = {'CLASSROOM': 'os-26', 'ASSIGNMENT': 'boot', 'SUBMISSION_TAG': 'submit/2026-11-20T14-32-05Z-a1b2c3d', 'OWNER': 'alice',
       'COMMIT_URL': 'https://example.org/c', 'RELEASE_URL': 'https://example.org/r'}
SERVICES = {'gradescope': gradescope.text, 'autolab': autolab.text, 'prairielearn': prairielearn.text, 'classroom': classroom.text,
            'classroom50': lambda d: classroom50.text(d, env=ENV)}
STUDENTS = {**SERVICES, 'page': html.student}
SECRETS = ('The secret is tested', 'Another secret', 'secret answer', 'a hidden hint', '/srv/hand-in')


def unpacked(name, text):
    """What a student can read of it."""
    return readers.classroom(text)[1] if name == 'classroom' else text


class Everywhere(unittest.TestCase):
    def test_no_score_is_handed_on_that_is_none(self):
        error = documents.mixed()
        error['tests'][1]['verdict'] = 'error'
        incomplete = {**documents.mixed(), 'complete': False}
        nan, negative = documents.mixed(), documents.mixed()
        nan['tests'][0]['points'] = float('nan')
        negative['tests'][0]['points'] = -1
        for name, text in SERVICES.items():
            for document, says in ((error, 'test 112'), (incomplete, 'its end'), (nan, 'is no number'), (negative, 'less than 0')):
                with self.assertRaisesRegex(common.NoScore, says, msg=name):
                    text(document)

    def test_hidden_tests_stay_hidden(self):
        for name, text in STUDENTS.items():
            shown = unpacked(name, text(documents.mixed()))
            for secret in SECRETS:
                self.assertNotIn(secret, shown, name)

    def test_output_is_cut_and_harmless(self):
        for name, text in {**STUDENTS, 'page of who teaches': html.text, 'junit': junit.text, 'tap': tap.text}.items():
            made = text(documents.evil())
            self.assertNotIn('\x1b', made, name)
            made.encode('utf-8')
            if name not in ('junit', 'tap'):
                self.assertLess(len(made), 200_000, name)

    def test_both_ends_of_long_text_are_kept(self):
        short = common.cut('begin' + 'x' * 50000 + 'end', 1000)
        self.assertTrue(short.startswith('begin') and short.endswith('end') and len(short) <= 1000 and 'left out' in short)

    def test_cleaning_keeps_what_is_harmless(self):
        self.assertEqual(common.clean('grün\t✓ 日本\n'), 'grün\t✓ 日本\n')
        self.assertEqual(common.clean('\x1b[1;31mred\x1b[m \x1b]0;t\x07a\x00b\ud800'), 'red a?b?')
        self.assertEqual(common.clean('\x1b'), '?')


class Services(unittest.TestCase):
    def test_gradescope(self):
        for document in (documents.mixed(), documents.evil()):
            score, visible, tests = readers.gradescope(gradescope.text(document))
            self.assertEqual((score, len(visible), len(tests)), (8.25, 5, 7))
            self.assertAlmostEqual(sum(t['score'] for t in tests), score)
            self.assertEqual([t['status'] for t in tests].count('passed'), 3)
            self.assertEqual({t['visibility'] for t in tests if t['number'] in ('113', '123')}, {'after_published'})

    def test_autolab(self):
        for document in (documents.mixed(), documents.evil()):
            scores, feedback, table = readers.autolab(autolab.text(document), ('1.1', '1.2'))
            self.assertEqual(scores, {'1.1': 4, '1.2': 4.25})
            self.assertIn('hidden tests: 0 of 2', feedback)
            self.assertEqual([len(table[stage]) for stage in table['stages']], [2, 3])

    def test_autolab_reads_no_colon_wrongly(self):
        document = documents.mixed()
        document['tests'][1]['hint'] = 'look at word: it is {"a": 1}'
        readers.autolab(autolab.text(document), ('1.1', '1.2'))
        with self.assertRaises(ValueError):  # this is what happens to a colon that stays
            readers.autolab('{"_presentation": "semantic", "stages": []}\n{"scores": {"a word: x": 1}}', ('a word: x',))

    def test_prairielearn(self):
        for document in (documents.mixed(), documents.evil()):
            share, read = readers.prairielearn(prairielearn.text(document))
            self.assertAlmostEqual(share, 8.25 / 14.5)
            self.assertEqual(read['tests'][-1], {'name': 'hidden tests', 'points': 2, 'max_points': 4})

    def test_prairielearn_counts_no_attempt_that_does_not_build(self):
        tests = [a_test(n, '1.1', 'build-error', evidence={'context': 'a.c:1: error'}) for n in (111, 112)]
        share, read = readers.prairielearn(prairielearn.text(a_result(tests)))
        self.assertIsNone(share)
        self.assertIn('a.c:1: error', read['format_errors'][0])
        self.assertEqual(readers.prairielearn(prairielearn.text(a_result([*tests, a_test(113, '1.1')])))[0], 2 / 6)

    def test_prairielearn_stays_below_a_megabyte(self):
        tests = [a_test(n, '1.1', 'fail', evidence={'context': 'y\u65e5' * 9000}) for n in range(100, 500)]
        made = prairielearn.text(a_result(tests))
        self.assertLess(len(made.encode()), 1 << 20)
        self.assertEqual(len(readers.prairielearn(made)[1]['tests']), 400)

    def test_a_maximum_of_nothing_is_a_score(self):
        document = a_result([a_test(111, '1.1', most=0)])
        self.assertEqual(readers.prairielearn(prairielearn.text(document))[0], 0)
        self.assertEqual(readers.gradescope(gradescope.text(document))[0], 0)

    def test_classroom_stores_and_shows_the_same_for_whole_points(self):
        for document in (documents.mixed(), documents.evil()):
            found, _ = readers.classroom(classroom.text(document))
            self.assertEqual(sum(stored for stored, _, _ in found.values()), 8.25)
            self.assertEqual([name for name, (stored, shown, _) in found.items() if stored != shown], ['t121'])

    def test_classroom50(self):
        for document in (documents.mixed(), documents.evil()):
            read = readers.classroom50(SERVICES['classroom50'](document), 'os-26', 'boot', 'alice')
            self.assertEqual((read['score'], read['max-score'], read['datetime']), (825, 1450, '2026-11-20T14:32:05Z'))

    def test_classroom50_takes_nobody_else(self):
        with self.assertRaises(readers.Refused):
            readers.classroom50(SERVICES['classroom50'](documents.mixed()), 'os-26', 'boot', 'mallory')
        for change in ({'OWNER': ''}, {'SUBMISSION_TAG': 'v1'}, {'SUBMISSION_TAG': 'submit/2026-11-20T44-32-05Z-a'}, {'ASSIGNMENT_TYPE': 'pair'}):
            with self.assertRaises(common.NotHere):
                classroom50.text(documents.mixed(), env={**ENV, **change})


class Pages(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        os.mkdir(os.path.join(self.folder.name, 'logs'))

    def leave(self, name, data):
        with open(os.path.join(self.folder.name, 'logs', name), 'wb') as f:
            f.write(data)
        return f'logs/{name}'

    def test_pages_are_whole_and_escape_everything(self):
        for document in (documents.mixed(), documents.evil()):
            for text in (html.text, html.student):
                shown = readers.page(text(document, self.folder.name))
                self.assertIn('8.25', shown)
        self.assertIn('<script>alert(1)</script>', readers.page(html.text(documents.evil())))

    def test_who_teaches_sees_the_hidden_tests(self):
        shown = readers.page(html.text(documents.mixed()))
        self.assertIn('Another secret', shown)
        self.assertIn('secret answer', shown)

    def test_logs_are_folded_in_cut_and_mended(self):
        document = documents.mixed()
        document['tests'][4]['artifacts'] = {'serial': self.leave('t122.serial', b'first\n\xff\xfe\x1b[2J</pre><b>' + b'z' * 90000 + b'last')}
        shown = readers.page(html.text(document, self.folder.name))
        for part in ('all that was printed', 'first\n', '</pre><b>', 'left out here', 'last'):
            self.assertIn(part, shown)
        self.assertLess(len(shown), 40000)

    def test_a_log_that_is_a_link_is_not_followed(self):
        document = documents.mixed()
        os.symlink('/etc/passwd', os.path.join(self.folder.name, 'logs', 't122.serial'))
        document['tests'][4]['artifacts'] = {'serial': 'logs/t122.serial'}
        self.assertNotIn('root:', readers.page(html.text(document, self.folder.name)))

    def test_cycles_stand_beside_what_was_published_and_say_where_they_went(self):
        document = documents.mixed()
        report = {'windows': {'null': {'pass': {'causes': {'entry': 71, 'exit': 36, 'tlb': 0, 'base': 43}}}}}
        document['tests'][3]['artifacts'] = {'model': self.leave('t121.model.json', json.dumps(report).encode())}
        shown = readers.page(html.text(document, self.folder.name))
        for part in ('measured here', '150', 'INT and IRET alone', '107', 'Where the cycles went', 'entering the kernel', '71'):
            self.assertIn(part, shown)
        self.assertNotIn('TLB misses', shown)
        self.leave('t121.model.json', b'{"windows": {"null": {"pass": [1')
        self.assertNotIn('Where the cycles went', readers.page(html.text(document, self.folder.name)))

    def test_a_page_says_when_it_is_no_score(self):
        document = documents.mixed()
        document['tests'][1]['verdict'] = 'error'
        self.assertIn('This is no score', readers.page(html.text({**document, 'complete': False})))


class Writing(unittest.TestCase):
    def test_all_are_written_and_none_of_an_earlier_run_stays(self):
        with tempfile.TemporaryDirectory() as out:
            failed = formats.write(documents.mixed(), out, formats.ALL)
            self.assertEqual(list(failed), ['classroom50'])
            self.assertEqual(sorted(os.listdir(out)), sorted(f for n, (f, _) in formats.FORMATS.items() if n != 'classroom50'))
            failed = formats.write({**documents.mixed(), 'complete': False}, out, 'gradescope,html')
            self.assertEqual(list(failed), ['gradescope'])
            self.assertNotIn('gradescope.json', os.listdir(out))

    def test_an_unknown_format_is_named(self):
        with self.assertRaisesRegex(KeyError, 'moodle'):
            formats.named('tap,moodle')


class Old(unittest.TestCase):
    def test_junit_and_tap_survive_hostile_text(self):
        suites = ElementTree.fromstring(junit.text(documents.evil())).findall('testsuite')
        self.assertEqual([(s.get('tests'), s.get('failures')) for s in suites], [('3', '1'), ('4', '3')])
        self.assertEqual(sum(line.startswith(('ok ', 'not ok ')) for line in tap.text(documents.evil()).split('\n')), 7)


if __name__ == '__main__':
    unittest.main()
