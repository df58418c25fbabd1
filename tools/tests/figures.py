"""`make bench`: every figure is measured, twice the same, and a figure that cannot be trusted is not printed."""

import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("BUILD", "build")
GOOD = "entry_exit probe ideal probe_from probe_to 107 INT and IRET"


def bench(folder, figures=None):
    """Status, what was said, and the figures."""
    out = os.path.join(folder, "bench.json")
    command = [sys.executable, "tools/bench.py", "--build", f"{BUILD}/release", "--kernel",
               f"{BUILD}/release/kernel/l486.elf", "--probe", f"{BUILD}/doctor/probe.elf", "--plugin",
               f"{BUILD}/sim/l486sim.so", "--out", out]
    if figures:
        path = os.path.join(folder, "figures")
        with open(path, "w", encoding="ascii") as file:
            file.write(figures + "\n")
        command += ["--figures", path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    with open(out, encoding="utf-8") as file:
        text = file.read()
    return done.returncode, done.stdout + done.stderr, text


def all_are_measured(folder):
    status, said, text = bench(folder)
    with open(os.path.join(ROOT, "tools/figures"), encoding="utf-8") as file:
        names = [line.split()[0] for line in file if line.strip() and not line.startswith("#")]
    lacking = [name for name in names if name not in json.loads(text)]
    return status == 0 and not lacking, f"status {status}, without {lacking}:\n{said}"


def twice_the_same(folder):
    one, other = bench(folder)[2], bench(folder)[2]
    return one == other, f"two runs differ:\n{one}\n{other}"


def entry_and_exit(folder):
    """The whole window is the two instructions: what is counted is INT, IRET and nothing else."""
    _, said, text = bench(folder, GOOD)
    entry = json.loads(text).get("entry_exit", {})
    fine = entry.get("cycles") == 107 and entry["detail"]["instructions"] == 2
    return fine, f"107 cycles and 2 instructions expected:\n{said}{entry}"


def wrong_model(folder):
    """A window that holds an instruction more stands for a model that has lost its measure."""
    status, said, _ = bench(folder, GOOD.replace("probe_from probe_to", "probe_to probe_from"))
    return status == 1 and "trust none" in said, f"status {status}:\n{said}"


def label_never_reached(folder):
    status, said, text = bench(folder, GOOD + "\nnever probe ideal probe_entry probe_to - passed once at most")
    return status == 1 and "never" not in json.loads(text) and "passed" in said, f"status {status}:\n{said}"


def no_such_label(folder):
    status, said, text = bench(folder, "ghost probe ideal no_such_label probe_to - nothing")
    return status == 1 and json.loads(text) == {}, f"status {status}:\n{said}"


def main():
    built = subprocess.run(["make", "--no-print-directory", "-s", f"BUILD={BUILD}", "bench-build"], cwd=ROOT,
                           capture_output=True, text=True)
    if built.returncode != 0:
        print("FAIL build: the release build\n  " + built.stderr.strip().replace("\n", "\n  "))
        sys.exit(1)
    failed = False
    for test in (all_are_measured, twice_the_same, entry_and_exit, wrong_model, label_never_reached, no_such_label):
        name = test.__name__.replace("_", "-")
        with tempfile.TemporaryDirectory() as folder:
            fine, reason = test(folder)
        failed |= not fine
        print(f"ok {name}" if fine else f"FAIL {name}: " + reason.strip().replace("\n", "\n  "), flush=True)
    sys.exit(1 if failed else 0)


main()
