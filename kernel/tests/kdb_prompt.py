"""What the tests of the kernel debugger have in common: the prompt of a running machine, and how an answer is judged."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
import machine  # noqa: E402, F401

PROMPT = "kdb> "
KEY = "\x1c"  # Ctrl-\
GUARD_SECONDS = 60  # against a hang; nothing is judged by it


class Wrong(Exception):
    """An answer is not what the scene says."""


class Session:
    """The debugger's prompt on a running machine."""

    def __init__(self, guest):
        self.guest = guest
        self.facts = {}

    def stop(self):
        """What the machine prints up to the next prompt."""
        return self.guest.expect(PROMPT, GUARD_SECONDS).replace("\r", "")

    def begin(self):
        """The first stop, at which the scene tells its addresses."""
        said = self.stop()
        has(said, r"kernel debugger: the scene is built$", r"^thread 4\.0 \(04040001\), ring 3, eip 002\w{5};")
        told = re.search(r"^facts: (.*)$", said, re.M)
        self.facts = dict(re.findall(r"(\w+) ([0-9a-f]{8})", told.group(1) if told else ""))

    def ask(self, command):
        """The answer to a command, without echo and prompt."""
        self.guest.type(command + "\r")
        return self.stop().split("\n", 1)[1][:-len(PROMPT)]

    def go(self, command="go"):
        """Lets it run to the next stop."""
        self.guest.type(command + "\r")
        return self.stop()

    def fact(self, name):
        return self.facts[name]


def has(said, *patterns):
    """Each pattern must match somewhere, at lines' beginnings and ends where it says so."""
    for pattern in patterns:
        if not re.search(pattern, said, re.M):
            raise Wrong(f"{pattern!r} expected; it said\n{said}")


def has_not(said, *patterns):
    for pattern in patterns:
        if re.search(pattern, said, re.M):
            raise Wrong(f"{pattern!r} not expected; it said\n{said}")


def equal(what, expected, seen):
    if expected != seen:
        raise Wrong(f"{what}: expected {expected!r}, seen {seen!r}")
