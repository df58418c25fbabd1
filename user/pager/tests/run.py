"""The pager server's tests: `make pager-test`.

    run.py BUILD HOST-TEST...

Runs the host tests, then boots the system with the tests of driver.c; what the pager itself says on the kernel's console is
judged here. VERBOSE=1 in the environment shows the console.
"""

import os
import re
import subprocess
import sys

import scene

GUARD_SECONDS = 120
SAID = (
    r"victim \(task \d+\) wrote to 5fff[0-9a-f]{4}, below its stack, which is full, at eip 004",
    r"victim \(task \d+\) read from 00000010, where it has no memory, at eip 004",
    r"victim \(task \d+\) wrote to 004[0-9a-f]{5}, which is read-only, at eip 004",
    r"victim \(task \d+\) read from 80005000, where no open file's window is, at eip 004",
    r"victim \(task \d+\) (wrote to|read from) [0-9a-f]{8}, and there is neither memory nor swap space left",
    r"pager: victim \(task \d+\) writes 10000000 at eip 004[0-9a-f]+: zeroed",
    r"pager: victim \(task \d+\) reads 004[0-9a-f]+ at eip 004[0-9a-f]+: (read from its file|in memory: mapped)",
    r"pager: victim \(task \d+\) writes 004[0-9a-f]+ at eip 004[0-9a-f]+: copied from its file's page",
)


def files(build):
    """What is on the disk: a program, and what is none."""
    with open(f"{build}/user/pager/victim.elf", "rb") as file:
        program = file.read()
    return {"victim": program, "text": b"no program\n" * 300, "empty": b"", "cut": program[:5000],
            "far": program[:24] + b"\x00\x00\x00\x10" + program[28:],
            "data": b"".join(n.to_bytes(4, "little") for n in range(8192))}


def host_tests(programs):
    """Everything that they printed."""
    said = ""
    for program in programs:
        done = subprocess.run([program], capture_output=True, text=True)
        said += done.stdout
        if done.returncode and "FAIL" not in done.stdout:
            said += f"FAIL {os.path.basename(program)}: it ended with status {done.returncode}:\n"
            said += "".join(f"  {line}\n" for line in done.stderr.splitlines()[:15])
    return said


def main(build, programs):
    said = host_tests(programs)
    text = scene.boot(build, files(build), GUARD_SECONDS)
    if os.environ.get("VERBOSE"):
        print(text)
    said += "\n".join(line for line in text.splitlines() if re.match(r"(ok|FAIL) pager: |  line ", line)) + "\n"
    if not re.search(r"^pager: \d+ passed, \d+ failed", text, re.M):
        said += "FAIL pager, end: the tests did not come to their end; the console's:\n"
        said += "".join(f"  | {line}\n" for line in text.splitlines()[-15:])
    for pattern in SAID:
        told = re.search(pattern, text)
        said += f"ok pager says {pattern}\n" if told else f"FAIL pager says {pattern}: it does not\n"
    print(said, end="")
    passed, failed = (len(re.findall(f"^{word} ", said, re.M)) for word in ("ok", "FAIL"))
    print(f"pager: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
