/*
 * The thread control block, and the virtual array of all of them.
 *
 * A control block is one page. The struct lies at its start, the thread's kernel stack (each has
 * one of its own [Liedtke '93, 5.2.4]) grows down towards it from its end, so the stack pointer,
 * masked, is the address of the current thread:
 *
 *   +4096  +---------------------------+  <- tss.esp0 while this thread runs in ring 3
 *          | ss esp eflags cs eip      |  pushed by the processor on the way in
 *          | registers, callers, ...   |
 *          |        (grows down)       |
 *          |                           |
 *          | magic                     |  overwritten first if the stack grows too far
 *          | cold fields               |
 *          | line 1: the wait          |
 *          | line 0: id, accepts, ...  |  the two lines that a short IPC touches [Liedtke '93, 5.5]
 *   +0     | cold fields               |
 *          +---------------------------+
 *
 * The array is indexed by the thread's number, bits 23..10 of its id: mask, shift, add; then one
 * comparison with the whole id says whether the thread exists in this version. Control blocks that
 * were never made show a page of zeros, whose id matches nobody's. [Liedtke '93, 5.2.5, 5.3.1]
 */
#ifndef THREAD_TCB_H
#define THREAD_TCB_H

#include <stdint.h>
#include <l4/types.h>
#include "i486/cpu.h"
#include "i486/frame.h"
#include "i486/layout.h"
#include "i486/paging.h"

struct space;

/*
 * What a thread is doing. THREAD_TIMED may be added to the two that wait for a partner: the wait
 * ends at t->wakeup.
 */
enum thread_state {
    THREAD_NONE,      /* a page of zeros: there is no such thread */
    THREAD_READY,     /* runs, or would like to */
    THREAD_SENDING,   /* waits until its partner receives */
    THREAD_RECEIVING, /* waits for a message from its partner, or from anybody */
    THREAD_LOCKED,    /* in a transfer, and the other side has the processor */
    THREAD_HALTED,    /* made but not started, or stopped by an exception that nobody wants */
    THREAD_TIMED = 0x10,
};

/* Where a thread goes on when the message that it waits for has come. */
enum resume_place {
    RESUME_IN_USER,     /* in ring 3, with the message in its registers */
    RESUME_IN_KERNEL,   /* on its kernel stack: it called its pager from the middle of something */
    RESUME_AFTER_FAULT, /* in ring 3, with the registers that it had at its page fault */
};

struct transfer;
struct mapping;

/* The area (1 MB) of its space that a thread mapped from, or was mapped to, last: where the entries
 * of its pages and their nodes are. They stay there as long as the thread lives. */
struct area {
    uint32_t key; /* its base, as a send fpage of one page; AREA_NONE */
    pte_t *entries;
    struct mapping *nodes;
};

#define AREA_NONE 2u /* no key is writable */

#define TCB_MAGIC 0x4C343836u /* "L486" */

struct tcb {
    /*
     * The first lines of a page are where page directories, page tables and control blocks compete
     * for the same lines of the cache. Here lies what a short IPC does not touch.
     */
    struct space *space;
    uint32_t stack; /* kernel stack pointer while it does not run */
    l4_id_t preempter;
    l4_id_t external_preempter;
    uint32_t exception_table; /* user address of 32 gates, set by LIDT; 0: none */
    uint32_t irq;             /* the line it is attached to, plus 1; 0: none */
    uint32_t irq_pending;     /* it came, and was not delivered yet */
    uint32_t guard;           /* stack to fall back to when touching user memory fails; 0: none */
    struct transfer
        *transfer; /* the long message in progress, on the sender's stack; both sides point to it */
    struct tcb *ready_next, *ready_previous; /* ring of its priority; NULL: not in it */
    struct tcb *sender_next, *sender_previous;
    uint32_t priority, mcp;
    uint32_t slice; /* microseconds; SLICE_INFINITE */

    /* Hot line 0: all that a short IPC reads of its partner, and nearly all of its own. */
    l4_id_t id;
    l4_id_t
        accepts; /* whom the fast path may deliver to this thread: NIL anybody, INVALID nobody */
    uint32_t directory; /* physical address of the space's page directory, for CR3 */
    uint32_t special;   /* SPECIAL_* bits: keeps the thread off the fast path */

