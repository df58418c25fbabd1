"""Hostile and broken archives and repositories, made by code; what the grader must say to each.

Each attack makes a submission below a folder and returns its path. `says` stands in the reason; `refused` is the name that is
refused, or None when nothing of the whole can be graded. Files beside the refused ones must still be taken.
"""
import bz2
import gzip
import io
import lzma
import os
import struct
import subprocess
import tarfile
import zipfile
import zlib
from dataclasses import dataclass

A, B = 'kernel/a.c', 'kernel/i486/b.S'  # the lab of these attacks
GOOD = {A: b'mine\n', B: b'mine\n'}


@dataclass
class Attack:
    name: str
    make: object     # (folder) -> path
    refused: str     # or None: the whole
    says: str
    commit: str = None


ATTACKS = []


def attack(refused, says, commit=None):
    def add(make):
        ATTACKS.append(Attack(make.__name__.replace('_', '-'), make, refused, says, commit))
        return make
    return add


def path_in(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, 'wb') as f:
        f.write(data)
    return path


def member(name, data=b'', kind=tarfile.REGTYPE, target=''):
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, len(data), target
    return info, data


def tar_bytes(*members, files=GOOD, kind=tarfile.GNU_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=kind) as tar:
        for info, data in [*members, *(member(n, d) for n, d in files.items())]:
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zip_bytes(*more, files=GOOD, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as z:
        for info, data in [*more, *((zipfile.ZipInfo(n), d) for n, d in files.items())]:
            z.writestr(info, data, compress_type=method)
    return out.getvalue()


def _tar(folder, *members, files=GOOD, kind=tarfile.GNU_FORMAT):
    return path_in(folder, 'x.tar', tar_bytes(*members, files=files, kind=kind))


def _only_b():
    return {B: GOOD[B]}


@attack('../../escape.c', 'climbs out')
def tar_climbs(folder):
    return _tar(folder, member('../../escape.c', b'x'))


@attack('/etc/cron.d/mine', 'absolute path')
def tar_absolute(folder):
    return _tar(folder, member('/etc/cron.d/mine', b'x'))


@attack(A, 'symbolic link')
def tar_link_for_a_file(folder):
    return _tar(folder, member(A, kind=tarfile.SYMTYPE, target='/etc/passwd'), files=_only_b())


@attack(A, 'hard link')
def tar_hard_link(folder):
    return _tar(folder, member(A, kind=tarfile.LNKTYPE, target='/etc/shadow'), files=_only_b())


@attack(A, 'lies below kernel, which is a symbolic link')
def tar_writes_through_a_link(folder):
    return _tar(folder, member('kernel', kind=tarfile.SYMTYPE, target='/tmp'))


@attack(A, 'a device')
def tar_device(folder):
    return _tar(folder, member(A, kind=tarfile.BLKTYPE), files=_only_b())


@attack(A, 'a pipe')
def tar_pipe(folder):
    return _tar(folder, member(A, kind=tarfile.FIFOTYPE), files=_only_b())


@attack(A, 'there 2 times')
def tar_twice(folder):
    return _tar(folder, member(A, b'another\n'))


@attack(A, 'depends on the computer')
def tar_case_twin(folder):
    return _tar(folder, member('Kernel/A.c', b'another\n'))


@attack(A, 'depends on the computer')
def tar_unicode_twin(folder):
    return _tar(folder, member('kernel/\uff41.c', b'another\n'), kind=tarfile.PAX_FORMAT)


@attack(None, 'sparse')
def tar_sparse(folder):
    data = bytearray(tar_bytes(member(A, b'x' * 512), files=_only_b()))
    data[156:157] = b'S'
    data[148:156] = b' ' * 8
    data[148:156] = b'%06o\0 ' % sum(data[:512])
    return path_in(folder, 'x.tar', bytes(data))


@attack(A, 'sparse')
def tar_sparse_by_note(folder):
    info, data = member(A, b'x')
    info.pax_headers = {'GNU.sparse.major': '1', 'GNU.sparse.realsize': str(1 << 40)}
    return _tar(folder, (info, data), files=_only_b(), kind=tarfile.PAX_FORMAT)


@attack(None, 'unpacks to more than')
def tar_gzip_bomb(folder):
    path = os.path.join(folder, 'x.tar.gz')
    with gzip.open(path, 'wb') as f:
        f.write(tar_bytes()[:-10240])
        head = tarfile.TarInfo('zeros')
        head.size = 300 << 20
        f.write(head.tobuf())
        for _ in range(300):
            f.write(bytes(1 << 20))
    return path


@attack(None, 'unpacks to more than')
def tar_xz_bomb(folder):
    head = tarfile.TarInfo('zeros')
    head.size = 140 << 20
    packer = lzma.LZMACompressor(preset=0)
    data = packer.compress(head.tobuf()) + b''.join(packer.compress(bytes(1 << 20)) for _ in range(140))
    return path_in(folder, 'x.tar.xz', data + packer.flush())


@attack(None, 'entries')
def tar_many_entries(folder):
    block = tarfile.TarInfo('x').tobuf()
    return path_in(folder, 'x.tar.bz2', bz2.compress(block * 20001 + bytes(1024)))


@attack(None, 'a name or a note of')
def tar_endless_name(folder):
    info, _ = member('n' * 100000, b'')
    return _tar(folder, (info, b''))


@attack(None, 'damaged or cut off')
def tar_size_lies(folder):
    data = bytearray(tar_bytes())
    data[124:136] = b'77777777777\0'
    data[148:156] = b' ' * 8
    data[148:156] = b'%06o\0 ' % sum(data[:512])
    return path_in(folder, 'x.tar', bytes(data))


@attack(None, 'damaged or cut off')
def tar_gzip_truncated(folder):
    data = gzip.compress(tar_bytes(member('big', os.urandom(5000))))
    return path_in(folder, 'x.tgz', data[:len(data) // 2])


@attack(None, 'damaged or cut off')
def tar_without_end(folder):
    return path_in(folder, 'x.tar', tar_bytes()[:1024])


@attack('evil\\x00.c', 'zero byte')
def tar_zero_in_a_name(folder):
    info, data = member('x', b'x')
    info.pax_headers = {'path': 'evil\0.c'}
    return _tar(folder, (info, data), kind=tarfile.PAX_FORMAT)


@attack(A, 'larger than 256 KB')
def tar_huge_file(folder):
    return _tar(folder, member(A, b'x' * ((256 << 10) + 1)), files=_only_b())


@attack(A, 'UTF-16')
def tar_other_encoding(folder):
    return _tar(folder, member(A, 'int x;\n'.encode('utf-16')), files=_only_b())


@attack(None, 'holds the lab 2 times')
def tar_two_labs(folder):
    return _tar(folder, *(member(f'{who}/{A}', b'x') for who in ('first', 'second')), files={})


@attack(None, 'is encrypted')
def zip_encrypted(folder):
    data = bytearray(zip_bytes())
    for magic, offset in ((b'PK\3\4', 6), (b'PK\1\2', 8)):
        at = data.find(magic)
        data[at + offset] |= 1
    return path_in(folder, 'x.zip', bytes(data))


@attack(A, 'symbolic link')
def zip_link(folder):
    info = zipfile.ZipInfo(A)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return path_in(folder, 'x.zip', zip_bytes((info, b'/etc/passwd'), files=_only_b()))


@attack('../escape.c', 'climbs out')
def zip_climbs(folder):
    return path_in(folder, 'x.zip', zip_bytes((zipfile.ZipInfo('../escape.c'), b'x')))


@attack(A, 'depends on the computer')
def zip_backslashes(folder):
    return path_in(folder, 'x.zip', zip_bytes((zipfile.ZipInfo('kernel\\a.c'), b'x')))


@attack(A, 'larger than 256 KB')
def zip_bomb(folder):
    return path_in(folder, 'x.zip', zip_bytes((zipfile.ZipInfo(A), bytes(200 << 20)), files=_only_b()))


@attack(A, 'damaged')
def zip_size_lies(folder):
    """Says 5 bytes, in both places, and unpacks to a megabyte."""
    data = bytearray(zip_bytes((zipfile.ZipInfo(A), bytes(1 << 20)), files=_only_b()))
    for magic, offset in ((b'PK\3\4', 22), (b'PK\1\2', 24)):
        struct.pack_into('<L', data, data.find(magic) + offset, 5)
    return path_in(folder, 'x.zip', bytes(data))


@attack(None, 'entries')
def zip_many_entries(folder):
    return path_in(folder, 'x.zip', zip_bytes(*((zipfile.ZipInfo(f'{i}'), b'') for i in range(20001))))


@attack(None, 'damaged or cut off')
def zip_truncated(folder):
    data = zip_bytes()
    return path_in(folder, 'x.zip', data[:len(data) - 30])


@attack(A, 'there 2 times')
def zip_twice(folder):
    return path_in(folder, 'x.zip', zip_bytes((zipfile.ZipInfo(A.replace('a.c', 'z.c')), b'x')).replace(b'kernel/z.c', b'kernel/a.c'))


@attack(A, 'damaged')
def zip_two_names(folder):
    """The entry's own header says another name than the list at the end."""
    data = zip_bytes(method=zipfile.ZIP_STORED)
    return path_in(folder, 'x.zip', data.replace(A.encode(), b'kernel/q.c', 1))


@attack(None, 'no archive that we read')
def not_an_archive(folder):
    return path_in(folder, 'x.rar', b'Rar!\x1a\7\0' + bytes(1000))


@attack(None, 'damaged or cut off')
def gzip_garbage(folder):
    return path_in(folder, 'x.tgz', gzip.compress(zlib.compress(os.urandom(3000))))


@attack(None, 'is empty')
def empty_file(folder):
    return path_in(folder, 'x.zip.tar', b'')


# Repositories.

_WHO = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false', '-c', 'init.defaultBranch=main']


def git(folder, *argv):
    environment = {**os.environ, 'GIT_CONFIG_NOSYSTEM': '1', 'GIT_CONFIG_GLOBAL': '/dev/null'}
    for name in [n for n in environment if n in ('GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE')]:
        del environment[name]
    subprocess.run(['git', '-C', folder, *_WHO, *argv], check=True, capture_output=True, env=environment)


def repository(folder, files=GOOD, links=()):
    where = os.path.join(folder, 'repository')
    os.makedirs(where)
    git(where, 'init', '-q')
    for name, data in files.items():
        os.makedirs(os.path.dirname(os.path.join(where, name)), exist_ok=True)
        path_in(where, name, data)
    for name, target in links:
        os.symlink(target, os.path.join(where, name))
    git(where, 'add', '-A')
    git(where, 'commit', '-q', '-m', 'handed in')
    return where


@attack('', '', commit='HEAD')
def git_runs_commands(folder):
    """Every setting and hook that makes git run something; all is well when nothing of it ran (see the test: no file OWNED)."""
    where = repository(folder)
    owned = f'touch {folder}/OWNED'
    with open(os.path.join(where, '.git/config'), 'a', encoding='ascii') as f:
        f.write(f'[core]\n\tfsmonitor = {owned}\n\tsshCommand = {owned}\n\tpager = {owned}\n\thooksPath = {where}/hooks\n'
                f'[filter "x"]\n\tsmudge = {owned}\n\tclean = {owned}\n[include]\n\tpath = {where}/more\n'
                f'[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = ext::sh -c "{owned}"\n\tpromisor = true\n')
    path_in(where, '.gitattributes', b'* filter=x\n')
    for hook in ('post-checkout', 'reference-transaction', 'pre-auto-gc'):
        path = path_in(os.path.join(where, '.git/hooks'), hook, f'#!/bin/sh\n{owned}\n'.encode())
        os.chmod(path, 0o755)
    return where


@attack(A, 'symbolic link', commit='HEAD')
def git_link(folder):
    return repository(folder, _only_b(), [(A, '/etc/passwd')])


@attack(None, 'no commit', commit='HEAD')
def git_borrows_objects(folder):
    """The objects lie in another repository, to which this one points."""
    where, other = repository(folder), os.path.join(folder, 'other')
    os.rename(os.path.join(where, '.git/objects'), other)
    os.makedirs(os.path.join(where, '.git/objects/info'))
    path_in(os.path.join(where, '.git/objects/info'), 'alternates', other.encode() + b'\n')
    return where


@attack(None, 'no name of a commit', commit='--upload-pack=touch')
def git_option_as_commit(folder):
    return repository(folder)


@attack(None, 'no commit, branch or tag', commit='HEAD')
def git_branch_is_a_link(folder):
    where = repository(folder)
    path = os.path.join(where, '.git/refs/heads/main')
    os.rename(path, path_in(folder, 'elsewhere', b''))
    os.symlink(os.path.join(folder, 'elsewhere'), path)
    return where
