#!/usr/bin/env python3
"""Classroom 50's runner starts this in the student's checkout. It grades with the tree on the runner, and leaves ./result.json.

This file is published with the classroom's other files, so neither solution nor hidden tests lie beside it: they are only
on the runner, in L486_TREE (default /opt/l486-@LAB@), where nobody but the runner's own user can read.
"""
import os
import subprocess
import sys

TREE = os.environ.get('L486_TREE', '/opt/l486-@LAB@')
here = os.getcwd()
try:
    with open(os.path.join(TREE, '.package'), encoding='ascii') as f:
        found = f.read().strip()
except OSError:
    found = 'nothing'
if found != '@HASH@':
    sys.exit(f'l486: {TREE} holds {found}, not @HASH@: set the runner up again with runner/setup.sh of the same package')
target = os.path.join(here, 'result.json')
sys.exit(subprocess.run([sys.executable, '-m', 'grade.packages.run', 'classroom50', '@LAB@', here, target, '--seconds', '900'],
                        cwd=TREE, check=False).returncode)
