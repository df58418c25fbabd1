"""Reads what we ask of an ELF file for the i486: header, segments, sections, symbols."""

import struct
from collections import namedtuple

Segment = namedtuple("Segment", "type offset vaddr paddr filesz memsz flags align")
Section = namedtuple("Section", "name type flags addr offset size")
PT_LOAD, PT_DYNAMIC, PT_INTERP, PT_GNU_STACK = 1, 2, 3, 0x6474E551
SHT_SYMTAB, SHT_NOBITS, SHT_REL, SHT_RELA = 2, 8, 9, 4
SHF_WRITE, SHF_ALLOC, SHF_EXEC = 1, 2, 4
ET_EXEC, EM_386 = 2, 3


class ElfFile:
    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.data = data = file.read()
        if data[:6] != b"\x7fELF\x01\x01":
            raise ValueError(f"{path} is no 32-bit little-endian ELF file")
        (self.type, self.machine, _, self.entry, phoff, shoff, self.flags, _, phsize, phnum, shsize, shnum,
         names) = struct.unpack_from("<HHIIIIIHHHHHH", data, 16)
        self.segments = [Segment(*struct.unpack_from("<8I", data, phoff + i * phsize)) for i in range(phnum)]
        # name type flags addr offset size link ...
        raw = [struct.unpack_from("<10I", data, shoff + i * shsize) for i in range(shnum)]
        table = raw[names][4] if raw else 0
        self.sections = [Section(self._text(table + r[0]), *r[1:6]) for r in raw]
        self.symbols = {}
        for r in raw:
            if r[1] != SHT_SYMTAB:
                continue
            strings = raw[r[6]][4]
            for at in range(r[4], r[4] + r[5], 16):
                name, value, _, _, _, where = struct.unpack_from("<IIIBBH", data, at)
                if name and where:
                    self.symbols[self._text(strings + name)] = value

    def _text(self, at):
        return self.data[at:self.data.index(b"\0", at)].decode(errors="replace")

    def loads(self):
        return [segment for segment in self.segments if segment.type == PT_LOAD]

    def physical(self, address):
        """Where a boot loader puts what is linked at `address`; the same if no segment holds it."""
        for segment in self.loads():
            if segment.vaddr <= address < segment.vaddr + segment.memsz:
                return address - segment.vaddr + segment.paddr
        return address

    def code_bytes(self):
        """Bytes of the sections that are loaded and hold instructions."""
        return sum(s.size for s in self.sections if s.flags & SHF_EXEC and s.flags & SHF_ALLOC)

    def debug_lines(self):
        return any(section.name == ".debug_line" for section in self.sections)
