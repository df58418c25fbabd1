"""Running what a student wrote (the compiler on it, QEMU with it) so that it can't reach the rest of the machine.

The best level that this host allows is found once, by trying it, and stands in every result:

    bwrap+uid   namespaces that hold /usr and the named folders, and a user of their own inside   (root with bubblewrap)
    bwrap       the same namespaces, the caller's user                                            (anybody with bubblewrap)
    uid         another user, no privileges, limits; sees what every user of the machine sees     (root without)
    limits      limits of time, memory and file size only
"""
import functools
import os
import shutil
import subprocess

NOBODY = 65534
LEVELS = ('bwrap+uid', 'bwrap', 'uid', 'limits')

_NAMESPACES = ['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--die-with-parent', '--new-session',
               '--clearenv', '--setenv', 'PATH', '/usr/bin:/bin', '--setenv', 'HOME', '/tmp', '--setenv', 'LC_ALL', 'C',
               '--ro-bind', '/usr', '/usr', '--symlink', 'usr/bin', '/bin', '--symlink', 'usr/lib', '/lib',
               '--symlink', 'usr/lib64', '/lib64', '--perms', '0755', '--dir', '/etc', '--ro-bind-try', '/etc/alternatives', '/etc/alternatives',
               '--proc', '/proc', '--dev', '/dev', '--size', '67108864', '--tmpfs', '/tmp']
_DROP = ['setpriv', f'--reuid={NOBODY}', f'--regid={NOBODY}', '--clear-groups', '--no-new-privs', '--bounding-set=-all',
         '--inh-caps=-all', '--pdeathsig', 'KILL']
_TO_DROP = ['--cap-drop', 'ALL', '--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID', '--cap-add', 'CAP_SETPCAP']


def limits(seconds, megabytes, file_megabytes=64, processes=64):
    """prlimit's arguments: seconds of processor time, megabytes of address space and of any one file."""
    return ['prlimit', f'--cpu={seconds}', f'--as={megabytes << 20}', f'--fsize={file_megabytes << 20}',
            f'--nproc={processes}', '--nofile=256', '--core=0']


@functools.lru_cache(maxsize=None)
def level():
    """The best level that works here. GRADE_SANDBOX names one to be used instead, if it works."""
    wanted = os.environ.get('GRADE_SANDBOX')
    for candidate in (wanted,) if wanted else LEVELS:
        if _works(candidate):
            return candidate
    raise SystemExit(f'grade: the sandbox level "{wanted}" does not work here; there are {", ".join(LEVELS)}')


def _works(candidate):
    needs = {'bwrap+uid': ['bwrap', 'setpriv', 'prlimit'], 'bwrap': ['bwrap', 'prlimit'], 'uid': ['setpriv', 'prlimit']}
    if candidate not in LEVELS or not all(shutil.which(tool) for tool in needs.get(candidate, [])):
        return False
    if candidate in ('bwrap+uid', 'uid') and os.geteuid() != 0:
        return False
    probe = wrap(['/bin/sh', '-c', 'true'], limits(5, 1024), at=candidate)
    return subprocess.run(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0


def wrap(argv, limit, read=(), write=(), folder='/', at=None):
    """argv, wrapped. `read` and `write` are (path outside, path inside) pairs; `folder` (inside) is where it starts.

    Without namespaces the inside paths don't exist: see place()."""
    at = at or level()
    if at == 'limits':
        return limit + argv if shutil.which('prlimit') else argv
    if at == 'uid':
        return _DROP + limit + argv
    binds = []
    for parent in sorted({os.path.dirname(inside) for _, inside in read}):
        binds += ['--perms', '0755', '--dir', parent]
    for outside, inside in read:
        binds += ['--ro-bind', os.path.abspath(outside), inside]
    for outside, inside in write:
        binds += ['--bind', os.path.abspath(outside), inside]
    user = _TO_DROP if at == 'bwrap+uid' else ['--unshare-user', '--disable-userns']
    return ['bwrap', *_NAMESPACES, *user, *binds, '--chdir', folder, '--',
            *(_DROP if at == 'bwrap+uid' else []), *limit, *argv]


def has_namespaces():
    return level().startswith('bwrap')


def place(outside, inside):
    """The path under which a wrapped program finds `outside`, which was bound to `inside`."""
    return inside if has_namespaces() else os.path.abspath(outside)


def hand_over(folder):
    """Makes `folder` and all in it writable for the user who runs inside."""
    if level() not in ('bwrap+uid', 'uid'):
        return
    for base, folders, files in os.walk(folder):
        for name in [base] + [os.path.join(base, f) for f in folders + files]:
            os.chown(name, NOBODY, NOBODY, follow_symlinks=False)
