"""Makes a callgrind file from the timing model's profile, so that callgrind_annotate and KCachegrind can read it.

usage: profile.py --raw FILE --out FILE --elf FILE [--elf FILE ...] [--addr2line TOOL]

The raw profile (plugin argument profile=FILE) has a line for each instruction that ran: file, address, times, cycles,
function. Source lines come from the ELF files' debugging information through addr2line. Costs are of the instructions
themselves: the model doesn't follow who called whom.
"""

import argparse
import collections
import os
import subprocess


def read_raw(path):
    """file name -> list of (address, runs, cycles, function)."""
    found = collections.defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for line in file:
            name, address, runs, cycles, function = line.split(None, 4)
            found[name].append((int(address, 16), int(runs), int(cycles), function.strip()))
    return found


def source_lines(tool, elf, addresses):
    """address -> (source file, line), ('???', 0) where nothing is known."""
    text = "".join("0x%x\n" % a for a in addresses)
    done = subprocess.run([tool, "-e", elf], input=text, capture_output=True, text=True, check=True)
    places = {}
    for address, line in zip(addresses, done.stdout.splitlines()):
        path, _, number = line.partition(" ")[0].rpartition(":")
        places[address] = ("???", 0) if path in ("", "??") else (os.path.normpath(path), int(number) if number.isdigit() else 0)
    return places


def collect(raw, elves, tool):
    """(object, source file, function) -> line -> [cycles, runs]."""
    costs = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    for name, rows in raw.items():
        elf = elves.get(name)
        places = source_lines(tool, elf, [r[0] for r in rows]) if elf else {}
        for address, runs, cycles, function in rows:
            path, line = places.get(address, ("???", 0))
            cost = costs[(name, path, function)][line]
            cost[0] += cycles
            cost[1] += runs
    return costs


def write(path, costs):
    total = [sum(c[i] for lines in costs.values() for c in lines.values()) for i in (0, 1)]
    with open(path, "w", encoding="utf-8") as out:
        out.write("# callgrind format\nversion: 1\ncreator: l486sim\npositions: line\nevents: Cycles Instructions\n")
        out.write("summary: %d %d\n" % tuple(total))
        for (name, source, function), lines in sorted(costs.items()):
            out.write("\nob=%s\nfl=%s\nfn=%s\n" % (name, source, function))
            for line, cost in sorted(lines.items()):
                out.write("%d %d %d\n" % (line, cost[0], cost[1]))
        out.write("\ntotals: %d %d\n" % tuple(total))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--elf", action="append", default=[])
    parser.add_argument("--addr2line", default="addr2line")
    arguments = parser.parse_args()
    elves = {os.path.basename(e): e for e in arguments.elf}
    write(arguments.out, collect(read_raw(arguments.raw), elves, arguments.addr2line))


if __name__ == "__main__":
    main()
