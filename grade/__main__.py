"""make grade: grades one submission of one lab.

Exit status 0: graded, the score stands in the result. Anything else: something is wrong with us or with the request.
"""
import argparse
import os
import secrets
import shlex
import sys

from grade import formats, grading, result, sandbox, submission
from grade.report import Report
from labs import labinfo, testhead


def options():
    parser = argparse.ArgumentParser(prog='grade', description='grade a submission of a lab')
    parser.add_argument('--lab', required=True, help='name of the lab, such as lab1-boot')
    parser.add_argument('--from', dest='source', help='the submission: a folder, an archive, a git repository; without it the lab as it stands in the tree')
    parser.add_argument('--commit', help='with a git repository: the commit, branch or tag that is meant')
    parser.add_argument('--only', help='an exercise (1.2) or the number of a test (103)')
    parser.add_argument('--seed', help='the number that the tests\' data are drawn with; without it a new one')
    parser.add_argument('--build', default='build', help='where everything is that was built')
    parser.add_argument('--out', help='folder of the result (default BUILD/grade/LAB)')
    parser.add_argument('--jobs', type=int, default=os.cpu_count() or 1)
    parser.add_argument('--format', default='', help=f'more formats beside result.json: all, or of {", ".join(formats.FORMATS)}')
    parser.add_argument('--quiet', action='store_true', help='print the score only')
    parser.add_argument('--model', help='the timing model\'s plugin; empty: grade without it (for work on the grader)')
    return parser.parse_args()


def chosen(lab, only):
    """The tests that --only names."""
    tests = [t for t in lab.tests if not only or only in (t.exercise, str(t.number), t.id)]
    if not tests:
        raise labinfo.LabError(f'{lab.name} has neither an exercise nor a test {only}')
    return tests


def check_formats(names):
    try:
        formats.named(names)
    except KeyError as e:
        raise labinfo.LabError(f'FORMAT={e.args[0]} is none of {", ".join([*formats.FORMATS, formats.ALL])}') from None


def write_formats(document, out, names):
    """Writes what --format asked for; False when one that it named could not be made."""
    failed = formats.write(document, out, names)
    for name, why in failed.items():
        print(f'grade: no {name}: {why}', file=sys.stderr)
    return not failed or formats.ALL in names.split(',')


def parse_seed(text):
    try:
        return (int(text, 0) if text else secrets.randbits(32)) & 0xFFFFFFFF
    except ValueError:
        raise labinfo.LabError(f'SEED={text} is no number') from None


def grade(lab, taken, tests, seed, place, builders, out, jobs, source=None, report=None,
          engine=grading.Grading):
    """Grades and returns the finished result. Used for classes and by the tests of the grader as well."""
    def replay(test, with_seed=True):
        words = ['make', 'grade', f'LAB={lab.name}', f'ONLY={test.number}']
        words += [f'FROM={source}'] if source else []
        return ' '.join(shlex.quote(w) for w in words) + (f' SEED={seed:#010x}' if with_seed else '')

    os.makedirs(out, exist_ok=True)
    command = f'make grade LAB={lab.name}' + (f' FROM={shlex.quote(source)}' if source else '') + f' SEED={seed:#010x}'
    collected = result.Result(os.path.join(out, 'result.json'), lab, taken, seed, command, builders.tree_hash, tests)
    if report:
        report.begin(lab, taken, seed, sandbox.level())
    for test, verdict, kernel, wall in engine(lab, taken, builders, place, seed, jobs).run(tests):
        collected.add(test, verdict, kernel, replay(test, False))
        if report:
            report.line(test, verdict, wall)
    document = collected.finish()
    if report:
        report.end(document, replay)
    return document


def place_in(build, lab, out, plugin=None):
    return grading.Place(sigma0=os.path.join(build, 'user/sigma0.elf'),
                         lab=os.path.join(build, 'labs', lab.name),
                         plugin=os.path.join(build, 'sim/l486sim.so') if plugin is None else plugin,
                         logs=os.path.join(out, 'logs'))


def main():
    args = options()
    try:
        lab = labinfo.read(args.lab)
        tests = chosen(lab, args.only)
        taken = submission.take(lab, args.source, args.commit)
        seed = parse_seed(args.seed)
        check_formats(args.format)
        builders = grading.Builders(os.path.join(args.build, 'grade/kernels'), lab.programs)
        builders.prepare()
    except (labinfo.LabError, testhead.HeadError, submission.SubmissionError, RuntimeError) as e:
        print(f'grade: {e}', file=sys.stderr)
        return 2
    out = args.out or os.path.join(args.build, 'grade', lab.name)
    place = place_in(args.build, lab, out, args.model)
    grading.clear(place.logs)
    document = grade(lab, taken, tests, seed, place, builders, out, args.jobs, args.source,
                     None if args.quiet else Report())
    written = write_formats(document, out, args.format)
    if args.quiet:
        print(f'{document["score"]} of {document["max_score"]}')
    if any(t['verdict'] == 'error' for t in document['tests']):
        return 3
    return 0 if written else 2


if __name__ == '__main__':
    sys.exit(main())
