"""Assembling small Multiboot programs and running them under the timing model."""

import json
import os
import shlex
import subprocess
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")
LIMIT = 60  # seconds: guards against faults of ours, no test measures it
CC = shlex.split(os.environ.get("SIM_CC", "i686-linux-gnu-gcc"))
QEMU = os.environ.get("QEMU", "qemu-system-i386")


class Failure(Exception):
    """A test's reason to fail, in one line."""


def assemble(source, target, options=()):
    """Builds a test program from one assembly file that includes frame.inc.

    Tests that run side by side build the same program: it takes its place whole, or not at all.
    """
    fresh = "%s.%d.%d" % (target, os.getpid(), threading.get_ident())
    command = CC + ["-m32", "-march=i486", "-x", "assembler-with-cpp", "-I", PROGRAMS, "-nostdlib", "-static", "-no-pie",
                    "-Wl,--build-id=none", "-Wl,-z,noexecstack", "-Wl,--no-warn-rwx-segments",
                    "-T", os.path.join(PROGRAMS, "link.ld"), "-o", fresh, source] + list(options)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure("cannot assemble %s: %s" % (os.path.basename(source), done.stderr.strip()))
    os.replace(fresh, target)


def qemu(kernel, plugin, extra=(), modules=()):
    """The command line of every run: nothing of the host in it."""
    command = [QEMU, "-accel", "tcg", "-cpu", "486", "-m", "16", "-display", "none", "-nodefaults", "-no-reboot",
               "-serial", "null", "-monitor", "none", "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
               "-icount", "shift=5,sleep=off", "-rtc", "base=2000-01-01,clock=vm", "-kernel", kernel, "-plugin", plugin]
    if modules:
        command += ["-initrd", ",".join(modules)]
    return command + list(extra)


def run(plugin, kernel, report, arguments=(), extra=(), modules=()):
    """Runs a program to its end; returns the report as bytes."""
    text = ",".join([plugin, "elf=" + kernel] + ["elf=" + m for m in modules] + list(arguments) + ["report=" + report])
    if os.path.exists(report):
        os.remove(report)
    done = subprocess.run(qemu(kernel, text, extra, modules), capture_output=True, text=True, timeout=LIMIT)
    if not os.path.exists(report):
        raise Failure("no report; QEMU said: " + (done.stderr.strip() or "nothing"))
    with open(report, "rb") as file:
        return file.read()


def look_up(report, path):
    """The value at a.b.c in a report; `report` is the bytes of one or what they parse to."""
    value = json.loads(report) if isinstance(report, bytes) else report
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value
