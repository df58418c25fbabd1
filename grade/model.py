"""The timing model as a witness: cycles and counts that a kernel under test can't write.

Two labels of the test stand for a window. The model says how often the way from the first to the second was gone and
how many cycles it most often took, and whether anything happened that a 486 can't do.
"""
import json
from dataclasses import dataclass, field

PRESET = 'dx50'
_EVENTS = ('unexplained_jumps', 'foreign_instructions')
LIMIT_NAMES = {'unexplained_jumps': 'jumps that no instruction explains',
               'foreign_instructions': 'instructions that a 486 lacks'}


@dataclass
class Witness:
    """What the model saw, as far as a verdict needs it."""
    counts: dict = field(default_factory=dict)   # window -> how often
    cycles: dict = field(default_factory=dict)   # window -> the most frequent count of cycles, None if never
    trouble: dict = field(default_factory=dict)  # event -> how often, only those that must not be


def arguments(test, windows):
    """The plugin's arguments; {0} is the kernel, {2} the test, {report} the report."""
    parts = ['elf={0}', 'elf={2}', f'preset={PRESET}']
    parts += [f'window={w.name}:{w.start}:{w.end}' for w in windows]
    return ','.join(parts + ['report={report}'])


def read(path):
    """The Witness in a report, or None if there is none (the machine was ended from outside before it was written)."""
    try:
        with open(path, encoding='utf-8') as f:
            report = json.load(f)
    except (OSError, ValueError):
        return None
    witness = Witness()
    for name, window in report.get('windows', {}).items():
        witness.counts[name] = window.get('count', 0)
        witness.cycles[name] = window.get('mode')
    for event in _EVENTS:
        if report.get('events', {}).get(event):
            witness.trouble[event] = report['events'][event]
    return witness
