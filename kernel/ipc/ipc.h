/*
 * Inter-process communication: one system call that sends, receives, or does one after the other
 * with no gap [Liedtke '93, 5.2.1].
 *
 *   entry.S      the way in and out
 *   entry_nearest.S  the same for id_nearest: the null call
 *   fast.c       messages in registers to a partner who waits: a list of "is it the simple case?"
 *   fast_string.c, fast_fault.c, fast_map.c
 *                the same for a string, for a page fault, and for its answer
 *   rendezvous.c everything else: who waits for whom
 *   senders.c    the queue of those who wait to send to a thread
 *   clan.c       which way a message may go; propagation; id_nearest
 *   transfer.c   what is carried over once both are there: words and mappings
 *   message.c    long messages: dwords and strings, scattered and gathered
 *   window.c     the receiver's memory, seen through two page-directory entries of the sender
 *   pagefault.c  the kernel's own messages, in a thread's name, to its pager
 *   interrupt.c  interrupts as messages
 *   exception.c  exceptions that go to the thread's own table of handlers
 *   abort.c      how a wait or a transfer ends early
 *   ex_regs.c    lthread_ex_regs, which breaks a wait
 *   task_new.c   task_new, which breaks all waits of a task
 */
#ifndef IPC_IPC_H
#define IPC_IPC_H

#include "i486/trap.h"
#include "thread/tcb.h"

/* What id_nearest's entry leaves on the stack for nearest_slow(). */
struct ipc_frame {
    uint32_t word2, word1; /* EDI, EBX */
    uint32_t receive;      /* EBP */
    uint32_t word0;        /* EDX */
    l4_id_t partner;       /* ESI */
    l4_timeout_t timeouts; /* ECX */
    uint32_t send;         /* EAX */
    struct iret_frame user;
};

/*
 * The simple cases: a message in registers (ipc_fast) or in memory (ipc_fast_string) to a thread
 * that waits for it, or a page for a thread that faulted (ipc_fast_map); and then a wait: nothing
 * else. ipc_fast_fault is the kernel's own: a page fault's message to a pager that waits. Each
 * returns the receiver, to whose space and stack the caller has to change; NULL where the case is
 * not simple, and then nothing was changed. ipc_fast_fault returns the message's first word, too,
 * in the upper half (EDX). The parameters that are not passed are in the caller's control block.
 */
struct tcb *ipc_fast(struct tcb *me, l4_id_t partner, uint32_t receive);
struct tcb *ipc_fast_timed(struct tcb *me, l4_id_t partner, uint32_t receive);
struct tcb *ipc_fast_string(struct tcb *me, uint32_t send);
struct tcb *ipc_fast_map(struct tcb *me, uint32_t send_base, l4_fpage_t send);
uint64_t ipc_fast_fault(struct trap_frame *f, uint32_t address);

/* The general case. Partner, receive descriptor, timeouts and words are in the control block;
 * leaves the result there, from where ipc_resume fetches it. May block. */
void ipc_slow(struct tcb *me, uint32_t send);

/* Entries and continuation, in entry.S. */
void ipc_entry(void);
void id_nearest_entry(void);
void ipc_resume(void);
void ipc_retry(void);
void fault_entry(void);
void fault_resume(void);

/* Takes vectors 0x30, 0x31 and 14. After descriptors_init(). */
void ipc_init(void);

/*
 * Send phase. The message's words are in the current thread's control block. `send` is a
 * descriptor, `propagatee` in whose name, if it asks for propagation. L4_OK, or the error code of
 * the send phase. May block. The receiver is ready afterwards, and returned in *woken (NULL if it
 * is gone): it has not been put in the ready queue and has not been switched to; ipc_receive() or
 * ipc_release() must do so.
 */
uint32_t ipc_send(l4_id_t to, uint32_t send, l4_timeout_t timeouts, l4_id_t propagatee,
                  struct tcb **woken);

