"""A session of a person at the shell, over two boots of one disk: `make session-test`.

Afterwards the host looks at the disk: e2fsck finds nothing, and debugfs reads the bytes that were typed.
"""

import os
import re
import subprocess
import sys

import system

FRUIT = b"pears 3\napples 12\nquinces 5\n"
LEFT = {"/home/notes": FRUIT, "/home/fruit": FRUIT, "/home/count": b"one\ntwo\n",
        "/home/sorted": b"apples 12\npears 3\nquinces 5\n"}
GONE = ("/home/copy", "/home/box", "/home/moved", "/crashdemo.tmp")
GUARD_SECONDS = 1200  # against a hang; no verdict depends on it
HERE = os.path.dirname(os.path.abspath(__file__))


def play(whole, part):
    """The session's lines; a QEMU that outlives it is ended by expect's end."""
    done = subprocess.run(["expect", os.path.join(HERE, "session.exp"), part, *whole.command()],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=GUARD_SECONDS)
    return done.stdout.decode("ascii", "replace")


def debugfs(disk, request):
    return subprocess.run([system.find("debugfs"), "-R", request, disk], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=True).stdout


def verdicts(whole):
    """(name, good, detail) of each look at the disk."""
    disk = whole.disks[0]
    check = subprocess.run([system.find("e2fsck"), "-fn", disk], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    yield "e2fsck finds nothing to mend", check.returncode == 0, check.stdout.decode(errors="replace")
    for path, data in LEFT.items():
        found = debugfs(disk, f"cat {path}")
        yield f"the host reads the bytes of {path}", found == data, repr(found)
    for path in GONE:
        yield f"the host finds no {path}", b"Inode:" not in debugfs(disk, f"stat {path}"), ""


def main(build):
    passed = failed = steps = 0
    with system.System(build, files={**system.programs(build), "/home/readme": os.path.join(HERE, "session.exp")}) as whole:
        for part in ("first", "second"):
            said = play(whole, part)
            print("\n".join(line for line in said.splitlines() if re.match(r"ok|FAIL|  \|", line)))
            passed += len(re.findall(r"^ok ", said, re.M))
            end = re.search(r"^steps (\d+)", said, re.M)
            steps += int(end.group(1)) if end else 0
            failed += not end
            if not end:
                break
        if not failed:
            for name, good, detail in [*verdicts(whole), ("at least 40 steps were played", steps >= 40, str(steps))]:
                print(f"ok session: {name}" if good else f"FAIL session: {name}:\n  | {detail}")
                passed += good
                failed += not good
    print(f"session: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
