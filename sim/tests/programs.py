"""The program suite: both engines give the same report, and what a program must cost stands in its comments.

Comments that begin with '@' in programs/*.S:
    window NAME FROM TO       a window of the model
    set PARAM=VALUE ...       parameters for every run of this program
    allow foreign             the program means to run instructions that a 486 doesn't have
    expect PRESET PATH VALUE  the report under PRESET holds VALUE at PATH; >N means more than N
"""

import os
import re

import guest

ENGINES = ("fast", "slow")


class Program:
    def __init__(self, name):
        self.name = name
        self.path = os.path.join(guest.PROGRAMS, name + ".S")
        self.arguments, self.expects, self.foreign = [], [], False
        with open(self.path, encoding="utf-8") as file:
            text = file.read()
        for verb, rest in re.findall(r"^ \*@ (\w+) (.*)$", text, re.M):
            words = rest.split()
            if verb == "window":
                self.arguments.append("window=" + ":".join(words))
            elif verb == "set":
                self.arguments += words
            elif verb == "allow":
                self.foreign = True
            elif verb == "expect":
                self.expects.append((words[0], words[1], words[2]))
            else:
                raise guest.Failure("%s: unknown comment @ %s" % (name, verb))
        if re.search(r"^lb_\w+:", text, re.M):
            self.arguments.append("marks=lb_")

    def build(self, folder):
        elf = os.path.join(folder, self.name + ".elf")
        guest.assemble(self.path, elf)
        return elf

    def run(self, plugin, folder, preset, engine, extra=(), more=()):
        base = os.path.join(folder, self.name)
        return guest.run(plugin, base + ".elf", "%s-%s-%s.json" % (base, preset, engine),
                         ["preset=" + preset, "engine=" + engine] + self.arguments + list(more), extra)


def names():
    return sorted(n[:-2] for n in os.listdir(guest.PROGRAMS) if n.endswith(".S"))


def same_but_engine(fast, slow):
    """The first line in which two reports differ, the engine's name apart; None when they agree."""
    strip = [[line for line in report.decode().splitlines() if not line.startswith(' "engine"')] for report in (fast, slow)]
    for number, (a, b) in enumerate(zip(*strip)):
        if a != b:
            return "line %d: fast has %s, slow has %s" % (number + 1, a.strip(), b.strip())
    return None if len(strip[0]) == len(strip[1]) else "the reports differ in length"


def check_expectation(report, path, wanted):
    value = guest.look_up(report, path)
    good = value > int(wanted[1:]) if wanted.startswith(">") else value == int(wanted)
    return None if good else "%s is %s, by hand %s" % (path, value, wanted)


def run_one(plugin, name, folder):
    """Yields (what was checked, complaint or None) for one program."""
    program = Program(name)
    program.build(folder)
    for preset in sorted({"dx50"} | {e[0] for e in program.expects}):
        fast, slow = [program.run(plugin, folder, preset, engine) for engine in ENGINES]
        yield "engines agree on %s, %s" % (name, preset), same_but_engine(fast, slow)
        for _, path, wanted in [e for e in program.expects if e[0] == preset]:
            yield "%s, %s: %s" % (name, preset, path), check_expectation(fast, path, wanted)
        events = guest.look_up(fast, "events")
        strange = events["unexplained_jumps"]
        yield "%s, %s: every jump is explained" % (name, preset), (
            "%d unexplained jumps, the first from %s to %s" % (
                strange, events["unexplained_from"], events["unexplained_to"]) if strange else None)
        foreign = events["foreign_instructions"]
        if foreign and not program.foreign:
            yield "%s: only instructions of the 486" % name, "%d others, first at %s" % (foreign, events["foreign_first"])
