/*
 * @test 137
 * title: Selectors are mended in every mixture, and a real fault is still told
 * exercise: 1.3
 * points: 1
 * why: a thread loads a drawn mixture of right and wrong selectors into its segment registers and
 *   executes HLT. The selectors are mended, and then HLT is an exception of the thread's, with
 *   error code 0 and four words, at the address of the HLT.
 * seed: the selectors
 * hint: mended is what is not the user's data segment, all four of them; only where nothing was
 *   wrong is it an exception
 * hint halt: a general-protection fault with good selectors is the thread's: it is dispatched like
 *   all others
 * hint mended: which of the four is still another one when the handler runs?
 * hint timeout: an instruction was run again and again: was anything mended at all?
 * hint panic: on the way from trap_13 to IRET all must be gone from the stack that was pushed, the
 *   error code too
 * hint triple-fault: on the way from trap_13 to IRET all must be gone from the stack that was
 *   pushed, the error code too
 * answers:
 *     for i in range(10):
 *         say("halt", 1, 4, 0, 1)
 *         say("mended", 0x23, 0x23, 0x23, 0x23)
 */
#include "../tests/catch.h"

extern uint32_t selectors[4], after[4];
uint32_t selectors[4], after[4];

ATTEMPT(halt,
        "movl selectors + 4, %eax; movw %ax, %es; movl selectors + 8, %eax; movw %ax, %fs\n"
        "movl selectors + 12, %eax; movw %ax, %gs; movl selectors, %eax; movw %ax, %ds",
        "hlt");

/* Behind the exception: what stands in the segment registers now, before anything else is done. */
__asm__("        .text\n"
        "look:   movl    %ds, %eax\n"
        "        movl    %eax, after\n"
        "        movl    %es, %eax\n"
        "        movl    %eax, after + 4\n"
        "        movl    %fs, %eax\n"
        "        movl    %eax, after + 8\n"
        "        movl    %gs, %eax\n"
        "        movl    %eax, after + 12\n"
        "        jmp     catch_handler\n");

int
main(void)
{
    static const uint32_t some[3] = {0, 0x1B, 0x23};
    extern void look(void);
    test_begin();
    catch_first = look;
    for (uint32_t i = 0; i < 10; i++) {
        for (uint32_t s = 0; s < 4; s++)
            selectors[s] = some[test_mix(test_seed(), 4 * i + s) % 3];
        catch_say("halt", halt, halt_at, test_pager());
        test_say_all("mended", after, 4);
    }
    test_end();
}
