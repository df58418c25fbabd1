"""What is taken of a submission, and what is refused by name."""
import os
import tempfile
import types
import unittest

from grade import submission

PATHS = ['kernel/a.c', 'kernel/i486/b.S']


class Submissions(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = self.folder.name
        self.lab = types.SimpleNamespace(name='lab1-x', folder=os.path.join(self.root, 'lab'), files=PATHS)
        for path in PATHS:
            self.put('lab', path, b'start\n')
        for path in PATHS:
            self.put('sent', path, b'mine\n')

    def tearDown(self):
        self.folder.cleanup()

    def put(self, *parts):
        path = os.path.join(self.root, *parts[:-1])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as f:
            f.write(parts[-1])

    def take(self, folder='sent'):
        return submission.take(self.lab, os.path.join(self.root, folder))

    def link(self, target, name):
        path = os.path.join(self.root, 'sent', name)
        os.remove(path)
        os.symlink(target, path)

    def refused(self, words):
        taken = self.take()
        self.assertIn('kernel/a.c', taken.refused)
        self.assertNotIn('kernel/a.c', taken.files)
        self.assertIn(words, taken.refused['kernel/a.c'])

    def test_the_lab_files_are_taken_and_nothing_else(self):
        self.put('sent', 'Makefile', b'all: ; rm -rf /\n')
        self.put('sent', 'kernel', 'c.c', b'')
        taken = self.take()
        self.assertEqual(taken.files, {p: b'mine\n' for p in PATHS})
        self.assertEqual(taken.ignored, ['Makefile', 'kernel/c.c'])

    def test_without_a_folder_the_lab_itself_is_taken(self):
        self.assertEqual(submission.take(self.lab).files, {p: b'start\n' for p in PATHS})

    def test_what_is_missing_comes_from_the_start_and_is_named(self):
        os.remove(os.path.join(self.root, 'sent', 'kernel/a.c'))
        taken = self.take()
        self.assertEqual(taken.missing, ['kernel/a.c'])
        self.assertEqual(taken.files['kernel/a.c'], b'start\n')

    def test_a_folder_around_and_a_whole_tree_are_looked_into(self):
        os.makedirs(os.path.join(self.root, 'around'))
        os.rename(os.path.join(self.root, 'sent'), os.path.join(self.root, 'around/team-7'))
        self.assertEqual(self.take('around').files['kernel/a.c'], b'mine\n')
        os.makedirs(os.path.join(self.root, 'whole/labs'))
        os.rename(os.path.join(self.root, 'around/team-7'), os.path.join(self.root, 'whole/labs/lab1-x'))
        self.put('whole', 'kernel', 'a.c', b'the system itself\n')
        self.assertEqual(self.take('whole').files['kernel/a.c'], b'mine\n')

    def test_a_folder_without_any_of_the_files_is_an_error_that_lists_them(self):
        os.makedirs(os.path.join(self.root, 'empty'))
        with self.assertRaisesRegex(submission.SubmissionError, 'kernel/i486/b.S'):
            self.take('empty')
        with self.assertRaisesRegex(submission.SubmissionError, 'no folder'):
            self.take('nowhere')

    def test_links_are_refused_for_files_and_for_folders(self):
        self.link('/etc/passwd', 'kernel/a.c')
        self.refused('symbolic link')
        os.rename(os.path.join(self.root, 'sent/kernel'), os.path.join(self.root, 'elsewhere'))
        os.symlink('../elsewhere', os.path.join(self.root, 'sent/kernel'))
        self.refused('kernel is a symbolic link')

    def test_a_pipe_and_a_folder_are_no_files(self):
        path = os.path.join(self.root, 'sent/kernel/a.c')
        os.remove(path)
        os.mkfifo(path)
        self.refused('not a regular file')
        os.remove(path)
        os.mkdir(path)
        self.refused('not a regular file')

    def test_what_is_too_large_or_no_text_is_refused(self):
        self.put('sent', 'kernel/a.c', b'x' * (submission.MAX_BYTES + 1))
        self.refused('larger than 256 KB')
        self.put('sent', 'kernel/a.c', b'a\0b')
        self.refused('no text')

    def test_odd_names_are_listed_harmlessly(self):
        for name in ('-rf', 'a\nb', 'caf\u00e9', '\u202egnp.exe', '\x1b[2J'):
            self.put('sent', name, b'')
        ignored = self.take().ignored
        self.assertEqual(len(ignored), 5)
        for name in ignored:
            self.assertTrue(name.isascii() and '\n' not in name, ascii(name))
        self.assertTrue(all(c.isprintable() for name in ignored for c in name), ignored)

    def test_a_thousand_strangers_are_not_all_named(self):
        for i in range(300):
            self.put('sent', f'junk{i:03}', b'')
        self.assertEqual(self.take().ignored[-1], 'and 280 more')


if __name__ == '__main__':
    unittest.main()
