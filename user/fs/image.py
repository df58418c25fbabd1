"""Makes the disk: an ext2 of 4 KB blocks with the files of a folder in it.

    image.py OUTPUT FOLDER [--size MB] [--inodes N]      e.g. image.py build/disk.img build/disk-files

The same folder gives the same image, byte for byte: no time and no random number of the host is in it. Other scripts
use make(). Needs mke2fs (e2fsprogs 1.43 or newer).
"""

import argparse
import os
import shutil
import subprocess
import sys

# What user/fs/ext2 knows: names with types, few copies of the superblock; no journal, no hash trees, no room to grow.
FEATURES = "none,filetype,sparse_super"
EPOCH = 946684800  # 2000-01-01, when the tests' machine starts
UUID = "00000486-0000-4000-8000-000000000486"


def find(program):
    """Path of one of the e2fsprogs. Debian keeps them where users' PATH does not look."""
    path = shutil.which(program) or shutil.which(program, path="/sbin:/usr/sbin:/opt/homebrew/opt/e2fsprogs/sbin")
    if not path:
        sys.exit(f"{program} is missing: install e2fsprogs (tools/setup.sh does)")
    return path


def command(output, folder=None, blocks=4096, inodes=1024, group=None):
    """The line that makes an image of so many blocks of 4 KB; `group`: blocks to a group."""
    return [find("mke2fs"), "-q", "-F", "-t", "ext2", "-r", "1", "-b", "4096", "-I", "128", "-m", "0", "-O", FEATURES,
            "-N", str(inodes), "-U", UUID, "-E", f"root_owner=0:0,hash_seed={UUID},nodiscard",
            *(["-g", str(group)] if group else []), *(["-d", folder] if folder else []), output, str(blocks)]


def make(output, folder=None, blocks=4096, inodes=1024, group=None):
    """Writes the image to `output`, which is put in place when it is whole."""
    new = output + ".new"
    if os.path.exists(new):
        os.remove(new)
    with open(new, "wb") as file:
        file.truncate(blocks * 4096)
    environment = dict(os.environ, E2FSPROGS_FAKE_TIME=str(EPOCH), SOURCE_DATE_EPOCH=str(EPOCH))
    done = subprocess.run(command(new, folder, blocks, inodes, group), env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        os.remove(new)
        sys.exit(f"{output}: mke2fs failed (is the disk too small for {folder}?)\n{done.stdout}")
    os.replace(new, output)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("output")
    parser.add_argument("folder")
    parser.add_argument("--size", type=int, default=16, help="in MB")
    parser.add_argument("--inodes", type=int, default=1024)
    arguments = parser.parse_args()
    if not os.path.isdir(arguments.folder):
        sys.exit(f"{arguments.folder} is no folder")
    make(arguments.output, arguments.folder, arguments.size * 256, arguments.inodes)


if __name__ == "__main__":
    main()
