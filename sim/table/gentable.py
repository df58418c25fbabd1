"""Makes the C tables of the decoder (table.inc) and the documentation page (table.md) from the .tbl files.

usage: gentable.py table.inc table.md
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import rows as table  # noqa: E402

WIDE = {"reg": 0x100, "reg8": 0x200, "rm": 0x400, "rm8": 0x800}
IMMEDIATES = {"ib": 1, "iw": 2, "iz": 4, "ap": 8, "jb": 16, "jz": 32, "mo": 64}


def write_mask(row):
    """Registers written: bits 0 to 7 when known here, higher bits when ModRM decides."""
    mask = 0
    for item in row.writes:
        if item in WIDE:
            mask |= WIDE[item]
        elif item == "o":
            mask |= 1 << row.register
        elif item == "o8":
            mask |= 1 << (row.register & 3)
        else:
            mask |= 1 << table.REGISTERS.index(item)
    return mask


def use_mask(row):
    """Registers that hold an address without being named in ModRM."""
    mask = 0
    for item in row.uses:
        mask |= 1 << table.REGISTERS.index(item)
    return mask


def initializer(number, row):
    """One element of the C array."""
    clocks = (row.clocks + [0, 0, 0, 0])[:4]
    immediate = sum(IMMEDIATES[i] for i in row.immediates)
    varies = row.accesses == "*"
    loads = 0 if varies else row.accesses.count("r")
    stores = 0 if varies else row.accesses.count("w")
    return ('{ "%s", KIND_%s, { %s }, %d, %d, %d, %d, %d, %s, %d, %s, REPEAT_%s, 0x%x, 0x%x },' % (
        row.name, row.kind.upper(), ", ".join(map(str, clocks)), loads, stores, varies,
        row.modrm, -1 if row.digit is None else row.digit,
        {"reg": "MOD_REG", "mem": "MOD_MEM", None: "MOD_ANY"}[row.mod],
        -1 if row.exact is None else row.exact, "0x%x" % immediate, (row.repeat or "none").upper(),
        write_mask(row), use_mask(row)))


def order(numbered):
    """Rows of one opcode byte with the most particular first: a whole ModRM byte, then a digit."""
    row = numbered[1]
    return (row.exact is None, row.digit is None, row.repeat == "")


def index_of(rows, length):
    """For each last opcode byte, where its rows start in the candidate list, and the list."""
    start, candidates = [0], []
    for byte in range(256):
        mine = [(n, r) for n, r in enumerate(rows)
                if len(r.bytes) == length and r.bytes[-1] == byte and (length == 1 or r.bytes[0] == 0x0F)]
        candidates += [n for n, _ in sorted(mine, key=order)]
        start.append(len(candidates))
    return start, candidates


def array(name, values):
    """A C array of 16-bit numbers, twelve to a line."""
    lines = ["static const uint16_t %s[] = {" % name]
    for at in range(0, len(values), 12):
        lines.append("\t" + " ".join("%d," % v for v in values[at:at + 12]))
    return lines + ["};", ""]


def write_c(path, rows):
    """table.inc, included by model/decode.c alone."""
    lines = ["/* Made by table/gentable.py from the .tbl files: do not edit. */", ""]
    lines += ["static const struct form forms[] = {"]
    lines += ["\t" + initializer(n, r) for n, r in enumerate(rows)]
    lines += ["};", ""]
    for length, name in ((1, "one"), (2, "two")):
        start, candidates = index_of(rows, length)
        lines += array("start_" + name, start) + array("candidates_" + name, candidates)
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(lines))


def write_page(path, rows):
    """table.md: every form with its clocks, its source and the reason where sources differ."""
    lines = ["# The clocks of the i486DX, form by form", "",
             "Made from the tables in `sim/table`; %d forms. How to read them: `sim/table/README.md`." % len(rows), ""]
    lines += ["* %s: %s" % item for item in table.SOURCES.items()] + [""]
    section = None
    for row in rows:
        if row.where.split(":")[0] != section:
            section = row.where.split(":")[0]
            lines += ["", "## " + section, "", "| opcode | instruction | clocks | kind | source | note |",
                      "|---|---|---|---|---|---|"]
        lines.append("| %s | %s | %s | %s | %s | %s |" % (
            row.opcode(), row.name, " / ".join(map(str, row.clocks)), row.kind, row.sources, row.note))
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    rows = table.load()
    write_c(sys.argv[1], rows)
    write_page(sys.argv[2], rows)


main()
