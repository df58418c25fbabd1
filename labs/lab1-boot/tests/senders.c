/*
 * @test 166
 * title: A thread that had to wait inside the kernel goes on there with everything it knew
 * exercise: 1.6
 * points: 2
 * why: four threads send before anybody receives, so each waits in the middle of its system call,
 *   on its kernel stack, and goes on from there when the first thread asks for its message. At last
 *   the kernel itself goes from one stack to another and back, and looks whether EBX, ESI, EDI and
 *   EBP are what they were.
 * seed: the words that are sent, and the order in which they are received
 * hint: the kernel's own C functions keep what they need in EBX, ESI, EDI and EBP while they wait;
 *   each must come back into its place
 * hint word: a message of another thread arrived, or none: what did the sender's kernel stack look
 *   like when it went on?
 * hint panic: what switch_stacks() pushes first it must pop last; is each of the four popped into
 *   the register that it came from?
 * hint timeout: what switch_stacks() pushes first it must pop last; is each of the four popped into
 *   the register that it came from?
 * hint deadlock: a thread that waited in the kernel did not go on, or not where it was: EBX, ESI,
 *   EDI and EBP must each come back into its place
 * answers:
 *     order = [1, 2, 3, 4]
 *     for i in range(4):
 *         j = i + mix(seed, 50 + i) % (4 - i)
 *         order[i], order[j] = order[j], order[i]
 *         number = order[i]
 *         say("word", number, mix(seed, number), mix(seed, number + 10), mix(seed, number + 20))
 *     say("results", 0, 0, 0, 0)
 */
#include <test.h>
#include <ipc.h>
#include <kdebug.h>
#include <thread.h>

#define SENDERS 4

static uint8_t stacks[SENDERS + 1][4096];
static volatile uint32_t results[SENDERS + 1] = {1, 1, 1, 1, 1};

static void
sender(void *argument)
{
    uint32_t me = (uint32_t)argument, seed = test_seed();
    struct words w = {test_mix(seed, me), test_mix(seed, me + 10), test_mix(seed, me + 20)};
    results[me] = ipc_send(L4_ROOT, &w, L4_NEVER);
    thread_stop();
}

static void
receive_from(uint32_t number)
{
    struct words w = {0, 0, 0};
    ipc_receive(l4_thread_of(L4_ROOT, number), &w, L4_NEVER);
    uint32_t said[4] = {number, w.w0, w.w1, w.w2};
    test_say_all("word", said, 4);
}

int
main(void)
{
    uint32_t order[SENDERS] = {1, 2, 3, 4};
    test_begin();
    for (uint32_t i = 1; i <= SENDERS; i++)
        thread_start(i, sender, (void *)i, stacks[i], sizeof stacks[i], test_pager());
    for (int turn = 0; turn < 20; turn++) /* until all of them wait */
        l4_thread_switch(L4_NIL);
    for (uint32_t i = 0; i < SENDERS; i++) {
        uint32_t j = i + test_mix(test_seed(), 50 + i) % (SENDERS - i), chosen = order[j];
        order[j] = order[i];
        order[i] = chosen;
        receive_from(chosen);
    }
    for (int turn = 0; turn < 20; turn++)
        l4_thread_switch(L4_NIL);
    test_say_all("results", (const uint32_t *)results + 1, SENDERS);
    kd_check(0); /* the kernel checks itself, and panics if something does not hold */
    test_end();
}
