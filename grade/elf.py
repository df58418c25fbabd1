"""As much of ELF32 as a grader needs: is this image fit to be booted, and what is called how."""
import bisect
import functools
import struct

_EXECUTABLE, _I386, _LOAD, _SYMTAB = 2, 3, 1, 2
_FUNCTION = 2
RAM = 16 << 20


class ElfError(Exception):
    """An image that is not what a linker of ours makes."""


class Elf:
    """The program headers and symbols of a file."""

    def __init__(self, path):
        with open(path, 'rb') as f:
            self.data = f.read()
        head = self.data[:52]
        if len(head) < 52 or head[:4] != b'\x7fELF' or head[4:6] != b'\x01\x01':
            raise ElfError(f'{path} is no 32-bit little-endian ELF file')
        (kind, machine, _, self.entry, phoff, shoff, _, _, phsize, phnum, shsize, shnum, _) = \
            struct.unpack_from('<HHIIIIIHHHHHH', head, 16)
        if (kind, machine) != (_EXECUTABLE, _I386):
            raise ElfError(f'{path} is no program for the i386')
        try:
            self.segments = [struct.unpack_from('<8I', self.data, phoff + i * phsize) for i in range(phnum)]
            self.sections = [struct.unpack_from('<10I', self.data, shoff + i * shsize) for i in range(shnum)]
        except struct.error:
            raise ElfError(f'{path} is cut off') from None

    def check_kernel(self):
        """Every loaded segment lies in the machine's memory above the first megabyte, and the file holds it."""
        loaded = [s for s in self.segments if s[0] == _LOAD]
        if not loaded:
            raise ElfError('the kernel has nothing to load')
        for _, offset, _, physical, size, memory, _, _ in loaded:
            if physical < 1 << 20 or physical + memory > RAM or size > memory or offset + size > len(self.data):
                raise ElfError(f'the kernel wants to lie at {physical:#x}, outside of the memory that it may use')

    @functools.cached_property
    def symbols(self):
        """{name: (value, is a function)}"""
        found = {}
        for _, kind, _, _, offset, size, link, _, _, _ in self.sections:
            if kind != _SYMTAB:
                continue
            strings = self.sections[link]
            names = self.data[strings[4]:strings[4] + strings[5]]
            for at in range(offset, offset + size, 16):
                name, value, _, info, _, section = struct.unpack_from('<IIIBBH', self.data, at)
                if section and name:
                    text = names[name:names.index(b'\0', name)].decode('latin-1')
                    found[text] = (value, info & 15 == _FUNCTION)
        return found

    @functools.cached_property
    def _functions(self):
        return sorted((value, name) for name, (value, function) in self.symbols.items() if function)

    def where(self, address):
        """ "name+0x12" for an address in a function, else None."""
        i = bisect.bisect_right(self._functions, (address, '\x7f')) - 1
        if i < 0 or address - self._functions[i][0] > 0x4000:
            return None
        value, name = self._functions[i]
        return f'{name}+{address - value:#x}'
