"""The model of server_load.c: the same operations, drawn from the same seed, on files in Python's memory."""

import zlib

SLOTS, FILES, MAX_BYTES, BLOCK = 8, 32, 20000, 4096
ENOENT, EEXIST, ENOTEMPTY = 2, 17, 39
WORD = 0xFFFFFFFF

BASE = bytes((i * 7 + (i >> 8)) & 0xFF for i in range(16 * BLOCK))
SHIFTED = [bytes((byte + seed) & 0xFF for byte in range(256)) for seed in range(256)]


def pattern(seed, begin, end):
    return BASE[begin:end].translate(SHIFTED[seed & 0xFF])


class File:
    def __init__(self):
        self.data = bytearray()
        self.changed_at = 0  # the last operation that changed its contents

    def resize(self, size):
        if size < len(self.data):
            del self.data[size:]
        else:
            self.data.extend(bytes(size - len(self.data)))


class Slot:
    def __init__(self, file):
        self.file = file
        self.shown = 0 if file.data else None


def path_of(number):
    number %= FILES
    return f"/d{number % 4}/f{number // 4}" if number % 4 else f"/f{number // 4}"


class Model:
    def __init__(self, seed):
        self.state, self.digest, self.count = seed, 0, 0
        self.files, self.directories = {}, set()
        self.slots = [None] * SLOTS
        self.names = []  # (operation, path) of each change of names

    def draw(self):
        x = self.state
        x ^= x << 13 & WORD
        x ^= x >> 17
        x ^= x << 5 & WORD
        self.state = x
        return x

    def note(self, value):
        self.digest = (self.digest << 5 & WORD | self.digest >> 27) ^ (value & WORD)

    def changed(self, file):
        file.changed_at = self.count

    def renamed(self, path):
        self.names.append((self.count, path))

    def has_place(self, path):
        folder = path.rpartition("/")[0]
        return not folder or folder in self.directories

    def close(self, s):
        if self.slots[s]:
            self.note(0)
            self.slots[s] = None

    def find_or_create(self, path, c):
        """The file, or an error."""
        file = self.files.get(path)
        if file:
            return EEXIST if c % 8 == 6 else file
        if not (c & 3 and self.has_place(path)):
            return ENOENT
        file = self.files[path] = File()
        self.changed(file)
        self.renamed(path)
        return file

    def open(self, s, b, c):
        self.close(s)
        file = self.find_or_create(path_of(b), c)
        if isinstance(file, int):
            self.note(-file)
            return
        if c % 8 == 5:
            file.resize(0)
            self.changed(file)
        self.slots[s] = Slot(file)
        self.note(len(file.data))

    def write(self, slot, a, b, c):
        offset, size = b % 120000, c % MAX_BYTES
        if size:
            if len(slot.file.data) < offset:
                slot.file.resize(offset)
            slot.file.data[offset:offset + size] = pattern(a >> 8, 0, size)
            self.changed(slot.file)
        self.note(size)

    def read(self, slot, offset, size):
        seen = slot.file.data[offset:offset + size]
        self.note(len(seen))
        if seen:
            self.note(zlib.crc32(seen))
        return len(seen)

    def read_map(self, slot, b, blocks):
        if self.read(slot, b % 32 * BLOCK, blocks * BLOCK):
            slot.shown = b % 32

    def fill(self, slot, a, c, size):
        begin = c % size
        end = begin + (c >> 12) % (size - begin + 1)
        at = slot.shown * BLOCK
        slot.file.data[at + begin:at + end] = pattern(a >> 8, begin, end)
        self.changed(slot.file)

    def write_map(self, slot, a, b, c, blocks):
        begin, end = b % 32 * BLOCK, (b % 32 + blocks) * BLOCK
        if end - BLOCK >= len(slot.file.data):
            slot.file.resize(end)
            self.changed(slot.file)
        slot.shown = b % 32
        size = min(end, len(slot.file.data)) - begin
        self.note(size)
        self.fill(slot, a, c, size)

    def touch(self, slot, a, b, c):
        if slot.shown is None or len(slot.file.data) <= slot.shown * BLOCK:
            return
        begin = slot.shown * BLOCK
        size = min(BLOCK, len(slot.file.data) - begin)
        if b & 1:
            self.fill(slot, a, c, size)
        self.note(zlib.crc32(slot.file.data[begin:begin + size]))

    def resize(self, slot, b):
        slot.file.resize(b % 130000)
        self.changed(slot.file)
        self.note(0)

    def remove(self, path):
        if path not in self.files:
            return ENOENT
        del self.files[path]
        self.renamed(path)
        return 0

    def rename(self, old, new):
        if old not in self.files or not self.has_place(new):
            return ENOENT
        if old != new:
            self.files[new] = self.files.pop(old)
            self.renamed(old)
            self.renamed(new)
        return 0

    def make_directory(self, path):
        if path in self.directories:
            return EEXIST
        self.directories.add(path)
        self.renamed(path)
        return 0

    def remove_directory(self, path):
        if path not in self.directories:
            return ENOENT
        if any(name.startswith(path + "/") for name in self.files):
            return ENOTEMPTY
        self.directories.remove(path)
        self.renamed(path)
        return 0

    def on_names(self, kind, b, c):
        path = path_of(b)
        if kind == 12:
            self.note(self.remove(path))
        elif kind == 13:
            self.note(self.rename(path, path_of(c)))
        elif kind == 14:
            path = f"/d{1 + (b >> 8) % 3}"
            self.note(self.remove_directory(path) if b & 1 else self.make_directory(path))
        else:
            file = self.files.get(path)
            for value in (0, 1, len(file.data)) if file else (ENOENT, 0, 0):
                self.note(value)

    def step(self):
        """One operation."""
        self.count += 1
        kind, a, b, c = self.draw() % 16, self.draw(), self.draw(), self.draw()
        s = a % SLOTS
        slot = self.slots[s]
        if kind >= 12:
            self.on_names(kind, b, c)
        elif kind <= 1:
            self.open(s, b, c)
        elif slot is None:
            self.open(s, b, c | 1)
        elif kind == 2:
            self.close(s)
        elif kind <= 4:
            self.write(slot, a, b, c)
        elif kind == 5:
            self.read(slot, b % 130000, c % MAX_BYTES)
        elif kind == 6:
            self.read_map(slot, b, 1)
        elif kind == 7:
            self.read_map(slot, b, 1 + c % 16)
        elif kind <= 9:
            self.write_map(slot, a, b, c, 1 if kind == 8 else 1 + (c >> 4) % 16)
        elif kind == 10:
            self.touch(slot, a, b, c)
        else:
            self.resize(slot, b)
