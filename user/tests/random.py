"""Boots the random caller and judges how it ended: `make random-test`, `make random-nightly`.

One seed is one run: the machine's clock counts instructions, so the same seed does the same again.
"""

import argparse
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import machine  # noqa: E402

machine.OUTPUT_CAP = 64 << 20  # threads that halt are told; there are many
NAMES = ("all calls came back and no invariant broke", "the kernel has its frames back")


def boot(options):
    modules = [f"{options.build}/user/sigma0.elf", f"{options.build}/user/tests/random.elf"]
    append = f"seed={options.seed} calls={options.calls} invariants={options.every} {options.append}"
    line = machine.command(kernel=f"{options.build}/kernel/l486.elf", modules=modules, icount=options.shift, append=append)
    with machine.Machine(line) as guest:
        try:
            guest.wait(options.guard)
        except machine.Gone as gone:
            print(f"  {str(gone).splitlines()[0]}")
        return guest.output.decode("ascii", "replace").replace("\r", "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--seed", type=int, default=486)
    parser.add_argument("--calls", type=int, default=100000)
    parser.add_argument("--every", type=int, default=100, help="check all invariants at each Nth call")
    parser.add_argument("--shift", type=int, default=2, help="an instruction takes 2^N ns of virtual time")
    parser.add_argument("--guard", type=int, default=600, help="seconds against a hang; no verdict depends on it")
    parser.add_argument("--append", default="", help="more for the command line: kmem=768K makes memory scarce")
    parser.add_argument("--verbose", action="store_true", help="show the console")
    options = parser.parse_args()
    output = boot(options)
    end = re.search(r"random: (\d+) calls made, (\d+) frames before, (\d+) after", output)
    time = re.search(r"random: (\d+) s of virtual time", output)
    what = f"{options.calls} random calls from seed {options.seed}" + (f", {time.group(1)} s of virtual time" if time else "")
    verdicts = ((bool(end), "the machine did not come to its end"),
                (bool(end) and end.group(2) == end.group(3),
                 f"{end.group(2)} before, {end.group(3)} after" if end else "the machine did not come to its end"))
    for name, (good, reason) in zip(NAMES, verdicts):
        print(f"ok {what}: {name}" if good else f"FAIL {what}, {name}: {reason}")
    if options.verbose or not end:
        print("\n".join("  | " + text for text in output.split("\n")[-40:]))
    good = all(good for good, _ in verdicts)
    if not good:
        print(f"  replay: make random-test SEED={options.seed} CALLS={options.calls} EVERY={options.every}"
              + (f" SHIFT={options.shift}" if options.shift != 2 else "")
              + (f" APPEND='{options.append}'" if options.append else ""))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
