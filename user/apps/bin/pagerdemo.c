/*
 * pagerdemo: a task with a pager of its own, which tells each page fault.
 *
 * Pagers stack: the child's pager is this program, this program's pager is the pager server, and
 * that one's the root task. A page fault is a message from the child (sent by the kernel in its
 * name); the answer is a page of ours. If we do not have it ourselves, touching it makes us
 * fault, one level up.
 */
#include "ipc.h"
#include "layout.h"
#include "program.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"

#define PAGES    4
#define AREA     0x20000000u /* in the child: demand-zero pages, of which the pager has PAGES */
#define STACK_AT 0x30000000u /* in the child: one page */
#define DONE     1           /* w0 of a message that is no page fault: those have bit 0 clear */

static char pool[PAGES + 1][L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));
static l4_id_t pager;

/* The child: writes numbers to memory that nobody has given it, adds them up, and tells the sum.
 * Its code is ours, at the same addresses; what it writes is the pager's to find. */
static void
child(void)
{
    volatile uint32_t *area = (volatile uint32_t *)AREA;
    struct words w = {DONE, 0, 0};
    for (uint32_t i = 0; i < PAGES; i++)
        area[i * L4_PAGE_SIZE / 4] = i + 1;
    for (uint32_t i = 0; i < PAGES; i++)
        w.w1 += area[i * L4_PAGE_SIZE / 4];
    ipc_call(pager, &w);
    *(volatile uint32_t *)0x40000000 = 1; /* what the pager does not have */
    thread_stop();
}

static void
say_fault(const struct words *w, const char *answer)
{
    printf("  fault: the child %s %08x, at instruction %08x; %s\n",
           w->w0 & 2 ? "writes to" : "reads", w->w0 & ~3u, w->w1, answer);
}

/* The page of ours that shall appear at `page` of the child; NULL if it may not have one. */
static char *
page_for(uint32_t page, uint32_t *rights, const char **answer)
{
    *rights = L4_FPAGE_WRITE;
    if (page >= AREA && page < AREA + PAGES * L4_PAGE_SIZE) {
        *answer = "it gets a page of zeros";
        return pool[(page - AREA) / L4_PAGE_SIZE];
    }
    if (page == STACK_AT) {
        *answer = "that is its stack";
        return pool[PAGES];
    }
    if (page >= (uint32_t)program_begin && page < (uint32_t)program_end) {
        *answer = "it sees my own page there, read-only";
        *rights = 0;
        return (char *)page;
    }
    *answer = "I have nothing there: its end";
    return NULL;
}

/* Makes sure that we have the page ourselves, and may write to it if we give that on. */
static void
touch(char *page, uint32_t write)
{
    if (write)
        *(volatile char *)page = *page;
    else
        (void)*(volatile char *)page;
}

/* Answers the faults of the child until it sends something else, or wants what we do not have. 1
 * and its message in the first case. */
static int
serve(l4_id_t task, struct words *w, int *faults)
{
    l4_id_t source;
    uint32_t send = L4_NO_SEND;
    for (;; ++*faults) {
        l4_ipc(task, send, 0, L4_NEVER, w, &source);
        if (w->w0 & DONE)
            return 1;
        const char *answer;
        uint32_t page = w->w0 & L4_PAGE_MASK, rights;
        char *mine = page_for(page, &rights, &answer);
        say_fault(w, answer);
        if (!mine)
            return 0;
        touch(mine, rights);
        *w = (struct words){page, l4_fpage((uint32_t)mine, L4_LOG2_PAGE, rights), 0};
        send = L4_SEND_MAP;
    }
}

int
main(void)
{
    struct words w;
    int faults = 0;
    pager = thread_self();
    printf("I start a task in an empty address space, and I am its pager (thread %08x).\n", pager);
    l4_id_t task = tasks_create((uint32_t)child, STACK_AT + L4_PAGE_SIZE);
    if (!task) {
        fprintf(stderr, "pagerdemo: the root task has no task number left\n");
        return 1;
    }
    tasks_name(task, "child");
    int right = serve(task, &w, &faults) && w.w1 == PAGES * (PAGES + 1) / 2;
    printf("The child wrote 1 to %u to %u pages and says that the sum is %u, after %d faults.\n",
           PAGES, PAGES, w.w1, faults);
    printf("It goes on, and will touch what nobody has:\n");
    l4_id_t source;
    w = (struct words){0, 0, 0};
    l4_ipc(task, 0, L4_NO_RECEIVE, L4_NEVER, &w, &source);
    if (serve(task, &w, &faults))
        right = 0;
    tasks_kill(task);
    printf("My child is gone; nobody else was disturbed.\n");
    return !right;
}
