/*
 * Waits and transfers that are broken off: where a thread goes on that was redirected, and a
 * pager that keeps silent about some pages.
 */
#ifndef BROKEN_H
#define BROKEN_H

#include "party.h"
#include <message.h>

#define VICTIM       5u
#define SILENT_PAGER 23u
#define PAGE         4096u
#define AREA         (2 * PAGE)

/* A thread that was redirected notes what it finds in EAX, the result of what was broken off. */
extern volatile uint32_t broken_eax;
void broken_at(void);
__asm__("broken_at:\n"
        "        movl    %eax, broken_eax\n"
        "1:      xorl    %esi, %esi\n"
        "        int     $0x33\n"
        "        jmp     1b\n"
        "        .comm   broken_eax, 4, 4\n");

static uint8_t mine[AREA] __attribute__((aligned(AREA)));   /* the victim's string or buffer */
static uint8_t theirs[AREA] __attribute__((aligned(AREA))); /* the other task's */
static MESSAGE(3, 1) out, in;
static volatile uint32_t hole_begin, hole_faults; /* two pages about which the pager keeps silent */
static volatile uint32_t result_here, result_there;
static volatile l4_id_t partner;

/* Redirects a guest: its result, or UNTOUCHED if it did not go on. */
static inline uint32_t
break_off(uint32_t lthread)
{
    static uint32_t stack[64];
    struct thread_regs r = {(uint32_t)broken_at, (uint32_t)(stack + 64), L4_INVALID, L4_INVALID, 0};
    settle();
    broken_eax = UNTOUCHED;
    l4_lthread_ex_regs(lthread, &r);
    settle();
    return broken_eax;
}

static inline void
silent_page(void *unused)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        while (IPC_ERROR(error) || (w.w0 & ~3u) - hole_begin < AREA) {
            if (!IPC_ERROR(error))
                hole_faults++;
            error = ipc_wait(&client, &w, L4_NEVER);
        }
        __asm__ volatile("lock; orl $0, %0" : "+m"(*(uint32_t *)(w.w0 & ~3u)));
        w = (struct words){w.w0 & L4_PAGE_MASK, l4_fpage(w.w0, L4_LOG2_PAGE, L4_FPAGE_WRITE), 0};
        error = ipc_map_and_wait(&client, &w);
    }
}

/* From now on the pager says nothing to who misses a page of `area`; the victim has lost it. */
static inline l4_id_t
silence_about(void *area)
{
    static int running;
    if (!running++)
        guest(SILENT_PAGER, silent_page);
    hole_begin = (uint32_t)area;
    hole_faults = 0;
    if (area)
        l4_fpage_unmap(l4_fpage((uint32_t)area, 13, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    settle();
    return guest_id(SILENT_PAGER);
}

/* The victim begins; its faults go to the silent pager. */
static inline void
victim(void (*function)(void *))
{
    result_here = UNTOUCHED;
    thread_start(VICTIM, function, 0, party_stacks[VICTIM], sizeof party_stacks[0],
                 guest_id(SILENT_PAGER));
    settle();
}

/* Another task runs `function`; its faults go to the silent pager. */
static inline l4_id_t
other_task(void (*function)(void))
{
    static uint32_t stack[256];
    result_there = UNTOUCHED;
    l4_id_t id = l4_task_new((L4_ROOT & L4_CHIEF_MASK) | 9u << L4_TASK_SHIFT, 255,
                             (uint32_t)(stack + 256), (uint32_t)function, guest_id(SILENT_PAGER));
    settle();
    return id;
}

static inline void
end_task(l4_id_t id)
{
    l4_task_new(id, L4_ROOT, 0, 0, L4_NIL);
}

/* A string of two pages from one area to the other. */
static inline void
two_pages(void *from, void *to)
{
    message_init(&out, 3, 1);
    message_init(&in, 3, 1);
    message_words(&out, 3);
    message_string(&out, from, AREA);
    message_buffer(&in, to, AREA);
}

static inline void
victim_sends(void *unused)
{
    result_here = message_send(partner, &out, L4_NEVER);
    thread_stop();
}

static inline void
victim_receives(void *unused)
{
    result_here = message_receive(partner, &in, L4_NEVER);
    thread_stop();
}

static inline void
receive_there(void)
{
    l4_id_t source;
    result_there = message_wait(&source, &in, L4_NEVER);
    thread_stop();
}

static inline void
send_there(void)
{
    result_there = message_send(guest_id(VICTIM), &out, L4_NEVER);
    thread_stop();
}

static inline void
stand_by(void *unused)
{
    thread_stop();
}

/* A transfer that stands still in a page fault. Bit 0: the victim receives; bit 1: the other side
 * misses its page. The other task. */
static inline l4_id_t
stuck_transfer(uint32_t kind)
{
    uint32_t receives = kind & 1;
    guest(VICTIM, stand_by); /* there, before anybody sends to it */
    silence_about(kind & 2 ? theirs : mine);
    if (receives)
        two_pages(theirs, mine);
    else
        two_pages(mine, theirs);
    partner = other_task(receives ? send_there : receive_there);
    victim(receives ? victim_receives : victim_sends);
    return partner;
}

#endif
