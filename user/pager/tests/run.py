"""The pager server in the running system: `make pager-test`.

Boots the root task with name, disk, file and pager server and the tests (driver.c), on a disk made here. What the pager
itself says on the kernel's console is judged here.
"""

import os
import re
import shutil
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "..", "tools"))
sys.path.insert(0, os.path.join(HERE, "..", "..", "fs"))
import image  # noqa: E402
import machine  # noqa: E402

GUARD_SECONDS = 120
SLOTS = 1536
SERVERS = ("names", "disk", "fs", "pager")
CONFIGURATION = """
names  memory=16K priority=150
disk   memory=32K priority=190 ports=1F0+8,3F0+16 irq=14
fs     memory=1M  priority=140
pager  memory=1M  priority=130 restart=1
driver memory=64K priority=100 trusted
"""
SAID = (
    r"victim \(task \d+\) wrote to 5fff[0-9a-f]{4}, below its stack, which is full, at eip 004",
    r"victim \(task \d+\) read from 00000010, where it has no memory, at eip 004",
    r"victim \(task \d+\) wrote to 004[0-9a-f]{5}, which is read-only, at eip 004",
    r"victim \(task \d+\) read from 80005000, where no open file's window is, at eip 004",
    r"victim \(task \d+\) (wrote to|read from) [0-9a-f]{8}, and there is neither memory nor swap space left for it",
    r"pager: victim \(task \d+\) writes 10000000 at eip 004[0-9a-f]+: zeroed",
    r"pager: victim \(task \d+\) reads 004[0-9a-f]+ at eip 004[0-9a-f]+: (read from its file|in memory: mapped)",
    r"pager: victim \(task \d+\) writes 004[0-9a-f]+ at eip 004[0-9a-f]+: copied from its file's page",
)


def make_disks(build, folder):
    """The paths of a disk with what the tests want, and of an empty one."""
    content = os.path.join(folder, "content")
    os.makedirs(os.path.join(content, "folder"))
    program = open(f"{build}/user/pager/victim.elf", "rb").read()
    files = {"victim": program, "text": b"no program\n" * 300, "empty": b"", "cut": program[:5000],
             "far": program[:24] + b"\x00\x00\x00\x10" + program[28:],
             "data": b"".join(n.to_bytes(4, "little") for n in range(8192))}
    for name, data in files.items():
        with open(os.path.join(content, name), "wb") as file:
            file.write(data)
    disk, swap = os.path.join(folder, "disk.img"), os.path.join(folder, "swap.img")
    image.make(disk, content, blocks=1024, inodes=64)
    with open(swap, "wb") as file:
        file.truncate(SLOTS * 4096)
    return disk, swap


def boot(build, plugin=None, kernel=None):
    """What was printed, as text."""
    with tempfile.TemporaryDirectory() as folder:
        configuration = os.path.join(folder, "l486.conf")
        with open(configuration, "w", encoding="ascii") as file:
            file.write(CONFIGURATION)
        shutil.copy(f"{build}/user/pager/driver.elf", os.path.join(folder, "driver.elf"))
        modules = [f"{build}/user/sigma0.elf", f"{build}/user/root.elf", configuration]
        modules += [f"{build}/user/{name}.elf" for name in SERVERS] + [os.path.join(folder, "driver.elf")]
        line = machine.command(kernel=kernel or f"{build}/kernel/l486.elf", modules=modules, icount=5,
                               disks=make_disks(build, folder), plugin=plugin)
        with machine.Machine(line) as guest:
            try:
                guest.wait(GUARD_SECONDS)
            except machine.Gone as gone:
                print(f"  {str(gone).splitlines()[0]}")
            return guest.output.decode("ascii", "replace").replace("\r", "")


def main(build):
    text = boot(build)
    if os.environ.get("VERBOSE"):
        print(text)
    closing = re.search(r"pager: (\d+) passed, (\d+) failed", text)
    passed, failed = (int(closing.group(1)), int(closing.group(2))) if closing else (0, 1)
    for line in text.splitlines():
        if re.match(r"(ok|FAIL) pager: |  line ", line):
            print(line)
    if not closing:
        print("FAIL pager: the tests come to their end: they did not; the console's end:")
        print("\n".join("  | " + line for line in text.splitlines()[-15:]))
    for said in SAID:
        right = re.search(said, text) is not None
        passed += right
        failed += not right
        print(f"ok pager: it is told: {said}" if right else f"FAIL pager: it is told: {said}")
    print(f"pager: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
