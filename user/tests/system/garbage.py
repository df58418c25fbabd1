"""Boots the whole system beside a client that sends garbage to every server: `make garbage-test`, `make garbage-nightly`.

One seed is one sequence of messages. How the servers' work falls between them depends on the host's disk, so a failure is
told with its seed and may need another try to come again.
"""

import argparse
import re
import sys

import system

GUARD_SECONDS = 3600  # against a hang; no verdict depends on it


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--seed", type=int, default=486)
    parser.add_argument("--messages", type=int, default=30000)
    options = parser.parse_args()
    system.machine.OUTPUT_CAP = 64 << 20  # the console gets its share of garbage
    line = f'garbage memory=256K priority=90 args="{options.seed} {options.messages}"\n'
    text = system.configuration(before="pager", more=line)
    with system.System(options.build, text, {"garbage": f"{options.build}/user/tests/system/garbage.elf"},
                       system.programs(options.build)) as whole, whole.boot() as guest:
        try:
            guest.wait(GUARD_SECONDS, hopeless="root: garbage (task")
        except system.machine.Gone as gone:
            print(f"  {str(gone).splitlines()[0]}")
        output = guest.output.decode("ascii", "replace").replace("\r", "")
    passed = failed = 0
    for verdict in re.finditer(r"(ok|FAIL) garbage: .*", output):
        print(verdict.group(0))
        passed += verdict.group(1) == "ok"
        failed += verdict.group(1) == "FAIL"
    for name, good in ((f"{options.messages} messages from seed {options.seed}", "garbage: done\n" in output),
                       ("no server died", not re.search(r"^root: .* it is (not )?started again", output, re.M))):
        print(f"ok garbage: {name}" if good else f"FAIL garbage: {name}: the console's end:")
        passed += good
        failed += not good
        if not good:
            print("\n".join("  | " + text for text in output.split("\n")[-15:]))
    if failed:
        print(f"  replay: make garbage-test SEED={options.seed} MESSAGES={options.messages}")
    print(f"garbage: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
