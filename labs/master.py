"""The solved system as the generator sees it: which files carry markers, and which exercises stand where."""
import os

from labs import markers

ROOMS = ('kernel', 'user')
SUFFIXES = ('.c', '.h', '.S', '.ld', '.mk', '.txt', '.py')


class Master:
    """All files of kernel/ and user/ below `root`, parsed. Paths are relative and sorted."""

    def __init__(self, root='.'):
        self.root = root
        self.pieces = {}
        for path in _sources(root):
            with open(os.path.join(root, path), encoding='utf-8', newline='') as f:
                pieces = markers.parse(path, f.read())
            if markers.has_markers(pieces):
                self.pieces[path] = pieces
        self._check()

    def _check(self):
        """What can only be seen over all files: one title for each exercise, one exercise of a lab for each file."""
        first = {}
        for path, pieces in self.pieces.items():
            in_file = {}
            for ex in markers.exercises(pieces):
                where, title = first.setdefault(ex.id, (f'{path}:{ex.line}', ex.title))
                if title != ex.title:
                    raise markers.MarkerError(path, ex.line, f'exercise {ex.id} is called "{ex.title}" here '
                                                             f'and "{title}" at {where}')
                other = in_file.setdefault(ex.lab, ex.id)
                if other != ex.id:
                    raise markers.MarkerError(path, ex.line, f'exercises {other} and {ex.id} share this file: '
                                                             'they could not be graded apart')

    def exercises(self, lab):
        """Number of the lab -> {exercise id: (title, [files])}."""
        found = {}
        for path, pieces in self.pieces.items():
            for ex in markers.exercises(pieces):
                if ex.lab == lab and path not in found.setdefault(ex.id, (ex.title, []))[1]:
                    found[ex.id][1].append(path)
        return found

    def skeleton(self, lab, only=None):
        """{path: text} of the files that a student of `lab` edits; with `only`, that exercise alone is open."""
        out = {}
        for path, pieces in self.pieces.items():
            if any(ex.lab == lab for ex in markers.exercises(pieces)):
                out[path] = markers.given(pieces, lambda id: id == only if only else id.split('.')[0] == str(lab))
        return out

    def solution(self, lab):
        """{path: text} of the same files, solved."""
        return {path: markers.solved(self.pieces[path]) for path in self.skeleton(lab)}

    def given(self):
        """{path: text} of all marked files as a student of no lab sees them: solved, without the staff's remarks."""
        return {path: markers.given(pieces, lambda id: False) for path, pieces in self.pieces.items()}


def _sources(root):
    for room in ROOMS:
        for folder, folders, files in os.walk(os.path.join(root, room)):
            folders.sort()
            for name in sorted(files):
                if name.endswith(SUFFIXES) or name == 'Makefile':
                    yield os.path.relpath(os.path.join(folder, name), root)
