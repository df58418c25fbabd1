/*
 * @test 325
 * title: Without a pager a fault is exception 14
 * exercise: 3.2
 * points: 2
 * why: a thread whose pager does not exist touches a page, to read and to write. It comes to the
 *   handler that it has named by LIDT, with an error code. With a pager the same happens at once
 *   for an address of the kernel's, and the pager is not asked.
 * seed: the address
 * hint: the call to the pager has an error of its own; what becomes of a thread whose memory
 *   nobody brings?
 * hint read: first 1 if the handler was reached; then four words pushed, the code's bits 1 and 2,
 *   and EIP that of the access
 * hint write: the same, for a write
 * hint kernel: a fault in the kernel's part of the space is nothing that a pager could mend
 * hint asked: the pager was asked for an address of the kernel's
 * hint deadlock: the thread waits for a pager that will never be
 * hint timeout: the thread faults for ever
 * hint panic: the sentence of the assertion says what a wait expects
 * answers:
 *     say("read", 1, 4, 4, 1)
 *     say("write", 1, 4, 6, 1)
 *     say("kernel", 1, 4, 4, 1)
 *     say("asked", 0)
 */
#include "faulting.h"
#include "handler.h"

static volatile uint32_t asked;

static void
count(void *unused)
{
    struct words w;
    l4_id_t client;
    for (;;) {
        ipc_wait(&client, &w, L4_NEVER);
        asked++;
    }
}

int
main(void)
{
    test_begin();
    uint32_t at = ARENA + (MIX(1) & 0xFFFFFFu);
    handler_say("read", touch_read, at, touch_read_at, l4_thread_of(L4_ROOT, 40));
    handler_say("write", touch_write, at, touch_write_at, l4_thread_of(L4_ROOT, 40));
    l4_id_t pager = faulting(2, count, 0, test_pager());
    settle();
    handler_say("kernel", touch_read, 0xC0001000u + (MIX(2) & 0xFFCu), touch_read_at, pager);
    test_say("asked", asked);
    test_end();
}
