"""What the texts may take from the tree: comments, code, numbers, figures. Everything is looked up anew in each build.

A fact that is not there ends the build with a sentence: a text must not outlive what it tells of.
"""

import json
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HERE = os.path.dirname(os.path.abspath(__file__))


class Missing(Exception):
    """A fact that a text names is not in the tree. The message says what, where and what to do."""


def read(path):
    try:
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise Missing(f"{path}: {error.strerror}; a text in handouts/ names this file") from error


def head_comment(path):
    """The comment at the head of a C file, without its stars."""
    match = re.match(r"/\*\n?(.*?)\*/", read(path), re.S)
    if not match:
        raise Missing(f"{path}: there is no comment at its head, and handouts/ makes a page of it")
    lines = [re.sub(r"^ \*( |$)", "", line).rstrip() for line in match.group(1).split("\n")]
    return "\n".join(lines).strip("\n")


def without_markers(text):
    """Code as it is in the solved system: the labs' markers and what a student would find are left out."""
    kept, stub = [], False
    for line in text.split("\n"):
        word = line.strip()
        if word.startswith("//@"):
            stub = word.startswith("//@stub")
        elif not stub and not word.startswith("//:"):
            kept.append(line)
    return "\n".join(kept)


def function(path, name):
    """A function of a C file as it stands there, from its return type to its brace."""
    text = without_markers(read(path))
    match = re.search(rf"^[^\n{{}};]+\n{re.escape(name)}\(.*?^}}", text, re.S | re.M)
    if not match:
        raise Missing(f"{path}: there is no function {name}(); a text in handouts/ shows it")
    return match.group(0)


def declaration(path, name):
    """What a header says of a function: the comment above it, as prose, and the declaration."""
    text = read(path)
    match = re.search(rf"^[a-z][^\n;{{}}]*\b{re.escape(name)}\([^;]*;", text, re.M)
    if not match:
        raise Missing(f"{path}: {name}() is not declared there; a text in handouts/ tells of it")
    above = re.search(r"/\*((?:(?!\*/).)*)\*/\s*\Z", text[:match.start()], re.S)
    prose = re.sub(r"\s*\n \* ?", " ", above.group(1)).strip() if above else ""
    return prose, match.group(0)


def numbers(path):
    """Name to value for every #define of a header that is a plain number or a shift of one."""
    found = {}
    for name, value in re.findall(r"^#define (\w+)[ \t]+(\S.*?)(?:[ \t]*/\*.*)?$", read(path), re.M):
        plain = re.sub(r"\b(0x[0-9A-Fa-f]+|\d+)[uU]?\b", r"\1", value)
        if re.fullmatch(r"[0-9A-Fa-fx()<* +-]+", plain):
            try:
                found[name] = eval(plain, {"__builtins__": {}})  # digits, brackets and operators only
            except (SyntaxError, NameError):
                pass
    return found


def number(path, name):
    if name not in numbers(path):
        raise Missing(f"{path}: {name} is not defined there as a number; handouts/ draws or prints it")
    return numbers(path)[name]


def word(path, name):
    """`name`, if the file has it: for pictures that name an operation."""
    if not re.search(rf"\b{re.escape(name)}\b", read(path)):
        raise Missing(f"{path}: {name} is not there any more; a picture in handouts/pictures.py names it")
    return name


def section(path, title):
    """A section of a Markdown file, without its heading."""
    match = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^#{{1,2}} |\Z)", read(path), re.S | re.M)
    if not match:
        raise Missing(f"{path}: there is no section '{title}'; a text in handouts/ includes it")
    return match.group(2).strip("\n")


def commands():
    """What `make help` lists: name to (sentence, file), by the same rule, in the same files."""
    makefile = read("Makefile")
    files = ["Makefile"] + [name for name in re.findall(r"^-?include (\S+)$", makefile, re.M)
                            if os.path.exists(os.path.join(ROOT, name))]
    for name in list(files[1:]):  # one level more: what the parts include themselves
        files += [inner for inner in re.findall(r"^-?include (\S+\.mk)$", read(name), re.M)
                  if os.path.exists(os.path.join(ROOT, inner))]
    found = {}
    for name in files:
        for command, text in re.findall(r"^([a-z][a-z0-9-]*):.*?## (.*)$", read(name), re.M):
            found[command] = (text, name)
    return found


def calls():
    """The system calls: name to vector, from the kernel's header."""
    found = {}
    for name, value in numbers("kernel/include/l4/vectors.h").items():
        found[name.replace("L4_INT_", "").lower()] = value
    return found


def wanted_figures():
    lines = read("tools/figures").split("\n")
    return [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]


class Figures:
    """What was measured in this tree. Without a file every figure says that it was not measured."""

    def __init__(self, path):
        self.path, self.value, self.published, self.used = path, {}, {}, set()
        if path:
            with open(path, encoding="utf-8") as file:
                for name, entry in json.load(file).items():
                    self.value[name] = entry.get("cycles", entry.get("bytes"))
                    self.published[name] = entry.get("published")

    def text(self, name):
        if name not in wanted_figures():
            raise Missing(f"tools/figures: there is no figure {name}; a text in handouts/ prints it")
        self.used.add(name)
        if not self.path:
            return "(not measured)"
        if name not in self.value:
            raise Missing(f"{self.path}: it lacks {name}; `make bench` measures all")
        return str(self.value[name])


def published():
    """handouts/published.tbl: key to (item, cycles, microseconds, source)."""
    found = {}
    for line in read("handouts/published.tbl").split("\n"):
        if line.strip() and not line.startswith("#"):
            key, *rest = [field.strip() for field in line.split("|")]
            found[key] = tuple(rest)
    return found


def is_whole(path):
    try:
        with open(path, encoding="utf-8") as file:
            return not set(wanted_figures()) - set(json.load(file))
    except (OSError, ValueError):
        return False


def newer_than(path):
    """A source of what is measured that was changed after `path` was written; None if there is none."""
    when = os.path.getmtime(path)
    for folder in ("kernel", "user/lib", "user/apps", "sim/model", "sim/table"):
        for at, _, names in os.walk(os.path.join(ROOT, folder)):
            for name in names:
                if name.endswith((".c", ".h", ".S", ".tbl")) and os.path.getmtime(os.path.join(at, name)) > when:
                    return os.path.relpath(os.path.join(at, name), ROOT)
    return None


if __name__ == "__main__":  # facts.py BENCH.JSON: status 1 when it is not there or lacks a figure
    sys.exit(0 if len(sys.argv) == 2 and is_whole(sys.argv[1]) else 1)
