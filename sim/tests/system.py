"""The whole kernel: both engines give the same report on its boot and its benchmark."""

import os

import guest
import programs


def whole_kernel(options, folder):
    kernel = os.path.join(options.build, "kernel/l486.elf")
    for name in ("root", "bench"):
        modules = [os.path.join(options.build, "user", n + ".elf") for n in ("sigma0", name)]
        missing = [os.path.basename(f) for f in [kernel] + modules if not os.path.exists(f)]
        if missing:
            print("not run: the kernel's %s (%s not built)" % (name, ", ".join(missing)))
            continue
        if name == "root":
            continue      # it waits for somebody at the console
        reports = [guest.run(options.plugin, kernel, os.path.join(folder, "kernel-%s-%s.json" % (name, engine)),
                             ["engine=" + engine, "label=main"], modules=modules) for engine in programs.ENGINES]
        yield "engines agree on the kernel with %s" % name, programs.same_but_engine(*reports)
        events = guest.look_up(reports[0], "events")
        for event in ("unexplained_jumps", "foreign_instructions"):
            yield "the kernel with %s: %s" % (name, event), None if events[event] == 0 else "%d" % events[event]


def groups():
    return [("the whole kernel", whole_kernel)]
