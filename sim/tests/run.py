"""Runs all tests of the timing model.

usage: run.py --plugin build/sim/l486sim.so --build build [--jobs 2] [WORD...]

With words only the groups whose name contains one of them. Ends with the line 'sim: N passed, N failed'.
"""

import argparse
import concurrent.futures
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import behaviour  # noqa: E402
import guest  # noqa: E402
import micro  # noqa: E402
import programs  # noqa: E402
import system  # noqa: E402
import versions  # noqa: E402

ROWS_WANTED = 400


class Results:
    def __init__(self):
        self.passed, self.failed, self.rows = 0, 0, set()

    def note(self, name, complaint):
        if complaint is None:
            self.passed += 1
        else:
            self.failed += 1
            print("FAIL %s: %s" % (name, complaint), flush=True)


def group_micro(name):
    def run(arguments, folder):
        passed, complaints, rows = micro.run_file(arguments.plugin, name, folder)
        yield from [("micro %s" % name, None)] * passed
        yield from [("micro", complaint) for complaint in complaints]
        yield "rows", rows
    return run


def group_program(name):
    def run(arguments, folder):
        yield from programs.run_one(arguments.plugin, name, folder)
    return run


def groups():
    """All groups of tests: name and a function that yields (what, complaint)."""
    found = [("micro " + name, group_micro(name)) for name in micro.files()]
    found += [("program " + name, group_program(name)) for name in programs.names()]
    return found + behaviour.groups() + versions.groups() + system.groups()


def run_group(job):
    """In a worker: a list of (what, complaint) and the rows seen."""
    (name, run), arguments, folder = job
    results = []
    try:
        results = list(run(arguments, folder))
    except Exception as error:  # any trouble is a failed test, never a crash of the runner
        results.append((name, "%s: %s" % (type(error).__name__, error)))
    return name, results


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("words", nargs="*")
    arguments = parser.parse_args()
    arguments.plugin = os.path.abspath(arguments.plugin)
    folder = os.path.abspath(os.path.join(arguments.build, "sim", "tests"))
    os.makedirs(folder, exist_ok=True)
    results = Results()
    jobs = [(g, arguments, folder) for g in groups() if not arguments.words or any(w in g[0] for w in arguments.words)]
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for name, outcome in pool.map(run_group, jobs):
            before = results.failed
            for what, complaint in outcome:
                if what == "rows":
                    results.rows |= complaint
                else:
                    results.note(what, complaint)
            print("%-6s %s (%d)" % ("ok" if results.failed == before else "FAILED", name, len(outcome)), flush=True)
    if not arguments.words:
        enough = len(results.rows) >= ROWS_WANTED
        results.note("micro-tests reach %d rows of the table" % len(results.rows),
                     None if enough else "at least %d wanted" % ROWS_WANTED)
        print("rows of the table that the micro-tests ran: %d" % len(results.rows))
    print("sim: %d passed, %d failed" % (results.passed, results.failed))
    return 1 if results.failed else 0


if __name__ == "__main__":
    sys.exit(main())
