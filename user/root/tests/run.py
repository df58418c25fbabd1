"""The root task and the name server, booted with configurations of our own: `make root-test`.

One program plays all servers (actor.c); it prints a line for each test. What the root task itself says on the kernel's
console is judged here.
"""

import os
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "tools"))
import machine  # noqa: E402

GUARD_SECONDS = 60
BROKER = "names memory=16K priority=150 restart=100\n"
SCENE = BROKER + """
late memory=16K priority=120
victim memory=64K priority=120 restart=8
judge memory=64K priority=100 ports=2F8+8 args="all"
"""
TRUSTED = BROKER + """late memory=16K priority=120
judge memory=64K priority=100 trusted args=broker
"""
# Configurations with one mistake each, and what is said of it.
MISTAKES = [
    ("victim memory=lots", "line 1: \"memory\": memory= wants a number"),
    ("\n# a remark\nvictim memory=64K sparkle", "line 3: \"sparkle\": is no option"),
    ("victim priority=256", "a number from 0 to 255 is wanted"),
    ("victim ports=3F8+8,zz", "ports= wants up to 4 ranges"),
    ("muchtoolongname", "is longer than 8 characters"),
    ("nobody memory=16K", "nobody: there is no boot module of that name: not started"),
    ("text memory=16K", "text: the boot module is no ELF program for the 386: not started"),
    ("victim memory=1000M", "victim needs 10"),
    ("\n".join(f"s{i}" for i in range(17)), "more than 16 servers"),
]


def boot(build, configuration, memory=16, until=None):
    """What was printed, as text, up to the machine's end or to the line that has `until`."""
    with tempfile.TemporaryDirectory() as folder:
        modules = [f"{build}/user/sigma0.elf", f"{build}/user/root.elf"]
        for name in ("l486.conf", "names.elf", "late", "victim.elf", "judge", "text"):
            path = os.path.join(folder, name)
            if name in ("l486.conf", "text"):
                with open(path, "w", encoding="ascii") as file:
                    file.write(configuration)
            else:
                shutil.copy(f"{build}/user/names.elf" if name == "names.elf" else f"{build}/user/root/actor.elf", path)
            modules.append(path)
        line = machine.command(kernel=f"{build}/kernel/l486.elf", modules=modules, icount=5)
        line[line.index("-m") + 1] = str(memory)
        with machine.Machine(line) as guest:
            try:
                if until:
                    guest.expect(until, GUARD_SECONDS)
                    guest.expect("\n", GUARD_SECONDS)
                else:
                    guest.wait(GUARD_SECONDS)
            except machine.Gone:
                pass
            return guest.output.decode("ascii", "replace").replace("\r", "")


class Judge:
    def __init__(self):
        self.passed = self.failed = 0

    def say(self, name, right, detail):
        if right:
            self.passed += 1
            print(f"ok {name}")
        else:
            self.failed += 1
            print(f"FAIL {name}: it printed:")
            print("\n".join("  | " + line for line in detail.splitlines()[-15:]))

    def actor(self, name, text):
        """Passes on the lines of the program; one that did not come to its end has failed."""
        for line in text.splitlines():
            if re.match(r"(ok|FAIL) root: ", line):
                print(line)
        closing = re.search(r"root: (\d+) passed, (\d+) failed", text)
        self.say(f"root: {name} comes to its end", closing is not None, text)
        if closing:
            self.passed += int(closing.group(1))
            self.failed += int(closing.group(2))


def main(build):
    judge = Judge()
    text = boot(build, SCENE)
    judge.actor("the scene", text)
    for said in ("victim (task 7) read from 00000000, where it has no memory, at eip 00",
                 "met exception 0 at eip 00", "met exception 6 at eip 00", "where it has no memory", "where it has no right to",
                 "ended with status 134; it is started again (6 of 8)",
                 "ended with status 134; it is not started again", "ended with status 3; it is not started again"):
        judge.say(f"root: it is told on the console: {said}", said in text, text)
    judge.say("root: two runs print the same bytes", text == boot(build, SCENE), text)
    judge.actor("the broker's death", boot(build, TRUSTED))
    for configuration, said in MISTAKES:
        text = boot(build, configuration, until="servers started")
        judge.say(f"root: a mistake in the configuration is told: {said}", said in text and "servers started" in text, text)
    text = boot(build, SCENE.replace("victim memory=64K", "victim memory=3M"), memory=4, until="servers started")
    judge.say("root: with 4 MB of memory what does not fit is refused, and the rest runs",
              "KB are left: not started" in text and "3 of 4 servers started" in text, text)
    print(f"root: {judge.passed} passed, {judge.failed} failed")
    return 1 if judge.failed or not judge.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
