"""make autograder: the package of one lab for one service, BUILD/autograder/LAB-SERVICE.zip.

Every file of the service's folder goes in, with @LAB@, @TITLE@ and the like filled in, and the tree that grades. The same tree
gives the same bytes.
"""
import argparse
import hashlib
import io
import os
import sys
import zipfile

from grade.packages import SERVICES, tree
from labs import labinfo

HERE = os.path.dirname(os.path.abspath(__file__))
AT = 'runner/'  # where Classroom 50 has the tree: not in what it publishes


def _templates(service):
    base = os.path.join(HERE, service)
    for folder, folders, names in os.walk(base):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, encoding='utf-8') as f:
                yield os.path.relpath(path, base), f.read()


def _filled(text, words):
    for name, value in words.items():
        text = text.replace(f'@{name}@', value)
    return text


def members(service, lab, root='.'):
    """{path in the package: (bytes, executable)}."""
    grader = tree.archive(lab.name, root)
    words = {'LAB': lab.name, 'TITLE': lab.title, 'POINTS': f'{lab.points:g}', 'HASH': hashlib.sha256(grader).hexdigest()[:16],
             'FILES': '\n'.join(f'    {path}' for path in lab.files),
             'PROBLEMS': '\n'.join(f'| {ex.id} | {ex.points:g} | {ex.title} |' for ex in lab.exercises)}
    found = {}
    for path, text in _templates(service):
        filled = _filled(text, words)
        found[path.replace('LAB', lab.name)] = (filled.encode(), filled.startswith('#!'))
    if service == 'autolab':  # its grader gets one archive beside the Makefile
        found['autograde.tar'] = (tree.plain({tree.NAME: (grader, False), 'run.sh': found.pop('run.sh')}), False)
    found[(AT if service == 'classroom50' else '') + tree.NAME] = (grader, False)
    return found


def package(service, lab, root='.'):
    """The bytes of the zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as zipped:
        for path, (data, executable) in sorted(members(service, lab, root).items()):
            entry = zipfile.ZipInfo(path, (2000, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, (0o100755 if executable else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_STORED if path.endswith('.gz') else zipfile.ZIP_DEFLATED
            zipped.writestr(entry, data, compresslevel=6)
    return out.getvalue()


def main():
    parser = argparse.ArgumentParser(prog='make autograder')
    parser.add_argument('--for', dest='service', required=True)
    parser.add_argument('--lab', required=True)
    parser.add_argument('--build', default='build')
    options = parser.parse_args()
    try:
        if options.service not in SERVICES:
            raise labinfo.LabError(f'FOR={options.service} is none of {", ".join(SERVICES)}')
        lab = labinfo.read(options.lab)
    except labinfo.LabError as e:
        print(f'autograder: {e}', file=sys.stderr)
        return 2
    folder = os.path.join(options.build, 'autograder')
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f'{lab.name}-{options.service}.zip')
    data = package(options.service, lab)
    with open(path + '.new', 'wb') as f:
        f.write(data)
    os.replace(path + '.new', path)
    print(f'{path}: {len(data) >> 10} KB, sha256 {hashlib.sha256(data).hexdigest()}\nIts README.md says how to upload it.')
    return 0


if __name__ == '__main__':
    sys.exit(main())
