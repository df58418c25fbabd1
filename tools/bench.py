"""`make bench`: runs the benchmarks under the timing model and prints each figure beside the published one.

    bench.py --build DIR --kernel ELF --plugin FILE --out FILE [NAME...]

What is measured stands in tools/figures. Cycles are modelled i486 cycles: the same on every host, in every run.
A window is passed many times; its figure is the most frequent number of cycles (the mode), which is steady where a
mean is not. Ends with status 1 when a figure could not be measured, or the model is not the one we trust.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile

import elffile
import machine

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 120  # seconds of the host, against faults of ours
LEAST = 10  # passings of a window, or its mode means nothing
COMPUTED = ("difference", "sum")  # of other figures
DISK, DISK_SIZE = "disk=1", 1 << 20  # the option of a program that wants a drive, and its bytes
ENTRY_EXIT = 107  # INT and IRET on an i486: an input of the model, so another value is a fault


class Figure:
    def __init__(self, line):
        words = line.split(None, 6)
        self.name, self.program, self.preset, self.begin, self.end = words[:5]
        # What is wanted are the passings in which an interrupt came, not the others.
        self.interrupted = self.end.startswith("~")
        self.end = self.end.removeprefix("~")
        self.published = None if words[5] == "-" else float(words[5])
        if self.published is not None and self.published == int(self.published):
            self.published = int(self.published)
        self.what = words[6].strip()


def read_figures(path):
    with open(path, encoding="utf-8") as file:
        return [Figure(line) for line in file if line.strip() and not line.startswith("#")]


def modules_of(name, build, folder):
    """A system of its own: user/apps/NAME.conf names its servers, which lie in user/NAME/ of the build, or beside it.
    The last of them is the benchmark."""
    configuration = os.path.join(HERE, "..", "user", "apps", name + ".conf")
    modules = [os.path.join(build, "user", "sigma0.elf"), os.path.join(build, "user", "root.elf"),
               shutil.copy(configuration, os.path.join(folder, "l486.conf"))]
    with open(configuration, encoding="ascii") as file:
        servers = [line.split()[0] for line in file if line.strip() and not line.startswith("#")]
    for server in servers:
        own = os.path.join(build, "user", name, server + ".elf")
        modules.append(own if os.path.exists(own) else os.path.join(build, "user", server + ".elf"))
    return modules


def run(name, preset, figures, arguments, folder):
    """Boots once, measures all windows of one program and preset. Returns the model's report."""
    path = os.path.join(folder, f"{os.path.basename(name)}-{preset}.json")
    disks = []
    place, _, inner = name.rpartition("/")
    if name == "probe":
        program, kernel, modules, append = arguments.probe, arguments.probe, [], ""
    elif place == "servers":
        append, kernel, modules = "", arguments.kernel, modules_of(inner, arguments.build, folder)
        program = modules[-1]
    else:
        # PROGRAM:a=1+b=2 starts it with those options on the kernel's command line.
        name, _, options = name.partition(":")
        append = options.replace("+", " ")
        program, kernel = os.path.join(arguments.build, "user", name + ".elf"), arguments.kernel
        modules = [os.path.join(arguments.build, "user/sigma0.elf"), program]
        if DISK in options.split("+"):
            disks.append(os.path.join(folder, "disk"))
            with open(disks[0], "wb") as file:
                file.truncate(DISK_SIZE)
    # A label is looked for in every ELF file named; the kernel's come first.
    plugin = f"{arguments.plugin},elf={kernel}" + (f",elf={program}" if program != kernel else "")
    plugin += f",preset={preset},report={path}"
    plugin += "".join(f",window={figure.name}:{figure.begin}:{figure.end}" for figure in figures)
    with machine.Machine(machine.command(kernel, modules, append=append, icount=5, plugin=plugin, disks=disks)) as guest:
        if name == "probe":
            guest.expect("type a letter", LIMIT)
            guest.type("b")
        status = guest.wait(LIMIT)
        said = guest.output.decode(errors="replace").strip() + guest.errors.decode(errors="replace")
    if status != 0:
        raise machine.Gone(f"{program} ended with status {status}; it printed:\n{said}")
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    for event, meaning in (("foreign_instructions", "an instruction that a 486 does not have was run, first at"),
                           ("unexplained_jumps", "the program counter jumped in a way the model cannot explain, from")):
        if report["events"][event]:
            where = report["events"]["foreign_first" if event.startswith("foreign") else "unexplained_from"]
            raise machine.Gone(f"{meaning} {where}")
    return report


def measure(figures, arguments, folder):
    """Yields each figure with its entry for bench.json; the entry has a key "error" when there is none."""
    for program in sorted({(figure.program, figure.preset) for figure in figures}):
        mine = [figure for figure in figures if (figure.program, figure.preset) == program]
        if program[0] in COMPUTED:
            continue
        if program[0] == "kernel":
            for figure in mine:
                size = elffile.ElfFile(arguments.kernel).code_bytes()
                yield figure, {"bytes": size, "published": figure.published, "detail": {}}
            continue
        try:
            report = run(*program, mine, arguments, folder)
        except (machine.Gone, OSError, ValueError) as error:
            for figure in mine:
                yield figure, {"error": str(error)}
            continue
        for figure in mine:
            yield figure, entry(figure, report)


