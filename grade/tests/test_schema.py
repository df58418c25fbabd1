"""The checker of results: it takes a good one, and of each broken one it names the place."""
import unittest

from grade import schema
from grade.tests import documents

NAN, INFINITE = float('nan'), float('inf')


def broken(path, value):
    document = documents.mixed()
    at = document
    for step in path[:-1]:
        at = at[step]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return document


class Schema(unittest.TestCase):
    def test_a_good_result_is_taken(self):
        self.assertEqual(schema.check(documents.mixed()), [])
        self.assertEqual(schema.check(documents.evil()), [])

    def test_every_field_is_missed(self):
        for key in documents.mixed():
            self.assertIn(f'"{key}"', ' '.join(schema.check(broken([key], None))), key)
        for key in documents.mixed()['tests'][0]:
            self.assertIn(f'tests[0]: "{key}" is missing', ' '.join(schema.check(broken(['tests', 0, key], None))), key)

    def test_wrong_values_are_named(self):
        for path, value in ((['score'], NAN), (['score'], INFINITE), (['score'], -1), (['score'], '5'), (['max_score'], True),
                            (['schema'], 'l486-grade/2'), (['lab'], '../etc'), (['tests', 0, 'points'], -0.5), (['tests', 0, 'points'], NAN),
                            (['tests', 0, 'verdict'], 'passed'), (['tests', 0, 'visibility'], 'secret'), (['tests', 0, 'title'], 'a: b'),
                            (['tests', 0, 'message'], 'x' * 2001), (['tests', 0, 'more'], 1), (['tests', 3, 'cycles', 'mode'], NAN),
                            (['tests', 0, 'artifacts', 'serial'], '../../etc/passwd'), (['tests', 0, 'seed'], '1'),
                            (['submission', 'files', 'kernel/a.c'], 'short'), (['run', 'date'], 'today')):
            wrong = schema.check(broken(path, value))
            self.assertEqual(len(wrong), 1, f'{path} {value}: {wrong}')
            self.assertIn(str(path[-1]), wrong[0])

    def test_fields_must_agree(self):
        for path, value, says in ((['tests', 0, 'points'], 3, '3 points of 2'), (['tests', 0, 'points'], 1, 'without all'),
                                  (['tests', 1, 'points'], 1, 'for the verdict fail'), (['tests', 1, 'number'], 111, 'one number'),
                                  (['score'], 14, 'the score is 14'), (['max_score'], 99, 'the maximum is 99'),
                                  (['exercises', 0, 'points'], 0, 'exercise 1.1 is 0'), (['tests', 0, 'exercise'], '1.9', '1.9, which is not')):
            self.assertIn(says, ' '.join(schema.check(broken(path, value))))

    def test_a_word_that_is_not_understood_is_no_schema(self):
        with self.assertRaises(ValueError):
            list(schema.mistakes(1, {'exclusiveMinimum': 0}))
