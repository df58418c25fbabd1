"""The layout of the C code, by clang-format.

    format.py [--fix]

Versions of clang-format differ in small things, so only the one the style was written with judges. Marks of the
labs (//@ex, //@stub, //:, ...) stand at the left edge, where clang-format does not want them.
"""

import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDERS = ("kernel", "user", "sim", "labs", "tools")
WRITTEN_WITH = 14
MARK = re.compile(r"^[ \t]+(//[@:])", re.M)


def find_program():
    """The program, or (None, why not)."""
    for name in (f"clang-format-{WRITTEN_WITH}", "clang-format"):
        if shutil.which(name):
            said = subprocess.run([name, "--version"], capture_output=True, text=True).stdout
            version = re.search(r"version (\d+)", said)
            if version and int(version.group(1)) == WRITTEN_WITH:
                return name, ""
            return None, f"clang-format {WRITTEN_WITH} judges, this is {said.strip()}"
    return None, "clang-format is not installed (tools/setup.sh --more)"


def laid_out(program, name):
    """The file as it stands, and as it should be."""
    with open(os.path.join(ROOT, name), encoding="utf-8") as file:
        text = file.read()
    done = subprocess.run([program, f"--assume-filename={name}"], cwd=ROOT, input=text, capture_output=True, text=True,
                          check=True)
    return text, MARK.sub(r"\1", done.stdout)


def first_difference(one, other):
    pairs = list(zip(one.splitlines(), other.splitlines()))
    return next((number for number, (a, b) in enumerate(pairs, 1) if a != b), len(pairs) + 1)


def main():
    fix = sys.argv[1:] == ["--fix"]
    program, reason = find_program()
    if not program:
        print(f"skip layout: {reason}")
        return 1 if fix else 0
    failed = False
    for folder in FOLDERS:
        names = sorted(os.path.relpath(os.path.join(path, name), ROOT)
                       for path, _, all_names in os.walk(os.path.join(ROOT, folder)) for name in all_names
                       if name.endswith((".c", ".h")))
        bad = []
        for name in names:
            text, wanted = laid_out(program, name)
            if text == wanted:
                continue
            bad.append(f"{name}:{first_difference(text, wanted)}")
            if fix:
                with open(os.path.join(ROOT, name), "w", encoding="utf-8") as file:
                    file.write(wanted)
        if bad and not fix:
            failed = True
            print(f"FAIL {folder}: {len(bad)} of {len(names)} files are laid out otherwise than .clang-format says")
            print("\n".join(f"  {place}" for place in bad) + "\n  cure: make format")
        elif names:
            print(f"ok {folder}" + (f": {len(bad)} files changed" if bad else ""))
    return 1 if failed else 0


sys.exit(main())
