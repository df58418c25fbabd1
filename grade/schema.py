"""Is this a result? Checks a document against schema.json and against what relates its fields to one another.

    python3 -m grade.schema build/grade/lab1-boot/result.json

The words of JSON Schema that schema.json uses are understood here, and one more: "values", the schema of every value of an
object. A schema with any other word is refused, so that no rule is silently not checked.
"""
import json
import math
import os
import re
import sys

_PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'schema.json')
_REMARKS = ('$schema', 'title', 'description')
_CENT = 0.005  # points are hundredths; sums of them are compared to half of one


def _is(value, kind):
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return {'object': isinstance(value, dict), 'array': isinstance(value, list), 'string': isinstance(value, str),
            'boolean': isinstance(value, bool), 'null': value is None, 'number': number and math.isfinite(value),
            'integer': number and isinstance(value, int)}[kind]


def _type(value, kinds):
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return None if any(_is(value, kind) for kind in kinds) else f'is no {" or ".join(kinds)}: {value!r:.60}'


def _object(value, schema, at):
    properties = schema.get('properties', {})
    for name in schema.get('required', []):
        if name not in value:
            yield f'{at}: "{name}" is missing'
    for name, inner in value.items():
        if name in properties:
            yield from mistakes(inner, properties[name], f'{at}.{name}')
        elif 'values' in schema:
            yield from mistakes(inner, schema['values'], f'{at}.{name}')
        elif schema.get('additionalProperties') is False:
            yield f'{at}: "{name}" is no field of it'


def _text(value, schema):
    if 'pattern' in schema and not re.search(schema['pattern'], value):
        yield f'{value!r:.60} does not look like {schema["pattern"]}'
    if len(value) > schema.get('maxLength', math.inf):
        yield f'has {len(value)} characters, at most {schema["maxLength"]} are allowed'


def mistakes(value, schema, at='result'):
    """Yields a sentence for each place where `value` is not what `schema` says."""
    unknown = set(schema) - {*_REMARKS, 'type', 'enum', 'pattern', 'maxLength', 'minimum', 'items', 'required', 'properties',
                             'additionalProperties', 'values'}
    if unknown:
        raise ValueError(f'{at}: the schema uses words that are not checked here: {sorted(unknown)}')
    wrong = _type(value, schema['type']) if 'type' in schema else None
    if wrong:
        yield f'{at} {wrong}'
        return
    if 'enum' in schema and value not in schema['enum']:
        yield f'{at} is {value!r:.60}, not one of {schema["enum"]}'
    if 'minimum' in schema and value < schema['minimum']:
        yield f'{at} is {value}, less than {schema["minimum"]}'
    if isinstance(value, str):
        yield from (f'{at} {wrong}' for wrong in _text(value, schema))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from mistakes(item, schema.get('items', {}), f'{at}[{number}]')
    elif isinstance(value, dict):
        yield from _object(value, schema, at)


def _sum(at, parts, key, whole):
    total = sum(part[key] for part in parts)
    if abs(total - whole) > _CENT:
        yield f'{at} is {whole}, but the tests\' "{key}" are {total:g} in all'


def _relations(document):
    """What a schema can't say. Only for a document that has the right shape."""
    tests = document['tests']
    for key in ('id', 'number'):
        seen = [t[key] for t in tests]
        if len(set(seen)) != len(seen):
            yield f'two tests have one {key}'
    for test in tests:
        at = f'test {test["number"]}'
        if test['points'] > test['max_points']:
            yield f'{at} has {test["points"]} points of {test["max_points"]}'
        if test['verdict'] == 'pass' and test['points'] != test['max_points']:
            yield f'{at} passed without all of its points'
        if test['verdict'] not in ('pass', 'partial') and test['points']:
            yield f'{at} has points for the verdict {test["verdict"]}'
        if test['exercise'] not in [ex['id'] for ex in document['exercises']]:
            yield f'{at} is of exercise {test["exercise"]}, which is not there'
    for ex in document['exercises']:
        mine = [t for t in tests if t['exercise'] == ex['id']]
        yield from _sum(f'the points of exercise {ex["id"]}', mine, 'points', ex['points'])
        yield from _sum(f'the maximum of exercise {ex["id"]}', mine, 'max_points', ex['max_points'])
    yield from _sum('the score', tests, 'points', document['score'])
    if document['complete']:
        yield from _sum('the maximum', tests, 'max_points', document['max_score'])


def check(document):
    """All that is wrong with a result, as sentences; an empty list if it is one."""
    with open(_PATH, encoding='utf-8') as f:
        wrong = list(mistakes(document, json.load(f)))
    return wrong or list(_relations(document))


def main():
    wrong = []
    for path in sys.argv[1:]:
        with open(path, encoding='utf-8') as f:
            wrong += [f'{path}: {sentence}' for sentence in check(json.load(f))]
    print('\n'.join(wrong) or 'a result of the schema l486-grade/1')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
