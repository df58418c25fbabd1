"""Heads of tests, metadata of labs, files of a tree: what is read and what is refused."""
import os
import tempfile
import unittest

from grade import answers
from labs import labinfo, markers, master, testhead, variants

HEAD = '''/*
 * @test 7
 * title: A program prints
 *   what it should
 * exercise: 1.1
 * points: 4
 * why: because.
 * seed: the word
 * hint: look again
 * hint panic: look at the panic
 * window: call a b 3
 * window: other c d 0
 * cycles: call 100 200 2
 * answers:
 *     for i in range(2):
 *         say("word", mix(seed, i))
 */
int main(void);
'''

TOML = '''title = "A lab"
floor = 0
[[exercise]]
id = "1.1"
title = "a thing"
points = 4
difficulty = 1
hours = 1
files = ["kernel/a.c"]
tests = [7]
hints = ["a", "b", "c"]
question = "why?"
paper = "none"
'''
MARKED = '//@ex 1.1 a thing\nint x;\n//@stub\n//: TODO("1.1");\n//@end\n'


class Tree(unittest.TestCase):
    """Each test gets a folder with one lab in it."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = self.folder.name
        self.put('labs/lab1-x/lab1.toml', TOML)
        self.put('labs/lab1-x/tests/words.c', HEAD)
        self.put('kernel/a.c', MARKED)
        self.put('user/b.c', '')

    def tearDown(self):
        self.folder.cleanup()

    def put(self, path, text):
        path = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text)

    def lab(self):
        return labinfo.read('lab1-x', self.root)


class Heads(Tree):
    def read(self, text):
        self.put('t.c', text)
        return testhead.read(os.path.join(self.root, 't.c'))

    def refused(self, text, words):
        with self.assertRaisesRegex(testhead.HeadError, words):
            self.read(text)

    def test_everything_that_a_head_states_is_read(self):
        test = self.read(HEAD)
        self.assertEqual((test.number, test.exercise, test.points, test.id), (7, '1.1', 4.0, 't'))
        self.assertEqual(test.title, 'A program prints what it should')
        self.assertEqual([(w.name, w.start, w.end, w.count) for w in test.windows],
                         [('call', 'a', 'b', 3), ('other', 'c', 'd', 0)])
        self.assertEqual((test.bar.window, test.bar.full, test.bar.none, test.bar.points), ('call', 100, 200, 2))
        self.assertEqual(test.answers, 'for i in range(2):\n    say("word", mix(seed, i))')

    def test_a_hint_is_chosen_by_what_was_seen(self):
        test = self.read(HEAD)
        self.assertEqual(test.hint('panic'), 'look at the panic')
        self.assertEqual(test.hint('timeout'), 'look again')

    def test_what_is_missing_or_unknown_is_refused(self):
        self.refused('int main(void);\n', 'begins with its head')
        self.refused(HEAD.replace('@test 7', '@test'), '@test NUMBER')
        self.refused(HEAD.replace(' * seed: the word\n', ''), 'no "seed:"')
        self.refused(HEAD.replace('seed:', 'sead:'), 'no "seed:"|means nothing')
        self.refused(HEAD.replace('points: 4', 'points: four'), 'cannot be read')
        self.refused(HEAD.replace('title: A', 'title: A:'), 'no colon')
        self.refused(HEAD.replace('cycles: call', 'cycles: fall'), 'names a window')
        self.refused(HEAD.replace('100 200 2', '200 100 2'), 'full < none')
        self.refused(HEAD.replace('for i in', 'for i of'), 'no Python')
        self.refused(HEAD.replace(' * seed', ' * hint: again\n * seed'), 'twice')
        self.refused(HEAD.replace(' * seed', ' * dialogue: none.exp\n * seed'), 'is not there')


class Metadata(Tree):
    def refused(self, words):
        with self.assertRaisesRegex((labinfo.LabError, markers.MarkerError), words):
            labinfo.agree(self.lab(), master.Master(self.root))

    def test_a_lab_that_fits_together_is_read(self):
        lab = self.lab()
        labinfo.agree(lab, master.Master(self.root))
        self.assertEqual((lab.files, lab.points), (['kernel/a.c'], 4))
        self.assertEqual(master.Master(self.root).skeleton(1), {'kernel/a.c': 'TODO("1.1");\n'})
        self.assertEqual(master.Master(self.root).solution(1), {'kernel/a.c': 'int x;\n'})

    def test_hidden_tests_are_graded_where_they_are_and_not_missed_where_they_are_not(self):
        self.put('labs/lab1-x/hidden/deep.c', HEAD.replace('@test 7', '@test 8').replace('points: 4', 'points: 2')
                 .replace('100 200 2', '100 200 1'))
        self.refused('lists the hidden tests \\[\\]')
        self.put('labs/lab1-x/lab1.toml', TOML.replace('points = 4', 'points = 6') + 'hidden = [8]\n')
        lab = self.lab()
        self.assertEqual((lab.points, [(t.number, t.hidden) for t in lab.tests]), (6, [(7, False), (8, True)]))
        os.remove(os.path.join(self.root, 'labs/lab1-x/hidden/deep.c'))
        self.refused('lists the hidden tests')
        os.rmdir(os.path.join(self.root, 'labs/lab1-x/hidden'))  # a release
        lab = self.lab()
        labinfo.agree(lab, master.Master(self.root))
        self.assertEqual((lab.points, len(lab.tests), lab.exercises[0].hidden), (4, 1, []))

    def test_the_command_line_of_a_test_is_drawn_with_its_seed(self):
        self.put('labs/lab1-x/tests/words.c', HEAD.replace(' * seed', ' * boot: kmem={100 + mix(seed, 1) % 8}K\n * memory: 8\n * seed'))
        test = self.lab().tests[0]
        self.assertEqual((test.memory, answers.command_line(test, 5)), (8, f'seed=0x00000005 kmem={100 + answers.mix(5, 1) % 8}K'))

    def test_boot_modules_are_drawn_with_the_seed(self):
        self.put('labs/lab1-x/tests/words.c', HEAD.replace(' * seed', ' * modules: 5 {1 + mix(seed, 0) % 2}\n * seed'))
        first, second = answers.boot_modules(self.lab().tests[0], 7)
        self.assertEqual(first, answers.mix(7, 1000).to_bytes(4, 'little') + answers.mix(7, 1001).to_bytes(4, 'little')[:1])
        self.assertEqual(second, answers.mix(7, 2000).to_bytes(4, 'little')[:1 + answers.mix(7, 0) % 2])

    def test_a_lab_knows_the_programs_that_its_tests_boot(self):
        self.assertEqual(self.lab().programs, [])
        self.put('labs/lab1-x/tests/words.c', HEAD.replace(' * seed', ' * programs: names fs\n * seed'))
        self.assertEqual((self.lab().tests[0].programs, self.lab().programs), (['names', 'fs'], ['fs', 'names']))
        self.put('labs/lab1-x/tests/words.c', HEAD.replace(' * seed', ' * programs: ../names\n * seed'))
        with self.assertRaises(testhead.HeadError):
            self.lab()

    def test_a_variant_is_whole_files_or_changes(self):
        self.put('labs/lab1-x/variants/long/kernel/a.c', 'long x;\n')
        self.put('labs/lab1-x/variants/short.toml', 'title = "short"\n[[change]]\nfile = "kernel/a.c"\nold = "int"\nnew = "short"\n')
        self.put('labs/lab1-x/variants/too-much/kernel/b.c', '')
        solution = master.Master(self.root).solution(1)
        found = variants.read(self.lab())
        self.assertEqual([v.apply(solution)['kernel/a.c'] for v in found], ['long x;\n', 'short x;\n', 'int x;\n'])
        self.assertEqual([v.foreign(solution) for v in found], [[], [], ['kernel/b.c']])

    def test_an_unknown_lab_is_answered_with_those_that_there_are(self):
        with self.assertRaisesRegex(labinfo.LabError, 'lab1-x'):
            labinfo.read('lab9-none', self.root)

    def test_disagreements_are_found(self):
        for old, new, words in (('tests = [7]', 'tests = [8]', 'lists the tests'),
                                ('points = 4', 'points = 5', 'its tests 4'),
                                ('"a", "b", "c"', '"a"', '1 hints'),
                                ('a thing', 'another', 'is "a thing" in kernel/a.c'),
                                ('kernel/a.c', 'kernel/b.c', 'stands in'),
                                ('id = "1.1"', 'id = "1.2"', 'which is not there')):
            with self.subTest(words):
                self.put('labs/lab1-x/lab1.toml', TOML.replace(old, new))
                self.refused(words)

    def test_two_exercises_of_a_lab_do_not_share_a_file(self):
        self.put('kernel/a.c', MARKED + MARKED.replace('1.1', '1.2'))
        self.refused('could not be graded apart')

    def test_one_exercise_has_one_title(self):
        self.put('kernel/b.c', MARKED.replace('a thing', 'a think'))
        self.refused('is called "a think" here')

    def test_a_marker_that_no_lab_lists_is_found(self):
        self.put('kernel/b.c', MARKED.replace('1.1', '1.2'))
        self.refused('does not list')


if __name__ == '__main__':
    unittest.main()
