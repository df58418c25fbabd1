/*
 * Three tasks that do what a test of mapping tells them: take pages, give them on, unmap, read,
 * write.
 *
 * They run this program, whose pages they have one to one from a pager, thread 62 of the test. A
 * page of theirs that is missing elsewhere shows as zeros: the pager maps `hole` there.
 */
#ifndef CLIENTS_H
#define CLIENTS_H

#include <ipc.h>
#include <syscall.h>
#include <test.h>
#include <thread.h>

#define ARENA     0x20000000u /* from here on tests map */
#define PAGE      4096u
#define MIX(i)    test_mix(test_seed(), i)
#define SOURCES   64u
#define SOURCE(n) ((uint32_t)sources[n])
#define SIZE(n)   (12u + (n)) /* log2 of 2^n pages */

enum { NOTHING, READ, WRITE, TAKE, GIVE, UNMAP };

/* The test's own pages: the first word says which one it is; `hole` has zeros. */
static volatile uint32_t sources[SOURCES][1024] __attribute__((aligned(0x40000)));
static volatile uint32_t hole[1024] __attribute__((aligned(4096)));
static volatile uint32_t denied,
    taken; /* faults that a client's write met; what its last TAKE returned */
static l4_id_t client_ids[4];

static void
clients_page(void *unused)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, L4_NEVER);
        uint32_t page = w.w0 & L4_PAGE_MASK, rights = L4_FPAGE_WRITE, have = page;
        if (page >= ARENA) {
            have = (uint32_t)hole;
            rights = w.w0 & L4_FPAGE_WRITE;
            denied += rights / L4_FPAGE_WRITE;
        } else {
            __asm__ volatile("lock; orl $0, %0" : "+m"(*(uint32_t *)page));
        }
        w = (struct words){page, l4_fpage(have, L4_LOG2_PAGE, rights), 0};
        error = ipc_map_and_wait(&client, &w);
    }
}

static void
client_take(l4_id_t master, uint32_t window, l4_id_t giver)
{
    struct words w = {0, 0, 0};
    l4_id_t source;
    ipc_send(master, &w, L4_NEVER);
    taken = l4_ipc(giver, L4_NO_SEND, (window & ~3u) | L4_RECV_FPAGE, L4_NEVER, &w, &source);
}

static uint32_t
client_do(const struct words *w)
{
    l4_id_t source;
    struct words map = {w->w1, w->w2, 0};
    switch (w->w0 & 0xFF) {
    case READ:
        return *(volatile uint32_t *)w->w1;
    case WRITE:
        ((volatile uint32_t *)w->w1)[1] = w->w2;
        return 0;
    case GIVE:
        return l4_ipc(client_ids[w->w0 >> 8], L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &map, &source);
    case UNMAP:
        l4_fpage_unmap(w->w1, w->w2);
    }
    return 0;
}

static void
client_run(void)
{
    struct words w;
    l4_id_t master;
    uint32_t error = ipc_wait(&master, &w, L4_NEVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&master, &w, L4_NEVER);
        if (w.w0 == TAKE) {
            client_take(master, w.w1, w.w2);
            error = ipc_wait(&master, &w, L4_NEVER);
            continue;
        }
        w.w0 = client_do(&w);
        error = ipc_reply_and_wait(&master, &w);
    }
}

/* What client `n` (1..3) answers to an order. */
static inline uint32_t
order(uint32_t n, uint32_t what, uint32_t a, uint32_t b)
{
    struct words w = {what, a, b};
    uint32_t result = ipc_call(client_ids[n], &w);
    return IPC_ERROR(result) ? 0xDEAD0000u | IPC_ERROR(result) : w.w0;
}

/* First of all. Client 0 is the test itself. */
static inline void
clients_start(void)
{
    static uint32_t pager_stack[1024], stacks[4][1024];
    test_begin();
    for (uint32_t i = 0; i < SOURCES; i++)
        sources[i][0] = MIX(1000 + i);
    hole[0] = 0;
    client_ids[0] = L4_ROOT;
    l4_id_t pager =
        thread_start(62, clients_page, 0, pager_stack, sizeof pager_stack, test_pager());
    for (uint32_t n = 1; n <= 3; n++)
        client_ids[n] = l4_task_new(0x04000001u | (4 + n) << L4_TASK_SHIFT, 255,
                                    (uint32_t)&stacks[n][1023], (uint32_t)client_run, pager);
}

/* `from` sends what `fpage` names, client `to` takes it in `window`: the result of its receive. */
static inline uint32_t
give(uint32_t from, uint32_t base, uint32_t fpage, uint32_t to, uint32_t window)
{
    struct words w = {base, fpage, 0};
    l4_id_t source;
    order(to, TAKE, window, client_ids[from]);
    if (from == 0)
        l4_ipc(client_ids[to], L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source);
    else
        order(from, GIVE | to << 8, base, fpage);
    order(to, NOTHING, 0, 0);
    return IPC_ERROR(taken);
}

/* The same for one page, from `a` to `b`, with `rights`. */
static inline uint32_t
give_page(uint32_t from, uint32_t a, uint32_t rights, uint32_t to, uint32_t b)
{
    return give(from, 0, l4_fpage(a, 12, rights), to, l4_fpage(b, 12, 0));
}

/* What client `n` finds in the first word of the page; 0 if it has none. (Client 0 has its pages.)
 */
static inline uint32_t
look(uint32_t n, uint32_t page)
{
    return n ? order(n, READ, page, 0) : *(volatile uint32_t *)page;
}

/* Could client `n` write? If not the page is lost to it. */
static inline uint32_t
can_write(uint32_t n, uint32_t page)
{
    denied = 0;
    order(n, WRITE, page, MIX(page));
    return !denied;
}

static inline void
unmap(uint32_t n, uint32_t fpage, uint32_t mask)
{
    if (n)
        order(n, UNMAP, fpage, mask);
    else
        l4_fpage_unmap(fpage, mask);
}

#endif
