"""JUnit XML. A failure is the student's, an error is ours; points have no place of their own and go into a property.

One test suite for each exercise. Validates against the schema of Ant's JUnit task.
"""
import re
import xml.sax.saxutils as sax

_NOT_XML = re.compile('[^\t\n -\ud7ff\ue000-\ufffd]')


def _attribute(value):
    return sax.quoteattr(_NOT_XML.sub('?', str(value)))


def _body(test):
    if test['verdict'] == 'pass':
        return ''
    if test['verdict'] == 'skip':
        return '<skipped/>'
    kind = 'error' if test['verdict'] == 'error' else 'failure'
    lines = [test['message'], f"points: {test['points']} of {test['max_points']}"]
    lines += [f'{key}: {value}' for key, value in test['evidence'].items() if value]
    lines += [f"hint: {test['hint']}"] if test['hint'] else []
    text = sax.escape(_NOT_XML.sub('?', '\n'.join(lines)))
    return f'<{kind} type={_attribute(test["verdict"])} message={_attribute(test["message"])}>{text}</{kind}>'


def text(document, folder=''):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>']
    for number, exercise in enumerate(document['exercises']):
        tests = [t for t in document['tests'] if t['exercise'] == exercise['id']]
        errors = sum(t['verdict'] == 'error' for t in tests)
        failures = sum(t['verdict'] not in ('pass', 'skip', 'error') for t in tests)
        name = f'{document["lab"]}.{exercise["id"]}'
        lines.append(f'<testsuite name={_attribute(name)} package={_attribute(document["lab"])} id="{number}" tests="{len(tests)}" '
                     f'failures="{failures}" errors="{errors}" time="0" hostname="localhost" '
                     f'timestamp={_attribute(document["run"]["date"].rstrip("Z"))}>')
        lines.append('<properties>'
                     + ''.join(f'<property name="points.{t["id"]}" value="{t["points"]}/{t["max_points"]}"/>' for t in tests)
                     + '</properties>')
        lines += [f'<testcase name={_attribute(t["title"])} classname={_attribute(name + "." + t["id"])} time="0">{_body(t)}</testcase>'
                  for t in tests]
        lines.append('<system-out></system-out><system-err></system-err></testsuite>')
    return '\n'.join(lines + ['</testsuites>', ''])
