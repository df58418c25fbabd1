"""Archives as submissions: zip, and tar as it is or through gzip, bzip2, xz. Nothing is written anywhere.

The tar reader is our own: it knows regular files and names, calls everything else by its name, and counts what it really
unpacks, so that neither a bomb nor a chain of odd headers costs more than the limits below.
"""
import bz2
import gzip
import lzma
import os
import stat
import zipfile
import zlib

from grade.submission import MAX_BYTES, Entry, SubmissionError, shown

SUFFIXES = ('.zip', '.tar', '.tar.gz', '.tgz', '.tar.bz2', '.tbz2', '.tbz', '.tar.xz', '.txz')
MAX_PACKED = 32 << 20     # bytes of the archive itself
MAX_UNPACKED = 128 << 20  # bytes that come out of it
MAX_ENTRIES = 20000
_MAX_NAME = 4096          # bytes of a long name, and of the notes (pax) about one entry
_BLOCK = 512
_XZ_MEMORY = 192 << 20

_KINDS = {b'1': 'is a hard link: send the file itself', b'2': 'is a symbolic link: send the file itself',
          b'3': 'is a device', b'4': 'is a device', b'6': 'is a pipe', b'S': 'is a sparse file: pack it with plain tar',
          b'D': 'is a folder of an incremental backup', b'M': 'goes on from another volume', b'V': 'is a volume label'}


def entries(path, lab):
    """The entries of an archive, told by its first bytes and not by its name. Raises SubmissionError."""
    try:
        kind = os.stat(path)
        if not stat.S_ISREG(kind.st_mode):
            raise SubmissionError(f'{shown(path)} is neither a folder nor a regular file')
        if kind.st_size > MAX_PACKED:
            raise SubmissionError(f'{shown(path)} is larger than {MAX_PACKED >> 20} MB: send the sources only')
        with open(path, 'rb') as f:
            return _entries(f, path, lab)
    except SubmissionError:
        raise
    except (MemoryError, RecursionError) as e:
        raise SubmissionError(f'{shown(path)} takes more memory to unpack than it may') from e
    except PermissionError as e:
        raise SubmissionError(f'{shown(path)} may not be read: give read permission') from e
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError,
            RuntimeError, LookupError) as e:
        raise SubmissionError(f'{shown(path)} is damaged or cut off: pack and send it again ({shown(e)})') from e


def only_archive_in(folder):
    """The one archive that a folder holds, as download services leave it, or None."""
    found = [e.path for e in os.scandir(folder) if e.is_file(follow_symlinks=False) and stem(e.name) != e.name]
    return found[0] if len(found) == 1 else None


def stem(name):
    """A file's name without the suffix of an archive."""
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[:-len(suffix)]
    return name


def _entries(f, path, lab):
    head = f.read(_BLOCK)
    f.seek(0)
    if head[:4] in (b'PK\3\4', b'PK\5\6') or path.lower().endswith('.zip'):
        return _zip(f, path, lab)
    for magic, opened in ((b'\x1f\x8b', gzip.GzipFile), (b'BZh', _bz2), (b'\xfd7zXZ\0', _xz)):
        if head.startswith(magic):
            return list(_Tar(opened(fileobj=f), path, lab).entries())
    if not head:
        raise SubmissionError(f'{shown(path)} is empty')
    if not _is_header(head):
        raise SubmissionError(f'{shown(path)} is no archive that we read: send a folder as .zip, .tar, .tar.gz, .tar.bz2 or .tar.xz')
    return list(_Tar(f, path, lab).entries())


def _may_be(name, lab):
    """Could an entry of this name be a file of the lab? Only those are ever kept."""
    return any(name.endswith(file) for file in lab.files)


# Zip: only what the lab asks for is unpacked at all.

