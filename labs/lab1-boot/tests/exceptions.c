/*
 * @test 133
 * title: An exception is told to its thread with the number of words that it has
 * exercise: 1.3
 * points: 2
 * why: a thread divides by zero (three words: EIP, CS, EFLAGS), executes an instruction that there
 *   is not (three), a privileged one, and INT with a drawn vector (four: the error code lies
 *   lowest). EIP is that of the instruction.
 * seed: which vector INT has
 * hint: the processor pushes an error code for some vectors and none for others; struct trap_frame
 *   has a place for it always
 * hint divide: exception 0 has no error code: who fills its place?
 * hint opcode: exception 6 has no error code: who fills its place?
 * hint privileged: exception 13 has an error code, pushed by the processor
 * hint vector: the error code of INT with a vector that is not open is 8 times the vector, plus 2
 * hint timeout: an instruction that faults again and again: which general-protection faults are
 *   mended, and which are told?
 * hint panic: a word too many or too few under the vector: everything above it is read in the wrong
 *   place
 * hint triple-fault: a word too many or too few under the vector: everything above it is read in
 *   the wrong place
 * answers:
 *     say("divide", 1, 3, 0, 1)
 *     say("opcode", 1, 3, 0, 1)
 *     say("privileged", 1, 4, 0, 1)
 *     say("vector", 1, 4, 8 * [0x40, 0x80, 0xAA, 0xFE][mix(seed, 1) % 4] + 2, 1)
 *     say("alive", mix(seed, 2))
 */
#include "catch.h"

ATTEMPT(divide, "xorl %ecx, %ecx; xorl %edx, %edx", "divl %ecx");
ATTEMPT(opcode, "", "ud2");
ATTEMPT(privileged, "", "hlt");
ATTEMPT(int_40, "", "int $0x40");
ATTEMPT(int_80, "", "int $0x80");
ATTEMPT(int_aa, "", "int $0xAA");
ATTEMPT(int_fe, "", "int $0xFE");

int
main(void)
{
    static const struct {
        void (*attempt)(void);
        const uint8_t *at;
    } vectors[] = {
        {int_40, int_40_at}, {int_80, int_80_at}, {int_aa, int_aa_at}, {int_fe, int_fe_at}};
    test_begin();
    uint32_t chosen = test_mix(test_seed(), 1) % 4;
    catch_say("divide", divide, divide_at, test_pager());
    catch_say("opcode", opcode, opcode_at, test_pager());
    catch_say("privileged", privileged, privileged_at, test_pager());
    catch_say("vector", vectors[chosen].attempt, vectors[chosen].at, test_pager());
    test_say("alive", test_mix(test_seed(), 2));
    test_end();
}
