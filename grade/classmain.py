"""make class: grades a folder of submissions, goes on after a kill, regrades what a mended test touches.

Below OUT: class.html, class.json, class.csv, tests.csv (what is published); rounds/N/SUBMISSION/ (each grading of all, kept); regrade/ (what a
new round would change); state.json (which round is the published one); .work/ (kernels, verdicts: may be deleted, then all runs again).
Exit status 0: all graded. 2: the request makes no sense, or needs a decision. 3: some met an error of ours.
"""
import argparse
import fcntl
import json
import os
import secrets
import signal
import sys
import time

from grade import __main__ as grader
from grade import classreport, classsimilar, classstats, classstore, classwork, sandbox
from grade.building import write_atomically
from labs import labinfo, testhead


class ClassError(Exception):
    """The request can't be done as it stands."""


def options():
    parser = argparse.ArgumentParser(prog='grade.classmain', description='grade a class')
    parser.add_argument('--lab', required=True)
    parser.add_argument('--from', dest='source', required=True, help='folder of submissions, each a folder, an archive or a repository')
    parser.add_argument('--out', required=True, help='folder of the results')
    parser.add_argument('--only', help='an exercise or a test')
    parser.add_argument('--seed', help='the number that the tests\' data are drawn with; without it the one of the last time, or a new one')
    parser.add_argument('--commit', help='of submissions that are git repositories: this branch or tag')
    parser.add_argument('--build', default='build')
    parser.add_argument('--jobs', type=int, default=os.cpu_count() or 1)
    parser.add_argument('--kernels', help='where kernels are built (default OUT/.work/kernels)')
    parser.add_argument('--model', help='the timing model\'s plugin; empty: grade without it (for work on the grader)')
    parser.add_argument('--regrade', action='store_true', help='grade anew beside what is published, and report who changes')
    parser.add_argument('--publish', action='store_true', help='make the regraded round the published one')
    return parser.parse_args()


class Progress:
    """A line for each submission; on a terminal one line that counts, too."""

    def __init__(self, number, stream=sys.stdout):
        self.number, self.stream, self.count, self.begun = number, stream, 0, time.monotonic()
        self.live = stream.isatty()

    def done(self, unit, seconds):
        self.count += 1
        note = classwork.unit_of(unit.folder)
        score = _document(unit.folder) if note['status'] == 'graded' else None
        what = f'{score["score"]:g} of {score["max_score"]:g}' if score else f'{note["status"]}: {note["message"][:100]}'
        clear = '\r\033[K' if self.live else ''
        print(f'{clear}[{self.count:>{len(str(self.number))}}/{self.number}] {unit.name:<24} {what}  ({note["fresh"]} tests ran, {seconds:.1f} s)',
              file=self.stream, flush=True)
        if self.live and self.count < self.number:
            left = (time.monotonic() - self.begun) / self.count * (self.number - self.count)
            full = 30 * self.count // self.number
            print(f'[{"#" * full}{"." * (30 - full)}] {self.number - self.count} left, about {left / 60:.0f} min', end='', file=self.stream, flush=True)


def _read(path, default):
    try:
        with open(path, encoding='utf-8') as f:
            return json.load(f)
    except (OSError, ValueError):
        return default


def _document(folder):
    return _read(os.path.join(folder, 'result.json'), None)


