"""The whole system for a test: kernel, servers, a configuration, fresh disks. Enter by System.

A test's own server is a module more, and a line more in the configuration.
"""

import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
sys.path.insert(0, os.path.join(ROOT, "tools"))
sys.path.insert(0, os.path.join(ROOT, "user", "fs"))
import image  # noqa: E402
import machine  # noqa: E402
from image import find  # noqa: E402,F401  (where the e2fsprogs are)

CONFIGURATION = os.path.join(ROOT, "user", "root", "l486.conf")
SERVERS = ("names", "console", "clock", "disk", "fs", "pager", "shell")
STRIP = os.environ.get("CROSS", "i686-linux-gnu-") + "objcopy"


def configuration(more="", before=None, without=(), change=()):
    """The system's configuration without some servers, with changes in its text, and with `more` lines at its end or before
    the line of a server."""
    with open(CONFIGURATION, encoding="ascii") as file:
        lines = [line for line in file if line.split(" ")[0] not in without]
    at = next((i for i, line in enumerate(lines) if before and line.split(" ")[0] == before), len(lines))
    text = "".join(lines[:at]) + more + "".join(lines[at:])
    for old, new in change:
        if old not in text:
            raise ValueError(f"{CONFIGURATION} has no {old!r}")
        text = text.replace(old, new)
    return text


class System:
    """A folder with all that one boot needs. Use it with `with`: it vanishes at the end.

    build   the build directory
    text    the configuration
    more    further modules: {name in the configuration: file}
    files   what the file system holds, {path in it: file on the host}; None: there are no disks
    """

    def __init__(self, build, text=None, more=None, files=None, file_mb=16, swap_mb=64):
        self.build = build
        self.folder = tempfile.mkdtemp(prefix="l486-system-")
        self.disks = []
        conf = os.path.join(self.folder, "l486.conf")
        with open(conf, "w", encoding="ascii") as file:
            file.write(configuration() if text is None else text)
        self.modules = [self._strip(f"{build}/user/sigma0.elf", "sigma0.elf"),
                        self._strip(f"{build}/user/root.elf", "root.elf"), conf]
        for name in SERVERS:
            if os.path.exists(f"{build}/user/{name}.elf"):
                self.modules.append(self._strip(f"{build}/user/{name}.elf", name + ".elf"))
        for name, path in (more or {}).items():
            self.modules.append(self._strip(path, name + ".elf"))
        if files is not None:
            self._make_disks(files, file_mb, swap_mb)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def _strip(self, path, name):
        to = os.path.join(self.folder, name)
        subprocess.run([STRIP, "--strip-debug", path, to], check=True)
        return to

    def _make_disks(self, files, file_mb, swap_mb):
        tree = os.path.join(self.folder, "tree")
        os.makedirs(tree)
        for path, source in files.items():
            to = os.path.join(tree, path.lstrip("/"))
            os.makedirs(os.path.dirname(to), exist_ok=True)
            if source.endswith(".elf"):
                subprocess.run([STRIP, "--strip-all", source, to], check=True)
            else:
                shutil.copy(source, to)
        self.disks = [os.path.join(self.folder, "disk.img"), os.path.join(self.folder, "swap.img")]
        image.make(self.disks[0], tree, blocks=file_mb << 8)
        with open(self.disks[1], "wb") as file:
            file.truncate(swap_mb << 20)

    def command(self, memory=16, icount=5, **more):
        """QEMU's command line for this system."""
        line = machine.command(kernel=f"{self.build}/kernel/l486.elf", modules=self.modules, icount=icount,
                               disks=self.disks, **more)
        line[line.index("-m") + 1] = str(memory)
        return line

    def boot(self, **more):
        return machine.Machine(self.command(**more))


def programs(build):
    """The programs of user/apps/bin as files of the file system, for `files`."""
    folder = f"{build}/user/bin"
    return {f"/bin/{name[:-4]}": os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".elf")}
