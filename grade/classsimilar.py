"""Which submissions resemble one another: Debian's sim_c (package similarity-tester) on what each student added.

Every line that was handed out is left out first; otherwise all submissions are alike. A likeness is a reason to look, and no more.
"""
import os
import re
import shutil
import subprocess
import tempfile

from grade import sandbox

LEAST = 50        # per cent
_SECONDS = 300
_RUN = 16         # tokens in a row that make a likeness


def own_lines(text, given):
    """The lines of a file that were not handed out, whatever their blanks."""
    known = {' '.join(line.split()) for line in given.split('\n')}
    return [line for line in text.split('\n') if ' '.join(line.split()) not in known]


def pairs(units, lab):
    """(rows {a, b, percent}, '') or (None, why there are none). units: (name, {path: text}) of each submission."""
    if not shutil.which('sim_c'):
        return None, 'sim_c is not installed: apt install similarity-tester, and run this again'
    given = {path: _text(os.path.join(lab.folder, path)) for path in lab.files}
    with tempfile.TemporaryDirectory(prefix='similar-') as folder:
        os.chmod(folder, 0o755)
        names = {}
        for i, (name, files) in enumerate(units):
            lines = [line for path in lab.files if path in files for line in own_lines(files[path], given[path])]
            if any(line.strip() for line in lines):
                names[f'{i:06}.c'] = name
                with open(os.path.join(folder, f'{i:06}.c'), 'w', encoding='utf-8', errors='replace') as f:
                    f.write('\n'.join(lines) + '\n')
        return (_run(folder, names) if len(names) > 1 else ([], ''))


def _run(folder, names):
    files = [os.path.join(sandbox.place(folder, '/src'), name) for name in sorted(names)]
    argv = ['sim_c', '-p', '-r', str(_RUN), '-t', str(LEAST), *files]
    wrapped = sandbox.wrap(argv, sandbox.limits(_SECONDS, 2048), read=[(folder, '/src')])
    try:
        done = subprocess.run(wrapped, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None, f'sim_c took more than {_SECONDS} s'
    if done.returncode:
        return None, f'sim_c ended with status {done.returncode}'
    best = {}
    for a, percent, b in re.findall(r'(\d{6}\.c) consists for (\d+) % of \S*?(\d{6}\.c) material', done.stdout.decode('utf-8', 'replace')):
        pair = tuple(sorted((names[a], names[b])))
        best[pair] = max(best.get(pair, 0), int(percent))
    return [{'a': a, 'b': b, 'percent': p} for (a, b), p in sorted(best.items(), key=lambda kv: (-kv[1], kv[0]))], ''


def _text(path):
    with open(path, encoding='utf-8', errors='replace') as f:
        return f.read()
