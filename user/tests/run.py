"""Boots the tests of the kernel from ring 3 and passes their lines on: `make abi-test`.

Each chapter is a program in the root task's place. A test that was planned and did not report has failed: the machine
hung, panicked or ended before it.
"""

import argparse
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import machine  # noqa: E402

GUARD_SECONDS = 60  # against a hang; no verdict depends on it, for a hung machine never goes on


def boot(build, chapter, append):
    """What the chapter's program printed, as lines. `append` is the kernel's command line."""
    modules = [f"{build}/user/sigma0.elf", f"{build}/user/tests/{chapter}.elf"]
    line = machine.command(kernel=f"{build}/kernel/l486.elf", modules=modules, icount=5, append=append)
    with machine.Machine(line) as guest:
        try:
            guest.wait(GUARD_SECONDS)
        except machine.Gone:
            pass
        return guest.output.decode("ascii", "replace").replace("\r", "").split("\n")


def judge(chapter, lines, only):
    """Prints the chapter's verdicts; returns (passed, failed)."""
    passed = failed = planned = 0
    for line in lines:
        plan = re.match(r"plan (\d+)$", line)
        if plan:
            planned = int(plan.group(1))
        verdict = re.match(r"(ok|FAIL) (\d+\.\d+) ", line)
        if not verdict:
            continue
        passed += verdict.group(1) == "ok"
        failed += verdict.group(1) == "FAIL"
        if not only or verdict.group(2) == only or verdict.group(1) == "FAIL":
            print(line)
        if verdict.group(1) == "FAIL":
            print(f"  replay: make abi-test ONLY={verdict.group(2)}")
    if planned == 0 or passed + failed != planned:
        print(f"FAIL {chapter}: {planned} tests planned, {passed + failed} reported; the console's end:")
        print("\n".join("  | " + text for text in lines[-12:]))
        failed += max(1, planned - passed - failed)
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("chapters", nargs="+")
    parser.add_argument("--only", help="a test's number: run its chapter and show only this one")
    parser.add_argument("--append", default="", help="the kernel's command line, e.g. invariants=1")
    options = parser.parse_args()
    if options.only and not re.match(r"\d+\.\d+$", options.only):
        options.only = None  # `make check ONLY=abi` means the suite, and reaches us, too
    passed = failed = 0
    for chapter in options.chapters:
        if options.only and not chapter.startswith(f"t{options.only.split('.')[0]}_"):
            continue
        p, f = judge(chapter, boot(options.build, chapter, options.append), options.only)
        passed += p
        failed += f
    if not options.only:
        print(f"abi: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
