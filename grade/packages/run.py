"""Grades one submission inside a service: python3 -m grade.packages.run SERVICE LAB SUBMISSION TARGET [--seconds N].

Leaves the service's document in TARGET (- is standard output), atomically and only when there is a score, or an answer why
there can be none. Exit status 0 means so; anything else is our own fault, and no TARGET stays. GRADE_ONLY (an exercise) makes it
grade less, BUILD is where things are built: for trying a package out.
"""
import argparse
import os
import subprocess
import sys
import tempfile

from grade import submission
from grade.building import write_atomically
from grade.formats import FORMATS, NotHere
from grade.packages import SERVICES, unusable
from labs import labinfo


def _graded(options, build):
    """The service's document, or None. What the grader says goes to standard error: a service shows it to who teaches."""
    os.makedirs(os.path.join(build, 'grade'), exist_ok=True)
    with tempfile.TemporaryDirectory(dir=os.path.join(build, 'grade')) as out:
        os.chmod(out, 0o755)  # QEMU may run as another user, and its boot modules lie there
        argv = [sys.executable, '-m', 'grade', '--quiet', '--lab', options.lab, '--from', options.submission, '--build', build,
                '--format', options.service, '--out', out]
        argv += ['--only', os.environ['GRADE_ONLY']] if os.environ.get('GRADE_ONLY') else []
        try:
            status = subprocess.run(argv, stdout=sys.stderr, timeout=options.seconds, check=False).returncode
        except subprocess.TimeoutExpired:
            print(f'l486: the grading took more than {options.seconds} seconds: raise the limit', file=sys.stderr)
            return None
        if status != 0:
            print(f'l486: the grader ended with status {status}', file=sys.stderr)
            return None
        with open(os.path.join(out, FORMATS[options.service][0]), encoding='utf-8') as f:
            return f.read()


def main():
    parser = argparse.ArgumentParser(prog='grade.packages.run')
    parser.add_argument('service', choices=SERVICES)
    parser.add_argument('lab')
    parser.add_argument('submission')
    parser.add_argument('target')
    parser.add_argument('--seconds', type=float, help='of the clock on the wall; less than the service\'s own limit')
    options = parser.parse_args()
    options.submission = os.path.abspath(options.submission)
    if options.target != '-' and os.path.lexists(options.target):
        os.remove(options.target)  # whoever put it there: only we say what the result is
    try:
        lab = labinfo.read(options.lab)
        try:
            submission.take(lab, options.submission)
            text = _graded(options, os.environ.get('BUILD', 'build'))
        except submission.SubmissionError as e:
            text = unusable.text(options.service, lab, str(e).replace(options.submission, 'the submission'))
    except (labinfo.LabError, NotHere) as e:
        print(f'l486: {e}', file=sys.stderr)
        text = None
    if text is None:
        return 3
    if options.target == '-':
        sys.stdout.write(text)
    else:
        write_atomically(options.target, text)
    return 0


if __name__ == '__main__':
    sys.exit(main())
