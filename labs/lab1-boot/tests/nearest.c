/*
 * @test 172
 * title: The nearest thread on the way to one of the same clan is that thread itself
 * exercise: 1.7
 * points: 2
 * why: id_nearest with an id in ESI answers with the nearest on the way there. All tasks that the
 *   root task has for chief are one clan, sigma0 among them: there the answer is the id itself, and
 *   EAX is 0.
 * seed: which threads are asked for
 * hint: the call with ESI not 0 goes on in C; its result comes back in the control block's result
 *   and source
 * hint sigma0: sigma0 is a task of its own, but of the same clan
 * hint own: a thread of one's own task is in the same clan
 * hint panic: IRET finds the five words of the processor only if all that you pushed is gone from
 *   the stack
 * hint type: EAX says how near it is: 0 for the same clan, not what it held before
 * answers:
 *     say("sigma0", 0x04020001)
 *     say("type", 0)
 *     for i in range(3):
 *         say("own", 0x04040001 | (mix(seed, i) % 63 + 1) << 10, 0)
 */
#include <test.h>
#include <syscall.h>

int
main(void)
{
    uint32_t type = 0xDEAD;
    test_begin();
    test_say("sigma0", l4_id_nearest(L4_SIGMA0, &type));
    test_say("type", type);
    for (uint32_t i = 0; i < 3; i++) {
        l4_id_t asked = l4_thread_of(L4_ROOT, test_mix(test_seed(), i) % 63 + 1);
        uint32_t said[2];
        said[0] = l4_id_nearest(asked, &type);
        said[1] = type;
        test_say_all("own", said, 2);
    }
    test_end();
}
