"""The disks of `make run`: made, kept, brought up to date, repaired, locked, refused with a reason."""

import contextlib
import errno
import io
import os
import sys
import tempfile
import types

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import disks  # noqa: E402


def wanted(text, said):
    if text not in said:
        raise AssertionError(f"{text!r} expected; it said {said!r}")


class Scene:
    """A folder with disks and two programs."""

    def __init__(self, folder):
        self.folder = folder
        self.disk = os.path.join(folder, "disk.img")
        self.programs = {}
        for name in ("one", "two"):
            self.build(name, name.encode() * 3000)

    def build(self, name, data):
        self.programs[name] = os.path.join(self.folder, name)
        with open(self.programs[name], "wb") as file:
            file.write(data)

    def prepare(self, **more):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            self.paths = disks.prepare(self.folder, self.programs, **more)
        return said.getvalue()

    def read(self, path):
        with tempfile.TemporaryDirectory() as folder:
            disks.tool("debugfs", "-R", f"dump {path} {folder}/copy", self.disk)
            with open(f"{folder}/copy", "rb") as file:
                return file.read()

    def write(self, path, data):
        """As a user does inside the system."""
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            disks.tool("debugfs", "-w", "-R", f"write {file.name} {path}", self.disk)

    def poke(self, offset, data):
        with open(self.disk, "r+b") as file:
            file.seek(offset)
            file.write(data)

    def is_whole(self):
        disks.tool("e2fsck", "-fn", self.disk)

    def trouble(self, action):
        try:
            action()
        except disks.Trouble as trouble:
            return str(trouble)
        raise AssertionError("no trouble was seen")


def a_new_disk_holds_the_programs_and_the_files(scene):
    wanted("is new: 32 MB with 2 programs", scene.prepare())
    assert scene.read("/bin/two") == b"two" * 3000
    wanted("ext2 disk", scene.read("/home/welcome.txt").decode())
    assert [os.path.getsize(path) for path in scene.paths] == [32 << 20, 64 << 20]
    scene.is_whole()


def what_users_wrote_stays_and_bin_is_brought_up_to_date(scene):
    scene.prepare()
    scene.write("mine", b"my own file")
    scene.build("two", b"another program" * 5000)
    scene.build("three", b"third")
    said = scene.prepare()
    wanted("brought up to date: two, three", said)
    assert scene.read("/bin/one") == b"one" * 3000
    assert scene.read("/bin/two") == b"another program" * 5000
    assert scene.read("/bin/three") == b"third"
    assert scene.read("/mine") == b"my own file"
    scene.is_whole()
    assert scene.prepare() == ""


def a_program_that_its_user_removed_comes_back(scene):
    scene.prepare()
    for command in ("rm /bin/one", "rm /bin/two", "rmdir /bin"):
        disks.tool("debugfs", "-w", "-R", command, scene.disk)
    scene.prepare()
    assert scene.read("/bin/one") == b"one" * 3000
    scene.is_whole()


def fresh_makes_it_anew(scene):
    scene.prepare()
    scene.write("mine", b"my own file")
    wanted("is new", scene.prepare(fresh=True))
    try:
        scene.read("/mine")
    except FileNotFoundError:
        return
    raise AssertionError("the user's file is still there")


def a_disk_that_was_not_left_clean_is_repaired(scene):
    scene.prepare()
    scene.write("mine", b"my own file")
    scene.poke(1024 + 58, b"\0\0")
    scene.poke(1024 + 12, b"\1\2\0\0")  # a count of free blocks that cannot be
    wanted("was not left clean; e2fsck -p", scene.prepare())
    scene.is_whole()
    assert scene.read("/mine") == b"my own file"
    assert scene.prepare() == ""


def a_disk_that_cannot_be_repaired_is_said_to_be(scene):
    scene.prepare()
    scene.poke(1024 + 58, b"\0\0")
    scene.poke(4096, bytes(8192))  # the group's description, and what follows
    text = scene.trouble(scene.prepare)
    wanted("is damaged", text)
    wanted("FRESH=1", text)


def a_file_that_is_no_file_system_is_said_to_be(scene):
    scene.prepare()
    scene.poke(0, bytes(65536))
    wanted("holds no ext2", scene.trouble(scene.prepare))


def programs_that_do_not_fit_are_said_to_be(scene):
    scene.prepare()
    scene.build("large", bytes(range(256)) * (140 << 10))
    wanted("large could not be brought up to date", scene.trouble(scene.prepare))


def two_at_a_time_are_refused(scene):
    with disks.lock(scene.folder):
        text = scene.trouble(lambda: disks.lock(scene.folder))
        wanted(f"process {os.getpid()}", text)
        wanted("BUILD=", text)
    disks.lock(scene.folder).close()


def a_full_host_is_said_to_be(scene):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")
    real, os.posix_fallocate = os.posix_fallocate, full
    try:
        wanted("disk is full", scene.trouble(scene.prepare))
    finally:
        os.posix_fallocate = real
    assert not os.path.exists(scene.disk) and not os.path.exists(scene.disk + ".new")
    real, disks.shutil.disk_usage = disks.shutil.disk_usage, lambda _: types.SimpleNamespace(free=20 << 20)
    try:
        wanted("has 20 MB left", scene.trouble(scene.prepare))
    finally:
        disks.shutil.disk_usage = real


def main():
    failed = 0
    for test in [value for name, value in globals().items() if callable(value) and "_" in name and "scene" in
                 value.__code__.co_varnames[:1]]:
        name = test.__name__.replace("_", " ")
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Scene(folder))
                print(f"ok {name}", flush=True)
            except (AssertionError, OSError, disks.Trouble) as error:
                failed += 1
                print(f"FAIL {name}: {type(error).__name__} " + str(error).replace("\n", "\n  "), flush=True)
    sys.exit(1 if failed else 0)


main()
