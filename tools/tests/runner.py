"""tools/check.py itself: given suites that are broken in known ways, it must fail each of them."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# name of the test | kind | what the suite's shell does | passed, failed as the runner must count them
CASES = [
    ("good", "lines", "echo ok a; echo ok b; echo 'x: 2 passed, 0 failed'", 2, 0),
    ("many-in-a-line", "lines", "echo 'ok a (5)'; echo 'x: 5 passed, 0 failed'", 5, 0),
    ("groups-and-a-closing", "lines", "echo 'ok a (5)'; echo 'FAILED b1: no'; echo 'FAILED b (3)'; "
     "echo 'x: 7 passed, 1 failed'; exit 1", 7, 1),
    ("one-fails", "lines", "echo ok a; echo 'FAIL b: 1 expected, 2 seen'; exit 1", 1, 1),
    ("silent", "lines", "exit 0", 0, 1),
    ("only-closing", "lines", "echo 'x: 7 passed, 0 failed'", 7, 0),
    ("closing-says-zero", "lines", "echo 'x: 0 passed, 0 failed'", 0, 1),
    ("counts-disagree", "lines", "echo ok a; echo 'x: 2 passed, 0 failed'", 1, 1),
    ("status-without-reason", "lines", "echo ok a; exit 3", 1, 1),
    ("failure-without-status", "lines", "echo ok a; echo 'FAIL b: no'; exit 0", 1, 2),
    ("skipped", "lines", "echo ok a; echo 'skip b: no tool'", 1, 0),
    ("no-such-command", "lines", None, 0, 1),
    ("no-such-target", "lines", "make --no-print-directory no-such-target-anywhere", 0, 1),
    ("one-good", "one", "echo hello", 1, 0),
    ("one-bad", "one", "exit 1", 0, 1),
    ("must-good", "must", "exit 0", 2, 0),
    ("must-bad", "must", "exit 1", 0, 2),
    ("control-characters", "lines", "printf 'FAIL a: \\001\\033[31m<&>\\n'; exit 1", 0, 1),
]


def run(folder, name, kind, script):
    command = "/no/such/program"
    if script is not None:
        path = os.path.join(folder, name + ".sh")
        with open(path, "w", encoding="ascii") as file:
            file.write(script + "\n")
        command = f"sh {path}"
    suites = os.path.join(folder, name)
    with open(suites, "w", encoding="ascii") as file:
        file.write(f"{name} | {kind} | {command} | nothing\n")
        if kind == "must":  # and one that depends on it
            file.write("---\nnext | one | true | nothing\n")
    done = subprocess.run([sys.executable, os.path.join(ROOT, "tools/check.py"), "--suites", suites, "--build",
                           os.path.join(folder, "build")], capture_output=True, text=True, timeout=60)
    root = tree.parse(os.path.join(folder, "build/check.xml")).getroot()
    return done, len(root.findall("testsuite/testcase/failure"))


def main():
    bad = False
    for name, kind, script, passed, failed in CASES:
        with tempfile.TemporaryDirectory() as folder:
            done, in_xml = run(folder, name, kind, script)
        last = (done.stdout.splitlines() or [""])[-1]
        wanted = f"{passed} passed, {failed} failed"
        status = 1 if failed else 0
        if (last, done.returncode, in_xml) == (wanted, status, failed):
            print(f"ok {name}")
        else:
            bad = True
            print(f"FAIL {name}: expected {wanted!r} and status {status}; seen {last!r}, status {done.returncode}, "
                  f"{in_xml} failures in the XML")
    sys.exit(1 if bad else 0)


main()
