"""The whole system for a test of the pager server: name, disk, file and pager server and a program, `driver`, that starts
others from a disk made for the purpose. Enter by boot().
"""

import os
import shutil
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "..", "tools"))
sys.path.insert(0, os.path.join(HERE, "..", "..", "fs"))
import image  # noqa: E402
import machine  # noqa: E402

SLOTS = 1536
SERVERS = ("names", "disk", "fs", "pager")
CONFIGURATION = """
names  memory=16K priority=150
disk   memory=32K priority=190 ports=1F0+8,3F0+16 irq=14 restart=9
fs     memory=1M  priority=140 restart=9
pager  memory=1M  priority=130 restart=1
driver memory=64K priority=100 trusted
"""


def make_disks(files, folder):
    """The paths of a disk with these files (name: bytes) and an empty folder, and of a swap disk."""
    content = os.path.join(folder, "content")
    os.makedirs(os.path.join(content, "folder"))
    for name, data in files.items():
        with open(os.path.join(content, name), "wb") as file:
            file.write(data)
    disk, swap = os.path.join(folder, "disk.img"), os.path.join(folder, "swap.img")
    image.make(disk, content, blocks=1024, inodes=64)
    with open(swap, "wb") as file:
        file.truncate(SLOTS * 4096)
    return disk, swap


def boot(build, files, seconds):
    """What was printed."""
    with tempfile.TemporaryDirectory() as folder:
        configuration = os.path.join(folder, "l486.conf")
        with open(configuration, "w", encoding="ascii") as file:
            file.write(CONFIGURATION)
        driver = os.path.join(folder, "driver.elf")
        shutil.copy(f"{build}/user/pager/driver.elf", driver)
        modules = [f"{build}/user/sigma0.elf", f"{build}/user/root.elf", configuration]
        modules += [f"{build}/user/{name}.elf" for name in SERVERS] + [driver]
        line = machine.command(kernel=f"{build}/kernel/l486.elf", modules=modules, icount=5,
                               disks=make_disks(files, folder))
        with machine.Machine(line) as guest:
            try:
                guest.wait(seconds)
            except machine.Gone as gone:
                print(f"  {str(gone).splitlines()[0]}")
            return guest.output.decode("ascii", "replace").replace("\r", "")
