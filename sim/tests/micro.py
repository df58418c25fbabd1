"""The micro-tests: each line of micro/*.txt costs what was worked out by hand."""

import itertools
import json
import os
import re

import guest

FOLDER = os.path.join(guest.HERE, "micro")

HEAD = """
#include "frame.inc"
main:   gate    0x40, just_iret
        gate    3, just_iret
        gate    4, just_iret
        movl    $just_lret, %eax
        movl    %eax, %ebx
        andl    $0xffff, %eax
        orl     $0x80000, %eax
        movl    %eax, gdt + 0x30
        andl    $0xffff0000, %ebx
        orl     $0x8c00, %ebx
        movl    %ebx, gdt + 0x34
        movl    $just_jump, %eax
        movl    %eax, %ebx
        andl    $0xffff, %eax
        orl     $0x80000, %eax
        movl    %eax, gdt + 0x40
        andl    $0xffff0000, %ebx
        orl     $0x8c00, %ebx
        movl    %ebx, gdt + 0x44
"""
TAIL = """
        exit
reset:  popl    back
        movl    $kernel_stack, %esp
        fninit
        fld1
        fld1
        fld1
        movl    $buffer, %edi
        movl    $1024, %ecx
        xorl    %eax, %eax
        rep     stosl
        movl    $0x00f0, buffer
        pushl   $2
        popf
        movl    $0x11, %eax
        movl    $0x22, %ebx
        movl    $5, %ecx
        movl    $0, %edx
        movl    $buffer, %esi
        movl    $buffer + 1024, %edi
        movl    $buffer + 2048, %ebp
        jmp     *back
just_iret:
        iret
just_ret:
        ret
just_ret_4:
        ret     $4
just_lret:
        lret
just_lret_4:
        lret    $4
just_jump:
        jmp     *%eax
far_away:
        jmp     far_away
        .data
        .align  16
back:   .long   0
spot:   .long   0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        .skip   1024
        .bss
        .align  4096
buffer: .skip   8192
"""


def expand(text):
    """'{a,b}x{c,d}' gives axc axd bxc bxd."""
    parts = re.split(r"\{([^}]*)\}", text)
    choices = [part.split(",") if i % 2 else [part] for i, part in enumerate(parts)]
    return ["".join(choice) for choice in itertools.product(*choices)]


def read_cases(path):
    """The (assembly, clocks, line number) of a file."""
    cases = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("#") or not line.strip():
                continue
            code, clocks, _ = line.split("|", 2)
            cases += [(one.strip(), int(clocks), number) for one in expand(code)]
    return cases


def source(cases):
    lines = [HEAD]
    for n, (code, _, _) in enumerate(cases):
        body = code.replace(";", "\n\t")
        lines += ["\tcall\treset", "\t.align\t16, 0x90", "\tnop", "mk_%04d_a:" % n, "\t" + body, "mk_%04d_b:" % n, "\tnop"]
    return "\n".join(lines) + TAIL


def rows_of(trace):
    """The numbers of the table's rows that a trace shows."""
    with open(trace, encoding="utf-8") as file:
        return {int(m.group(1)) for m in re.finditer(r" row (\d+) ", file.read())}


def run_file(plugin, name, folder):
    """Runs one file. Returns (checks passed, list of complaints, rows seen)."""
    cases = read_cases(os.path.join(FOLDER, name))
    base = os.path.join(folder, "micro-" + name[:-4])
    with open(base + ".S", "w", encoding="utf-8") as out:
        out.write(source(cases))
    guest.assemble(base + ".S", base + ".elf")
    report = json.loads(guest.run(plugin, base + ".elf", base + ".json",
                                  ["preset=ideal", "marks=mk_", "trace=%s.trace:3000000" % base]))
    labels, complaints = report["labels"], []
    for n, (code, clocks, line) in enumerate(cases):
        a, b = labels["mk_%04d_a" % n]["cycles"], labels["mk_%04d_b" % n]["cycles"]
        if not a or not b:
            complaints.append("%s:%d: %s was not run to its end" % (name, line, code))
        elif b[0] - a[0] != clocks:
            complaints.append("%s:%d: %s costs %d, by hand %d" % (name, line, code, b[0] - a[0], clocks))
    for event in ("unexplained_jumps", "foreign_instructions"):
        if report["events"][event]:
            complaints.append("%s: %d %s" % (name, report["events"][event], event.replace("_", " ")))
    return len(cases) - len(complaints), complaints, rows_of(base + ".trace")


def files():
    return sorted(n for n in os.listdir(FOLDER) if n.endswith(".txt") )
