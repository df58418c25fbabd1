"""What must hold for every text in the tree, whatever it says."""

import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Written in two pieces so that this file does not match itself.
HOMES = re.compile(r"(?<![\w.$)}\"'-])/(?:home" r"/\w+/|Users" r"/\w|root" r"/\w|work" r"/\w)")
NO_TABS = (".c", ".h", ".S", ".py", ".sh", ".ld", ".md", ".toml", ".exp")


def tree():
    """Every file that is or would be committed; outside a git tree, every file but what was built."""
    done = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                          capture_output=True, text=True)
    if done.returncode == 0 and done.stdout:
        return sorted(name for name in set(done.stdout.splitlines()) if os.path.isfile(os.path.join(ROOT, name)))
    found = []
    for path, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in (".git", "build", "__pycache__")]
        found += [os.path.relpath(os.path.join(path, name), ROOT) for name in names]
    return sorted(found)


def main():
    rules = {name: [] for name in ("lf-only", "no-tabs", "ends-with-a-line-feed", "no-blanks-at-line-ends",
                                   "no-machine-paths", "no-binaries")}
    names = tree()
    for name in names:
        with open(os.path.join(ROOT, name), "rb") as file:
            data = file.read()
        if b"\0" in data:
            if not name.endswith(".png"):
                rules["no-binaries"].append((name, 1, "holds a NUL byte"))
            continue
        if data and not data.endswith(b"\n"):
            rules["ends-with-a-line-feed"].append((name, data.count(b"\n") + 1, "the last line is not ended"))
        for number, line in enumerate(data.decode(errors="replace").split("\n"), 1):
            if line.endswith("\r"):
                rules["lf-only"].append((name, number, "ends with CR LF"))
            elif line != line.rstrip():
                rules["no-blanks-at-line-ends"].append((name, number, "blanks at its end"))
            if "\t" in line and name.endswith(NO_TABS):
                rules["no-tabs"].append((name, number, line.strip()[:60]))
            if HOMES.search(line):
                rules["no-machine-paths"].append((name, number, line.strip()[:80]))
    if not names:
        print("FAIL tree: no file was found")
        sys.exit(1)
    for rule, offences in rules.items():
        if not offences:
            print(f"ok {rule}")
            continue
        print(f"FAIL {rule}: {len(offences)} places in {len({name for name, _, _ in offences})} of {len(names)} files")
        shown = set()
        for name, number, what in offences:
            if name not in shown and len(shown) < 20:  # the first place of each file
                print(f"  {name}:{number}: {what}")
            shown.add(name)
    sys.exit(1 if any(rules.values()) else 0)


main()
