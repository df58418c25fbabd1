"""Derives from the solved system what a lab gives out.

    python3 -m labs.derive                        writes labs/labN-*/ (the skeletons), for all labs
    python3 -m labs.derive --check                says which committed skeleton is not what it would write
    python3 -m labs.derive --lab lab1-boot --out DIR --form solution|start|open [--open 1.2]
                                                  writes the files of one lab, in one form, elsewhere
"""
import argparse
import os
import sys

from labs import labinfo, markers, master, testhead


def write(folder, files):
    """Writes {path: text} below `folder`; leaves alone what is already there and equal, so that make sees no change."""
    for path, text in files.items():
        target = os.path.join(folder, path)
        if _read(target) == text:
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, 'w', encoding='utf-8', newline='') as f:
            f.write(text)


def _read(path):
    try:
        with open(path, encoding='utf-8', newline='') as f:
            return f.read()
    except FileNotFoundError:
        return None


def present(lab):
    """The files that stand in the skeleton of a lab now."""
    found = []
    for room in master.ROOMS:
        for folder, _, files in os.walk(os.path.join(lab.folder, room)):
            found += [os.path.relpath(os.path.join(folder, f), lab.folder) for f in files]
    return sorted(found)


def differences(lab, files):
    """Sentences, one for each way in which the committed skeleton of a lab is not `files`."""
    for path in sorted(set(files) | set(present(lab))):
        where = os.path.join(lab.folder, path)
        if path not in files:
            yield f'{where} is no file of an open exercise: delete it'
        elif _read(where) is None:
            yield f'{where} is missing: run make labs'
        elif _read(where) != files[path]:
            yield f'{where} is not what the markers of {path} make: run make labs'


def _all(check):
    source, wrong = master.Master(), []
    for name in labinfo.names():
        lab = labinfo.read(name)
        labinfo.agree(lab, source)
        files = source.skeleton(lab.number)
        if not check:
            for path in set(present(lab)) - set(files):
                os.remove(os.path.join(lab.folder, path))
            write(lab.folder, files)
        wrong += differences(lab, files)
        print(f'{name}: {len(lab.exercises)} exercises in {len(files)} files')
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


def _one(options):
    source, lab = master.Master(), labinfo.read(options.lab)
    files = {'solution': lambda: source.solution(lab.number),
             'start': lambda: source.skeleton(lab.number),
             'open': lambda: source.skeleton(lab.number, options.open)}[options.form]()
    write(options.out, files)
    return 0


def main():
    parser = argparse.ArgumentParser(prog='labs.derive', description='derive the labs from the solved system')
    parser.add_argument('--check', action='store_true', help='compare, write nothing')
    parser.add_argument('--lab', help='one lab, with --out and --form')
    parser.add_argument('--out', help='folder to write to')
    parser.add_argument('--form', choices=('solution', 'start', 'open'), default='solution')
    parser.add_argument('--open', help='the one exercise that --form open opens')
    options = parser.parse_args()
    try:
        return _one(options) if options.lab else _all(options.check)
    except (markers.MarkerError, labinfo.LabError, testhead.HeadError) as e:
        print(e, file=sys.stderr)
        return 1


if __name__ == '__main__':
    sys.exit(main())
