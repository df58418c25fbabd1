"""The tests of the file system on the host.

    run.py FOLDER [--only WORD] [--seed N]

FOLDER holds the test programs, and gets the disks they use. Each test prints `ok NAME` or `FAIL NAME: reason`, under
which its output stands. --seed adds N to the seeds of the random tests, so that each night can have its own.
"""

import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import image  # noqa: E402

# Disks: blocks, inodes, blocks to a group. "full" has as good as no room, "groups" has eight small groups.
DISKS = {"plain": (2048, 1024, None), "groups": (2048, 512, 256), "full": (160, 512, None), "few": (256, 48, None)}
OPERATIONS = 10000
RANDOM = [("plain", 1, 64), ("plain", 2, 24), ("groups", 3, 64), ("full", 4, 24), ("full", 5, 64), ("few", 6, 24)]
CUTS = [("groups", 5, 64), ("groups", 29, 24), ("full", 9, 24), ("plain", 12, 40), ("groups", 57, 32)]
CUTS_EACH = 80
DAMAGE = (1, 301)  # first numbers of two runs
DAMAGE_EACH = 300
GUARD = 300  # seconds, against our own faults only


class Tests:
    def __init__(self, folder, seed):
        self.folder, self.seed = folder, seed
        self.fsck = image.find("e2fsck")

    def path(self, name):
        return os.path.join(self.folder, name)

    def disk(self, name):
        return self.path(f"{name}.img")

    def call(self, *words, folder=None):
        """Output of a command, and why it failed (or nothing)."""
        done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", timeout=GUARD, cwd=folder)
        return done.stdout, f"{os.path.basename(str(words[0]))} ended with status {done.returncode}" if done.returncode else ""

    def sound(self, disk):
        output, why = self.call(self.fsck, "-fn", disk)
        return output, why and "e2fsck finds something in the disk"

    def unit(self, program):
        return self.call(os.path.abspath(self.path(program)), folder=self.folder)

    def random(self, disk, seed, pages):
        result = self.path(f"random-{disk}-{seed}.img")
        output, why = self.call(self.path("random"), self.disk(disk), result, seed + self.seed, OPERATIONS, pages)
        if not why:
            more, why = self.sound(result)
            output += more if why else ""
        return output, why

    def cut(self, disk, seed, pages):
        return self.call(self.path("cut"), self.disk(disk), self.path(f"cut-{disk}-{seed}.img"), seed + self.seed,
                         CUTS_EACH, pages, self.fsck)

    def scenes(self):
        return self.call(self.path("scenes"), self.disk("groups"), self.path("scene.img"), self.fsck)

    def damage(self, first):
        filled = self.path(f"damage-{first}.img")
        output, why = self.call(self.path("random"), self.disk("groups"), filled, first + self.seed, 1500, 64)
        if why:
            return output, why
        return self.call(self.path("damage"), filled, first + self.seed, DAMAGE_EACH)

    def all(self):
        yield "cache", self.unit, ("unit_cache",)
        yield "unit", self.unit, ("unit",)
        for disk, seed, pages in CUTS:
            yield f"cut-{disk}-{seed + self.seed}-{pages}pages", self.cut, (disk, seed, pages)
        yield "scenes", self.scenes, ()
        for disk, seed, pages in RANDOM:
            yield f"random-{disk}-{seed + self.seed}-{pages}pages", self.random, (disk, seed, pages)
        for first in DAMAGE:
            yield f"damage-{first + self.seed}", self.damage, (first,)


def known_bytes(size, seed):
    """What unit.c expects in the files of the folder: byte i is (i * 7 + i // 4096 + seed) mod 251."""
    block = bytes(i * 7 % 251 for i in range(251 + 4096))
    parts = []
    for start in range(0, size, 4096):
        shift = (start * 7 + start // 4096 + seed) % 251
        first = next(i for i in range(251) if i * 7 % 251 == shift)
        parts.append(block[first:first + min(4096, size - start)])
    return b"".join(parts)


def make_folder(folder):
    """Files for mke2fs -d: small, to the double indirect block and beyond, one of 1.5 GB that is nearly all hole."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "below/deeper"))
    for name, size in (("small", 100), ("below/single", 49152 + 5000), ("below/deeper/double", 4 * 2**20 + 49152 + 9999)):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(known_bytes(size, len(name)))
    with open(os.path.join(folder, "sparse"), "wb") as file:
        file.truncate(5000)
        file.seek(1500 * 2**20)
        file.write(known_bytes(4096, 3))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    tests = Tests(arguments.folder, arguments.seed)
    for name, (blocks, inodes, group) in DISKS.items():
        image.make(tests.disk(name), None, blocks, inodes, group)
    make_folder(tests.path("folder"))
    image.make(tests.disk("folder"), tests.path("folder"), 2048, 64)
    chosen = [test for test in tests.all() if arguments.only in test[0]]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for (name, _, _), running in [(test, pool.submit(test[1], *test[2])) for test in chosen]:
            try:
                output, why = running.result()
            except subprocess.TimeoutExpired:
                output, why = "", f"it did not end in {GUARD} s"
            lines = output.splitlines()
            named = [line for line in lines if line.startswith(("ok ", "FAIL "))]
            print("\n".join(lines) if named else f"FAIL {name}: {why}" if why else f"ok {name}", flush=True)
            if why and not named:
                print("\n".join("  " + line for line in lines[-20:]))
            if why and named and not any(line.startswith("FAIL") for line in named):
                print(f"FAIL {name}: {why}")
            failed += bool(why)
    sys.exit(1 if failed or not chosen else 0)


main()
