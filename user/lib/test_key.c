/*
 * Waiting for a key in a test. A file of its own: only a test that uses it has the hook's two pages.
 */
#include "test.h"
#include <kdebug.h>

int
test_key(void)
{
    test_wait_hook();
    return kd_get();
}
