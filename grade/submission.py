"""Taking a submission: the files that the lab asks for, and nothing else.

It may come as a folder, as an archive (submission_archive.py), or as a commit of a git repository (submission_git.py).
A file must be a regular one, reached through real folders, of bearable size, and text. What is refused is
refused by name; what nobody asked for is listed and left where it is. Nothing is ever unpacked onto the disk.
"""
import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field

MAX_BYTES = 256 << 10
_MAX_SEEN = 2000   # entries of a folder that we look at
_MAX_NAMED = 20    # of those that were not used, and of those that were refused beside the lab's own files
_MAX_AROUND = 4    # folders around the lab's files in an archive
_SKIPPED = ('__MACOSX', '.git')


@dataclass
class Submission:
    folder: str
    files: dict = field(default_factory=dict)     # path -> bytes
    missing: list = field(default_factory=list)   # taken from the lab's start instead
    refused: dict = field(default_factory=dict)   # path -> why
    ignored: list = field(default_factory=list)   # names, made printable


class SubmissionError(Exception):
    """A submission, or a file of it, that can't be read at all."""


@dataclass
class Entry:
    """One entry of an archive or of a commit. `trouble` says why it can't be used; else read() gives its bytes."""
    name: str
    trouble: str = ''
    read: object = None


def take(lab, source=None, commit=None):
    """The submission in `source` (a folder, an archive, or a repository of which `commit` is meant), or the lab as it
    stands in the tree. Raises SubmissionError when there is nothing that could be graded."""
    from grade import submission_archive, submission_git  # they need this module
    if not source:
        return _from_folder(lab, lab.folder, others=False)
    if not os.path.lexists(source):
        raise SubmissionError(f'there is no folder and no archive {shown(source)}')
    if commit or submission_git.is_bare(source):
        return from_entries(lab, submission_git.entries(source, commit or 'HEAD', lab), f'{source} at {commit or "HEAD"}')
    if os.path.isdir(source):
        try:
            return _from_folder(lab, _inner(source, lab), others=True)
        except NothingThere:
            packed = submission_archive.only_archive_in(source)
            if not packed:
                raise
            source = packed
    return from_entries(lab, submission_archive.entries(source, lab), source)


class NothingThere(SubmissionError):
    """A folder that holds none of the lab's files."""


def shown(name):
    """A name as one line of printable ASCII, not too long."""
    text = ascii(str(name))[1:-1]
    return text if len(text) <= 120 else f'{text[:80]}...{text[-30:]}'


def text_of(data, path):
    """The same bytes, if they are a text of bearable size. Raises SubmissionError."""
    if len(data) > MAX_BYTES:
        raise SubmissionError(f'{path} is larger than {MAX_BYTES >> 10} KB')
    if data[:2] in (b'\xff\xfe', b'\xfe\xff'):
        raise SubmissionError(f'{path} is written in UTF-16: save it as UTF-8')
    if b'\0' in data:
        raise SubmissionError(f'{path} is no text: it holds a zero byte')
    return data


# Archives and commits.

def from_entries(lab, entries, what):
    """The submission that a list of entries holds. The folder around the lab's files is found by their names."""
    found = Submission(what)
    usable, bad = [], {}
    for entry in entries:
        name, why = _clean_name(entry.name)
        if why:
            bad.setdefault(shown(entry.name), f'{shown(entry.name)} {why}')
        else:
            usable.append((name, entry))
    root = _root([name for name, _ in usable], lab, what, bad)
    inside = [(name[len(root):], entry) for name, entry in usable if name.startswith(root)]
    wanted = {path: [e for name, e in inside if name == path] for path in lab.files}
    for path, same in wanted.items():
        try:
            if not same:
                raise FileNotFoundError(path)
            if len(same) > 1:
                raise SubmissionError(f'{path} is there {len(same)} times: send one of them')
            if same[0].trouble:
                raise SubmissionError(f'{path} {same[0].trouble}')
            found.files[path] = text_of(same[0].read(), path)
        except FileNotFoundError:
            found.missing.append(path)
        except SubmissionError as e:
            found.refused[path] = str(e)
    names = [name for name, _ in inside]
    _refuse_above(names, inside, found)
    _refuse_twins(names, lab.files, found)
    _start_for_missing(found, lab)
    bad.update({shown(name): f'{shown(name)} {e.trouble}' for name, e in usable
                if e.trouble and name[len(root):] not in wanted})
    for name in sorted(bad)[:_MAX_NAMED]:
        found.refused.setdefault(name, bad[name])
    if len(bad) > _MAX_NAMED:
        found.refused['...'] = f'and {len(bad) - _MAX_NAMED} more entries of this kind'
    found.ignored = _named(shown(name) for name, e in usable if not e.trouble
                           and not (name.startswith(root) and name[len(root):] in wanted))
    return found


