"""clang-format, where there is one: versions differ in small things, so only the one we wrote the style with judges."""

import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDERS = ("kernel", "user", "sim", "tools")
WRITTEN_WITH = 14


def main():
    program = shutil.which("clang-format") or shutil.which(f"clang-format-{WRITTEN_WITH}")
    if not program:
        print("skip layout: clang-format is not installed (tools/setup.sh --more)")
        return 0
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    version = re.search(r"version (\d+)", said)
    if not version or int(version.group(1)) != WRITTEN_WITH:
        print(f"skip layout: clang-format {WRITTEN_WITH} judges, this is {said.strip()}")
        return 0
    failed = False
    for folder in FOLDERS:
        names = sorted(os.path.relpath(os.path.join(path, name), ROOT)
                       for path, _, all_names in os.walk(os.path.join(ROOT, folder)) for name in all_names
                       if name.endswith((".c", ".h")))
        bad = []
        for name in names:
            done = subprocess.run([program, "--dry-run", "--Werror", name], cwd=ROOT, capture_output=True, text=True)
            if done.returncode != 0:
                bad.append(":".join((done.stderr.splitlines() or [name])[0].split(":")[:2]))
        if bad:
            failed = True
            print(f"FAIL {folder}: {len(bad)} of {len(names)} files are laid out otherwise than .clang-format says")
            for place in bad:
                print(f"  {place}")
            print(f"  replay: {os.path.basename(program)} -i FILE")
        elif names:
            print(f"ok {folder}")
    return 1 if failed else 0


sys.exit(main())
