"""Boots the C library's test program and compares what it prints: `make lib-guest-test`."""

import collections
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "tools"))
import machine  # noqa: E402

BUILD = sys.argv[1]
LINES = ["the quick brown fox", "jumps over  the lazy dog and the fox", "", "486 DX"]
END_OF_INPUT = "\x04"
EMPTY_HEAP = 16  # its end mark
GUARD = 120  # seconds, against a hang; nothing is judged by it
ABORTED = 134


def quotient(a, b):
    """Of C: towards zero."""
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def number_lines():
    large, divisor, negative = 12345678901234567890, 98765432109, -9000000000000000000
    yield "64-bit numbers", f"{large} {negative} {large:#x} {large:020}"
    yield "64-bit division", (f"{large // divisor} {large % divisor} {quotient(negative, 7)} "
                              f"{negative - 7 * quotient(negative, 7)}")
    yield "fields", "left    |     rig|+486|c|%|-0042|0x486"
    yield "numbers from text", f"{2**31 - 1} 1 {-2**31} {2**32 - 1} {-2**63}"


def expected():
    """(what it shows, the line)"""
    words = collections.Counter(" ".join(LINES).split())
    yield from number_lines()
    yield "a prompt", "lines? "
    yield "words of stdin, sorted", (f"{len(LINES)} lines, {len(words)} words: "
                                     + " ".join(f"{word}={words[word]}" for word in sorted(words)))
    yield "the heap is empty again", str(EMPTY_HEAP)
    yield "two threads in the heap", f"0 1000 {EMPTY_HEAP}"
    block = (10000 + 8 + 15) // 16 * 16  # its header, and whole units
    yield "the limit", f"{((100 << 10) - EMPTY_HEAP) // block} there is not enough memory"
    yield "no file server", "1 nobody here offers this service"
    yield "setjmp", "0:0 1:1 2:2 3:4 "
    yield "exit", "atexit end 7"


def run():
    line = machine.command(kernel=f"{BUILD}/kernel/l486.elf", icount=5,
                           modules=[f"{BUILD}/user/sigma0.elf", f"{BUILD}/user/tests/lib.elf"])
    with machine.Machine(line) as guest:
        try:
            guest.expect("lines? ", GUARD)
            guest.type("".join(text + "\r" for text in LINES) + END_OF_INPUT)
            status = guest.wait(GUARD)
        except machine.Gone as gone:
            status = str(gone)
        return status, guest.output.decode("ascii", "replace").replace("\r", "").split("\n")


def main():
    status, printed = run()
    wanted = list(expected())
    begin = next((at for at, text in enumerate(printed) if text == wanted[0][1]), None)
    verdicts = []
    for at, (title, text) in enumerate(wanted):
        seen = printed[begin + at] if begin is not None and begin + at < len(printed) else "nothing"
        verdicts.append((title, seen == text, f"expected `{text}`, seen `{seen}`"))
    rest = printed[begin + len(wanted):] if begin is not None else printed
    said = rest[0] if rest else ""
    verdicts.append(("an assertion says where and what", re.match(
        r"user/lib/tests/guest\.c:\d+: faults == 0 does not hold here, .*; the program ends$", said), f"seen `{said}`"))
    verdicts.append(("abort", rest[1:2] == [f"end {ABORTED}"] and status == ABORTED & 0x7F,
                     f"seen {rest[1:2]}, the machine ended with {status}"))
    for title, good, what in verdicts:
        print(f"ok guest: {title}" if good else f"FAIL guest, {title}: {what}")
    if not all(good for _, good, _ in verdicts):
        print("  the console's end:\n" + "\n".join("  | " + text for text in printed[-20:]))
    sys.exit(0 if all(good for _, good, _ in verdicts) else 1)


main()
