/*
 * A pager with a hole. Enter by hole_pager().
 */
#include "hole.h"
#include "ipc.h"
#include "program.h"
#include "thread.h"

#define HOLE_LTHREAD 10
#define ANSWER                                                                                     \
    1u /* w0 of the test's order; no page-fault address, for page 0 is never in a program */

volatile struct hole hole;
static char stack[2048] __attribute__((aligned(16)));
static l4_id_t pager;

static int
in_hole(uint32_t page)
{
    return page >= hole.begin && page < hole.end;
}

/* Turns the fault at `page` into its answer. What the pager does not have it cannot map: so it
 * touches first. */
static void
give(struct words *w, uint32_t page, uint32_t rights)
{
    w->w0 = page;
    w->w1 = w->w2 = 0;
    if (page < (uint32_t)program_begin || page >= (uint32_t)program_end)
        return;
    (void)*(volatile char *)page;
    w->w1 = l4_fpage(page, L4_LOG2_PAGE, rights);
}

static void
note(l4_id_t client, const struct words *w)
{
    hole.address = w->w0;
    hole.eip = w->w1;
    hole.client = client;
    hole.faults++;
}

/* Answers `to`, or does not, as w says; waits for the next message, which replaces it. */
static uint32_t
serve(l4_id_t *client, struct words *w)
{
    uint32_t page = w->w0 & L4_PAGE_MASK, rights = L4_FPAGE_WRITE;
    if (l4_task_no(*client) == l4_task_no(thread_self()) && w->w0 == ANSWER) {
        int words = (int)w->w1;
        *client = hole.client;
        give(w, hole.address & L4_PAGE_MASK, rights);
        if (words)
            w->w1 = 0;
        return ipc_map_and_wait(client, w);
    }
    if (in_hole(page)) {
        note(*client, w);
        if (hole.mode == HOLE_SILENT)
            return ipc_wait(client, w, IPC_SERVER);
        if (hole.mode == HOLE_READ)
            rights = 0;
    }
    give(w, page, rights);
    return ipc_map_and_wait(client, w);
}

static void
serve_for_ever(void *argument)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, IPC_SERVER);
        error = serve(&client, &w);
    }
}

uint32_t
hole_pager(volatile void *begin, uint32_t size, enum hole_mode mode)
{
    hole.begin = (uint32_t)begin;
    hole.end = (uint32_t)begin + size;
    hole.mode = mode;
    hole.faults = hole.address = hole.eip = hole.client = 0;
    if (!pager)
        pager = thread_start(HOLE_LTHREAD, serve_for_ever, 0, stack, sizeof stack, thread_pager());
    return pager;
}

void
hole_answer(int words)
{
    struct words w = {ANSWER, (uint32_t)words, 0};
    ipc_send(pager, &w, L4_NEVER);
}