def parts(figure):
    """The figures that this one is computed of."""
    if figure.program == "difference":
        return [figure.begin, figure.end]
    return figure.begin.split("+") if figure.program == "sum" else []


def compute(figures, results):
    """Figures that are the difference of two others, from - to, or the sum of several, from = a+b+c."""
    for figure in figures:
        names = parts(figure)
        if not names:
            continue
        every = [results.get(name, {}) for name in names]
        if any("cycles" not in each for each in every):
            results[figure.name] = {"error": f"needs {' and '.join(names)}"}
            continue
        cycles = [each["cycles"] for each in every]
        detail = {"preset": every[0]["detail"]["preset"], **dict(zip(names, cycles))}
        results[figure.name] = {"cycles": sum(cycles) if figure.program == "sum" else cycles[0] - cycles[1],
                                "published": figure.published, "detail": detail}


def interrupted_entry(figure, window):
    """What the passings cost in which an interrupt came: their mode. The model keeps no more of them."""
    passes = window.get("with_interrupts", {"count": 0})
    if passes["count"] < LEAST:
        return {"error": f"the window from {figure.begin} to {figure.end} was passed {passes['count']} times with an "
                         f"interrupt, wanted {LEAST}"}
    detail = {"preset": figure.preset, "count": window["count"], "min": passes["min"], "max": passes["max"],
              "with_interrupts": passes["count"]}
    return {"cycles": passes["mode"], "published": figure.published, "detail": detail}


def entry(figure, report):
    window = report.get("windows", {}).get(figure.name, {})
    if figure.interrupted:
        return interrupted_entry(figure, window)
    count = window.get("count", 0)
    if window.get("mode") is None:
        return {"error": f"the window from {figure.begin} to {figure.end} was never passed without an interrupt"}
    if count < LEAST:
        return {"error": f"the window from {figure.begin} to {figure.end} was passed {count} times, wanted {LEAST}"}
    # What happened in the first pass that cost just that much: entries, misses, CR3 loads, cycles by cause.
    detail = {"preset": figure.preset, "count": count, "min": window["min"], "max": window["max"],
              "with_interrupts": window["with_interrupts"]["count"],
              "instructions": window["pass"]["instructions"], "kernel_cycles": window["pass"]["kernel_cycles"],
              **window["pass"]["events"], "causes": window["pass"]["causes"]}
    return {"cycles": window["mode"], "published": figure.published, "detail": detail}


def tell(figure, result):
    if "error" in result:
        print(f"{figure.name:<18} {'-':>8}   {result['error']}")
        return
    value = result.get("cycles", result.get("bytes"))
    beside = f"{figure.published:>9g} {value / figure.published:>6.2f}x" if figure.published else f"{'-':>9} {'':>7}"
    print(f"{figure.name:<18} {value:>8g} {beside}   {figure.what}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, help="folder of the release build")
    parser.add_argument("--kernel", required=True)
    parser.add_argument("--probe", required=True, help="the probe kernel of make doctor")
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--figures", default=os.path.join(HERE, "figures"))
    parser.add_argument("names", nargs="*", help="only these figures")
    arguments = parser.parse_args()

    figures = read_figures(arguments.figures)
    unknown = set(arguments.names) - {figure.name for figure in figures}
    if unknown:
        sys.exit(f"There is no figure {', '.join(sorted(unknown))}; there are: "
                 + ", ".join(figure.name for figure in figures))
    if arguments.names:
        arguments.names += [name for figure in figures if figure.name in arguments.names for name in parts(figure)]
        figures = [figure for figure in figures if figure.name in arguments.names]

    with tempfile.TemporaryDirectory() as folder:
        results = {figure.name: result for figure, result in measure(figures, arguments, folder)}
    compute(figures, results)
    print(f"{'figure':<18} {'here':>8} {'published':>9} {'ratio':>7}   modelled i486 cycles (kernel_text_bytes: bytes)")
    for figure in figures:
        tell(figure, results[figure.name])

    failed = [name for name, result in results.items() if "error" in result]
    checked = results.get("entry_exit", {}).get("cycles", ENTRY_EXIT)
    if checked != ENTRY_EXIT:
        failed.append("entry_exit")
        print(f"INT and IRET take {ENTRY_EXIT} cycles on an i486; the model says {checked}: trust none of the figures.")
    kept = {figure.name: results[figure.name] for figure in figures if "error" not in results[figure.name]}
    with open(arguments.out + ".new", "w", encoding="utf-8") as file:
        json.dump(kept, file, indent=1)
        file.write("\n")
    os.replace(arguments.out + ".new", arguments.out)
    print(f"\n{arguments.out} holds them with their details.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
