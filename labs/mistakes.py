"""The known mistakes of students: labs/labN-*/mistakes/*.toml, each a small change of the solution.

    exercise = "1.2"
    title = "CR3 is loaded even where the space stays the same"
    test = 125          a test that must not give full points to it
    hint = "cycles"     the name of the hint that its author must get there
    [[change]]
    file = "kernel/thread/switch.c"
    old = ...           stands exactly once in the solution
    new = ...
"""
import os
import tomllib
from dataclasses import dataclass


class MistakeError(Exception):
    """A mistake that can't be made: the solution has changed under it."""


@dataclass
class Mistake:
    name: str
    exercise: str
    title: str
    test: int
    hint: str
    change: list

    def apply(self, files):
        """{path: text} with the mistake made."""
        files = dict(files)
        for change in self.change:
            path, old = change['file'], change['old']
            count = files.get(path, '').count(old) if old else 0
            if count != 1:
                raise MistakeError(f'{self.name}: its text stands {count} times in {path}, and not once')
            files[path] = files[path].replace(old, change['new'])
        return files


def read(lab):
    """All mistakes of a lab, by name."""
    folder = os.path.join(lab.folder, 'mistakes')
    found = []
    for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if file.endswith('.toml'):
            with open(os.path.join(folder, file), 'rb') as f:
                found.append(Mistake(file[:-5], **tomllib.load(f)))
    return found
