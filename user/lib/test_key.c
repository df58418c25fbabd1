/*
 * Waiting for a key in a test. A file of its own: only a test that uses it has the hook's two
 * pages.
 */
#include "test.h"
#include <kdebug.h>

int
test_key(void)
{
    /* Its page must be there: a page fault in the hook would be a second arrival at the breakpoint.
     */
    (void)*(const volatile uint8_t *)(uintptr_t)test_wait_hook;
    test_wait_hook();
    return kd_get();
}
