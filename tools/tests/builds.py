"""The same tree, built otherwise: as it is measured, with every warning an error, with the other compiler."""

import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("BUILD", "build")
BUILDS = [
    ("warnings-are-errors", ["CI=1"], None),
    ("release", ["MODE=release", "CI=1"], None),
    ("clang", ["TOOLCHAIN=clang"], "clang"),
]


def main():
    failed = False
    for name, variables, needs in BUILDS:
        if needs and not shutil.which(needs):
            print(f"skip {name}: {needs} is not installed (tools/setup.sh --more)")
            continue
        # From nothing: a left-over object would hide its warning.
        folder = f"{BUILD}/builds/{name}"
        shutil.rmtree(os.path.join(ROOT, folder), ignore_errors=True)
        command = ["make", "--no-print-directory", f"BUILD={folder}", *variables, "kernel", "user"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
        said = [line for line in done.stderr.splitlines() if "warning:" in line or "error:" in line]
        if done.returncode == 0 and not said:
            print(f"ok {name}")
        else:
            failed = True
            print(f"FAIL {name}: it ended with status {done.returncode}, {len(said)} warnings or errors")
            for line in said[:15] or done.stderr.splitlines()[-5:]:
                print(f"  {line}")
            print(f"  replay: {' '.join(command)}")
    sys.exit(1 if failed else 0)


main()
