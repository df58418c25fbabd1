"""Other solutions that are right as well: labs/labN-*/variants/. The tests judge what an exercise asks for, not how we did it.

A variant is a folder NAME/ with whole files of the overlay (NAME/kernel/thread/switch.c, ...), or a file NAME.toml that
changes our solution in the form of a mistake, without `exercise`, `test` and `hint`:

    title = "the page tables are filled from the top"
    [[change]]
    file, old, new

Either must get full marks in every test, apart from those for cycles.
"""
import os
import tomllib
from dataclasses import dataclass

from labs.master import ROOMS
from labs.mistakes import Mistake


@dataclass
class Variant:
    name: str
    change: list  # of a .toml
    files: dict   # path -> text, of a folder

    def apply(self, solution):
        """{path: text} of this variant."""
        files = Mistake(self.name, '', '', 0, '', self.change).apply(solution)
        return files | self.files

    def foreign(self, solution):
        """The files of the variant that no exercise of the lab opens: nobody would hand them in."""
        return sorted(set(self.files) - set(solution))


def read(lab):
    """All variants of a lab, by name."""
    base = os.path.join(lab.folder, 'variants')
    found = []
    for entry in sorted(os.listdir(base)) if os.path.isdir(base) else []:
        path = os.path.join(base, entry)
        if os.path.isdir(path):
            found.append(Variant(entry, [], dict(_files(path))))
        elif entry.endswith('.toml'):
            with open(path, 'rb') as f:
                found.append(Variant(entry[:-5], tomllib.load(f)['change'], {}))
    return found


def _files(base):
    for room in ROOMS:
        for folder, _, files in os.walk(os.path.join(base, room)):
            for name in files:
                path = os.path.join(folder, name)
                with open(path, encoding='utf-8', newline='') as f:
                    yield os.path.relpath(path, base), f.read()
