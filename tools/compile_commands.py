"""compile_commands.json for clangd: reads what make would run, runs nothing.

    compile_commands.py OUT MAKE-ARGUMENTS...

`make -n -B` prints every command of a full build; those that compile one source file are kept. So no rule has to
know of it, and it cannot disagree with the rules.
"""

import json
import os
import shlex
import subprocess
import sys

# gcc's own words, which clang (and so clangd) does not know.
GCC_ONLY = ("-mpreferred-stack-boundary",)
COMPILERS = ("cc", "gcc", "clang")
SOURCES = (".c", ".S")


def entries(text):
    for line in text.replace("\\\n", " ").splitlines():
        if " -c " not in line and not line.rstrip().endswith(SOURCES):
            continue
        # A recipe may chain commands; each is looked at by itself.
        for command in line.split("&&"):
            try:
                words = shlex.split(command.strip().lstrip("@-+"))
            except ValueError:
                continue
            if not words or not os.path.basename(words[0]).endswith(COMPILERS):
                continue
            sources = [word for word in words[1:] if word.endswith(SOURCES) and os.path.isfile(word)]
            if len(sources) != 1 or sources[0].startswith("build"):
                continue
            kept = [word for word in words if not word.startswith(GCC_ONLY)]
            yield {"directory": os.getcwd(), "file": sources[0], "arguments": kept}


def main():
    out, arguments = sys.argv[1], sys.argv[2:]
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    done = subprocess.run([os.environ.get("MAKE", "make"), "-n", "-B", "--no-print-directory", *arguments],
                          capture_output=True, text=True, env=environment)
    # One entry for a file: the first command that compiles it.
    found = {}
    for entry in entries(done.stdout):
        found.setdefault(entry["file"], entry)
    if not found:
        sys.exit(f"{out}: make -n printed no command that compiles a file\n{done.stderr.strip()}")
    with open(out + ".new", "w", encoding="utf-8") as file:
        json.dump(sorted(found.values(), key=lambda entry: entry["file"]), file, indent=1)
        file.write("\n")
    os.replace(out + ".new", out)


main()
