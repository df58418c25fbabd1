/*
 * @test 321
 * title: The pager learns where, how and by whom memory was missed
 * exercise: 3.2
 * points: 3
 * why: a thread reads or writes twelve drawn places that are not there. The test is its pager, and
 *   gets each time the address without its two low bits, 2 added for a write, and the address of
 *   the instruction, from the thread. After the answer the thread goes on.
 * seed: the places, read or write
 * hint: the message is the kernel's, in the thread's name: three words in the control block, then
 *   send and receive
 * hint where: first word: the address in CR2 with the kind of access in bit 1; then whether w1 is
 *   EIP; then who sent it
 * hint went-on: the thread did not go on behind its access
 * hint deadlock: the thread waits for an answer that it cannot get: from whom, into which window,
 *   and where does it go on?
 * hint timeout: the thread comes to the same fault for ever, or nobody asks the pager
 * hint panic: the sentence of the assertion says what a switch or a wait expects
 * answers:
 *     for i in range(12):
 *         at = (0x20000000 + (i << 22) + mix(seed, 2 * i) % (1 << 22)) & ~3
 *         say("where", at | (mix(seed, 2 * i + 1) & 1) << 1, 1, 0x04040401)
 *         say("went-on", i + 1)
 */
#include "faulting.h"

static volatile uint32_t done;

static uint32_t
place(uint32_t i)
{
    return ARENA + (i << 22) + MIX(2 * i) % (1u << 22);
}

static void
wander(void *unused)
{
    for (uint32_t i = 0; i < 12; i++) {
        if (MIX(2 * i + 1) & 1)
            touch_write(place(i));
        else
            touch_read(place(i));
        done++;
    }
    thread_stop();
}

int
main(void)
{
    test_begin();
    faulting(1, wander, 0, L4_ROOT);
    for (uint32_t i = 0; i < 12; i++) {
        struct words w = {0, 0, 0};
        l4_id_t client = L4_NIL;
        ipc_wait(&client, &w, L4_NEVER);
        uint32_t at = (uint32_t)(MIX(2 * i + 1) & 1 ? touch_write_at : touch_read_at);
        uint32_t all[3] = {w.w0, w.w1 == at, client};
        test_say_all("where", all, 3);
        mend(place(i), 0);
        answer(client, 0);
        settle();
        test_say("went-on", done);
    }
    test_end();
}
