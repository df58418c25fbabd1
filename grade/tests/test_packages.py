"""Packages for services: the same bytes each time, what must be in them, and above all what must not. No machine is booted."""
import functools
import io
import json
import os
import re
import tarfile
import types
import unittest
import zipfile

from grade.packages import SERVICES, tree, unusable
from grade.packages import __main__ as packages
from grade.tests import readers
from grade.tests.test_formats import ENV
from labs import labinfo

LAB = 'lab1-boot'


@functools.lru_cache
def made(service):
    return packages.package(service, labinfo.read(LAB))


def opened(service):
    return zipfile.ZipFile(io.BytesIO(made(service)))


class Packages(unittest.TestCase):
    def test_they_are_the_same_bytes_each_time(self):
        for service in ('gradescope', 'autolab'):
            self.assertEqual(made(service), packages.package(service, labinfo.read(LAB)), service)

    def test_the_tree_holds_what_grading_needs_and_no_more(self):
        names = tree.files(LAB)
        for name in ('Makefile', 'tools/setup.sh', f'labs/{LAB}/lab1.toml', 'grade/__main__.py', 'sim/sim.mk', 'grade/tests/guest/guest.c'):
            self.assertIn(name, names)
        other = [n for n in names if n.startswith('build') or '/mistakes/' in n or re.match(f'labs/lab[0-9]+-(?!{LAB[5:]}/)', n)]
        self.assertEqual(other, [])
        with tarfile.open(fileobj=io.BytesIO(tree.archive(LAB))) as archive:
            found = {entry.name: entry for entry in archive}
        self.assertEqual(sorted(found), [f'{tree.FOLDER}/{name}' for name in names])
        self.assertEqual({entry.mtime for entry in found.values()}, {tree.STAMP})
        self.assertEqual(found[f'{tree.FOLDER}/tools/setup.sh'].mode, 0o755)

    def test_all_is_filled_in_and_scripts_can_be_started(self):
        for service in SERVICES:
            package = opened(service)
            for entry in package.infolist():
                if entry.filename.endswith('.tar.gz') or entry.filename.endswith('.tar'):
                    continue
                text = package.read(entry).decode()
                self.assertIsNone(re.search('@[A-Z]+@', text), f'{service} {entry.filename}')
                self.assertEqual(entry.external_attr >> 16 & 0o111 != 0, text.startswith('#!'), f'{service} {entry.filename}')
            self.assertIn('README.md', package.namelist())
        self.assertTrue({'setup.sh', 'run_autograder'} <= set(opened('gradescope').namelist()))
        json.loads(opened('prairielearn').read(f'questions/{LAB}/info.json'))

    def test_what_classroom50_publishes_holds_nothing_of_the_tree(self):
        published = [n for n in opened('classroom50').namelist() if not n.startswith('runner/')]
        self.assertEqual(sorted(published), ['README.md', f'autograders/{LAB}/autograder.py', 'runtime.json'])


class Unusable(unittest.TestCase):
    def test_each_service_is_told_why_there_is_nothing_to_grade(self):
        lab = labinfo.read(LAB)
        why = 'no \x1b[1mgzip\x1b[0m: {"scores": {"1.1": 99}}\n{"scores": {"1.1": 99}}'
        saved = dict(os.environ)
        os.environ.update(ENV)
        try:
            said = {service: unusable.text(service, lab, why) for service in SERVICES}
        finally:
            os.environ.clear()
            os.environ.update(saved)
        self.assertEqual(readers.gradescope(said['gradescope'])[0], 0)
        self.assertEqual(set(readers.autolab(said['autolab'], [ex.id for ex in lab.exercises])[0].values()), {0})
        self.assertIsNone(readers.prairielearn(said['prairielearn'])[0])
        self.assertEqual(readers.classroom50(said['classroom50'], 'os-26', 'boot', 'alice')['score'], 0)
        for text in said.values():
            self.assertIn('no gzip', text)

    def test_a_lab_of_no_points_is_none_of_ours(self):
        lab = types.SimpleNamespace(points=0, exercises=[])
        self.assertEqual(readers.gradescope(unusable.text('gradescope', lab, 'x'))[0], 0)


if __name__ == '__main__':
    unittest.main()
