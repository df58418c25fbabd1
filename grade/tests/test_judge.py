"""From what was seen to a verdict: every way in which a test can end."""
import unittest

from grade import answers, judge, model
from grade.machine import Seen
from labs.testhead import Bar, Test, Window

SEED = 0x1234


def a_test(**more):
    return Test(101, 'labs/x/tests/t.c', 'title', '1.1', 4.0, 'why', 'seed', {'': 'look again', 'b': 'look at b'},
                answers='say("a", 1)\nsay("b", mix(seed, 2), 3)', **more)


def output(lines=None, before=b'', after=b''):
    lines = answers.expected(a_test(), SEED) if lines is None else lines
    return before + ''.join(line + '\r\n' for line in lines).encode() + after


def verdict(seen, test=None, witness='right'):
    test = test or a_test()
    if witness == 'right':
        witness = judge.unwatched(test, SEED)
    return judge.judge(test, SEED, seen, witness, lambda address: 'load_gdt+0x2')


def ended(serial=None, status=judge.EXIT_END):
    return Seen('exit', status, output() if serial is None else serial)


class Answers(unittest.TestCase):
    def test_the_numbers_of_a_seed_are_those_of_the_c_library(self):
        self.assertEqual([answers.mix(0x10, i) for i in (1, 2, 3)], [0xa1dd7091, 0xac34cded, 0x1d64814c])

    def test_right_answers_pass_whatever_stands_around_them(self):
        got = verdict(ended(output(before=b'hello\r\n\x1b[2J', after=b'bye')))
        self.assertEqual(got.verdict, 'fail')  # the first line does not begin at the start of a line
        got = verdict(ended(output(before=b'hello\r\n\x1b[2J\r\n', after=b'bye')))
        self.assertEqual((got.verdict, got.points), ('pass', 4.0))

    def test_the_first_line_that_differs_is_named_and_chooses_the_hint(self):
        lines = answers.expected(a_test(), SEED)
        got = verdict(ended(output([lines[0], '[2] b 00000000 00000003', lines[2]])))
        self.assertEqual((got.verdict, got.points, got.cause), ('fail', 0.0, 'b'))
        self.assertEqual((got.evidence['line'], got.evidence['expected'], got.evidence['seen']),
                         (2, lines[1], '[2] b 00000000 00000003'))
        self.assertEqual(a_test().hint(got.cause), 'look at b')

    def test_missing_doubled_and_swapped_lines_fail(self):
        a, b, end = answers.expected(a_test(), SEED)
        for lines in ([], [a], [a, b], [a, end], [a, a, b, end], [b, a, end], [a, b, end, end], [a, b, end, a]):
            with self.subTest(lines):
                self.assertEqual(verdict(ended(output(lines))).verdict, 'fail')

    def test_pass_lines_buy_nothing(self):
        got = verdict(ended(b'PASS\r\nTEST 101: PASS 4/4\r\nscore: 4\r\n'))
        self.assertEqual((got.verdict, got.points), ('fail', 0.0))


class Ends(unittest.TestCase):
    def check(self, seen, word, cause, sentence):
        got = verdict(seen)
        self.assertEqual((got.verdict, got.points, got.cause), (word, 0.0, cause))
        self.assertIn(sentence, got.message)
        return got

    def test_not_attempted(self):
        self.check(ended(b'\r\nNOT ATTEMPTED: exercise 1.2\r\n', 0x51), 'not-attempted', 'not-attempted', 'exercise 1.2')

    def test_panic(self):
        got = self.check(ended(b'\r\nPANIC: the stack has grown\r\neax 0\r\n', 0x50), 'panic', 'panic', 'panicked')
        self.assertEqual(got.evidence['seen'], 'PANIC: the stack has grown')

    def test_triple_fault_names_the_place(self):
        seen = Seen('reset', registers='EAX=0 EIP=c0101002 EFL=00000002')
        self.check(seen, 'panic', 'triple-fault', 'triple fault: the processor reset itself at 0xc0101002 (load_gdt+0x2)')

    def test_flood_loop_and_halt(self):
        self.check(Seen('flood'), 'fail', 'flood', 'printed without end')
        self.check(Seen('instructions'), 'timeout', 'timeout', '40 million instructions')
        self.check(Seen('idle', registers='EFL=00000246 HLT=1'), 'deadlock', 'deadlock', 'halted and nothing')
        self.check(Seen('idle', registers='EFL=00000046 HLT=0'), 'deadlock', 'deadlock', 'halted and nothing')
        self.check(Seen('idle', registers='EFL=00000046 HLT=1'), 'deadlock', 'deadlock', 'interrupts off')

    def test_another_exit_status_is_no_end(self):
        self.check(ended(status=0x21), 'fail', 'exit', 'status 0x21')
        self.check(ended(status=0), 'fail', 'exit', 'status 0x0')

    def test_a_fault_of_ours_is_an_error(self):
        self.check(Seen('qemu', messages='cannot allocate'), 'error', 'qemu', 'cannot allocate')
        self.check(Seen('wall'), 'error', 'wall', 'clock on the wall')

    def test_a_dialogue_that_got_stuck_says_what_it_waited_for(self):
        seen = Seen('stuck', serial=b'name> x\r\nhello y\r\nname> ', dialogue='hello x')
        got = self.check(seen, 'fail', 'silent', 'waits for a key')
        self.assertEqual((got.evidence['expected'], got.evidence['seen']), ('hello x', 'name> '))
        seen = ended()
        seen.dialogue = 'hello x'
        self.check(seen, 'fail', 'silent', 'did not go')


class Witnesses(unittest.TestCase):
    def test_right_answers_that_the_test_did_not_give_fail(self):
        witness = model.Witness({'test-say': 0, 'test-end': 0})
        got = verdict(ended(), witness=witness)
        self.assertEqual((got.verdict, got.cause), ('fail', 'witness'))

    def test_a_window_must_be_passed_as_often_as_the_head_says(self):
        test = a_test(windows=[Window('call', 'a', 'b', 3)])
        witness = judge.unwatched(test, SEED)
        self.assertEqual(verdict(ended(), test, witness).verdict, 'pass')
        witness.counts['call'] = 4
        self.assertEqual(verdict(ended(), test, witness).cause, 'witness')

    def test_what_no_486_does_fails(self):
        for event in ('unexplained_jumps', 'foreign_instructions'):
            witness = judge.unwatched(a_test(), SEED)
            witness.trouble[event] = 1
            self.assertEqual(verdict(ended(), witness=witness).cause, 'witness')

    def test_no_report_is_our_fault(self):
        self.assertEqual(verdict(ended(), witness=None).verdict, 'error')


class Cycles(unittest.TestCase):
    def points(self, mode):
        test = a_test(windows=[Window('call', 'a', 'b', 3)], bar=Bar('call', 100, 200, 2.0))
        witness = judge.unwatched(test, SEED)
        witness.cycles['call'] = mode
        got = verdict(ended(), test, witness)
        return got.verdict, got.points

    def test_the_bar_pays_all_some_or_nothing_of_its_points(self):
        self.assertEqual(self.points(90), ('pass', 4.0))
        self.assertEqual(self.points(100), ('pass', 4.0))
        self.assertEqual(self.points(150), ('partial', 3.0))
        self.assertEqual(self.points(101), ('partial', 3.98))
        self.assertEqual(self.points(200), ('partial', 2.0))
        self.assertEqual(self.points(9999), ('partial', 2.0))


if __name__ == '__main__':
    unittest.main()
