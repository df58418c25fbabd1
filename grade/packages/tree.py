"""The tree that grades, as one archive: the same bytes whenever and wherever it is made from the same files.

It holds the solved system and the hidden tests: it is for the service, and nothing that students can reach.
"""
import gzip
import io
import os
import subprocess
import tarfile

NAME = 'l486.tar.gz'
FOLDER = 'l486'       # what the archive unpacks to
STAMP = 946684800     # 2000-01-01: older than whatever is built from it
_ROOMS = ('kernel/', 'user/', 'sim/', 'tools/', 'grade/', 'labs/')
_FILES = ('Makefile', 'LICENSE')
_NOT = ('grade/attacks/', 'grade/tests/test_')


def _tracked(root):
    """All files of the tree: git's, or where there is no repository (a release) all but what was built."""
    if os.path.exists(os.path.join(root, '.git')):
        said = subprocess.run(['git', '-C', root, 'ls-files', '-z'], capture_output=True, check=True).stdout
        return [name for name in said.decode().split('\0') if name]
    found = []
    for base, folders, files in os.walk(root):
        folders[:] = [f for f in folders if f != '__pycache__' and not (base == root and f.startswith(('build', '.')))]
        found += [os.path.relpath(os.path.join(base, name), root) for name in files]
    return found


def files(lab, root='.'):
    """The paths that grading `lab` needs, sorted: no other lab, no mistakes, no tests of the graders."""
    def needed(name):
        if name.startswith('labs/') and name.count('/') > 1:
            return name.startswith(f'labs/{lab}/') and not name.startswith((f'labs/{lab}/mistakes/', f'labs/{lab}/variants/'))
        return name in _FILES or (name.startswith(_ROOMS) and not name.startswith(_NOT))
    return sorted(name for name in _tracked(root) if needed(name) and os.path.isfile(os.path.join(root, name)))


def packed(members):
    """A tar archive through gzip of {name: (bytes, executable)}."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode='wb', mtime=0, filename='', compresslevel=6) as stream:
        stream.write(plain(members))
    return out.getvalue()


def plain(members):
    """The same, a tar archive as it is."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as tar:
        for name, (data, executable) in sorted(members.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(data), STAMP, 0o755 if executable else 0o644
            tar.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def archive(lab, root='.'):
    """The bytes of the archive for `lab`."""
    members = {}
    for name in files(lab, root):
        path = os.path.join(root, name)
        with open(path, 'rb') as f:
            members[f'{FOLDER}/{name}'] = (f.read(), os.access(path, os.X_OK))
    return packed(members)