    /* Hot line 1: the wait. */
    uint32_t receive;    /* the receive descriptor */
    uint32_t state;      /* enum thread_state, perhaps with THREAD_TIMED */
    l4_id_t partner;     /* whom it sends to or receives from; NIL: anybody */
    struct tcb *senders; /* first of those who wait to send to this thread, or NULL */

    /* What ipc_resume loads. */
    uint32_t word[L4_SHORT_WORDS]; /* message in registers: EDX, EBX, EDI */
    l4_id_t source;                /* ESI */
    uint32_t result;               /* EAX */

    uint32_t send; /* EAX and ECX of the call in progress */
    uint32_t timeouts;
    l4_id_t pager;

    /* What the answer to a page fault touches on both sides. */
    struct area area;
    uint32_t waits_in_kernel; /* enum resume_place */

    /* Wakeups: see wakeup.h. */
    uint32_t wakeup, filed;
    struct tcb *wakeup_next, *wakeup_previous;
    l4_timeout_t timed;   /* timeouts whose receive part was decoded before ... */
    uint32_t timed_ticks; /* ... and how many ticks ahead of wakeup_now that is */

    uint32_t time_low, time_high; /* processor time that it used, microseconds, by ticks */
    uint32_t debug[8];            /* its debug registers, if SPECIAL_DEBUG */

    uint32_t magic;
};

/* Why a thread's calls are not simple. */
#define SPECIAL_IRQ   1u /* a receive has to look at its interrupt line first */
#define SPECIAL_DEBUG 2u /* a switch has to change debug registers */

#define TCB_SIZE PAGE_SIZE

/* Where the control block of a thread id is, whether or not there is such a thread. */
static inline struct tcb *
tcb_at(l4_id_t id)
{
    uint32_t address = TCB_BASE + ((id & (L4_TASK_MASK | L4_LTHREAD_MASK)) << 2);
    __asm__("" : "+r"(address)); /* one register holds it from here on, not a base and an offset */
    return (struct tcb *)address;
}

/* The thread with this id, or NULL if there is none (any more). */
static inline struct tcb *
tcb_find(l4_id_t id)
{
    struct tcb *t = tcb_at(id);
    return id != L4_NIL && t->id == id ? t : NULL;
}

/* Does it wait in the given state, for ever or for a time? */
static inline int
is_waiting(const struct tcb *t, enum thread_state state)
{
    return (t->state & ~(uint32_t)THREAD_TIMED) == (uint32_t)state;
}

/* The thread that runs. */
static inline struct tcb *
current(void)
{
    return (struct tcb *)(read_esp() & PAGE_MASK);
}

/* First address behind the control block: the top of its kernel stack. */
static inline uint32_t
tcb_top(struct tcb *t)
{
    return (uint32_t)t + TCB_SIZE;
}

/* What the thread will return to in ring 3. Exists for every thread but the idle one. */
static inline struct iret_frame *
tcb_user_frame(struct tcb *t)
{
    return (struct iret_frame *)(tcb_top(t) - sizeof(struct iret_frame));
}

/* Its registers, where it came in by an exception or interrupt from ring 3. */
static inline struct trap_frame *
tcb_trap_frame(struct tcb *t)
{
    return (struct trap_frame *)(tcb_top(t) - sizeof(struct trap_frame));
}

/* Can it run? (Lazy scheduling: this word, not the queue, is the truth.) */
static inline int
is_ready(const struct tcb *t)
{
    return t->state == THREAD_READY;
}

/*
 * Makes the control block for `id`, halted, with priority, mcp and slice of `creator` (NULL: the
 * boot's BOOT_PRIORITY, 255 and DEFAULT_SLICE_US). `space` is NULL for the idle thread alone, which
 * runs on the kernel's directory. Beside id, space and directory it has: nobody whom it accepts
 * (L4_INVALID), no area (AREA_NONE), the magic number; all else is 0, as in the page of zeros that
 * frame_alloc() gave. The page is charged to `space`. NULL if there is no memory. Interrupts are
 * off; never blocks.
 */
struct tcb *tcb_create(l4_id_t id, struct space *space, struct tcb *creator);

/* Takes the control block away: zeros show in its place, and its frame goes back in the name of its
 * space. The thread must be in no queue or list, and not be the current one. Interrupts are off;
 * never blocks. */
void tcb_destroy(struct tcb *t);

/* The thread that runs when nobody else can: number 0, id NIL. */
struct tcb *tcb_idle(void);

#endif
