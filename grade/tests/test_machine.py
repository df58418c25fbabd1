"""The machine and the dialogue, with a guest of our own: every way in which a run can end, and the same every time."""
import os
import tempfile
import unittest

from grade import elf, machine

GUEST = os.path.join(os.environ.get('BUILD', 'build'), 'grade/tests/guest.elf')
DIALOGUE = '''await "name> "
type "world\\r"
await "hello world"
await "name> "
type "quit\\r"
await "hello quit"
done
'''


def run(what, dialogue=None):
    boot = machine.Boot(GUEST, [GUEST, GUEST], f'do={what}', 40)
    if not dialogue:
        return machine.Machine(boot).run()
    with tempfile.NamedTemporaryFile('w', suffix='.exp') as script:
        script.write(dialogue)
        script.flush()
        boot.dialogue, boot.hook = script.name, elf.Elf(GUEST).symbols['test_wait_hook'][0]
        return machine.Machine(boot).run()


class Ends(unittest.TestCase):
    def test_an_orderly_end(self):
        seen = run('nothing')
        self.assertEqual((seen.ended, seen.status), ('exit', 0x10))
        self.assertEqual(seen.serial, b'[1] word 00000001\r\n[end 1]\r\n')

    def test_the_status_is_the_guests(self):
        self.assertEqual(run('status').status, 0x21)

    def test_a_loop_ends_by_instructions_whether_interrupts_are_on_or_off(self):
        self.assertEqual(run('loop').ended, 'instructions')
        self.assertEqual(run('loop-off').ended, 'instructions')

    def test_a_halted_machine_is_idle_at_once(self):
        seen = run('halt')
        self.assertEqual((seen.ended, seen.register('HLT')), ('idle', 1))
        self.assertFalse(seen.register('EFL') & 0x200)
        self.assertEqual(run('idle').ended, 'idle')

    def test_a_triple_fault_is_a_reset_with_its_place(self):
        seen = run('triple')
        self.assertEqual(seen.ended, 'reset')
        self.assertRegex(elf.Elf(GUEST).where(seen.register('EIP')), 'guest|triple_fault')

    def test_a_flood_is_cut(self):
        seen = run('flood')
        self.assertEqual((seen.ended, len(seen.serial)), ('flood', machine.SERIAL_CAP))

    def test_a_machine_that_cannot_start_is_no_verdict(self):
        seen = machine.Machine(machine.Boot('/dev/null', [GUEST, GUEST], '', 40)).run()
        self.assertEqual(seen.ended, 'qemu')
        self.assertTrue(seen.messages)


class Dialogues(unittest.TestCase):
    def test_a_dialogue_goes_through_with_the_same_bytes_every_time(self):
        logs = {run('talk', DIALOGUE).serial for _ in range(3)}
        self.assertEqual(logs, {b'name> world\r\nhello world\r\nname> quit\r\nhello quit\r\n[1] word 00000001\r\n[end 1]\r\n'})

    def test_what_never_comes_is_named(self):
        seen = run('talk', 'await "name> "\ntype "x\\r"\nawait "hello y"\ndone\n')
        self.assertEqual((seen.ended, seen.dialogue), ('stuck', 'hello y'))

    def test_a_dialogue_that_is_not_done_is_no_success(self):
        self.assertIn('without "done"', run('talk', 'await "name> "\ntype "quit\\r"\n').dialogue)
        self.assertEqual(run('nothing', 'await "name> "\ndone\n').dialogue, 'name>')

    def test_a_guest_that_ends_badly_in_a_dialogue_is_seen(self):
        self.assertEqual(run('triple', DIALOGUE).ended, 'reset')
        self.assertEqual(run('loop', DIALOGUE).ended, 'instructions')


if __name__ == '__main__':
    unittest.main()
