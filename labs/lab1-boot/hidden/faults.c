/*
 * @test 136
 * title: Every exception that a program can cause comes with its own frame
 * exercise: 1.3
 * points: 1
 * why: nine exceptions in a drawn order, with and without an error code: each is told with the
 *   right number of words, the right code, and the address of its instruction (a breakpoint's and a
 *   single step's: of the next one).
 * seed: the order
 * hint: the processor pushes an error code for the vectors 8, 10 to 14 and 17
 * hint panic: a word too many or too few under the vector: everything above it is read in the wrong
 *   place
 * hint triple-fault: a word too many or too few under the vector: everything above it is read in
 *   the wrong place
 * answers:
 *     names = [("divide", 3, 0), ("bound", 3, 0), ("opcode", 3, 0), ("overflow", 4, 8 * 4 + 2),
 *             ("halt", 4, 0),
 *              ("selector", 4, 0x38), ("read", 4, 4), ("write", 4, 6), ("port", 4, 0)]
 *     for i in range(12):
 *         name, words, code = names[mix(seed, i) % 9]
 *         say(name, 1, words, code, 1)
 */
#include "../tests/catch.h"

#define NOWHERE "0x60000000" /* nobody has this, and the pager is no thread */

ATTEMPT(divide, "xorl %ecx, %ecx; xorl %edx, %edx", "divl %ecx");
ATTEMPT(bound, "movl $9, %eax; pushl $2; pushl $1", "bound %eax, (%esp)");
ATTEMPT(opcode, "", "ud2");
ATTEMPT(overflow, "movb $127, %al; addb $1, %al", "int $4");
ATTEMPT(halt, "", "hlt");
ATTEMPT(selector, "movl $0x3B, %eax", "movw %ax, %ss");
ATTEMPT(read_nothing, "", "movl " NOWHERE ", %eax");
ATTEMPT(write_nothing, "", "movl %eax, " NOWHERE);
ATTEMPT(port, "", "inb $0x21, %al");

int
main(void)
{
    static const struct {
        const char *name;
        void (*attempt)(void);
        const uint8_t *at;
    } all[9] = {{"divide", divide, divide_at},
                {"bound", bound, bound_at},
                {"opcode", opcode, opcode_at},
                {"overflow", overflow, overflow_at},
                {"halt", halt, halt_at},
                {"selector", selector, selector_at},
                {"read", read_nothing, read_nothing_at},
                {"write", write_nothing, write_nothing_at},
                {"port", port, port_at}};
    test_begin();
    catch (opcode,
           test_pager()); /* all memory is there afterwards: the pager is not needed any more */
    for (uint32_t i = 0; i < 12; i++) {
        uint32_t n = test_mix(test_seed(), i) % 9;
        catch_say(all[n].name, all[n].attempt, all[n].at, l4_thread_of(L4_ROOT, 60));
    }
    test_end();
}
