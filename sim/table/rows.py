"""The instruction table as data: reads the .tbl files and gives one Row for each instruction form.

Enter by load(). README.md in this folder describes the format. Nothing here knows of C or of QEMU.
"""

import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = ("integer.tbl", "system.tbl", "string.tbl", "x87.tbl")
REGISTERS = ("ax", "cx", "dx", "bx", "sp", "bp", "si", "di")
SOURCES = {
    "M": "i486 Microprocessor Programmer's Reference Manual, Intel 1990, the instruction's page",
    "D": "Intel486 DX Microprocessor Data Sheet, Intel, October 1992, clock count summary",
    "H": "HelpPC 2.10, D. Jurgens 1991, the instruction's page, column 486",
}


class Row:
    """One instruction form: how to recognise it and what it costs."""

    def __init__(self):
        self.bytes = []        # opcode bytes without prefixes, 0F included
        self.digit = None      # the reg field of ModRM, None when any
        self.modrm = False     # is there a ModRM byte?
        self.mod = None        # "reg", "mem" or None
        self.exact = None      # the whole ModRM byte, for x87
        self.repeat = ""       # "", "rep", "repne"
        self.immediates = []   # ib iw iz ap jb jz mo
        self.name = ""
        self.clocks = []
        self.kind = "plain"
        self.accesses = ""     # "r", "w" in order, "*" when it varies
        self.writes = []       # registers written, as in the table
        self.uses = []         # registers used as an address without being named
        self.sources = ""
        self.note = ""
        self.where = ""

    def opcode(self):
        """The opcode column for people."""
        text = [self.repeat] if self.repeat else []
        text += ["%02X" % b for b in self.bytes]
        if self.exact is not None:
            text.append("%02X" % self.exact)
        elif self.digit is not None:
            text.append("/%d" % self.digit)
        elif self.modrm:
            text.append("/r")
        if self.mod:
            text.append(self.mod)
        return " ".join(text + self.immediates)


def read_set(line):
    """'@cc = o no b' or '@shx = shl shr : 4 5' gives the name and a list of (word, number)."""
    name, _, rest = line[1:].partition("=")
    words, _, numbers = rest.partition(":")
    words = words.split()
    numbers = [int(n) for n in numbers.split()] or list(range(len(words)))
    if len(numbers) != len(words):
        raise ValueError("set and numbers differ in length: " + line)
    return name.strip(), list(zip(words, numbers))


def numbers_of(token, value):
    """'83+8*bts' with bts = 5 gives 0xAB; '70+cc' with 3 gives 0x73; '90' gives 0x90."""
    match = re.fullmatch(r"([0-9A-F]{2})(?:\+(?:(\d+)\*)?[a-z]+)?", token)
    if not match:
        raise ValueError("bad opcode byte " + token)
    base = int(match.group(1), 16)
    if "+" not in token or token.endswith("+r"):
        return base
    return base + int(match.group(2) or 1) * value


def parse_opcode(row, column, value):
    """Fills the recognising half of a row from its first column."""
    for token in column.split():
        if token in ("rep", "repne"):
            row.repeat = token
        elif token in ("reg", "mem"):
            row.mod, row.modrm = token, True
        elif token == "/r":
            row.modrm = True
        elif re.fullmatch(r"/\d", token):
            row.digit, row.modrm = int(token[1]), True
        elif re.fullmatch(r"/[a-z]+(\+\d)?", token):
            row.digit, row.modrm = value + int(token.partition("+")[2] or 0), True
        elif token.startswith("="):
            row.exact, row.modrm, row.mod = int(token[1:], 16), True, "reg"
        elif token in ("ib", "iw", "iz", "ap", "jb", "jz", "mo"):
            row.immediates.append(token)
        else:
            row.bytes.append(numbers_of(token, value))


def parse_line(line, sets, where):
    """All rows of one line of a table."""
    columns = [c.strip() for c in line.split("|")]
    if len(columns) != 8:
        raise ValueError("%s: %d columns, 8 expected" % (where, len(columns)))
    used = [s for s in sets if re.search(r"[+/*]%s\b" % s, columns[0]) or "{%s}" % s in columns[1]]
    for word, value in (sets[used[0]] if used else [("", 0)]):
        low = range(8) if "+r" in columns[0] else [0]
        for register in low:
            row = Row()
            parse_opcode(row, columns[0], value)
            row.bytes[-1] += register
            row.name = columns[1].replace("{%s}" % (used[0] if used else ""), word)
            row.clocks = [int(c) for c in columns[2].split()]
            row.kind = columns[3]
            row.accesses = "" if columns[4] == "-" else columns[4]
            for item in columns[5].split():
                if item.startswith("<"):
                    row.uses.append(item[1:])
                elif item != "-":
                    row.writes.append(item)
            row.sources, row.note, row.where = columns[6], columns[7], where
            row.register = register if "+r" in columns[0] else None
            yield row


def load():
    """All rows of all tables, in the order of the files. Raises ValueError with file and line."""
    rows = []
    for name in FILES:
        sets = {}
        with open(os.path.join(HERE, name), encoding="utf-8") as text:
            for number, line in enumerate(text, 1):
                line = line.rstrip()
                if not line or line.startswith("#"):
                    continue
                if line.startswith("@"):
                    key, members = read_set(line)
                    sets[key] = members
                    continue
                try:
                    rows += parse_line(line, sets, "%s:%d" % (name, number))
                except ValueError as error:
                    raise ValueError("%s:%d: %s" % (name, number, error)) from error
    check(rows)
    return rows


def check(rows):
    """No two rows may claim the same instruction."""
    seen = {}
    for row in rows:
        for mod in ([row.mod] if row.mod else ["reg", "mem"] if row.modrm else [""]):
            digits = [row.digit] if row.digit is not None else range(8) if row.modrm else [0]
            for digit in digits:
                key = (tuple(row.bytes), mod, digit, row.exact, row.repeat)
                if key in seen:
                    raise ValueError("%s and %s claim the same opcode" % (row.where, seen[key]))
                seen[key] = row.where
