"""What was linked, against what a boot loader, the kernel's loader and a 486 expect of it.

Toolchains add sections and make position-independent code by default; both end in a triple fault with no message.
"""

import glob
import os
import struct
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import elffile  # noqa: E402

BUILD = os.path.join(ROOT, os.environ.get("BUILD", "build"))
KERNEL_BASE = 0xC0000000
MEMORY = 16 << 20
KERNEL_SECTIONS = {".text", ".rodata", ".data", ".tables", ".bss"}
USER_SECTIONS = {".text", ".rodata", ".data", ".bss"}
MULTIBOOT_MAGIC = 0x1BADB002
LIBGCC = ("__udiv", "__umod", "__div", "__mod", "__muldi3", "__popcount")
# The names that a compiler calls are not ours to choose, but user/lib/stdlib_div64.c is.
OURS = ("__udivmoddi4", "__udivdi3", "__umoddi3", "__divdi3", "__moddi3")


def common(image, sections):
    """What is wrong with any program for this machine."""
    if (image.type, image.machine) != (elffile.ET_EXEC, elffile.EM_386):
        yield f"type {image.type}, machine {image.machine}: wanted a linked program (2) for the i386 (3)"
    for segment in image.segments:
        if segment.type not in (elffile.PT_LOAD, elffile.PT_GNU_STACK):
            yield f"a segment of type {segment.type:#x}: only PT_LOAD has a meaning here"
    if not image.loads():
        yield "no segment is loaded"
    for section in image.sections:
        if section.flags & elffile.SHF_ALLOC and section.size and section.name not in sections:
            yield f"section {section.name} of {section.size} bytes is loaded; known are {', '.join(sorted(sections))}"
        if section.type in (elffile.SHT_REL, elffile.SHT_RELA) and section.size:
            yield f"section {section.name} still holds relocations"
    for name in image.symbols:
        if "get_pc_thunk" in name or name in ("_GLOBAL_OFFSET_TABLE_", "_DYNAMIC"):
            yield f"symbol {name}: this is position-independent code"
        if name.startswith(LIBGCC) and not (name in OURS and "stdlib_div64.c" in image.symbols):
            yield f"symbol {name}: a function of libgcc, which is built for the i686"
    if not image.debug_lines():
        yield "no line numbers: GDB and the timing model need them"


def kernel(image):
    yield from common(image, KERNEL_SECTIONS)
    # GRUB 2 wants the virtual address there, and computes the physical one from the segment as QEMU does.
    if not [s for s in image.loads() if s.vaddr <= image.entry < s.vaddr + s.filesz and s.flags & 1]:
        yield f"entry {image.entry:#x} lies in no executable segment: GRUB will not load it"
    for segment in image.loads():
        if not (1 << 20) <= segment.paddr or segment.paddr + segment.memsz > MEMORY:
            yield f"a segment lies at {segment.paddr:#x}, {segment.memsz} bytes: not between 1 MB and 16 MB"
        if segment.vaddr < KERNEL_BASE:
            yield f"a segment is seen at {segment.vaddr:#x}: the kernel lives above {KERNEL_BASE:#x}"
    for at in range(0, 8192 - 12, 4):
        magic, flags, checksum = struct.unpack_from("<III", image.data.ljust(8192, b"\0"), at)
        if magic == MULTIBOOT_MAGIC and (magic + flags + checksum) & 0xFFFFFFFF == 0:
            break
    else:
        yield "no Multiboot header in the first 8 KB of the file"


def program(image):
    yield from common(image, USER_SECTIONS)
    if not [s for s in image.loads() if s.vaddr <= image.entry < s.vaddr + s.filesz and s.flags & 1]:
        yield f"entry {image.entry:#x} lies in no executable segment"
    for segment in image.loads():
        if segment.vaddr + segment.memsz > KERNEL_BASE:
            yield f"a segment ends at {segment.vaddr + segment.memsz:#x}: in the kernel's part of the space"
        if segment.flags & 3 == 3 and segment.memsz:
            yield f"the segment at {segment.vaddr:#x} can be written and executed"


def main():
    failed = False
    found = [(os.path.join(BUILD, "kernel/l486.elf"), kernel)]
    found += [(path, program) for path in sorted(glob.glob(os.path.join(BUILD, "user/*.elf")))]
    if len(found) < 3:
        print(f"FAIL files: expected the kernel and at least sigma0 and root, found {len(found) - 1} programs")
        failed = True
    for path, check in found:
        name = os.path.relpath(path, BUILD)
        try:
            wrong = list(check(elffile.ElfFile(path)))
        except (OSError, ValueError, struct.error) as error:
            wrong = [str(error)]
        failed |= bool(wrong)
        print(f"ok {name}" if not wrong else f"FAIL {name}: " + "\n  ".join(wrong))
    sys.exit(1 if failed else 0)


main()
