"""A commit of a git repository as a submission. Nothing of the repository is obeyed: no hook, no config, no filter.

The objects alone are copied (no links, a bounded number of bytes) into an empty repository of ours, and git reads them there, in the
sandbox and without a network. Branches and tags are looked up here, as text.
"""
import os
import re
import shutil
import stat
import subprocess
import tempfile
import threading

from grade import sandbox
from grade.submission import MAX_BYTES, Entry, SubmissionError, shown

MAX_OBJECTS, MAX_OBJECT_BYTES, MAX_LIST = 50000, 128 << 20, 8 << 20
MAX_CANDIDATES = 500  # files that have the name of one of the lab's
_SECONDS = 60
_HASH = re.compile(r'^([0-9a-f]{40}|[0-9a-f]{64})$')
_REF = re.compile(r'^(?!.*\.\.)(?!.*//)[A-Za-z0-9_][A-Za-z0-9._/+-]{0,200}$')
_NEVER = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'core.commitGraph=false', '-c', 'core.multiPackIndex=false',
          '-c', 'protocol.allow=never', '-c', 'gc.auto=0']


def is_bare(path):
    return all(os.path.lexists(os.path.join(path, name)) for name in ('HEAD', 'objects', 'refs'))


def entries(source, commit, lab):
    """The entries of `commit` (a hash, a branch, a tag, HEAD). Raises SubmissionError."""
    if not shutil.which('git'):
        raise SubmissionError('a commit is asked for, and git is not installed here')
    folder = _folder(source)
    with tempfile.TemporaryDirectory(prefix='commit-') as scratch:
        ours = os.path.join(scratch, 'repository')
        name = _resolve(folder, commit)
        _empty_repository(ours, len(name) == 64)
        _copy_objects(os.path.join(folder, 'objects'), os.path.join(ours, 'objects'), source)
        sandbox.hand_over(scratch)
        os.chmod(scratch, 0o755)
        found = _git(ours, ['rev-parse', '--verify', '--quiet', '--end-of-options', name + '^{commit}'], 1000)
        name = (found or b'').decode('ascii', 'replace').strip()
        if not _HASH.match(name):
            raise SubmissionError(f'{shown(source)} has no commit {shown(commit)}')
        listed = _git(ours, ['ls-tree', '-r', '-z', '-l', '--full-tree', name], MAX_LIST)
        if listed is None:
            raise SubmissionError(f'{shown(source)}: the files of {shown(commit)} can not be listed: damaged, or too many')
        return list(_listed(ours, listed, lab))


def _folder(source):
    """Where HEAD and objects lie."""
    for folder in (os.path.join(source, '.git'), source):
        if os.path.islink(folder) and folder != source:
            raise SubmissionError(f'{shown(folder)} is a symbolic link')
        if os.path.isfile(folder):
            raise SubmissionError(f'{shown(source)} is a second working tree: name the repository that it belongs to')
        if is_bare(folder):
            return folder
    raise SubmissionError(f'{shown(source)} is no git repository')


def _small(folder, name):
    """A small text file of the repository, or ''. No link is followed."""
    here = folder
    for part in name.split('/'):
        here = os.path.join(here, part)
        if os.path.islink(here):
            return ''
    if not os.path.isfile(here):
        return ''
    with open(here, 'rb') as f:
        return f.read(4 << 20).decode('ascii', 'replace')


def _resolve(folder, commit, depth=0):
    """The hash (or the beginning of one) that a name stands for."""
    if not _REF.match(commit) or depth > 5:
        raise SubmissionError(f'COMMIT={shown(commit)} is no name of a commit')
    packed = dict(reversed(line.split(' ', 1)) for line in _small(folder, 'packed-refs').split('\n')
                  if re.match(r'^[0-9a-f]{40,64} ', line))
    for before in ('', 'refs/', 'refs/heads/', 'refs/tags/', 'refs/remotes/origin/'):
        name = before + commit
        if name != 'HEAD' and not name.startswith('refs/'):
            continue
        text = _small(folder, name).strip() or packed.get(name, '').strip()
        if text.startswith('ref: '):
            return _resolve(folder, text[5:].strip(), depth + 1)
        if _HASH.match(text):
            return text
    if re.match(r'^[0-9a-f]{7,64}$', commit):
        return commit
    raise SubmissionError(f'there is no commit, branch or tag {shown(commit)}')


