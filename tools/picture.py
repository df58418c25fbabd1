"""Makes the README's picture: boots the system, types a few commands, and draws the real console as an SVG.

    picture.py --out tools/picture.svg --kernel ELF --program FILE ... MODULE...
"""

import argparse
import os
import tempfile
import xml.sax.saxutils as sax

import disks
import machine

PROMPT = "l486:/home> "
TYPED = ["ls /bin", "ps", "cat welcome.txt", "ipcbench 1", "kill disk", "pagerdemo", "exit"]
CHARACTER, LINE, MARGIN = 8.4, 18, 14  # of a 14-pixel monospaced letter


def session(kernel, modules, programs):
    """What is seen on the console of a run with these commands, on disks of its own."""
    with tempfile.TemporaryDirectory() as folder:
        files, _ = disks.prepare_or_end(folder, programs)
        return talk(machine.command(kernel, modules, icount=5, disks=files))


def talk(line):
    with machine.Machine(line) as guest:
        for command in TYPED:
            guest.expect(PROMPT, 60)
            guest.type(command + "\r")
        guest.wait(60)
        return guest.output.decode("ascii", "replace").replace("\r", "").strip().split("\n")


def draw(lines):
    lines = [line.rstrip() for line in lines]
    width = max(80, max(len(line) for line in lines)) * CHARACTER + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" '
           f'height="{height}" role="img" aria-label="The console of L486">',
           '  <rect width="100%" height="100%" rx="6" fill="#16181d"/>',
           '  <g font-family="ui-monospace,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="14" '
           'fill="#d7dae0" xml:space="preserve">']
    for number, line in enumerate(lines):
        y = MARGIN + (number + 1) * LINE - 5
        text = sax.escape(line)
        if line.startswith(PROMPT):
            text = f'<tspan fill="#7fb4ff">{sax.escape(PROMPT)}</tspan>{sax.escape(line[len(PROMPT):])}'
        out.append(f'    <text x="{MARGIN}" y="{y}">{text}</text>')
    return "\n".join(out + ["  </g>", "</svg>", ""])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--kernel", required=True)
    parser.add_argument("--program", action="append", default=[])
    parser.add_argument("modules", nargs="+")
    arguments = parser.parse_args()
    lines = session(arguments.kernel, arguments.modules,
                    {os.path.basename(path).removesuffix(".elf"): path for path in arguments.program})
    with open(arguments.out + ".new", "w", encoding="utf-8") as file:
        file.write(draw(lines))
    os.replace(arguments.out + ".new", arguments.out)
    print("\n".join(lines))


main()
