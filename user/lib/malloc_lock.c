/*
 * One thread at a time in the heap. The work inside takes microseconds: so whoever finds the lock
 * taken gives the processor up; and since the owner may have a lower priority, and would not
 * get it then, sleeps a moment when that didn't help.
 */
#include "malloc_lock.h"
#include "ipc.h"

#define YIELDS      8
#define MILLISECOND 0x0100000Au /* receive timeout: 1 * 4^(15 - 10) microseconds */

static char taken;

void
malloc_lock(void)
{
    struct words w;
    for (int i = 0; __atomic_test_and_set(&taken, __ATOMIC_ACQUIRE); i++) {
        if (i < YIELDS)
            l4_thread_switch(L4_NIL);
        else
            ipc_receive(L4_NIL, &w, MILLISECOND);
    }
}

void
malloc_unlock(void)
{
    __atomic_clear(&taken, __ATOMIC_RELEASE);
}
