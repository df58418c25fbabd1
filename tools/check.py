"""`make check`: runs every suite of tools/suites and closes with one line, `N passed, N failed`.

    check.py [--suites FILE] [--only NAME,NAME] [--jobs N] [--build DIR]

A suite cannot pass by silence: one that ran no test, ended with a status that its lines do not explain, or
whose command does not exist has failed. Results go to DIR/check.xml (JUnit), whole output to DIR/check/NAME.log.
"""

import argparse
import concurrent.futures
import os
import re
import shlex
import subprocess
import sys
import threading
import time
import xml.sax.saxutils as sax

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# No suite comes near it; it is there so that a machine that tests at night is not held up for ever.
SUITE_LIMIT = 20 * 60
DETAIL_LINES = 25

LINE = re.compile(r"^(ok|FAIL|FAILED|skip) +(.+)$")
MANY = re.compile(r"^(.*\S) +\((\d+)\)$")
CLOSING = re.compile(r"^.*?(\d+) passed, (\d+) failed\s*$")


class Suite:
    def __init__(self, name, kind, command, proves):
        self.name, self.kind, self.command, self.proves = name, kind, command, proves
        self.passed = []
        self.failed = []  # (test, reason, lines of detail)
        self.skipped = []  # (test, reason)
        self.seconds = 0.0

    def fail(self, test, reason, detail=()):
        self.failed.append((test, reason, list(detail)))


def read_suites(path):
    """The stages of the file, each a list of suites that may run side by side."""
    stages = [[]]
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if set(line) == {"-"}:
                stages.append([])
                continue
            fields = [field.strip() for field in line.split("|", 3)]
            if len(fields) != 4 or fields[1] not in ("must", "one", "lines"):
                sys.exit(f"{path}:{number}: a suite is `name | must, one or lines | command | what it proves`")
            stages[-1].append(Suite(*fields))
    return [stage for stage in stages if stage]


def command_line(suite, variables):
    """The suite's command as a list; `make` gets what the user gave this make but ONLY, a script our Python."""
    words = shlex.split(suite.command)
    if words[0] == "make":
        return [os.environ.get("MAKE", "make"), "--no-print-directory", *words[1:], "ONLY=", *variables]
    if words[0].endswith(".py"):
        return [sys.executable, *words]
    return words


def read_lines(suite, output):
    """Sorts the output of a suite into its tests. Indented lines under a FAIL are its detail."""
    closing, grouped = None, False
    for line in output.splitlines():
        match = LINE.match(line)
        if match:
            word, rest = match.groups()
            test, _, reason = rest.partition(": ")
            if word == "FAILED" and MANY.match(rest):
                continue  # the sum of a group, whose failures have lines of their own
            if word == "ok":
                many = MANY.match(rest)
                grouped |= bool(many)
                suite.passed += [f"{many.group(1)} {n + 1}" for n in range(int(many.group(2)))] if many else [rest.strip()]
            elif word.startswith("FAIL"):
                suite.fail(test.strip(), reason.strip() or "no reason given")
            else:
                suite.skipped.append((test.strip(), reason.strip()))
        elif line.startswith("  ") and suite.failed and not CLOSING.match(line):
            suite.failed[-1][2].append(line)
        elif CLOSING.match(line):
            closing = [int(number) for number in CLOSING.match(line).groups()]
    if grouped and closing:  # groups are told roughly; what the suite says at its end is the count
        del suite.passed[closing[0]:]
        suite.passed += [f"further test {n + 1}" for n in range(closing[0] - len(suite.passed))]
    return closing


def judge(suite, status, output, closing):
    """What the lines do not say: silence, a status without a reason, counts that disagree."""
    tail = ["  " + line for line in output.splitlines()[-DETAIL_LINES:]]
    if suite.kind in ("must", "one"):
        if status == 0:
            suite.passed.append(suite.name)
        else:
            suite.fail(suite.name, f"the command ended with status {status}", tail)
        return
    told = bool(suite.failed)  # it says itself that something failed
    if closing and not suite.passed and not suite.failed:
        suite.passed = [f"test {n + 1}" for n in range(closing[0])]
        for n in range(closing[1]):
            suite.fail(f"failure {n + 1}", "see the output", tail)
        told = bool(suite.failed)
    if closing and closing != [len(suite.passed), len(suite.failed)]:
        suite.fail("count", f"it says {closing[0]} passed, {closing[1]} failed, but {len(suite.passed)} and "
                   f"{len(suite.failed)} were seen")
    if status != 0 and not suite.failed:
        suite.fail("end", f"the command ended with status {status}, and no test had failed", tail)
    if not suite.passed and not suite.failed and not suite.skipped:
        suite.fail("silence", "it ran no test at all", tail)
    if status == 0 and told:
        suite.fail("status", "tests failed, but the command's status was 0")


