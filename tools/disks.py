"""The disks of `make run`: made once, kept between runs, brought up to date before each. Enter by prepare().

    disk.img   32 MB ext2: /bin with the programs, /etc and /home from user/apps/files
    swap.img   64 MB for the pager; the host gives the room when it is written to

What users wrote stays. Only programs that were built anew since are exchanged in /bin.
"""

import errno
import fcntl
import os
import shutil
import struct
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "user", "fs"))
import image  # noqa: E402

SKELETON = os.path.join(ROOT, "user", "apps", "files")
FILES_MB, SWAP_MB = 32, 64
INODES = 2048

CLEAN = 1  # superblock: state
REPAIRED = 1 | 2  # bits of e2fsck's status that say: it is well now


class Trouble(Exception):
    """The disks cannot be used; the text says why, and what to do."""


def run(line, about, folder=None, good=(0,)):
    """Runs a command. Its output; Trouble if its status is not a good one."""
    environment = dict(os.environ, E2FSPROGS_FAKE_TIME=str(image.EPOCH), LC_ALL="C")
    done = subprocess.run(line, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    said = done.stdout.decode(errors="replace")
    if done.returncode not in good:
        raise Trouble(f"{os.path.basename(line[0])} ended with status {done.returncode} at {about}:\n{said.strip()}")
    return said


def tool(name, *arguments, folder=None, good=(0,)):
    """The same for a program of e2fsprogs, whose last argument is the image."""
    return run([image.find(name), *arguments], arguments[-1], folder, good)


def lock(folder):
    """Holds the disks of this folder. The file is to stay open as long as somebody uses them; Trouble if another does."""
    path = os.path.join(folder, "run.lock")
    file = open(path, "a+", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        holder = file.read().strip()
        raise Trouble(f"The disks in {folder} are in use: `make run` runs already"
                      + (f" (process {holder})" if holder else "") +
                      ".\nEnd that one first (Ctrl-A X), or give this one disks of its own: make run BUILD=build/second"
                      ) from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def lay_out(tree, programs):
    """The files of a new disk."""
    shutil.copytree(SKELETON, tree, dirs_exist_ok=True)
    for name in ("bin", "etc", "home"):
        os.makedirs(os.path.join(tree, name), exist_ok=True)
    for name, path in programs.items():
        shutil.copyfile(path, os.path.join(tree, "bin", name))
        os.chmod(os.path.join(tree, "bin", name), 0o755)
    for folder, _, names in os.walk(tree):
        for path in [folder] + [os.path.join(folder, name) for name in names]:
            os.utime(path, (image.EPOCH, image.EPOCH))


def reserve(path, megabytes):
    """Has the host set the room aside, so that the system cannot meet a full disk while it runs."""
    with open(path, "wb") as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, megabytes << 20)
        else:
            file.truncate(megabytes << 20)


def make_disk(path, programs):
    new = path + ".new"
    try:
        with tempfile.TemporaryDirectory() as tree:
            lay_out(tree, programs)
            reserve(new, FILES_MB)
            run(image.command(new, tree, FILES_MB * 256, INODES), new)
        os.replace(new, path)
    finally:
        if os.path.exists(new):
            os.remove(new)


def is_clean(path):
    """What the superblock says: was it unmounted, or synced last, and without an error?"""
    with open(path, "rb") as file:
        file.seek(1024)
        block = file.read(1024)
    magic, state = struct.unpack_from("<HH", block, 56) if len(block) == 1024 else (0, 0)
    if magic != 0xEF53:
        raise Trouble(f"{path} holds no ext2 file system. `make run FRESH=1` makes the disk anew.")
    return state == CLEAN


def repair(path):
    """As a system does at its start, but on the host: e2fsck, which asks nothing."""
    if is_clean(path):
        return
    print(f"{path} was not left clean; e2fsck -p sees to it:", flush=True)
    try:
        said = tool("e2fsck", "-p", path, good=[n for n in range(4) if n & ~REPAIRED == 0])
    except Trouble as trouble:
        raise Trouble(f"{trouble}\nThe file system is damaged. `e2fsck {path}` repairs it and asks on the way; "
                      "`make run FRESH=1` makes the disk anew.") from trouble
    print("".join(f"  {line}\n" for line in said.splitlines()), end="", flush=True)


def stale(path, programs, folder):
    """Programs whose file in /bin of the disk is another one, or is not there."""
    there = os.path.join(folder, "there")
    os.mkdir(there)
    tool("debugfs", "-R", f"rdump /bin {there}", path)
    found = []
    for name, source in programs.items():
        copy = os.path.join(there, "bin", name)
        if not os.path.isfile(copy) or open(copy, "rb").read() != open(source, "rb").read():
            found.append(name)
    shutil.rmtree(there)
    return found


def update(path, programs):
    """Exchanges in /bin what was built anew, and touches nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        names = stale(path, programs, folder)
        if not names:
            return
        commands = ["mkdir /bin", "cd /bin"]
        for name in names:
            shutil.copyfile(programs[name], os.path.join(folder, name))
            commands += [f"rm {name}", f"write {name} {name}", f"sif {name} mode 0100755"]
        with open(os.path.join(folder, "commands"), "w", encoding="ascii") as file:
            file.write("\n".join(commands) + "\n")
        tool("debugfs", "-w", "-f", "commands", os.path.abspath(path), folder=folder)
        left = stale(path, programs, folder)
        if left:
            raise Trouble(f"{', '.join(left)} could not be brought up to date in /bin of {path}: is the file system full? "
                          "`make run FRESH=1` makes it anew; what was written to it is lost then.")
    print(f"/bin of {path} was brought up to date: {', '.join(names)}", flush=True)


def room_for_swap(path):
    """A sparse file takes room as the system runs: is there enough?"""
    there = os.stat(path)
    missing = there.st_size - there.st_blocks * 512
    free = shutil.disk_usage(os.path.dirname(path) or ".").free
    if free < missing:
        raise Trouble(f"This host's disk has {free >> 20} MB left, and {path} may need {missing >> 20} MB more. "
                      "Make room, or choose another disk: make run BUILD=/elsewhere/build")


def prepare(folder, programs, fresh=False):
    """The paths of both disks, ready to be used. `programs`: {name in /bin: file on the host}."""
    disk, swap = os.path.join(folder, "disk.img"), os.path.join(folder, "swap.img")
    try:
        if fresh or not os.path.exists(disk):
            make_disk(disk, programs)
            print(f"{disk} is new: {FILES_MB} MB with {len(programs)} programs in /bin", flush=True)
        else:
            repair(disk)
            update(disk, programs)
        if fresh or not os.path.exists(swap):
            with open(swap, "wb") as file:
                file.truncate(SWAP_MB << 20)
        room_for_swap(swap)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Trouble(f"This host's disk is full: there is no room for the disks of `make run` ({disk}: {FILES_MB} MB, "
                      f"{swap}: up to {SWAP_MB} MB).") from error
    return [disk, swap]


def prepare_or_end(folder, programs, fresh=False):
    """For commands: (paths, the lock to hold), or the end with the reason."""
    try:
        held = lock(folder)
        return prepare(folder, programs, fresh), held
    except Trouble as trouble:
        sys.exit(str(trouble))