def _empty_repository(folder, long_hashes):
    for name in ('objects/pack', 'objects/info', 'refs/heads'):
        os.makedirs(os.path.join(folder, name))
    config = '[core]\n\tbare = true\n\trepositoryformatversion = 1\n'
    config += '[extensions]\n\tobjectformat = sha256\n' if long_hashes else ''
    for name, text in (('config', config), ('HEAD', 'ref: refs/heads/none\n')):
        with open(os.path.join(folder, name), 'w', encoding='ascii') as f:
            f.write(text)


def _copy_objects(source, target, what):
    """Loose objects and packs, and nothing else of that folder (above all no list of other repositories)."""
    if os.path.islink(source):
        raise SubmissionError(f'{shown(what)}: its folder of objects is a symbolic link')
    count = size = 0
    for room in sorted(os.listdir(source)):
        if not re.match(r'^([0-9a-f]{2}|pack)$', room) or os.path.islink(os.path.join(source, room)):
            continue
        os.makedirs(os.path.join(target, room), exist_ok=True)
        for name in os.listdir(os.path.join(source, room)):
            if not re.match(r'^([0-9a-f]{38}|[0-9a-f]{62}|pack-[0-9a-f]+\.(pack|idx))$', name):
                continue
            path = os.path.join(source, room, name)
            there = os.lstat(path)
            if not stat.S_ISREG(there.st_mode):
                raise SubmissionError(f'{shown(what)}: its object {room}/{name} is not a regular file')
            count, size = count + 1, size + there.st_size
            if count > MAX_OBJECTS or size > MAX_OBJECT_BYTES:
                raise SubmissionError(f'{shown(what)} has more than {MAX_OBJECTS} objects or {MAX_OBJECT_BYTES >> 20} MB')
            shutil.copyfile(path, os.path.join(target, room, name), follow_symlinks=False)


def _git(repository, argv, most):
    """What git prints, or None when it fails, takes too long or prints more than `most` bytes."""
    inside = sandbox.place(repository, '/repository')
    command = ['env', 'GIT_CONFIG_NOSYSTEM=1', 'GIT_CONFIG_GLOBAL=/dev/null', 'GIT_NO_LAZY_FETCH=1', 'GIT_NO_REPLACE_OBJECTS=1',
               'GIT_TERMINAL_PROMPT=0', 'git', f'--git-dir={inside}', *_NEVER, *argv]
    wrapped = sandbox.wrap(command, sandbox.limits(_SECONDS, 1024), read=[(repository, '/repository')])
    environment = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C', 'HOME': '/nonexistent'}
    process = subprocess.Popen(wrapped, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    timer = threading.Timer(_SECONDS, process.kill)
    timer.start()
    try:
        data = process.stdout.read(most + 1)
        if len(data) > most:
            process.kill()
        process.wait()
    finally:
        timer.cancel()
        process.stdout.close()
    return data if process.returncode == 0 and len(data) <= most else None


def _listed(repository, listed, lab):
    read = 0
    for line in filter(None, listed.split(b'\0')):
        about, name = line.split(b'\t', 1)
        mode, _, object, size = about.decode('ascii').split()
        name = name.decode('utf-8', 'surrogateescape')
        if mode in ('120000', '160000'):
            what = 'is a symbolic link: send the file itself' if mode == '120000' else 'is a submodule, which is not fetched'
            yield Entry(name, what)
        elif not any(name.endswith(file) for file in lab.files):
            yield Entry(name)
        elif size == '-' or int(size) > MAX_BYTES:
            yield Entry(name, f'is larger than {MAX_BYTES >> 10} KB')
        else:
            read += 1
            if read > MAX_CANDIDATES:
                raise SubmissionError(f'the commit holds the lab\'s files in more than {MAX_CANDIDATES} places: send one of them')
            data = _git(repository, ['cat-file', 'blob', object], MAX_BYTES)
            yield Entry(name, '' if data is not None else 'can not be read: its object is damaged or missing',
                        lambda data=data: data)
