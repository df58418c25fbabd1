"""From what was seen to a verdict. Nothing that the guest prints can by itself lead to a point.

The verdicts: pass, partial (all answers right, some cycles too many), fail, not-attempted, build-error, panic,
timeout, deadlock, skip (nothing to grade it on), error (our own fault: it has no score).
"""
import math
import re
from dataclasses import dataclass, field

from grade import answers, model
from labs.testhead import Window

VERDICTS = ('pass', 'partial', 'fail', 'not-attempted', 'build-error', 'panic', 'timeout', 'deadlock', 'skip', 'error')
EXIT_END, EXIT_PANIC, EXIT_NOT_ATTEMPTED = 0x10, 0x50, 0x51  # user/lib/test.h, kernel/debug/panic.h

# Every test is watched at these labels of the test library: begun once, ended once, a line said so many times.
SAY = Window('test-say', 'test_saying', 'test_said', 0)
END = Window('test-end', 'test_begun', 'test_ended', 1)

_NOT_ATTEMPTED = re.compile(r'^NOT ATTEMPTED: exercise ([0-9.]+)$', re.M)
_PANIC = re.compile(r'^PANIC: (.*)$', re.M)
_CONTEXT = 3


@dataclass
class Verdict:
    verdict: str
    points: float = 0.0
    cause: str = ''          # finer than the verdict, or the name of the first wrong line: chooses the hint
    message: str = ''        # one sentence
    evidence: dict = field(default_factory=dict)  # expected, seen, line, context: what varies with the seed
    cycles: dict = None      # window, mode, full, none


def judge(test, seed, seen, witness, where=lambda address: None):
    """The Verdict on one test that was booted. `where` gives an address of the kernel a name."""
    text = answers.clean(seen.serial)
    return (_broken_off(test, seen, text, where)
            or _dialogue(seen, text)
            or _answers(test, seed, text)
            or _witness(test, seed, witness)
            or _cycles(test, witness))


def _broken_off(test, seen, text, where):
    """Everything but an orderly end."""
    ended, status = seen.ended, seen.status
    if ended in ('qemu', 'wall'):
        why = 'QEMU did not start or failed' if ended == 'qemu' else 'the run took too much time of the clock on the wall'
        return Verdict('error', cause=ended, message=f'{why}: {seen.messages.strip()[:400]}')
    if ended == 'exit' and status == EXIT_END:
        return None
    tail = {'context': _tail(text)}
    if ended == 'exit' and status == EXIT_NOT_ATTEMPTED:
        match = _NOT_ATTEMPTED.search(text)
        which = match.group(1) if match else test.exercise
        return Verdict('not-attempted', cause='not-attempted', message=f'exercise {which} has not been attempted')
    if ended == 'exit' and status == EXIT_PANIC:
        match = _PANIC.search(text)
        return Verdict('panic', cause='panic', evidence=tail | {'seen': f'PANIC: {match.group(1)}' if match else ''},
                       message='the kernel panicked')
    if ended == 'exit':
        return Verdict('fail', cause='exit', evidence=tail,
                       message=f'the machine was ended with status {status:#x} before the test was through')
    if ended == 'reset':
        at = seen.register('EIP')
        name = where(at) if at is not None else None
        place = f' at {at:#x}' + (f' ({name})' if name else '') if at is not None else ''
        return Verdict('panic', cause='triple-fault', evidence=tail,
                       message=f'triple fault: the processor reset itself{place}')
    if ended == 'flood':
        return Verdict('fail', cause='flood', message='the kernel printed without end: more than 256 KB')
    if ended == 'instructions':
        return Verdict('timeout', cause='timeout', evidence=tail,
                       message=f'no end after {test.limit} million instructions')
    if ended == 'stuck':
        return Verdict('fail', cause='silent', evidence=_unanswered(seen, text),
                       message='the program waits for a key, but it has not printed what the dialogue waits for')
    # Only a processor that halted with interrupts off stays so; else it may have been looked at inside a tick.
    dead = seen.register('HLT') == 1 and not (seen.register('EFL') or 0) & 0x200
    off = ' with interrupts off' if dead else ''
    return Verdict('deadlock', cause='deadlock', evidence=tail,
                   message=f'the processor halted{off} and nothing can wake it: every thread waits')


def _unanswered(seen, text):
    return {'expected': seen.dialogue or '', 'seen': text.split('\n')[-1], 'context': _tail(text)}


def _dialogue(seen, text):
    if seen.dialogue is not None:
        return Verdict('fail', cause='silent', evidence=_unanswered(seen, text),
                       message='the dialogue did not go as it should')
    return None


def _answers(test, seed, text):
    want, got = answers.expected(test, seed), answers.said(text)
    i = answers.first_difference(want, got)
    if i is None:
        return None
    expected = want[i] if i < len(want) else 'nothing more'
    found = got[i] if i < len(got) else 'nothing more'
    name = answers.name_of(want[i]) if i < len(want) else 'end'
    return Verdict('fail', cause=name, message=f'line {i + 1} of the test, called "{name}", is not what it should be',
                   evidence={'line': i + 1, 'expected': expected, 'seen': found,
                             'context': '\n'.join(got[max(0, i - _CONTEXT):i])})


def _witness(test, seed, witness):
    """Was it the test that said so, on a machine that a 486 could be?"""
    if witness is None:
        return Verdict('error', cause='model', message='the timing model left no report')
    lines = len(answers.expected(test, seed)) - 1
    wanted = {SAY.name: lines, END.name: END.count} | {w.name: w.count for w in test.windows if w.count}
    for name, count in wanted.items():
        if witness.counts.get(name, 0) != count:
            return Verdict('fail', cause='witness', message=f'the answers are right, but the test did not give them: its window '
                           f'"{name}" was passed {witness.counts.get(name, 0)} times, not {count}')
    for event, count in witness.trouble.items():
        return Verdict('fail', cause='witness', message=f'the timing model counted {count} {model.LIMIT_NAMES[event]}')
    return None


def _cycles(test, witness):
    if not test.bar:
        return Verdict('pass', test.points)
    bar, mode = test.bar, witness.cycles[test.bar.window]
    cycles = {'window': bar.window, 'mode': mode, 'full': bar.full, 'none': bar.none}
    share = min(1.0, max(0.0, (bar.none - mode) / (bar.none - bar.full)))
    points = test.points - bar.points + math.floor(bar.points * share * 100) / 100
    if mode <= bar.full:
        return Verdict('pass', test.points, cycles=cycles)
    return Verdict('partial', points, cause='cycles', cycles=cycles, message=f'right, but "{bar.window}" takes {mode} cycles: '
                   f'full points up to {bar.full}, none for speed from {bar.none}')


def _tail(text):
    """The last lines of a log, for the eye."""
    lines = [line for line in text.split('\n') if line.strip()]
    return '\n'.join(line[:120] for line in lines[-6:])


def windows(test):
    """All windows that the model is to watch for a test."""
    return [SAY, END, *test.windows]


def unwatched(test, seed):
    """The Witness of a model that is not there: content with everything. For work on the grader itself."""
    lines = len(answers.expected(test, seed)) - 1
    counts = {SAY.name: lines, END.name: END.count} | {w.name: w.count for w in test.windows}
    return model.Witness(counts, {w.name: 1 for w in test.windows})
