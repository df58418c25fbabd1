"""The whole kernel: both engines give the same report on its boot, its benchmark and some of its tests."""

import os

import guest
import programs

# In the root task's place, relative to the user programs; each ends by itself.
PROGRAMS = ("bench", "tests/t1_calls", "tests/t2_ipc", "tests/t5_long", "tests/t7_map", "tests/t4_timeouts")


def whole_kernel(program):
    def run(options, folder):
        kernel = os.path.join(options.build, "kernel/l486.elf")
        modules = [os.path.join(options.build, "user", n + ".elf") for n in ("sigma0", program)]
        missing = [os.path.basename(f) for f in [kernel] + modules if not os.path.exists(f)]
        if missing:
            print("not run: the kernel with %s (%s not built)" % (program, ", ".join(missing)))
            return
        name = "kernel-" + os.path.basename(program)
        reports = [guest.run(options.plugin, kernel, os.path.join(folder, "%s-%s.json" % (name, engine)),
                             ["engine=" + engine, "label=main"], modules=modules) for engine in programs.ENGINES]
        yield "engines agree on the kernel with %s" % program, programs.same_but_engine(*reports)
        events = guest.look_up(reports[0], "events")
        for event in ("unexplained_jumps", "foreign_instructions"):
            yield "the kernel with %s: %s" % (program, event), None if events[event] == 0 else "%d" % events[event]
    return "the kernel with " + program, run


def groups():
    return [whole_kernel(p) for p in PROGRAMS]