/* Receive phase: waits as `receive` says for `from` (or anybody). The result is in the control
 * block. `woken` (or NULL) gets the processor if the current thread has to wait, and a place in the
 * queue if not. */
void ipc_receive(l4_id_t from, uint32_t receive, l4_timeout_t timeouts, struct tcb *woken);

/* Ends a call that has no receive phase: runs `woken` (or NULL) at once if its priority is higher,
 * else queues it. */
void ipc_release(struct tcb *woken);

/* Gives the processor to `next`, or to somebody if it is NULL. The current thread waits. */
void ipc_run(struct tcb *next);

/* Will `t` take a message from `sender` (a thread or an interrupt) now? */
int ipc_waits_for(const struct tcb *t, l4_id_t sender);

/* The wait of `t` is over; what it gets is in its control block. It is able to run, but in no queue
 * yet. */
void ipc_make_ready(struct tcb *t);

/*
 * Carries the message over to *to, which waits for it; the current thread sends. L4_OK or an error
 * code without the phase bit: both sides get it. *result gets the dope and flags that the receiver
 * will see. May block on page faults; *to becomes NULL if the receiver was deleted meanwhile.
 */
uint32_t ipc_transfer(struct tcb **to, uint32_t send, l4_timeout_t timeouts, uint32_t *result);

/* The queue of those who wait to send to `to`, first come first served. While it waits, a sender's
 * `source` is the id in whose name it will speak. */
void senders_append(struct tcb *to, struct tcb *sender);
void senders_remove(struct tcb *to, struct tcb *sender);

/* How many threads, of all queues, wait to speak in another's name. */
extern uint32_t senders_propagating;

/* The first in the queue of `to` who speaks in the name of `source`, or NULL. Looks at the whole
 * queue. */
struct tcb *senders_find(const struct tcb *to, l4_id_t source);

/* Breaks whatever wait or transfer `t` is in: its call ends with L4_ECANCELLED or L4_EABORTED.
 * Nothing if it does not wait. */
void ipc_cancel(struct tcb *t);

/* The time of `t`'s wait is over. Called by the tick. */
void ipc_expire(struct tcb *t);

/* A thread goes for ever: out of all queues; those who wait to send to it get L4_ENOT_EXISTENT, the
 * other side of a transfer L4_EABORTED. */
void ipc_bury(struct tcb *t);

/* After a deletion: ends `t`'s wait, if it waits for a message from a thread that is no more, with
 * L4_ENOT_EXISTENT. */
void ipc_end_if_orphaned(struct tcb *t);

/* Receives from the current thread's interrupt line, `irq` an interrupt id: attaches to it, takes
 * what is pending, or waits. 1 if the call is over (the result is in the control block), 0 if the
 * thread shall wait with *partner. */
int interrupt_receive(l4_id_t irq, uint32_t ticks, l4_id_t *partner);

/* An open wait may be satisfied by the own line: 1 if it was. Unmasks the line if it was not. */
int interrupt_take(struct tcb *me);

/* Gives the thread's line back. */
void interrupt_detach(struct tcb *t);

/* Handles vectors 0x20 to 0x2F but the timer's. */
void interrupt_handler(struct trap_frame *f);

/* The thread or chief that a message from `from` to `to` goes to next, and how they lie to each
 * other. */
enum nearness { SAME_CLAN = 0x00, OUTSIDE = 0x04, INNER_CLAN = 0x0C };
l4_id_t ipc_nearest(l4_id_t from, l4_id_t to, enum nearness *type);

/* A message of the current thread to `to` (in the name of *source, if that is another): who gets
 * it, and in *flags what he is told of it (L4_CC_*). *source becomes the current thread itself
 * where it may not speak for the other. */
l4_id_t ipc_route(l4_id_t to, l4_id_t *source, uint32_t *flags);

/* Handles vector 14, and system calls 0x35 and 0x36. */
void page_fault(struct trap_frame *f);
void sys_lthread_ex_regs(struct trap_frame *f);
void sys_task_new(struct trap_frame *f);

#endif
