"""The file server in the running system: `make fs-test`, `make fs-random`, `make fs-power-cut`.

A system of root task, name server, disk driver, file server and a program of ours (server_guest.c) boots with a disk
image that mke2fs made. Afterwards e2fsck must find nothing (after a power cut: nothing that it cannot repair without
asking), and what debugfs reads must be what was written.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "..", "..", "tools"), HERE]
import machine  # noqa: E402
import server_model  # noqa: E402

GUARD_SECONDS = 120
IMAGE_MB = 32
SYNC_EVERY = 20
CONFIG = """names memory=16K priority=150 restart=100
disk memory=32K priority=190 restart=100 ports=1F0+8,3F0+16
fs memory={memory} priority=140 restart=100
cutter memory=16K priority=250 args=cut
guest memory=256K priority=100 trusted args="{guest}"
"""
POWER_FAILED = 0x20

os.environ["PATH"] += ":/usr/sbin:/sbin"


class Judge:
    def __init__(self):
        self.passed = self.failed = 0

    def say(self, name, right, detail=""):
        self.passed += bool(right)
        self.failed += not right
        print(f"ok {name}" if right else f"FAIL {name}: {detail}", flush=True)
        return right


def run(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")


def big_file():
    return bytes((i * 7 + (i >> 12) * 13) & 0xFF for i in range(1 << 20))


def make_image(folder, files=None):
    """A fresh ext2 with these files in its root."""
    image, tree = os.path.join(folder, "disk.img"), os.path.join(folder, "tree")
    shutil.rmtree(tree, ignore_errors=True)
    os.makedirs(tree)
    for name, data in (files or {}).items():
        os.makedirs(os.path.dirname(os.path.join(tree, name)), exist_ok=True)
        with open(os.path.join(tree, name), "wb") as file:
            file.write(data)
    with open(image, "wb") as file:
        file.truncate(IMAGE_MB << 20)
    made = run(["mke2fs", "-q", "-F", "-t", "ext2", "-b", "4096", "-O", "none,filetype,sparse_super", "-m", "0", "-N",
                "512", "-U", "01234567-89ab-cdef-0123-456789abcdef", "-d", tree, image])
    if made.returncode:
        sys.exit(f"mke2fs failed: {made.stdout}")
    return image


def boot(build, folder, image, guest, memory="512K"):
    """What was printed, and the guest's status."""
    config = CONFIG.format(memory=memory, guest=guest)
    paths = {"l486.conf": None, "guest": f"{build}/user/fs/guest.elf", "cutter": f"{build}/user/fs/guest.elf"}
    modules = [f"{build}/user/sigma0.elf", f"{build}/user/root.elf"]
    modules += [f"{build}/user/{name}.elf" for name in ("names", "disk", "fs")]
    for name, source in paths.items():
        path = os.path.join(folder, name)
        if source:
            shutil.copy(source, path)
        else:
            with open(path, "w", encoding="ascii") as file:
                file.write(config)
        modules.append(path)
    line = machine.command(kernel=f"{build}/kernel/l486.elf", modules=modules, icount=5, disks=[image] if image else [])
    with machine.Machine(line) as guest_machine:
        try:
            status = guest_machine.wait(GUARD_SECONDS)
        except machine.Gone as gone:
            status = str(gone)
        return guest_machine.output.decode("ascii", "replace").replace("\r", ""), status


def check_clean(judge, name, image):
    done = run(["e2fsck", "-fn", image])
    return judge.say(f"{name}: e2fsck finds nothing", done.returncode == 0, done.stdout.replace("\n", "; "))


def read_tree(folder, image):
    """All files of the image, path to bytes, and the set of directories: as debugfs reads them."""
    out = os.path.join(folder, "out")
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    run(["debugfs", "-R", f"rdump / {out}", image])
    files, directories = {}, set()
    for where, names, leaves in os.walk(out):
        inside = where[len(out):]
        for leaf in leaves:
            with open(os.path.join(where, leaf), "rb") as file:
                files[f"{inside}/{leaf}"] = file.read()
        directories |= {f"{inside}/{name}" for name in names if name != "lost+found"}
    shutil.rmtree(out)
    return files, directories


def tail(text):
    return " | ".join(text.strip().splitlines()[-6:])


def test_scene(judge, build, folder):
    image = make_image(folder, {"big": big_file(), "small": b"x" * 100, "empty": b"", "folder/leaf": b"leaf\n"})
    text, status = boot(build, folder, image, "scene", memory="256K")
    for line in text.splitlines():
        if re.match(r"(ok|FAIL) server: ", line):
            print(line)
    closing = re.search(r"server: (\d+) passed, (\d+) failed", text)
    judge.say("server: the scene comes to its end", closing, tail(text))
    if closing:
        judge.passed += int(closing.group(1))
        judge.failed += int(closing.group(2))
    check_clean(judge, "server: scene", image)
    files, _ = read_tree(folder, image)
    judge.say("server: scene: debugfs reads what was there before", files.get("/big") == big_file(), sorted(files))
    judge.say("server: scene: debugfs reads what was written by mapping",
              files.get("/mapped") == b"".join(bytes([65 + i]) * 4096 for i in range(3)), sorted(files))


def test_no_drive(judge, build, folder):
    text, _ = boot(build, folder, None, "absent")
    judge.say("server: without a drive it says so and registers nothing", "fs: there is no drive" in text and
              "a file server is there: no" in text and "not started again" in text, tail(text))