class Class:
    """One folder of submissions and its folder of results. Holds the lock on the latter."""

    def __init__(self, args):
        self.args, self.out = args, os.path.abspath(args.out)
        self.lab = labinfo.read(args.lab)
        self.tests = grader.chosen(self.lab, args.only)
        if not os.path.isdir(args.source):
            raise ClassError(f'FROM={args.source} is no folder of submissions')
        self.work = os.path.join(self.out, '.work')
        os.makedirs(self.work, exist_ok=True)
        self.lock = open(os.path.join(self.work, 'lock'), 'w', encoding='ascii')  # pylint: disable=consider-using-with
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ClassError(f'somebody is grading into {args.out} already') from None
        self.state = _read(self._path('state.json'), {})
        if self.state and self.state['lab'] != self.lab.name:
            raise ClassError(f'{args.out} holds results of {self.state["lab"]}: choose another OUT')
        self.seed = grader.parse_seed(args.seed) if args.seed or not self.state else self.state['seed']
        self._prepare()

    def _path(self, *parts):
        return os.path.join(self.out, *parts)

    def _prepare(self):
        kernels = os.path.abspath(self.args.kernels or os.path.join(self.work, 'kernels'))
        os.makedirs(kernels, exist_ok=True)
        for folder in (self.out, kernels):
            classstore.sweep(folder)
        self.builders = classstore.Builders(kernels, classstore.snapshot(kernels), self.lab)
        self.builders.prepare()
        place = grader.place_in(self.args.build, self.lab, self.out, self.args.model)
        self.inputs = classstore.Inputs(self.lab, self.tests, place, self.builders.tree_hash, self.seed)
        if not self.state:
            self.state = {'lab': self.lab.name, 'seed': self.seed, 'published': 0}
            self._save()

    def _save(self):
        write_atomically(self._path('state.json'), json.dumps(self.state, indent=1, sort_keys=True) + '\n')

    def round(self, number):
        return self._path('rounds', str(number))

    def _touched(self):
        """Tests that are not what they were when the published round was graded."""
        old = _read(os.path.join(self.round(self.state['published']), 'inputs.json'), {})
        return sorted(id for id in {*old, *self.inputs.by_test} if old.get(id) != self.inputs.by_test.get(id))

    def run(self):
        published, again = self.state['published'], self.args.regrade or self.args.publish
        touched = self._touched() if published else []
        if again and not published:
            raise ClassError(f'{self.args.out} has no published results yet: run it without REGRADE and PUBLISH first')
        if published and touched and not again:
            raise ClassError(f'{len(touched)} tests are not what they were when these results were made ({", ".join(touched[:8])}'
                             f'{", ..." if len(touched) > 8 else ""}): REGRADE=1 shows who changes and by how much, PUBLISH=1 then publishes it')
        number = published + 1 if again or not published else published
        folder = self.round(number)
        if self.args.publish and _read(os.path.join(folder, 'inputs.json'), {}) != self.inputs.by_test:
            raise ClassError('nothing was regraded with these tests: run REGRADE=1 first, and look at what it shows')
        about = self._grade(folder, remember=again or not published)
        errors = sum(s['status'] == 'error' for s in about['submissions'])
        if again:
            self._compare(folder, about, touched)
        if self.args.publish and errors:
            raise ClassError(f'{errors} submissions met an error of the grader: nothing is published before they have a score')
        if not again or self.args.publish:
            classreport.write(self.out, about)
            if self.state['published'] != number and not errors:
                self.state.update(published=number, seed=self.seed)
                self._save()
            print(f'{os.path.join(self.args.out, "class.html")}, class.json, class.csv, tests.csv')
        return 3 if errors else 0

    def _grade(self, folder, remember):
        units, odd = classwork.find(self.args.source, folder)
        if not units:
            raise ClassError(f'FROM={self.args.source} holds no submission, that is no folder and no archive')
        os.makedirs(folder, exist_ok=True)
        if remember:
            write_atomically(os.path.join(folder, 'inputs.json'), json.dumps(self.inputs.by_test, indent=1) + '\n')
        work = classwork.Work(self.lab, self.tests, self.seed, self.args.build, self.args.model, self.builders, self.inputs,
                              classstore.Store(os.path.join(self.work, 'verdicts')), self.args.commit)
        print(f'{self.lab.name}: {len(units)} submissions, {len(self.tests)} tests, {self.args.jobs} at a time, sandbox {sandbox.level()}', flush=True)
        begun = time.monotonic()
        classwork.Pool(work, self.args.jobs, Progress(len(units)).done).run(units)
        print(f'{len(units)} submissions in {time.monotonic() - begun:.1f} s', flush=True)
        return self._about(units, odd)

    def _about(self, units, odd):
        rows, graded, files = [], [], []
        for unit in units:
            note = classwork.unit_of(unit.folder)
            document = _document(unit.folder) if note['status'] == 'graded' else None
            remarks = []
            if document:
                graded.append((unit.name, document))
                files.append((unit.name, _read(os.path.join(unit.folder, 'files.json'), {})))
                remarks = [*document['submission']['refused'].values(), *(f'{p} was not handed in' for p in document['submission']['missing'])]
            rows.append({'name': unit.name, 'status': note['status'], 'message': note['message'],
                         'score': document['score'] if document else 0 if note['status'] == 'unreadable' else None,
                         'exercises': {e['id']: e['points'] for e in document['exercises']} if document else {},
                         'tests': [[t['number'], t['verdict'], t['points']] for t in document['tests']] if document else [],
                         'remarks': '; '.join(remarks)})
        best = sum(t.points for t in self.tests)
        pairs, why_not = classsimilar.pairs(files, self.lab)
        return {'schema': 'l486-class/1', 'lab': self.lab.name, 'title': self.lab.title, 'number': len(units), 'max_score': best,
                'exercises': list(dict.fromkeys(t.exercise for t in self.tests)), 'odd': odd,
                'distribution': classstats.distribution([r['score'] for r in rows if r['score'] is not None], best),
                'submissions': rows, 'tests': classstats.tests([d for _, d in graded]), 'clusters': classstats.clusters(graded),
                'leaderboard': classstats.leaders(graded), 'similarity': {'pairs': pairs or [], 'why_not': why_not}}

    def _compare(self, folder, about, touched):
        units, _ = classwork.find(self.args.source, folder)
        names = [(u.name, os.path.basename(u.folder)) for u in units]
        old = {name: _document(os.path.join(self.round(self.state['published']), base)) for name, base in names}
        new = {name: _document(os.path.join(folder, base)) for name, base in names
               if classwork.unit_of(os.path.join(folder, base)).get('status') == 'graded'}
        rows = classstats.changes(old, new)
        classreport.write_changes(self._path('regrade'), rows, about, touched)
        print(f'tests that changed: {", ".join(touched) or "none"}; {len(rows)} of {len(units)} submissions change')
        for row in rows[:20]:
            print(f'  {row["name"]:<24} {row["old"]} -> {row["new"]} ({row["by"]:+g})')
        print(os.path.join(self.args.out, 'regrade/changes.html') + ('' if self.args.publish else '; nothing is published: PUBLISH=1 does that'))


def main():
    args = options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return Class(args).run()
    except (ClassError, labinfo.LabError, testhead.HeadError, RuntimeError) as e:
        print(f'class: {e}', file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print('\nclass: stopped; the same command goes on from here', file=sys.stderr)
        return 130


if __name__ == '__main__':
    sys.exit(main())
