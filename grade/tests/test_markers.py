"""The generator: what it makes of markers, and what it says of each misuse."""
import unittest

from labs import markers

MASTER = '''before
    //@ex 2.3 direct switch
    switch_to(partner);
    //@stub
    //: TODO("2.3");
    //:
    //:     deeper
    //@end
    //@staff
    the answer to the question
    //@end
after
'''


def skeleton(text, lab=2):
    return markers.given(markers.parse('f.c', text), lambda id: id.startswith(f'{lab}.'))


def solution(text):
    return markers.solved(markers.parse('f.c', text))


class Forms(unittest.TestCase):
    def test_the_skeleton_has_the_stub_and_nothing_of_the_staffs(self):
        self.assertEqual(skeleton(MASTER), 'before\nTODO("2.3");\n\n    deeper\nafter\n')

    def test_the_solution_is_the_master_without_markers_and_stubs(self):
        self.assertEqual(solution(MASTER), 'before\n    switch_to(partner);\n    the answer to the question\nafter\n')

    def test_an_exercise_of_another_lab_appears_solved(self):
        self.assertEqual(skeleton(MASTER, lab=1), 'before\n    switch_to(partner);\nafter\n')

    def test_a_file_without_markers_stays_as_it_is_to_the_byte(self):
        text = 'a\r\nb\n\n\tc // no newline at the end'
        self.assertEqual(solution(text), text)
        self.assertEqual(skeleton(text), text)

    def test_block_comments_and_hash_signs_carry_markers_too(self):
        ld = '/*@ex 1.1 a table */\n. = ALIGN(4096);\n/*@stub*/\n/*: . = 0; */\n/*@end*/\n'
        self.assertEqual(skeleton(ld, 1), '. = 0;\n')
        mk = '#@ex 1.1 a rule\nx: y\n#@stub\n#: # exercise 1.1: a rule\n#@end\n'
        self.assertEqual(skeleton(mk, 1), '# exercise 1.1: a rule\n')
        self.assertEqual(solution(mk), 'x: y\n')

    def test_a_stub_may_be_empty(self):
        self.assertEqual(skeleton('//@ex 2.1 t\nx\n//@stub\n//@end\n'), '')


class Misuse(unittest.TestCase):
    """Each with the line at which it is found."""

    def wrong(self, text, line, words):
        with self.assertRaises(markers.MarkerError) as caught:
            markers.parse('kernel/f.c', text)
        self.assertEqual(caught.exception.line, line, str(caught.exception))
        self.assertIn(words, str(caught.exception))
        self.assertTrue(str(caught.exception).startswith(f'kernel/f.c:{line}: '))

    def test_never_closed(self):
        self.wrong('a\n//@ex 1.1 t\nb\n//@stub\n', 2, 'never closed')

    def test_end_without_a_region(self):
        self.wrong('a\n//@end\n', 2, 'without a region')

    def test_stub_outside(self):
        self.wrong('//@stub\n', 1, 'outside of an exercise')
        self.wrong('//@staff\n//@stub\n//@end\n', 2, 'outside of an exercise')

    def test_two_stubs(self):
        self.wrong('//@ex 1.1 t\n//@stub\n//@stub\n//@end\n', 3, 'second @stub')

    def test_no_stub(self):
        self.wrong('//@ex 1.1 t\na\n//@end\n', 3, 'has no @stub')

    def test_nested(self):
        self.wrong('//@ex 1.1 t\n//@ex 1.2 u\n', 2, 'do not nest')
        self.wrong('//@ex 1.1 t\n//@staff\n', 2, 'do not nest')

    def test_without_number_or_title(self):
        self.wrong('//@ex\n', 1, 'needs a number')
        self.wrong('//@ex one title\n', 1, 'needs a number')
        self.wrong('//@ex 1.1\n', 1, 'has no title')

    def test_unknown_word(self):
        self.wrong('//@exercise 1.1 t\n', 1, 'unknown marker @exercise')

    def test_not_alone_on_its_line(self):
        self.wrong('x = 1; //@ex 1.1 t\n', 1, 'must stand alone')

    def test_something_behind_the_word(self):
        self.wrong('//@ex 1.1 t\n//@stub TODO\n', 2, 'takes nothing')

    def test_stub_line_that_would_compile(self):
        self.wrong('//@ex 1.1 t\n//@stub\nTODO("1.1");\n//@end\n', 3, 'must be a comment')

    def test_stub_line_elsewhere(self):
        self.wrong('//: TODO("1.1");\n', 1, 'outside of @stub')

    def test_comment_that_goes_on(self):
        self.wrong('/*@ex 1.1 t\n', 1, 'must end on the same line')
        self.wrong('/*@ex 1.1 t*/\n/*@stub*/\n/*: x\n', 3, 'must end on the same line')


if __name__ == '__main__':
    unittest.main()
