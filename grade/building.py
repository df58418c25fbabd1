"""Building a student's kernel: our tree, our Makefile, their files laid over it, inside the sandbox.

The tree is built once as it is; a student's kernel starts from those objects, so only their files are compiled. A
kernel is kept under the hash of everything that went into it and is not built twice.
"""
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections import defaultdict
from dataclasses import asdict, dataclass

from grade import sandbox
from grade.elf import Elf, ElfError

_ROOMS = ('kernel', 'user')                       # what the build of a kernel may see
_FILES = ('Makefile', 'tools/*.mk')
_SECONDS, _WALL, _MEGABYTES, _OUTPUT = 10, 300, 1024, 64 << 10  # seconds are of one process
_ENVIRONMENT = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C', 'HOME': '/tmp', 'SOURCE_DATE_EPOCH': '0'}


@dataclass
class Kernel:
    """The outcome: a path, or what the compiler said. The programs that were asked for lie beside it."""
    path: str
    error: str = ''

    def program(self, name):
        """The path of a program of user/ that was built with it."""
        return f'{self.path.removesuffix(".elf")}.{name}.elf'


class Builder:
    """Makes kernels below `folder`, and with each the `programs` of user/. Threads may share one."""

    def __init__(self, folder, root='.', options=(), programs=()):
        self.root = root
        self.options = list(options)  # more arguments for make
        self.programs = sorted(programs)
        self.kind = re.sub('[^a-z0-9]+', '-', ' '.join(['kernel', *self.options, *self.programs]).lower())
        self.folder = os.path.abspath(folder)
        self.sources = list(_sources(root))
        self.tree_hash = _hash((path, _bytes(os.path.join(root, path))) for path in self.sources)
        self.locks = defaultdict(threading.Lock)  # one for each kernel
        os.makedirs(self.folder, exist_ok=True)

    def solution(self):
        """The kernel of the tree itself."""
        return self._kernel({})

    def kernel(self, files):
        """The kernel with {path: bytes} in place of the tree's files of these paths."""
        same = {p: d for p, d in files.items() if d != _bytes(os.path.join(self.root, p))}
        return self._kernel(same)

    def _kernel(self, files):
        key = _hash([('tree', self.tree_hash.encode()), ('level', sandbox.level().encode()), ('kind', self.kind.encode()),
                     ('builder', _bytes(__file__)),
                     *sorted(files.items())])[:16]
        path = os.path.join(self.folder, f'{key}.elf')
        note = os.path.join(self.folder, f'{key}.json')
        with self.locks[key]:
            if not os.path.exists(note):
                self._make(files, path, note)
        with open(note, encoding='utf-8') as f:
            kernel = Kernel(**json.load(f))
        kernel.path = path
        return kernel

    def _make(self, files, path, note):
        with tempfile.TemporaryDirectory(prefix='build-', dir=self.folder) as scratch:
            tree = os.path.join(scratch, 'src')
            if files:
                shutil.copytree(self._base(), tree, copy_function=shutil.copy2)
            else:
                self._copy_tree(tree)
            for name, data in files.items():
                with open(os.path.join(tree, name), 'wb') as f:
                    f.write(data)
            kernel = self._run_make(tree)
            if not kernel.error:
                shutil.copyfile(os.path.join(tree, kernel.path), path)
                for name in self.programs:
                    shutil.copyfile(os.path.join(tree, _program(name)), Kernel(path).program(name))
                if not files and not os.path.exists(self._base()):
                    os.rename(tree, self._base())
            write_atomically(note, json.dumps(asdict(kernel)))

    def _base(self):
        """The tree as it is, built: where the others start."""
        return os.path.join(self.folder, f'base-{self.kind}-{self.tree_hash[:16]}-{sandbox.level()}')

    def prepare(self):
        """Builds the tree itself, or says why that fails: without it nothing can be graded."""
        kernel = self.solution()
        if kernel.error or not os.path.exists(self._base()):
            for note in glob.glob(os.path.join(self.folder, '*.json')):
                os.remove(note)  # whatever was wrong may be mended without a change of the tree
            raise RuntimeError(f'the tree itself does not build:\n{kernel.error}')
        for old in glob.glob(os.path.join(self.folder, f'base-{self.kind}-[0-9a-f]*')):
            if old != self._base():
                shutil.rmtree(old, ignore_errors=True)

    def _copy_tree(self, tree):
        for path in self.sources:
            target = os.path.join(tree, path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copyfile(os.path.join(self.root, path), target)

    def _run_make(self, tree):
        sandbox.hand_over(tree)
        argv = ['make', '--no-print-directory', '-s', 'BUILD=build', 'SETUP=no', *self.options, 'kernel',
                *map(_program, self.programs)]
        wrapped = sandbox.wrap(argv, sandbox.limits(_SECONDS, _MEGABYTES), write=[(tree, '/src')], folder='/src')
        status, output = run_limited(wrapped, tree, _WALL)
        image = 'build/kernel/l486.elf'
        if status is None:
            return Kernel('', 'the build took more time or memory than it may have, or printed without end')
        if status != 0:
            return Kernel('', _tidy(output) or f'the build failed with status {status} and said nothing')
        stranger = _foreign_include(tree)
        if stranger:
            return Kernel('', f'a file from outside of the system is included: {stranger}')
        try:
            for made in (image, *map(_program, self.programs)):
                if os.path.islink(os.path.join(tree, made)):
                    raise ElfError(f'{made} is a symbolic link')
                Elf(os.path.join(tree, made))
            Elf(os.path.join(tree, image)).check_kernel()
        except (ElfError, OSError) as e:
            return Kernel('', str(e).replace(tree + '/', ''))
        return Kernel(image)


def _program(name):
    return f'build/user/{name}.elf'


def run_limited(argv, folder, seconds):
    """(exit status, output); the status is None when time or output ran out."""
    process = subprocess.Popen(argv, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, env=_ENVIRONMENT)
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    output = b''
    try:
        while len(output) <= _OUTPUT:
            data = process.stdout.read1(8192)
            if not data:
                break
            output += data
    finally:
        if len(output) > _OUTPUT:
            process.kill()
        process.wait()
        timer.cancel()
        process.stdout.close()
    over = len(output) > _OUTPUT or process.returncode < 0
    return (None if over else process.returncode), output.decode('utf-8', 'replace')


def _tidy(output):
    """The compiler's first complaints, without make's own."""
    lines = [re.sub(r'[^\x20-\x7e]', '?', line) for line in output.split('\n')]
    lines = [line.rstrip()[:200] for line in lines if line.strip() and not re.match(r'make|  (compile|link) ', line)]
    stopped = re.search(r'(\S.*) signal terminated program (\w+)', output)
    if stopped:
        return f'the build was stopped: {stopped.group(1).split(": ")[-1]} ({stopped.group(2)})'
    first = next((i for i, line in enumerate(lines) if re.search(r'error\b|multiple definition|undefined reference', line)), 0)
    return '\n'.join(lines[first:first + 12])


def _foreign_include(tree):
    """A file that the compiler read and that is neither ours nor its own, from make's dependency files."""
    for note in glob.glob(os.path.join(tree, 'build/*/**/*.d'), recursive=True):
        if os.path.islink(note):
            continue
        text = _bytes(note).decode('utf-8', 'replace').replace('\\\n', ' ')
        for word in text.split(':', 1)[-1].split():
            inside = os.path.normpath(word)
            own = re.match(r'^/usr/lib(/gcc|/clang|/llvm)', inside)
            if (inside.startswith('/') and not own) or inside.startswith('..'):
                return inside
    return None


def _sources(root):
    for pattern in _FILES:
        yield from (os.path.relpath(path, root) for path in sorted(glob.glob(os.path.join(root, pattern))))
    for room in _ROOMS:
        for folder, folders, files in os.walk(os.path.join(root, room)):
            folders.sort()
            for name in sorted(files):
                yield os.path.relpath(os.path.join(folder, name), root)


def _hash(items):
    digest = hashlib.sha256()
    for name, data in items:
        digest.update(f'{name} {len(data)}\n'.encode())
        digest.update(data)
    return digest.hexdigest()


def _bytes(path):
    with open(path, 'rb') as f:
        return f.read()


def write_atomically(path, text):
    """A reader finds the old file or the new one, never half of one."""
    temporary = f'{path}.{os.getpid()}.{threading.get_ident()}'
    with open(temporary, 'w', encoding='utf-8') as f:
        f.write(text)
        f.flush()
        os.fsync(f.fileno())
    os.replace(temporary, path)
