/*
 * @test 176
 * title: The first program is in ring 3, with its own segments, and can be interrupted
 * exercise: 1.7
 * points: 1
 * why: the root task looks at itself: level 3 in CS and SS, flat data segments, of the flags only
 *   those for interrupts and the one that is always set, no I/O level. The kernel's clock goes on
 *   while it waits in a loop.
 * seed: how long it waits
 * hint: start_task() writes the frame that IRET takes: eip, cs, eflags, esp, ss
 * hint segments: CS is USER_CS, and SS, which IRET loads, USER_DS
 * hint flags: EFLAGS_IF, and nothing else
 * hint clock: no interrupt came
 * hint timeout: no interrupt came: are they on in the flags that IRET takes?
 * hint panic: is the frame in the order in which IRET takes it?
 * hint triple-fault: is the frame in the order in which IRET takes it?
 * answers:
 *     say("segments", 0x1B, 0x23, 0x23, 0x23)
 *     say("flags", 0x202)
 *     say("clock", 1)
 */
#include <test.h>
#include <sigma0.h>

int
main(void)
{
    uint32_t segments[4], flags;
    __asm__ volatile("pushfl; popl %0" : "=r"(flags));
    __asm__("movl %%cs, %0; movl %%ss, %1; movl %%ds, %2; movl %%es, %3"
            : "=r"(segments[0]), "=r"(segments[1]), "=r"(segments[2]), "=r"(segments[3]));
    test_begin();
    const struct l4_kip *info = sigma0_map_info((void *)0x51000000);
    for (int i = 0; i < 4; i++)
        segments[i] &= 0xFFFF;
    test_say_all("segments", segments, 4);
    test_say("flags", flags & ~0x8D5u); /* without the condition codes */
    uint32_t begin = (uint32_t)info->clock;
    while ((uint32_t)info->clock - begin < 20000 + test_mix(test_seed(), 1) % 30000)
        ;
    test_say("clock", (uint32_t)info->clock > begin);
    test_end();
}
