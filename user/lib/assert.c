/*
 * What a failed assertion says.
 */
#include "assert_failed.h"
#include "stdio_complain.h"

void
assert_failed(const char *expression, const char *file, int line)
{
    complain("%s:%d: %s does not hold here, and everything behind it relies on it; the program "
             "ends\n",
             file, line, expression);
}