def _clean_name(name):
    """(name without what means nothing, '') or ('', why it can't be used)."""
    if '\0' in name:
        return '', 'has a zero byte in its name'
    if name.startswith(('/', '\\')) or re.match(r'^[A-Za-z]:[\\/]', name):
        return '', 'is an absolute path: pack the folder and not a path from the root'
    parts = [p for p in name.split('/') if p not in ('', '.')]
    if '..' in re.split(r'[\\/]', name):
        return '', 'climbs out of the archive with ".."'
    if not parts or len(name) > 1000 or len(parts) > 40:
        return '', 'has no usable name'
    return '/'.join(parts), ''


def _root(names, lab, what, bad):
    """What stands before the lab's files: the labs/NAME/ of a whole tree first, then the nearest to the top."""
    found = set()
    for name in names:
        for path in lab.files:
            if name == path or (name.endswith('/' + path)):
                found.add(name[:len(name) - len(path)])
    found = {r for r in found if r.count('/') <= _MAX_AROUND and not set(r.split('/')) & set(_SKIPPED)}
    if not found:
        folded = {_folded(path) for path in lab.files}
        twins = [n for n in names if any(_folded(n) == f or _folded(n).endswith('/' + f) for f in folded)]
        hint = ''
        if twins:
            hint = f'; there is {shown(twins[0])}, whose name must be written as the lab writes it, with / between folders'
        elif bad:
            hint = f'; refused: {"; ".join(list(bad.values())[:3])}'
        raise NothingThere(f'{shown(what)} holds none of the files of {lab.name}: {", ".join(lab.files)}{hint}')
    inner = f'labs/{lab.name}/'
    best = min((not r.endswith(inner), r.count('/')) for r in found)
    chosen = sorted(r for r in found if (not r.endswith(inner), r.count('/')) == best)
    if len(chosen) > 1:
        raise SubmissionError(f'{shown(what)} holds the lab {len(chosen)} times, in '
                              f'{", ".join(shown(r) for r in chosen[:4])}: send one of them')
    return chosen[0]


def _refuse_above(names, inside, found):
    """A file that lies below something that is no folder (a link, say) would not lie there on a disk."""
    solid = {name: e for name, e in inside}
    for path in list(found.files):
        parts = path.split('/')
        for i in range(1, len(parts)):
            above = '/'.join(parts[:i])
            if above in solid:
                del found.files[path]
                found.refused[path] = f'{path} lies below {above}, which {solid[above].trouble or "is a file"}'
                break


def _folded(name):
    return unicodedata.normalize('NFKC', name).replace('\\', '/').casefold()


def _refuse_twins(names, files, found):
    """Names that are one of the lab's on some systems and another on others."""
    own = {_folded(path): path for path in files}
    for name in names:
        path = own.get(_folded(name))
        if path and name != path:
            found.files.pop(path, None)
            if path in found.missing:
                found.missing.remove(path)
            found.refused[path] = f'{path} is also there as {shown(name)}: which of them it is depends on the computer'


def _start_for_missing(found, lab):
    for path in found.missing:
        found.files[path] = _read(lab.folder, path)


# Folders.

def _from_folder(lab, folder, others):
    found = Submission(folder)
    for path in lab.files:
        try:
            found.files[path] = _read(folder, path)
        except FileNotFoundError:
            found.missing.append(path)
        except SubmissionError as e:
            found.refused[path] = str(e)
    if others:
        names = _others(folder, lab)
        _refuse_twins(names, lab.files, found)
        found.ignored = _named(shown(name) for name in names)
    _start_for_missing(found, lab)
    return found


def _inner(source, lab):
    """Students send the folder, the whole tree, or a folder around either."""
    entries = [e.path for e in os.scandir(source) if e.is_dir(follow_symlinks=False) and not e.name.startswith('.')]
    for base in [source] + (entries if len(entries) == 1 else []):
        for inside in (os.path.join(base, 'labs', lab.name), base):
            if any(os.path.lexists(os.path.join(inside, path)) for path in lab.files):
                return inside
    raise NothingThere(f'{shown(source)} holds none of the files of {lab.name}: {", ".join(lab.files)}')


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
            try:
                below = os.open(part, flags, dir_fd=here)
            except PermissionError:
                raise SubmissionError(f'{name} may not be read: give read permission') from None
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
    return text_of(data, path)


def _others(folder, lab):
    """Names of what is there and is not used; not all, if they are very many."""
    names, wanted = [], set(lab.files)
    for base, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = os.path.relpath(os.path.join(base, name), folder)
            if path not in wanted:
                names.append(path)
        if len(names) > _MAX_SEEN:
            break
    return names


def _named(names):
    """Sorted, and not too many."""
    names = sorted(names)
    more = len(names) - _MAX_NAMED
    return names[:_MAX_NAMED] + ([f'and {more} more'] if more > 0 else [])