def first_difference(text, model, count):
    """Runs the model along; the first digest that differs, or None."""
    said = dict(re.findall(r"^digest (\d+) ([0-9a-f]{8})$", text, re.M))
    for number in range(1, count + 1):
        model.step()
        if number % 100 == 0 and said.get(str(number)) != f"{model.digest:08x}":
            return f"up to operation {number} it saw {said.get(str(number))}, the model {model.digest:08x}"
    return None


def test_random(judge, build, folder, seed, count):
    name = f"server: {count} random operations, seed {seed}"
    image = make_image(folder)
    text, status = boot(build, folder, image, f"load {seed} {count} 0 0 0", memory="208K")
    model = server_model.Model(seed)
    difference = first_difference(text, model, count)
    closing = re.search(r"^load: .* sync 0, .* (\d+) changed, restored (\d+), refused 0$", text, re.M)
    judge.say(f"{name}: every answer is the model's", difference is None, f"{difference}; {tail(text)}")
    judge.say(f"{name}: pages were taken back and restored, none refused", closing and int(closing.group(2)) > 0, tail(text))
    check_clean(judge, name, image)
    files, directories = read_tree(folder, image)
    wrong = sorted(path for path in files.keys() | model.files.keys()
                   if path not in files or path not in model.files or files[path] != model.files[path].data)
    judge.say(f"{name}: the disk holds what the model holds", not wrong and directories == model.directories,
              f"differ: {wrong} {sorted(directories ^ model.directories)}")


class Acknowledged:
    """What must be there after a cut: the model at the last sync that was told, less what was touched since."""

    def __init__(self, seed, synced):
        self.model = server_model.Model(seed)
        for _ in range(synced):
            self.model.step()
        self.files = {path: (file, bytes(file.data)) for path, file in self.model.files.items()}
        self.directories = set(self.model.directories)
        self.synced = synced

    def missing(self, files, directories, go_on=True):
        """Lets the model go on to the next sync, and returns what the disk lacks."""
        for _ in range(SYNC_EVERY if go_on else 0):
            self.model.step()
        renamed = {path for count, path in self.model.names if count > self.synced}
        wrong = [path for path in self.directories - renamed if path not in directories]
        for path, (file, data) in self.files.items():
            if path in renamed:
                continue
            if path not in files or (file.changed_at <= self.synced and files[path] != data):
                wrong.append(path)
        return wrong


def cut_once(judge, build, folder, seed, at, milliseconds):
    """The power fails so long after the operation `at` and syncs go on until it does."""
    name = f"server: power cut {milliseconds} ms after operation {at}, seed {seed}"
    image = make_image(folder)
    text, status = boot(build, folder, image, f"load {seed} 100000 {SYNC_EVERY} {at} {milliseconds}", memory="384K")
    syncs = re.findall(r"^synced (\d+) 0$", text, re.M)
    if status != POWER_FAILED or not syncs:
        judge.say(name, False, f"the machine ended with status {status}; {tail(text)}")
        return 0
    acknowledged = Acknowledged(seed, int(syncs[-1]))
    copy = shutil.copy(image, os.path.join(folder, "copy.img"))
    done = run(["e2fsck", "-p", image])
    if done.returncode not in (0, 1):
        judge.say(name, False, f"e2fsck -p: {done.returncode}: {done.stdout.strip()}")
        return 0
    again = run(["e2fsck", "-fn", image])
    missing = acknowledged.missing(*read_tree(folder, image))
    judge.say(f"{name}: repaired without asking ({done.returncode}), all of the first {syncs[-1]} operations is there",
              again.returncode == 0 and not missing, f"missing or wrong: {missing}; {again.stdout[-300:]}; {tail(text)}")
    return mount_again(judge, name, build, folder, copy, acknowledged)


def mount_again(judge, name, build, folder, image, acknowledged):
    """The server itself, on the disk as the cut left it. 1 if it had to look through the file system."""
    text, _ = boot(build, folder, image, "again", memory="384K")
    done = run(["e2fsck", "-fn", image])
    missing = acknowledged.missing(*read_tree(folder, image), go_on=False)
    mended = "looked through" in text
    judge.say(f"{name}: the server goes on with it{', having mended it' if mended else ''}",
              "written again: 5, sync 0" in text and done.returncode == 0 and not missing,
              f"missing or wrong: {missing}; {done.stdout[-600:]}; {tail(text)}")
    return mended


def test_cuts(judge, build, folder, seed, cuts):
    chance = random.Random(seed)
    mended = 0
    for _ in range(cuts):
        mended += cut_once(judge, build, folder, chance.randint(1, 1 << 30), chance.randint(SYNC_EVERY, 600),
                           chance.randint(0, 1000))
    judge.say(f"server: some of the {cuts} cuts came in the middle of a sync ({mended})", mended or cuts < 10)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("parts", nargs="*", default=["scene", "random", "cuts"])
    parser.add_argument("--seed", type=int, default=486)
    parser.add_argument("--operations", type=int, default=2000)
    parser.add_argument("--cuts", type=int, default=10)
    options = parser.parse_args()
    judge = Judge()
    print(f"seed {options.seed}")
    # In memory, where the host has such a place: each flush of the guest's would wait for the host's disk.
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        if "scene" in options.parts:
            test_scene(judge, options.build, folder)
            test_no_drive(judge, options.build, folder)
        if "random" in options.parts:
            test_random(judge, options.build, folder, options.seed, options.operations)
        if "cuts" in options.parts:
            test_cuts(judge, options.build, folder, options.seed, options.cuts)
    print(f"server: {judge.passed} passed, {judge.failed} failed")
    return 1 if judge.failed or not judge.passed else 0


if __name__ == "__main__":
    sys.exit(main())
