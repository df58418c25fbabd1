/*
 * @test 328
 * title: A mapping is an answer to a fault, whoever faulted first
 * exercise: 3.2
 * points: 2
 * why: three tasks miss a page each at the same time. Their pager hears all three before it
 *   answers any, then maps a drawn page to each in a drawn order. Each finds what was meant for
 *   it.
 * seed: the pages, the order
 * hint: the window of a fault is the whole space: a mapping lands at its send base
 * hint fault: the message of a fault does not say what it should
 * hint found: a task found another page than the one that was mapped to it
 * hint deadlock: a task did not go on when it was answered
 * hint timeout: a task faults for ever: does a mapping as the answer arrive?
 * hint panic: the sentence of the assertion says what a wait expects
 * answers:
 *     for n in range(1, 4):
 *         say("fault", 0x20000000 + (mix(seed, n) & 0xFFFFFC))
 *     for n in range(1, 4):
 *         say("found", mix(seed, 100 + mix(seed, 10 + n) % 8))
 */
#include "../tests/faulting.h"

static volatile uint32_t pages[8][1024] __attribute__((aligned(4096)));
static volatile uint32_t found[4];
static uint32_t stacks[4][512];

static uint32_t
place(uint32_t n)
{
    return ARENA + (MIX(n) & 0xFFFFFCu);
}

static void
miss(void)
{
    uint32_t n = l4_task_no(l4_id_nearest(L4_NIL, 0)) - 4;
    found[n] = *(volatile uint32_t *)place(n);
    for (;;)
        l4_thread_switch(L4_NIL);
}

static void
map(l4_id_t client, uint32_t at, uint32_t page)
{
    struct words w = {at & L4_PAGE_MASK, l4_fpage(page, L4_LOG2_PAGE, L4_FPAGE_WRITE), 0};
    l4_id_t source;
    l4_ipc(client, L4_SEND_MAP, L4_NO_RECEIVE, L4_SEND_ZERO, &w, &source);
}

int
main(void)
{
    uint32_t where[4] = {0, 0, 0, 0}, ids[4], first = MIX(50) % 3, i, n;
    test_begin();
    for (i = 0; i < 8; i++)
        for (n = 0; n < 1024; n++)
            pages[i][n] = MIX(100 + i);
    for (n = 1; n <= 3; n++)
        ids[n] = l4_task_new(0x04000001u | (4 + n) << L4_TASK_SHIFT, 255, (uint32_t)&stacks[n][511],
                             (uint32_t)miss, L4_ROOT);
    settle();
    for (i = 0; i < 3;) {
        struct words w;
        l4_id_t client;
        ipc_wait(&client, &w, L4_NEVER);
        if (w.w0 >= ARENA) {
            where[l4_task_no(client) - 4] = w.w0;
            i++;
        } else {
            __asm__ volatile("lock; orl $0, %0" : "+m"(*(uint32_t *)(w.w0 & ~3u)));
            map(client, w.w0, w.w0);
        }
        settle();
    }
    for (n = 1; n <= 3; n++)
        test_say("fault", where[n]);
    for (i = 0; i < 3; i++) {
        n = 1 + (first + i) % 3;
        map(ids[n], where[n], (uint32_t)pages[MIX(10 + n) % 8]);
        for (uint32_t k = 0; k < 20 && !found[n]; k++) {
            struct words w;
            l4_id_t client;
            settle();
            if (found[n] || IPC_ERROR(ipc_wait(&client, &w, L4_RECV_ZERO)))
                continue;
            __asm__ volatile("lock; orl $0, %0" : "+m"(*(uint32_t *)(w.w0 & ~3u)));
            map(client, w.w0, w.w0);
        }
    }
    for (n = 1; n <= 3; n++)
        test_say("found", found[n]);
    test_end();
}
