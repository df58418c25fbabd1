"""Boots the tests of the clock server, each time with another date in the chip: `make clock-test`."""

import calendar
import os
import re
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import machine  # noqa: E402

GUARD_SECONDS = 60  # against a hang; no verdict depends on it

# Some seconds before a day, month or year ends, for the machine needs one to start.
DATES = ["2000-01-01T00:00:00", "1999-12-31T23:59:57", "2000-02-28T23:59:57", "2000-12-31T23:59:57",
         "2023-02-28T23:59:57", "2024-02-29T23:59:57", "2026-11-30T11:59:57", "2038-01-19T03:14:05",
         "1970-01-01T00:00:10", "2069-12-31T12:00:00"]


def boot(build, date):
    seconds = calendar.timegm(time.strptime(date, "%Y-%m-%dT%H:%M:%S"))
    modules = [f"{build}/user/sigma0.elf", f"{build}/user/clock/t_clock.elf"]
    line = machine.command(kernel=f"{build}/kernel/l486.elf", modules=modules, icount=5, append=f"begin={seconds}",
                           more=["-rtc", f"base={date},clock=vm"])
    with machine.Machine(line) as guest:
        try:
            guest.wait(GUARD_SECONDS)
        except machine.Gone:
            pass
        return (guest.output + guest.errors).decode("ascii", "replace").replace("\r", "").split("\n")


def main():
    passed = failed = 0
    for date in DATES:
        planned = seen = 0
        lines = boot(sys.argv[1], date)
        for text in lines:
            plan = re.match(r"plan (\d+)$", text)
            if plan:
                planned = int(plan.group(1))
            verdict = re.match(r"(ok|FAIL) (.*)", text)
            if verdict:
                print(f"{verdict.group(1)} {date[:10]} {verdict.group(2)}")
                seen += 1
                passed += verdict.group(1) == "ok"
                failed += verdict.group(1) == "FAIL"
        if planned == 0 or seen != planned:
            print(f"FAIL {date}: {planned} tests planned, {seen} reported; the console's end:")
            print("\n".join("  | " + text for text in lines[-12:]))
            failed += 1
    print(f"clock: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