def _zip(f, path, lab):
    data = f.read(MAX_PACKED + 1)
    if data.count(b'PK\1\2') > MAX_ENTRIES:
        raise SubmissionError(f'{shown(path)} has more than {MAX_ENTRIES} entries: send the sources only')
    f.seek(0)
    packed = zipfile.ZipFile(f)
    infos = packed.infolist()
    for info in infos:
        if info.flag_bits & 0x41:
            raise SubmissionError(f'{shown(path)} is encrypted ({shown(info.orig_filename)}): pack it without a password')
    # Everything is read now: the file is closed when the lab's own are asked for.
    found, total = [], 0
    for info in infos:
        if not info.is_dir():
            found.append(_zip_entry(packed, info, lab))
            total += len(found[-1].read()) if found[-1].read else 0
        if total > MAX_UNPACKED:
            raise SubmissionError(f'{shown(path)} unpacks to more than {MAX_UNPACKED >> 20} MB: send the sources only')
    return found


def _zip_entry(packed, info, lab):
    mode = info.external_attr >> 16
    name = info.orig_filename
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        what = 'is a symbolic link: send the file itself' if stat.S_ISLNK(mode) else 'is no regular file'
        return Entry(name, what)
    if not _may_be(info.filename, lab):
        return Entry(name)
    try:
        with packed.open(info) as member:
            data = member.read(MAX_BYTES + 1)
    except NotImplementedError:
        return Entry(name, 'is packed in a way that we do not read: use the ordinary zip')
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, RuntimeError) as e:
        return Entry(name, f'is damaged in the archive: pack and send it again ({shown(e)})')
    return Entry(name, '', lambda: data)


# Streams that are unpacked in pieces of bounded size.

def _bz2(fileobj):
    return _Stream(fileobj, bz2.BZ2Decompressor)


def _xz(fileobj):
    return _Stream(fileobj, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY))


class _Stream:
    """read() for decompressors that take a limit; several streams in a row are one."""

    def __init__(self, fileobj, make):
        self.fileobj, self.make, self.inner, self.left = fileobj, make, make(), b''

    def read(self, size):
        while True:
            if self.inner.eof:
                self.left = (self.inner.unused_data or self.fileobj.read(1 << 16)).lstrip(b'\0')
                if not self.left:
                    return b''
                self.inner = self.make()
            if self.inner.needs_input and not self.left:
                self.left = self.fileobj.read(1 << 16)
                if not self.left:
                    raise EOFError('the compressed data ends too early')
            data, self.left = self.inner.decompress(self.left, size), b''
            if data:
                return data


