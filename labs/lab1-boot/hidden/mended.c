/*
 * @test 137
 * title: Selectors are mended in every mixture, and a real fault is still told
 * exercise: 1.3
 * points: 1
 * why: drawn selectors (0, or the code segment's, which cannot be written to) are loaded into some of the four registers, then a system call, a
 *   memory access and a string instruction. In between a thread executes HLT, with segments that are in order: that is its own exception.
 * seed: the selectors, and what is copied
 * hint: mended is what is not the user's data segment, all four of them; only where nothing was wrong is it an exception
 * hint halt: a general-protection fault with good selectors is the thread's: it is dispatched like all others
 * hint timeout: an instruction was run again and again: was anything mended at all?
 * hint panic: what the kernel reads through a segment register that does not work makes it fault itself
 * hint triple-fault: what the kernel reads through a segment register that does not work makes it fault itself
 * answers:
 *     for i in range(6):
 *         say("copied", mix(seed, 40 + i), mix(seed, 50 + i))
 *         say("halt", 1, 4, 0, 1)
 */
#include "../tests/catch.h"

ATTEMPT(halt, "", "hlt");

/* 0 or the code segment's selector, or the right one. */
static uint32_t
selector(uint32_t i)
{
    static const uint32_t some[3] = {0, 0x1B, 0x23};
    return some[test_mix(test_seed(), i) % 3];
}

static uint32_t from[2], to[2];

static void
copy_with(uint32_t ds, uint32_t es, uint32_t fs, uint32_t gs)
{
    __asm__ volatile("movl %0, %%fs; movl %1, %%gs; movl %2, %%es; movl %3, %%ds\n\t"
                     "pushal; xorl %%esi, %%esi; int $0x33; popal"
                     :
                     : "r"(fs), "r"(gs), "r"(es), "r"(ds)
                     : "memory", "cc");
    __asm__ volatile("movl %0, %%es; movl %1, %%ds\n\t"
                     "cld; movl $from, %%esi; movl $to, %%edi; movl $2, %%ecx; rep movsl"
                     :
                     : "r"(es), "r"(ds)
                     : "esi", "edi", "ecx", "memory", "cc");
}

int
main(void)
{
    test_begin();
    for (uint32_t i = 0; i < 6; i++) {
        from[0] = test_mix(test_seed(), 40 + i);
        from[1] = test_mix(test_seed(), 50 + i);
        __asm__ volatile("" : : "m"(from), "m"(to));
        copy_with(selector(4 * i), selector(4 * i + 1), selector(4 * i + 2), selector(4 * i + 3));
        test_say_all("copied", to, 2);
        catch_say("halt", halt, halt_at, test_pager());
    }
    test_end();
}
