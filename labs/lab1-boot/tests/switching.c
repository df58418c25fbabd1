/*
 * @test 165
 * title: A switch inside one address space is cheap
 * exercise: 1.6
 * points: 3
 * why: two threads of one task hand the processor to and fro with thread_switch. The time from the
 *   INT of one to the instruction behind the INT of the other is the cost of the switch, kernel
 *   entry and exit included.
 * seed: how much is counted meanwhile
 * window: switch handed_over taken_over 64
 * cycles: switch 260 400 1
 * hint: the second thread did not get its turns
 * hint cycles: a load of CR3 empties the TLB, and every page that is touched afterwards costs a
 *   miss; is it needed here?
 * answers:
 *     say("turns", 64, 64)
 *     say("sum", sum(mix(seed, i) for i in range(64)))
 */
#include <test.h>
#include <syscall.h>
#include <thread.h>

#define TURNS 64

static uint8_t stack[4096];
static volatile uint32_t turns[2], sum;
static volatile int ready;

/* thread_switch with its two ends named: the grader counts cycles from one thread's label to the
 * other's. */
static void
hand_over(l4_id_t to)
{
    __asm__ volatile(".globl handed_over\nhanded_over: int $0x33"
                     : "+S"(to)
                     :
                     : "eax", "ecx", "edx", "ebx", "edi", "memory");
}

static void
hand_back(l4_id_t to)
{
    __asm__ volatile("int $0x33\n\t.globl taken_over\ntaken_over:"
                     : "+S"(to)
                     :
                     : "eax", "ecx", "edx", "ebx", "edi", "memory");
}

static void
other(void *unused)
{
    ready = 1;
    for (;;) {
        hand_back(l4_thread_of(L4_ROOT, 0));
        sum += test_mix(test_seed(), turns[1]);
        turns[1]++;
    }
}

int
main(void)
{
    test_begin();
    l4_id_t partner = thread_start(1, other, 0, stack, sizeof stack, test_pager());
    while (!ready)
        l4_thread_switch(partner);
    while (turns[0] < TURNS) {
        turns[0]++;
        hand_over(partner);
    }
    uint32_t both[2] = {turns[0], turns[1]};
    test_say_all("turns", both, 2);
    test_say("sum", sum);
    test_end();
}
