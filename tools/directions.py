"""Which part of the code may know which: the directions of the plan, checked on what each file includes.

    directions.py [ROOT]

One line for each rule, in the form of tools/README.md.
"""

import os
import re
import sys

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]', re.M)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
SOURCES = (".c", ".h", ".S", ".ld")
KERNEL_PARTS = ("boot", "debug", "i486", "ipc", "space", "thread")


def files(root, folder, endings):
    for path, folders, names in os.walk(os.path.join(root, folder)):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "build")))
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.relpath(os.path.join(path, name), root)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def includes(root, folder):
    """Every (file, line, header) of a folder. A header beside the file is named by its path in the kernel."""
    for path in files(root, folder, SOURCES):
        text = read(root, path)
        for match in INCLUDE.finditer(text):
            yield path, text.count("\n", 0, match.start()) + 1, os.path.normpath(match.group(1))


class Rules:
    def __init__(self, root):
        self.root = root
        self.failed = False

    def rule(self, name, offences, why):
        """Prints the result of one rule; an offence is (file, line, what)."""
        if not offences:
            print(f"ok {name}")
            return
        self.failed = True
        print(f"FAIL {name}: {why}")
        for path, line, what in offences:
            print(f"  {path}:{line}: {what}")

    def no_include(self, name, folder, forbidden, why):
        """No file of `folder` includes a header for which forbidden(header) holds."""
        self.rule(name, [(path, line, f"includes {header}") for path, line, header in includes(self.root, folder)
                         if forbidden(header)], why)

    def no_text(self, name, folders, endings, pattern, why):
        """No line of the folders' files matches the pattern."""
        found = []
        for folder in folders:
            for path in files(self.root, folder, endings):
                text = read(self.root, path)
                if path.endswith((".c", ".h", ".S")):  # a comment may speak of anything
                    text = COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
                for number, line in enumerate(text.splitlines(), 1):
                    if re.search(pattern, line):
                        found.append((path, number, line.strip()))
        self.rule(name, found, why)


def part(*names):
    """Does a header lie in one of these parts of the kernel, however the path is written?"""
    return lambda header: any(name in header.split("/")[:-1] for name in names)


def crossings(root):
    """The headers through which ipc/ and space/ see each other."""
    for one, other in (("ipc", "space"), ("space", "ipc")):
        for path, line, header in includes(root, f"kernel/{one}"):
            if part(other)(header):
                yield path, line, header


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    rules = Rules(root)

    rules.no_include("user-takes-only-the-abi", "user", part("kernel", *KERNEL_PARTS),
                     "user programs include nothing of the kernel but include/l4/")
    rules.no_include("abi-stands-alone", "kernel/include/l4", lambda h: h not in ("stdint.h", "stddef.h") and
                     not h.startswith("l4/"), "the binary interface includes nothing but itself and stdint.h")
    rules.no_include("i486-knows-no-threads", "kernel/i486", part("thread", "ipc"),
                     "kernel/i486 is the processor and the board; it knows nothing of threads and messages")
    rules.no_include("thread-knows-no-messages", "kernel/thread", part("ipc"),
                     "kernel/thread knows nothing of messages")
    meeting = list(crossings(root))
    headers = sorted({header for _, _, header in meeting})
    rules.rule("ipc-and-space-meet-in-one-header",
               [(path, line, f"includes {header}") for path, line, header in meeting] if len(headers) > 1 else [],
               f"they meet in {len(headers)}: {', '.join(headers)}")
    rules.no_include("tests-take-only-the-abi", "labs", part("kernel"),
                     "labs reach into the system only by the paths of an overlay")
    rules.no_text("system-knows-no-labs", ["kernel", "user", "sim"], SOURCES + (".mk", ".py", ".awk"),
                  r"\b(labs|grade)/", "kernel, programs and model know nothing of labs and graders")
    rules.no_text("only-sim-knows-qemu", ["kernel", "user", "labs", "grade"], SOURCES, r"\bqemu_plugin|qemu-plugin\.h",
                  "only sim/ knows QEMU's plugin interface")
    sys.exit(1 if rules.failed else 0)


main()
