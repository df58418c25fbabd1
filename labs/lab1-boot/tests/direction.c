/*
 * @test 132
 * title: The kernel works whatever direction flag it is entered with, and gives it back
 * exercise: 1.3
 * points: 1
 * why: threads are started by a program whose direction flag is set. The kernel copies forwards
 *   nevertheless, so each thread begins where it was told to; the program's flag is still set
 *   afterwards.
 * seed: what the threads note
 * hint: C wants the direction flag clear, a program may have set it: who clears it on the way in,
 *   who brings it back?
 * hint flag: EFLAGS come back with IRET, as they were
 * hint noted: the thread did not begin where it should: did the kernel copy its frame backwards?
 * hint panic: C wants the direction flag clear, a program may have set it; did the kernel copy
 *   backwards?
 * hint deadlock: a thread did not begin where it should: did the kernel copy its frame backwards?
 * hint timeout: a thread did not begin where it should: did the kernel copy its frame backwards?
 * answers:
 *     for i in range(3):
 *         say("flag", 0x400)
 *         say("noted", mix(seed, i))
 */
#include <test.h>
#include <syscall.h>

static uint32_t stacks[3][256];
static volatile uint32_t noted, what;

static void
note(void)
{
    noted = what;
    for (;;)
        l4_thread_switch(L4_NIL);
}

/* lthread_ex_regs with the direction flag set: thread `number` begins at note(). Returns the flag
 * afterwards. */
static uint32_t
start_backwards(uint32_t number, uint32_t *top)
{
    uint32_t flags, eip = (uint32_t)note, none = L4_INVALID, pager = test_pager();
    __asm__ volatile(
        "pushl %%ebx; movl %%edi, %%ebx; std; int $0x35; pushfl; popl %%edi; cld; popl %%ebx"
        : "=D"(flags), "+a"(number), "+c"(top), "+d"(eip), "+S"(pager)
        : "0"(none)
        : "memory", "cc");
    return flags & 0x400;
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < 3; i++) {
        what = test_mix(test_seed(), i);
        stacks[i][255] = noted = 0;
        test_say("flag", start_backwards(i + 1, &stacks[i][256]));
        for (int turn = 0; turn < 20; turn++)
            l4_thread_switch(L4_NIL);
        test_say("noted", noted);
    }
    test_end();
}
