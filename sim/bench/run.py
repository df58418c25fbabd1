"""Measures the speed of the timing model against plain QEMU, side by side, best of several.

usage: run.py --plugin build/sim/l486sim.so --build build [--rounds 3]

Processor time of the QEMU process is taken, which a loaded machine disturbs less than time on the wall. This is no test:
what it prints depends on the host.
"""

import argparse
import json
import os
import resource
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "..", "tests"))
import guest  # noqa: E402

PROGRAMS = ("arith", "compute", "ipc")


def seconds(command):
    """Processor seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(name, plugin, folder, rounds):
    elf, report = os.path.join(folder, name + ".elf"), os.path.join(folder, name + ".json")
    guest.assemble(os.path.join(HERE, name + ".S"), elf)
    modelled = guest.qemu(elf, "%s,elf=%s,report=%s" % (plugin, elf, report))
    plain = modelled[:modelled.index("-plugin")] + modelled[modelled.index("-plugin") + 2:]
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        best = [min(best[0], seconds(plain)), min(best[1], seconds(modelled))]
    with open(report, encoding="utf-8") as file:
        instructions = json.load(file)["total"]["instructions"]
    print("%-8s %6.0f million instructions   plain %6.2f s   modelled %6.2f s   %5.2f times   %6.1f million/s" % (
        name, instructions / 1e6, best[0], best[1], best[1] / best[0], instructions / best[1] / 1e6), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("names", nargs="*", default=PROGRAMS)
    arguments = parser.parse_args()
    folder = os.path.join(arguments.build, "sim", "bench")
    os.makedirs(folder, exist_ok=True)
    for name in arguments.names:
        measure(name, os.path.abspath(arguments.plugin), folder, arguments.rounds)


main()
