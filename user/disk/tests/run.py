"""Boots the tests of the disk driver, each with the drives that it needs: `make disk-test`.

    run.py BUILD [--only SCENARIO]

The guest checks what it reads; what it wrote is compared with the files on the host. Nothing that is judged depends
on how long the host's disk takes, which no virtual clock can know.
"""

import argparse
import os
import re
import struct
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
sys.path[:0] = [os.path.join(ROOT, "tools"), os.path.join(ROOT, "user", "tests", "system")]
import machine  # noqa: E402
import system  # noqa: E402

GUARD_SECONDS = 120  # against a hang; no verdict depends on it
BLOCK, SECTOR = 4096, 512
BLOCKS = (64, 41)
LEFT_OVER = 3  # sectors of drive 1 behind its last whole block
MASK = 0xFFFFFFFF


def mix(seed, i):
    """test_mix() of user/lib/test.c."""
    x = (seed ^ (i * 0x9E3779B9)) & MASK
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & MASK
    x = ((x ^ (x >> 15)) * 0x846CA68B) & MASK
    return x ^ (x >> 16)


def block(drive, number, version=0):
    seed = drive << 28 | version << 16 | number
    return struct.pack("<1024I", *(mix(seed, i) for i in range(BLOCK // 4)))


class Drives:
    """Two files with known contents."""

    def __init__(self, folder):
        self.paths = [os.path.join(folder, f"drive{d}.img") for d in (0, 1)]
        self.contents = [b"".join(block(d, b) for b in range(BLOCKS[d])) + bytes(LEFT_OVER * SECTOR * d) for d in (0, 1)]

    def make(self):
        for path, data in zip(self.paths, self.contents):
            with open(path, "wb") as file:
                file.write(data)

    def wrong(self, versions):
        """Blocks whose version is not the one expected: {(drive, block): version}, 0 for the others."""
        wrong = []
        for d, path in enumerate(self.paths):
            with open(path, "rb") as file:
                data = file.read()
            if len(data) != len(self.contents[d]):
                wrong.append(f"drive {d} has {len(data)} bytes, had {len(self.contents[d])}")
            for b in range(BLOCKS[d]):
                version = versions.get((d, b), 0)
                found = data[b * BLOCK:(b + 1) * BLOCK]
                if version is not None and found != block(d, b, version):
                    wrong.append(f"block {b} of drive {d} is not its version {version}")
            if data[BLOCKS[d] * BLOCK:] != self.contents[d][BLOCKS[d] * BLOCK:]:
                wrong.append(f"the sectors behind the last block of drive {d} have changed")
        return wrong


def failing(path):
    """A drive that refuses some requests. Events of QEMU's block layer, one rule each: sector, which, how often."""
    rules = [(80, "read", "on"), (88, "write", "on"), (96, "read", "off"), (96, "write", "off")]
    text = "driver=raw,file.driver=blkdebug,file.image.driver=file,file.image.filename=" + path.replace(",", ",,")
    for n, (sector, what, once) in enumerate(rules):
        rule = f",file.inject-error.{n}."
        text += rule + "event=none" + rule + f"iotype={what}" + rule + f"sector={sector}" + rule + "errno=5" + rule + f"once={once}"
    return text


def scenarios(drives):
    """name, program, drives, command line, versions of blocks afterwards (None: not known)."""
    one, two = drives.paths
    written = {(0, 7): 1, (1, 7): 1, (1, BLOCKS[1] - 1): 1}
    cd = "driver=raw,media=cdrom,file.driver=file,file.filename=" + two.replace(",", ",,")
    return [
        ("both", "t_disk", [one, two], "", written),
        ("noirq", "t_disk", [one, two], "noirq=1", written),
        ("single", "t_disk", [one, two], "single=1", written),
        ("killed", "t_killed", [one, two], "", {(0, b): None for b in range(32)}),
        ("killed-noirq", "t_killed", [one, two], "noirq=1", {(0, b): None for b in range(32)}),
        ("killed-single", "t_killed", [one, two], "single=1", {(0, b): None for b in range(32)}),
        ("none", "t_absent", [], "drives=0", {}),
        ("master", "t_absent", [one], "drives=1", {}),
        ("slave", "t_absent", [None, two], "drives=2", {}),
        ("cd", "t_absent", [one, cd], "drives=1", {}),
        ("errors", "t_errors", [failing(one), two], "", {(0, 11): 1, (0, 14): 1}),
    ]


def boot(build, program, disks, append):
    modules = [f"{build}/user/sigma0.elf", f"{build}/user/disk/{program}.elf"]
    line = machine.command(kernel=f"{build}/kernel/l486.elf", modules=modules, icount=5, append=append, disks=disks)
    with machine.Machine(line) as guest:
        try:
            guest.wait(GUARD_SECONDS)
        except machine.Gone:
            pass
        return (guest.output + guest.errors).decode("ascii", "replace").replace("\r", "").split("\n")


def boot_system(build, noirq):
    """The running system with one server more, which is the disk server's client and its end."""
    text = system.configuration(before="pager", more="judge memory=64K priority=90 trusted\n", without=("shell",),
                                change=[("ports=1F0+8,3F0+16 irq=14", "ports=1F0+8,3F0+16 args=noirq")] if noirq else ())
    with system.System(build, text, {"judge": f"{build}/user/disk/judge.elf"}, {}) as whole, whole.boot() as guest:
        try:
            guest.wait(GUARD_SECONDS)
        except machine.Gone:
            pass
        return (guest.output + guest.errors).decode("ascii", "replace").replace("\r", "").split("\n")


def judge(name, lines):
    """Prints a line for each test; returns (passed, failed)."""
    passed = failed = planned = 0
    for line in lines:
        plan = re.match(r"plan (\d+)$", line)
        if plan:
            planned = int(plan.group(1))
        closing = re.match(r"judge: (\d+) passed, (\d+) failed$", line)
        if closing:
            planned = int(closing.group(1)) + int(closing.group(2))
        verdict = re.match(r"(ok|FAIL) (.*)", line)
        if verdict:
            print(f"{verdict.group(1)} {name} {verdict.group(2)}")
            passed += verdict.group(1) == "ok"
            failed += verdict.group(1) == "FAIL"
    if planned == 0 or passed + failed != planned:
        print(f"FAIL {name}: {planned} tests planned, {passed + failed} reported; the console's end:")
        print("\n".join("  | " + text for text in lines[-12:]))
        failed += 1
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--only", help="one scenario")
    options = parser.parse_args()
    folder = os.path.join(options.build, "disk-test")
    os.makedirs(folder, exist_ok=True)
    drives = Drives(folder)
    every = scenarios(drives)
    systems = [("system", False), ("system-noirq", True)]
    if options.only in [scenario[0] for scenario in every + systems]:
        systems = [scenario for scenario in systems if scenario[0] == options.only]
        every = [scenario for scenario in every if scenario[0] == options.only]
    passed = failed = 0
    for name, program, disks, append, versions in every:
        drives.make()
        p, f = judge(name, boot(options.build, program, disks, append))
        passed, failed = passed + p, failed + f
        wrong = drives.wrong(versions)
        if wrong:
            failed += 1
            print(f"FAIL {name} files: {wrong[0]}" + (f", and {len(wrong) - 1} more" if wrong[1:] else ""))
            print(f"  replay: make disk-test ONLY={name}")
        else:
            passed += 1
            print(f"ok {name} files: every block on the host is what it should be")
    for name, noirq in systems:
        p, f = judge(name, boot_system(options.build, noirq))
        passed, failed = passed + p, failed + f
    print(f"disk: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
