/*
 * How a program ended, in a sentence. Enter by tell_end().
 */
#include "shell.h"
#include "pager.h"
#include "stdio.h"

static const struct {
    uint8_t vector;
    const char *what;
} crashes[] = {
    {0, "it divided by zero, or the quotient was too large"},
    {1, "a single step or a breakpoint that nobody waited for"},
    {3, "a breakpoint that nobody waited for"},
    {4, "INTO found an overflow"},
    {5, "BOUND found an index out of its range"},
    {6, "an instruction that an i486 does not know"},
    {7, "the floating-point unit is not there"},
    {10, "a broken task segment"},
    {11, "a segment that is not there"},
    {12, "an address beyond the stack's segment"},
    {13, "something that only the kernel may do, or a port that is not its own"},
    {14, "it touched memory that it does not have"},
    {16, "an error of the floating-point unit"},
    {17, "an address that is not aligned"},
};

static const char *
what_of(int vector)
{
    for (unsigned i = 0; i < sizeof crashes / sizeof *crashes; i++)
        if (crashes[i].vector == vector)
            return crashes[i].what;
    return "an exception that should not happen";
}

void
tell_end(const char *name, int status, uint32_t eip)
{
    if (status == PAGER_KILLED)
        printf("%s was killed\n", name);
    else if (status <= PAGER_DIED)
        printf("%s crashed at address %08x: %s (exception %d)\n", name, eip,
               what_of(PAGER_DIED - status), PAGER_DIED - status);
}
