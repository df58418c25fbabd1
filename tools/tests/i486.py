"""No instruction that an i486DX lacks in anything we link. The timing model sees what is run; this sees the rest too."""

import glob
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import elffile  # noqa: E402

BUILD = os.environ.get("BUILD", "build")
SCAN = os.path.join(BUILD, "sim/scan486")
CMOV = b"\x0f\x44\xc1"  # the Pentium Pro's


def scan(path):
    done = subprocess.run([SCAN, path], capture_output=True, text=True, errors="replace", timeout=120)
    return done.returncode, (done.stdout + done.stderr).strip()


def finds_a_foreign_one(path):
    """The same program with a CMOV where it begins must not pass."""
    image = elffile.ElfFile(path)
    segment = next(s for s in image.loads() if s.vaddr <= image.entry < s.vaddr + s.filesz)
    at = segment.offset + image.entry - segment.vaddr
    with tempfile.NamedTemporaryFile(suffix=".elf") as file:
        file.write(image.data[:at] + CMOV + image.data[at + len(CMOV):])
        file.flush()
        return scan(file.name)


def main():
    os.chdir(ROOT)
    failed = False
    programs = [path for pattern in ("kernel/l486.elf", "user/*.elf", "user/*/*.elf", "user/tests/*/*.elf", "labs/*/tests/*.elf",
                                       "labs/*/hidden/*.elf")
                for path in sorted(glob.glob(os.path.join(BUILD, pattern)))]
    for path in programs:
        status, said = scan(path)
        failed |= status != 0
        print(f"ok {path}" if status == 0 else f"FAIL {path}: the scan ended with status {status}\n  "
              + said.replace("\n", "\n  ") + f"\n  replay: {SCAN} {path}")
    if len(programs) < 3:
        print(f"FAIL programs: the kernel, sigma0 and root expected, {len(programs)} found")
        failed = True
    else:
        status, said = finds_a_foreign_one(os.path.join(BUILD, "user/root.elf"))
        failed |= status != 1
        print("ok finds-a-foreign-one" if status == 1 else
              f"FAIL finds-a-foreign-one: a program with CMOV in it gave status {status}: {said}")
    sys.exit(1 if failed else 0)


main()
