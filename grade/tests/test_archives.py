"""Submissions as archives and repositories: the honest ones are taken whole, the hostile ones refused by name."""
import bz2
import gzip
import lzma
import os
import tempfile
import time
import types
import unittest
import zipfile

from grade import submission
from grade.attacks import archives
from grade.attacks.archives import ATTACKS, GOOD, member, path_in, tar_bytes, zip_bytes


class Archives(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = self.folder.name
        self.lab = types.SimpleNamespace(name='lab1-x', folder=os.path.join(self.root, 'lab'), files=list(GOOD))
        for path in GOOD:
            os.makedirs(os.path.dirname(os.path.join(self.lab.folder, path)), exist_ok=True)
            path_in(self.lab.folder, path, b'start\n')
        self.sent = os.path.join(self.root, 'sent')
        os.makedirs(self.sent)

    def tearDown(self):
        self.folder.cleanup()

    def whole(self, source, commit=None):
        taken = submission.take(self.lab, source, commit)
        self.assertEqual((taken.files, taken.missing, taken.refused), (GOOD, [], {}))
        return taken

    def test_every_packing_is_taken(self):
        tar = tar_bytes()
        for name, data in (('a.tar', tar), ('a.tar.gz', gzip.compress(tar)), ('a.tar.bz2', bz2.compress(tar)),
                           ('a.tar.xz', lzma.compress(tar)), ('a.zip', zip_bytes()), ('no suffix', gzip.compress(tar)),
                           ('two streams', bz2.compress(tar[:700]) + bz2.compress(tar[700:]))):
            with self.subTest(name):
                self.whole(path_in(self.sent, name, data))

    def test_as_services_wrap_them(self):
        for around in ('team-7-main/', './', 'Miller_12345_assignsubmission_file/lab/', 'repo-1a2b3c/labs/lab1-x/'):
            with self.subTest(around):
                files = {around + name: data for name, data in GOOD.items()}
                self.whole(path_in(self.sent, 'x.tar', tar_bytes(files=files)))
                files |= {'__MACOSX/' + name: b'\0' for name in GOOD}
                self.whole(path_in(self.sent, 'x.zip', zip_bytes(files=files)))

    def test_a_whole_tree_is_asked_for_its_lab(self):
        files = {'tree/labs/lab1-x/' + name: data for name, data in GOOD.items()}
        files |= {'tree/' + name: b'the system itself\n' for name in GOOD}
        self.whole(path_in(self.sent, 'x.zip', zip_bytes(files=files)))

    def test_a_folder_around_one_archive_is_looked_into(self):
        path_in(self.sent, 'upload.zip', zip_bytes())
        self.whole(self.sent)

    def test_what_else_is_there_is_listed_and_not_used(self):
        taken = self.whole(path_in(self.sent, 'x.tar', tar_bytes(member('Makefile', b'all:\n'), member('caf\u00e9\x1b', b''))))
        self.assertEqual(taken.ignored, ['Makefile', 'caf\\xe9\\x1b'])

    def test_what_is_missing_comes_from_the_start(self):
        taken = submission.take(self.lab, path_in(self.sent, 'x.zip', zip_bytes(files={archives.A: b'mine\n'})))
        self.assertEqual((taken.missing, taken.files[archives.B]), ([archives.B], b'start\n'))

    def test_long_names_of_both_kinds(self):
        around = '/'.join(['f' * 60] * 3) + '/'
        for kind in (0, 1, 2):
            with self.subTest(kind):
                files = {around + name: data for name, data in GOOD.items()}
                self.whole(path_in(self.sent, 'x.tar', tar_bytes(files=files, kind=kind)))

    def test_a_commit_a_branch_a_tag_and_a_bare_repository(self):
        where = archives.repository(self.sent)
        archives.git(where, 'tag', '-a', '-m', 'x', 'handed-in')
        archives.git(where, 'branch', 'team/one')
        path_in(where, archives.A, b'later\n')
        archives.git(where, 'commit', '-q', '-a', '-m', 'later')
        for commit in ('handed-in', 'team/one'):
            self.whole(where, commit)
        self.assertEqual(submission.take(self.lab, where, 'main').files[archives.A], b'later\n')
        bare = os.path.join(self.sent, 'bare.git')
        archives.git(where, 'repack', '-q', '-a', '-d')
        archives.git(where, 'pack-refs', '--all')
        archives.git(self.sent, 'clone', '-q', '--bare', where, bare)
        self.whole(bare, 'handed-in')
        self.assertEqual(submission.take(self.lab, bare).files[archives.A], b'later\n')
        with self.assertRaisesRegex(submission.SubmissionError, 'no commit'):
            submission.take(self.lab, bare, 'feed' * 10)

    def test_every_beginning_of_an_archive_is_an_error_and_never_half_a_submission(self):
        tar = tar_bytes(files={**GOOD, 'z.c': b'the last one'})
        for name, data in (('x.tar', tar[:4 * 512]), ('x.tgz', gzip.compress(tar)), ('x.zip', zip_bytes())):
            for size in range(1, len(data), 7 if name != 'x.tar' else 97):
                with self.subTest(f'{name} {size}'), self.assertRaises(submission.SubmissionError):
                    submission.take(self.lab, path_in(self.sent, name, data[:size]))

    def test_one_changed_byte_is_an_error_or_harmless(self):
        """Whatever is changed: SubmissionError or a Submission, and no other trouble."""
        for name, data in (('x.tar', tar_bytes()[:3072]), ('x.zip', zip_bytes(method=zipfile.ZIP_STORED))):
            for at in range(0, len(data), 3):
                hurt = bytearray(data)
                hurt[at] ^= 0xA5
                try:
                    submission.take(self.lab, path_in(self.sent, name, bytes(hurt)))
                except submission.SubmissionError:
                    pass


def _hostile(attack):
    def test(self):
        source = attack.make(self.sent)
        before = sorted(os.path.join(b, n) for b, d, f in os.walk(self.sent) for n in d + f)
        start = time.process_time()
        try:
            taken = submission.take(self.lab, source, attack.commit)
        except submission.SubmissionError as e:
            self.assertIsNone(attack.refused, f'nothing was taken: {e}')
            self.assertIn(attack.says, str(e))
            self.assertTrue(str(e).isprintable() and str(e).isascii())
        else:
            self.assertIsNotNone(attack.refused, 'it was taken')
            if attack.refused:
                self.assertIn(attack.refused, taken.refused)
                self.assertIn(attack.says, taken.refused[attack.refused])
            wanted = {p: d for p, d in GOOD.items() if p not in taken.refused}
            self.assertEqual({p: d for p, d in taken.files.items() if p not in taken.missing}, wanted)
            self.assertIn(archives.B, {**taken.files, **taken.refused})
        self.assertLess(time.process_time() - start, 20, 'seconds of the processor')
        self.assertEqual(before, sorted(os.path.join(b, n) for b, d, f in os.walk(self.sent) for n in d + f))
    return test


for _attack in ATTACKS:
    setattr(Archives, f'test_attack_{_attack.name.replace("-", "_")}', _hostile(_attack))


if __name__ == '__main__':
    unittest.main()