class _Tar:
    """entries() of one tar. Everything that is unpacked goes through _take(), which counts."""

    def __init__(self, stream, path, lab):
        self.stream, self.path, self.lab, self.total = stream, path, lab, 0

    def _take(self, size, keep=True):
        pieces, left = [], size
        while left:
            piece = self.stream.read(min(left, 1 << 16))
            if not piece:
                raise EOFError('the archive ends in the middle of an entry')
            self.total += len(piece)
            if self.total > MAX_UNPACKED:
                raise SubmissionError(f'{shown(self.path)} unpacks to more than {MAX_UNPACKED >> 20} MB: send the sources only')
            left -= len(piece)
            if keep:
                pieces.append(piece)
        return b''.join(pieces)

    def _header(self):
        """The next header, or None at the end (two blocks of zeros, or the end after whole entries)."""
        block = self.stream.read(_BLOCK)
        while block and len(block) < _BLOCK:
            more = self.stream.read(_BLOCK - len(block))
            if not more:
                raise EOFError('the archive ends in the middle of a header')
            block += more
        self.total += len(block)
        if not block:
            raise EOFError('the archive has no end mark')
        return block if block.strip(b'\0') else None

    def entries(self):
        long_name, notes, count = None, {}, 0
        while (block := self._header()) is not None:
            count += 1
            if count > MAX_ENTRIES:
                raise SubmissionError(f'{shown(self.path)} has more than {MAX_ENTRIES} entries: send the sources only')
            if not _is_header(block):
                raise ValueError('a header has a wrong sum')
            kind, size = block[156:157], _number(block[124:136])
            padded = -(-size // _BLOCK) * _BLOCK
            if kind in (b'L', b'K', b'x', b'g'):
                note = self._note(kind, size, padded)
                if kind == b'L':
                    long_name = note.rstrip(b'\0')
                elif kind == b'x':
                    notes = _pax(note)
                continue
            name = _text(notes.get('path') or long_name or _short_name(block))
            if 'size' in notes:
                size = int(notes['size'])
                padded = -(-size // _BLOCK) * _BLOCK
            sparse = any(key.startswith('GNU.sparse') for key in notes)
            long_name, notes = None, {}
            if kind in (b'\0', b'0', b'7') and not name.endswith('/'):
                yield self._file(name, size, padded, sparse)
            elif kind == b'5' or (kind in (b'\0', b'0', b'7') and name.endswith('/')):
                self._take(padded, keep=False)
            else:
                if kind not in b'1 2 3 4 6'.split():
                    self._take(padded, keep=False)
                if kind == b'S':
                    raise SubmissionError(f'{shown(self.path)}: {shown(name)} {_KINDS[b"S"]}')
                yield Entry(name, _KINDS.get(kind, f'is of a kind that we do not know ({shown(_text(kind))})'))

        while piece := self.stream.read(1 << 16):  # to the end, where the sums of the compression are
            self.total += len(piece)
            if self.total > MAX_UNPACKED:
                raise SubmissionError(f'{shown(self.path)} unpacks to more than {MAX_UNPACKED >> 20} MB: send the sources only')

    def _note(self, kind, size, padded):
        if size > _MAX_NAME and kind != b'g':
            raise SubmissionError(f'{shown(self.path)} has a name or a note of {size} bytes')
        return self._take(padded, keep=kind != b'g')[:size]

    def _file(self, name, size, padded, sparse):
        wanted = size <= MAX_BYTES and not sparse and _may_be(name, self.lab)
        data = self._take(padded, keep=wanted)[:size]
        if sparse:
            return Entry(name, _KINDS[b'S'])
        if size > MAX_BYTES and _may_be(name, self.lab):
            return Entry(name, f'is larger than {MAX_BYTES >> 10} KB')
        return Entry(name, '', lambda: data)


def _is_header(block):
    """The sum over the header, its own field counted as blanks, stands in it."""
    try:
        said = int(block[148:156].strip(b' \0') or b'x', 8)
    except ValueError:
        return False
    return len(block) == _BLOCK and said == sum(block) - sum(block[148:156]) + 8 * ord(' ')


def _number(field):
    if field[0] & 0x80:  # binary, for what has no room in octal
        value = int.from_bytes(bytes([field[0] & 0x7f]) + field[1:], 'big')
    else:
        value = int(field.strip(b' \0') or b'0', 8)
    if value < 0 or value > 1 << 40:
        raise ValueError('an entry has an impossible size')
    return value


def _short_name(block):
    name, prefix = block[:100].split(b'\0')[0], block[345:500].split(b'\0')[0]
    return prefix + b'/' + name if block[257:263] == b'ustar\0' and prefix else name


def _text(name):
    return name.decode('utf-8', 'surrogateescape') if isinstance(name, bytes) else name


def _pax(note):
    """{key: value} of lines "LENGTH key=value\\n"."""
    found, at = {}, 0
    while at < len(note):
        blank = note.index(b' ', at, at + 8)
        length = int(note[at:blank])
        line = note[blank + 1:at + length]
        if length <= blank - at + 1 or line[-1:] != b'\n' or b'=' not in line:
            raise ValueError('a note about an entry is malformed')
        key, value = line[:-1].split(b'=', 1)
        found[_text(key)] = int(value) if key == b'size' else value
        at += length
    if found.get('size', 0) < 0:
        raise ValueError('an entry has an impossible size')
    return found
