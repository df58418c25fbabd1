/*
 * @test 134
 * title: Wrong selectors in the segment registers are mended, and nobody notices
 * exercise: 1.3
 * points: 2
 * why: a program loads 0 or the code segment's selector into DS, ES, FS and GS and executes an
 *   instruction that is a general-protection fault anyway (LIDT, which the kernel carries out). The
 *   kernel first loads all four with the user's data segment and runs the instruction again, with
 *   all registers as they were; the second time it is the instruction's turn.
 * seed: which of the two wrong selectors each register gets, and what the other registers hold
 * hint: before trap_13 uses any memory through DS it needs a DS that works; the stack segment
 *   always does
 * hint ds: DS was not mended
 * hint es: ES was not mended: which of the four are?
 * hint fs: FS was not mended: which of the four are?
 * hint gs: GS was not mended: which of the four are?
 * hint registers: what trap_13 needs for itself it must bring back
 * hint panic: on the way from trap_13 to IRET all must be gone from the stack that was pushed, the
 *   error code too
 * hint triple-fault: on the way from trap_13 to IRET all must be gone from the stack that was
 *   pushed, the error code too
 * hint timeout: the instruction was run again and faulted again, without end: only where a selector
 *   was wrong it is run again
 * hint deadlock: the thread was halted by an exception that should have been mended
 * answers:
 *     for i in range(4):
 *         for name in ["ds", "es", "fs", "gs"]:
 *             say(name, 0x23)
 *         say("registers", mix(seed, 20 + i), mix(seed, 30 + i), mix(seed, 40 + i))
 */
#include <test.h>

struct table_register {
    uint16_t limit;
    uint32_t base;
} __attribute__((packed));

extern uint32_t selectors[4], after[4], registers[3];
extern struct table_register operand;
uint32_t selectors[4], after[4], registers[3];
struct table_register operand;
static uint64_t gates[32];

/*
 * void mend(void);
 *
 * Loads the four registers from `selectors` and EAX, ECX, EDX from `registers`, executes LIDT, and
 * stores all seven.
 */
void mend(void);
__asm__("        .text\n"
        "mend:   pushal\n"
        "        movl    selectors + 8, %eax\n"
        "        movw    %ax, %fs\n"
        "        movl    selectors + 12, %eax\n"
        "        movw    %ax, %gs\n"
        "        movl    registers, %eax\n"
        "        movl    registers + 4, %ecx\n"
        "        movl    registers + 8, %edx\n"
        "        movl    selectors, %esi\n"
        "        movl    selectors + 4, %edi\n"
        "        movw    %di, %es\n"
        "        movw    %si, %ds\n"
        "        lidt    operand\n"
        "        movl    %ds, %esi\n"
        "        movl    %es, %edi\n"
        "        movl    %fs, %ebx\n"
        "        movl    %gs, %ebp\n"
        "        pushl   $0x23\n"
        "        popl    %ds\n"
        "        movl    %eax, registers\n"
        "        movl    %ecx, registers + 4\n"
        "        movl    %edx, registers + 8\n"
        "        movl    $0x23, %eax\n"
        "        movw    %ax, %es\n"
        "        movw    %ax, %fs\n"
        "        movw    %ax, %gs\n"
        "        movl    %esi, after\n"
        "        movl    %edi, after + 4\n"
        "        movl    %ebx, after + 8\n"
        "        movl    %ebp, after + 12\n"
        "        popal\n"
        "        ret\n");

int
main(void)
{
    test_begin();
    operand.limit = sizeof gates - 1;
    operand.base = (uint32_t)gates;
    for (uint32_t i = 0; i < 4; i++) {
        for (uint32_t s = 0; s < 4; s++)
            selectors[s] = test_mix(test_seed(), 4 * i + s) & 1 ? 0x1B : 0;
        for (uint32_t r = 0; r < 3; r++)
            registers[r] = test_mix(test_seed(), 20 + 10 * r + i);
        mend();
        test_say("ds", after[0]);
        test_say("es", after[1]);
        test_say("fs", after[2]);
        test_say("gs", after[3]);
        test_say_all("registers", registers, 3);
    }
    test_end();
}
