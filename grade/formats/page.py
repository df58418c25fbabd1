"""The head of the page that html.py writes: its style, for light and dark screens and for paper."""

SHOWN = {'not-attempted': 'not attempted', 'build-error': 'does not build', 'error': 'error of the grader'}

_STYLE = '''
:root { color-scheme: light dark; --text: #1b1b1b; --back: #ffffff; --line: #c8c8c8; --soft: #f3f3f3; --mine: #1f5fae;
        --other: #8a6d1d; --limit: #7a7a7a; --good: #17692f; --half: #8a5a00; --bad: #b3261e; --ours: #7b2d8b; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e6e6; --back: #16181b; --line: #44484d; --soft: #22262a; --mine: #79b0f2; --other: #d9b95c;
          --limit: #9a9a9a; --good: #74cf8c; --half: #e8b04b; --bad: #ff8a80; --ours: #dba0ea; } }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--back); max-width: 64em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .2em .7em; border-bottom: 1px solid var(--line); }
.n { text-align: right; font-variant-numeric: tabular-nums; } .score { font-size: 1.3em; } a { color: var(--mine); }
.v { font-weight: 600; color: var(--bad); } .v.pass { color: var(--good); } .v.partial, .v.not-attempted { color: var(--half); } .v.error { color: var(--ours); }
.bars th { font-weight: normal; } rect.mine { fill: var(--mine); } rect.other { fill: var(--other); } rect.limit { fill: var(--limit); }
details.test { border-bottom: 1px solid var(--line); padding: .4em 0; } summary { cursor: pointer; }
dt { font-weight: 600; } dd { margin: 0 0 .4em 1.5em; white-space: pre-wrap; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .6em; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
@media print {
  :root { --text: #000; --back: #fff; --line: #999; --soft: #fff; --mine: #333; --other: #777; --limit: #aaa; --good: #000; --half: #000; --bad: #000; --ours: #000; }
  body { max-width: none; margin: 0; font-size: 10pt; } tr, svg { break-inside: avoid; } rect { print-color-adjust: exact; } a { text-decoration: none; } }
'''

HEAD = ('<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">\n'
        '<title>{title}</title><style>' + _STYLE.replace('{', '{{').replace('}', '}}') + '</style></head><body>')
