"""Taking a submission: the files that the lab asks for, and nothing else.

A file must be a regular one, reached through real folders, of bearable size, and text. What is refused is
refused by name; what nobody asked for is listed and left where it is.
"""
import os
import stat
from dataclasses import dataclass, field

MAX_BYTES = 256 << 10
_MAX_SEEN = 2000   # entries of a folder that we look at
_MAX_NAMED = 20    # of those that were not used


@dataclass
class Submission:
    folder: str
    files: dict = field(default_factory=dict)     # path -> bytes
    missing: list = field(default_factory=list)   # taken from the lab's start instead
    refused: dict = field(default_factory=dict)   # path -> why
    ignored: list = field(default_factory=list)   # names, made printable


class SubmissionError(Exception):
    """A submission that can't be read at all."""


def take(lab, source=None):
    """The submission in folder `source`, or the lab as it stands in the tree."""
    folder = _inner(source, lab) if source else lab.folder
    found = Submission(folder)
    for path in lab.files:
        try:
            found.files[path] = _read(folder, path)
        except FileNotFoundError:
            found.missing.append(path)
            found.files[path] = _read(lab.folder, path)
        except SubmissionError as e:
            found.refused[path] = str(e)
    found.ignored = _others(folder, lab) if source else []
    return found


def _inner(source, lab):
    """Students send the folder, the whole tree, or a folder around either."""
    if not os.path.isdir(source):
        raise SubmissionError(f'there is no folder {source}')
    entries = [e.path for e in os.scandir(source) if e.is_dir(follow_symlinks=False) and not e.name.startswith('.')]
    for base in [source] + (entries if len(entries) == 1 else []):
        for inside in (os.path.join(base, 'labs', lab.name), base):
            if any(os.path.lexists(os.path.join(inside, path)) for path in lab.files):
                return inside
    raise SubmissionError(f'{source} holds none of the files of {lab.name}: {", ".join(lab.files)}')


def _read(folder, path):
    """One file, opened step by step so that no link can lead elsewhere."""
    parts = path.split('/')
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for i, part in enumerate(parts):
            kind = os.stat(part, dir_fd=here, follow_symlinks=False).st_mode
            name = '/'.join(parts[:i + 1])
            if stat.S_ISLNK(kind):
                raise SubmissionError(f'{name} is a symbolic link: send the file itself')
            last = i == len(parts) - 1
            if not (stat.S_ISREG(kind) if last else stat.S_ISDIR(kind)):
                raise SubmissionError(f'{name} is not a regular {"file" if last else "folder"}')
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | (0 if last else os.O_DIRECTORY)
            below = os.open(part, flags, dir_fd=here)
            os.close(here)
            here = below
        data = b''
        while len(data) <= MAX_BYTES:
            piece = os.read(here, MAX_BYTES + 1 - len(data))
            if not piece:
                break
            data += piece
    finally:
        os.close(here)
    if len(data) > MAX_BYTES:
        raise SubmissionError(f'{path} is larger than {MAX_BYTES >> 10} KB')
    if b'\0' in data:
        raise SubmissionError(f'{path} is no text: it holds a zero byte')
    return data


def _others(folder, lab):
    """Names of what is there and is not used, sorted, cleaned, and not too many."""
    names, looked_at, wanted = [], 0, set(lab.files)
    for base, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            looked_at += 1
            path = os.path.relpath(os.path.join(base, name), folder)
            if path not in wanted:
                names.append(ascii(path)[1:-1])
        if looked_at > _MAX_SEEN:
            break
    names.sort()
    more = len(names) - _MAX_NAMED
    return names[:_MAX_NAMED] + ([f'and {more} more'] if more > 0 else [])
