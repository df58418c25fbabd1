"""Every version of QEMU's plugin interface, played by the stand-in (standin.c), with costs worked out by hand."""

import json
import os
import subprocess

import guest
import programs

VERSIONS = range(1, 8)
FIRST_WITH_REGISTERS = 2

LOOP = 35  # 1, three times 1 + 3 + 1, branches 3 + 3 + 1, 1, OUT 11

# The steps of `registers` in standin_programs.c, each with its clocks: exact, constant.
STEPS = [
    (26, 28),  # mul by 0xffff: 10 + 16; (13 + 42) / 2
    (13, 16),  # imul by -1: 10 + 3; (13 + 18) / 2
    (18, 16),  # mul by ah = 0x80: 10 + 8
    (42, 28),  # imul by the most negative: 10 + 32
    (20, 21),  # imul by -256, 16 bits: 10 + 9, prefix 1; (13 + 26) / 2, prefix 1
    (25, 24),  # bsf, bit 16: 6 + 36 * 16 / 31; (6 + 42) / 2
    (53, 55),  # bsr, bit 16: 15 bits looked at before: 6 + 97 * 15 / 31; (6 + 103) / 2
    (6, 24),   # bsf of 0
    (8, 19),   # rcl by cl = 0x21: by 1; (8 + 30) / 2
    (31, 20),  # rcr of memory by 31: the last of 9 to 31; (9 + 31) / 2
    (4, 4),    # sete al, true
    (3, 4),    # sete ah, false
    (4, 4),    # setb of memory, false
    (3, 4),    # the same, true
    (7, 7),    # cmpxchg, equal
    (10, 7),   # cmpxchg, unequal
    (7, 7),    # cmpxchg of bytes, equal although the registers' other bits differ
    (1, 1),    # mov
    (11, 11),  # out
]
# `invlpg`: 1 + 4 + 1 + 17 for the control registers, six loads and a MOV of 1, INVLPG 12 + index 1 and 12 + prefix 1,
# OUT 11; each TLB miss 9.
INVLPG = 23 + 7 + 13 + 13 + 11
MISSES_EXACT = 6     # code, DATA, NEXT, NEXT again, LOW, LOW again
MISSES_CONSTANT = 8  # code, DATA, NEXT, all three again, LOW, LOW again


class Standin:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder

    def run(self, version, program, engine, *more):
        """The finished process and its report, None when there is none."""
        tool = os.path.join(self.options.build, "sim", "standin-%d" % version)
        name = "-".join(("standin", str(version), program, engine) + more)
        base = os.path.join(self.folder, name.replace(self.folder, "").replace("/", ""))
        if os.path.exists(base + ".json"):
            os.remove(base + ".json")
        arguments = ["elf=" + base + ".elf", "preset=ideal", "engine=" + engine, "report=" + base + ".json"]
        done = subprocess.run([tool, program, self.options.plugin, base + ".elf"] + arguments + list(more),
                              capture_output=True, text=True, timeout=guest.LIMIT)
        if not os.path.exists(base + ".json"):
            return done, None
        with open(base + ".json", encoding="utf-8") as file:
            return done, json.load(file)


def differs(what, value, by_hand):
    return None if value == by_hand else "%s: %s, by hand %s" % (what, value, by_hand)


def agree(options, folder):
    """Every version gives the same report, in both engines."""
    standin = Standin(options, folder)
    for engine in programs.ENGINES:
        reports = []
        for version in VERSIONS:
            done, report = standin.run(version, "loop", engine)
            yield "interface %d, %s engine" % (version, engine), done.stderr.strip() or None if done.returncode else None
            reports.append(report)
            yield "interface %d: cycles" % version, differs("cycles", report["total"]["cycles"], LOOP)
        same = all(r["total"] == reports[0]["total"] for r in reports)
        yield "all interfaces agree, %s engine" % engine, None if same else "the totals differ"


def registers(options, folder):
    """Clocks that depend on registers: exact when asked for, else the constants, in both engines."""
    standin = Standin(options, folder)
    exact, constant = [sum(column) for column in zip(*STEPS)]
    for version in VERSIONS:
        for engine in programs.ENGINES:
            where = "interface %d, %s engine" % (version, engine)
            _, report = standin.run(version, "registers", engine)
            yield "constants, " + where, differs("cycles", report["total"]["cycles"], constant)
            yield "said so, " + where, differs("registers", report["params"]["registers"], "constant")
            done, report = standin.run(version, "registers", engine, "registers=exact")
            if version < FIRST_WITH_REGISTERS:
                refused = report is None and done.returncode and "shows no registers" in done.stderr
                yield "refused, " + where, None if refused else "it ran: " + done.stderr
                continue
            yield "exact, " + where, differs("cycles", report["total"]["cycles"], exact)
            yield "said so, " + where, differs("registers", report["params"]["registers"], "exact")
            done, report = standin.run(version, "nameless", engine, "registers=exact")
            yield "no names, " + where, differs("cycles", report["total"]["cycles"], constant)
            yield "no names said, " + where, differs("registers", report["params"]["registers"], "constant")


def each_step(options, folder):
    """The trace has each instruction's clocks as worked out by hand."""
    standin = Standin(options, folder)
    for column, how in enumerate(("exact", "constant")):
        path = os.path.join(folder, "standin-%s.trace" % how)
        standin.run(FIRST_WITH_REGISTERS, "registers", "slow", "registers=" + how, "trace=" + path)
        with open(path, encoding="utf-8") as file:
            costs = [int(line.split()[1]) for line in file]
        yield "each instruction, " + how, differs("clocks", costs, [step[column] for step in STEPS])


def invlpg(options, folder):
    """INVLPG through registers drops one page when they are read, else all."""
    standin = Standin(options, folder)
    for version in VERSIONS:
        for engine in programs.ENGINES:
            for how, misses in (("exact", MISSES_EXACT), ("constant", MISSES_CONSTANT)):
                if how == "exact" and version < FIRST_WITH_REGISTERS:
                    continue
                _, report = standin.run(version, "invlpg", engine, "registers=" + how, "tlb=1", "tlb_miss=9")
                where = "%s, interface %d, %s engine" % (how, version, engine)
                yield "INVLPG: misses, " + where, differs("misses", report["events"]["tlb_misses"], misses)
                yield "INVLPG: cycles, " + where, differs("cycles", report["total"]["cycles"], INVLPG + 9 * misses)


def groups():
    return [("interface versions", agree), ("registers", registers), ("registers in the trace", each_step),
            ("INVLPG through registers", invlpg)]