def run(suite, variables, folder):
    began = time.monotonic()
    log = os.path.join(folder, suite.name + ".log")
    try:
        with open(log, "wb") as file:
            process = subprocess.Popen(command_line(suite, variables), stdin=subprocess.DEVNULL, stdout=file,
                                       stderr=subprocess.STDOUT, cwd=ROOT, start_new_session=True)
            try:
                status = process.wait(SUITE_LIMIT)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 15)  # its own session, so its children and nobody else's
                process.wait(10)
                status = "none (ended by us)"
                suite.fail("limit", f"it still ran after {SUITE_LIMIT // 60} minutes")
        with open(log, encoding="utf-8", errors="replace") as file:
            output = file.read()
    except OSError as error:
        status, output = "none", ""
        suite.fail("start", str(error))
    judge(suite, status, output, read_lines(suite, output) if suite.kind == "lines" else None)
    suite.seconds = time.monotonic() - began
    return suite


def tell(suite, place, lock):
    """One line of progress for a suite that is done, and its failures at once."""
    mark = "FAIL" if suite.failed else "ok  " if suite.passed else "skip"
    counts = f"{len(suite.passed)} passed" + (f", {len(suite.failed)} failed" if suite.failed else "") + \
        (f", {len(suite.skipped)} skipped" if suite.skipped else "")
    with lock:
        print(f"[{place}] {mark} {suite.name:<11} {counts:<28} {suite.seconds:6.1f} s   {suite.proves}", flush=True)
        for test, reason in suite.skipped:
            print(f"        skipped {test}: {reason}")
        for test, reason, detail in suite.failed:
            print(f"        FAIL {suite.name}/{test}: {reason}")
            for line in detail[:DETAIL_LINES]:
                print(f"          {line.strip()}" if len(detail) == 1 else f"        {line.rstrip()}")
            if not any(line.strip().startswith("replay:") for line in detail):
                print(f"          replay: make check ONLY={suite.name}")
        sys.stdout.flush()


def printable(text):
    """XML 1.0 has no place for most control characters; a serial log may be full of them."""
    return re.sub(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]", "?", text)


def junit(suites, path):
    """Writes the JUnit file. A reader never finds half of it: it is put in place when it is whole."""
    def attribute(text):
        return sax.quoteattr(printable(str(text)))

    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    for number, suite in enumerate(suites):
        count = len(suite.passed) + len(suite.failed) + len(suite.skipped)
        lines.append(f'  <testsuite name={attribute(suite.name)} package="l486" id="{number}" hostname="localhost" '
                     f'timestamp="{time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())}" tests="{count}" '
                     f'failures="{len(suite.failed)}" errors="0" skipped="{len(suite.skipped)}" '
                     f'time="{suite.seconds:.3f}">\n    <properties/>')
        case = f'    <testcase classname={attribute(suite.name)} time="0" name='
        for test in suite.passed:
            lines.append(case + attribute(test) + "/>")
        for test, reason in suite.skipped:
            lines.append(case + attribute(test) + f"><skipped message={attribute(reason)}/></testcase>")
        for test, reason, detail in suite.failed:
            text = sax.escape(printable("\n".join(detail)))
            lines.append(case + attribute(test) +
                         f'><failure type="failure" message={attribute(reason)}>{text}</failure></testcase>')
        lines.append("    <system-out/>\n    <system-err/>\n  </testsuite>")
    lines.append("</testsuites>\n")
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    os.replace(path + ".new", path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--suites", default=os.path.join(ROOT, "tools/suites"))
    parser.add_argument("--only", default="", help="names of suites, with commas; stages are kept")
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--build", default="build")
    parser.add_argument("variables", nargs="*", help="NAME=value for every make")
    arguments = parser.parse_args()

    stages = read_suites(arguments.suites)
    names = [suite.name for stage in stages for suite in stage]
    only = [name for name in arguments.only.replace(",", " ").split() if name]
    unknown = [name for name in only if name not in names]
    if unknown:
        sys.exit(f"There is no suite {', '.join(unknown)}; there are: {', '.join(names)}")

    # A suite's make is not a part of the make that started us: it has its own jobs and its own level.
    for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"):
        os.environ.pop(name, None)
    os.environ["BUILD"] = arguments.build
    variables = [f"BUILD={arguments.build}", *arguments.variables]
    folder = os.path.join(ROOT, arguments.build, "check")
    os.makedirs(folder, exist_ok=True)

    lock = threading.Lock()
    done = []
    total = len(only) if only else len(names)
    jobs = arguments.jobs or min(os.cpu_count() or 1, 4)
    stopped = ""  # the suite without which the rest would speak of an older state of things
    for stage in stages:
        chosen = [suite for suite in stage if not only or suite.name in only]
        if stopped:
            for suite in chosen:
                suite.fail("not-run", f"it needs {stopped}, which failed")
                done.append(suite)
                tell(suite, f"{len(done):2}/{total}", lock)
            continue
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            running = [pool.submit(run, suite, variables, folder) for suite in chosen]
            for finished in concurrent.futures.as_completed(running):
                done.append(finished.result())
                tell(done[-1], f"{len(done):2}/{total}", lock)
                if done[-1].kind == "must" and done[-1].failed:
                    stopped = done[-1].name

    passed = sum(len(suite.passed) for suite in done)
    failed = sum(len(suite.failed) for suite in done)
    skipped = sum(len(suite.skipped) for suite in done)
    junit(sorted(done, key=lambda suite: names.index(suite.name)), os.path.join(ROOT, arguments.build, "check.xml"))
    if skipped:
        print(f"{skipped} skipped, as said above")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
