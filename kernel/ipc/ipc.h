/*
 * Inter-process communication: one system call that sends, receives, or does one after the other with no gap.
 *
 *   entry.S      the way in and out; the null call
 *   fast.c       messages in registers to a partner who waits: a flat list of "is it the simple case?"
 *   rendezvous.c everything else: who waits for whom
 *   transfer.c   what is carried over once both are there
 *   pagefault.c  the kernel's own messages, in a thread's name, to its pager
 *   clan.c       which way a message may go; id_nearest
 *   ex_regs.c    lthread_ex_regs, which breaks a wait
 *   task_new.c   task_new, which breaks all waits of a task
 */
#ifndef IPC_IPC_H
#define IPC_IPC_H

#include "thread/tcb.h"

/* What entry.S leaves on the stack for the slow path. For the fast path words 1 and 2 stay in their registers. */
struct ipc_frame {
    uint32_t word2, word1;    /* EDI, EBX */
    uint32_t receive;         /* EBP */
    uint32_t word0;           /* EDX */
    l4_id_t partner;          /* ESI */
    l4_timeout_t timeouts;    /* ECX */
    uint32_t send;            /* EAX */
    struct iret_frame user;
};

/*
 * The simple case: send in registers to a thread that waits for us, and then wait: nothing else.
 * Returns the receiver, to whose stack the caller has to change, with its address space already switched to; NULL where
 * the case is not simple, and then nothing was changed. [Liedtke '93, 5.3.3 and 5.6]
 */
struct tcb *ipc_fast(uint32_t send, l4_id_t partner, l4_timeout_t timeouts, uint32_t receive);

/* The general case. Leaves the result in the control block, from where ipc_resume fetches it. May block. */
void ipc_slow(struct ipc_frame *f);

/* Entries and continuation, in entry.S. */
void ipc_entry(void);
void id_nearest_entry(void);
void ipc_resume(void);

/* Takes vectors 0x30 and 0x31. After descriptors_init(). */
void ipc_init(void);

/*
 * Send phase. The message's words are in the current thread's control block. `send` is a descriptor. L4_OK, or the error
 * code of the send phase. May block. The receiver is ready afterwards, and returned in *woken: it has not
 * been put in the ready queue and has not been switched to; ipc_receive() or ipc_release() must do so.
 */
uint32_t ipc_send(l4_id_t to, uint32_t send, l4_timeout_t timeouts, struct tcb **woken);

/* Receive phase: waits as `receive` says for `from` (or anybody). The result is in the control block. `woken`
 * (or NULL) gets the processor if the current thread has to wait, and a place in the queue if not. */
void ipc_receive(l4_id_t from, uint32_t receive, l4_timeout_t timeouts, struct tcb *woken);

/* Ends a call that has no receive phase: runs `woken` (or NULL) at once if its priority is higher, else queues it. */
void ipc_release(struct tcb *woken);

/* Carries the message over: words, fpages. Both threads are there; the current one sends. L4_OK or an error code
 * without the phase bit: both sides get it. *cc gets the receiver's flags. */
uint32_t ipc_transfer(struct tcb *to, uint32_t send, uint32_t *cc);

/* The queue of those who wait to send to `to`, first come first served. */
void senders_append(struct tcb *to, struct tcb *sender);
void senders_remove(struct tcb *to, struct tcb *sender);

/* Breaks whatever wait `t` is in: its call ends with `error` (a code without the phase bit). Nothing if it does not
 * wait. `t` is ready and queued afterwards. */
void ipc_cancel(struct tcb *t, uint32_t error);

/* A thread goes for ever: out of all queues, and those who wait to send to it get L4_ENOT_EXISTENT. */
void ipc_bury(struct tcb *t);

/* The thread or chief that a message from `from` to `to` goes to next, and how they lie to each other. */
enum nearness { SAME_CLAN = 0x00, OUTSIDE = 0x04, INNER_CLAN = 0x0C };
l4_id_t ipc_nearest(l4_id_t from, l4_id_t to, enum nearness *type);

/* Handles vector 14, and system calls 0x35 and 0x36. */
void page_fault(struct trap_frame *f);
void sys_lthread_ex_regs(struct trap_frame *f);
void sys_task_new(struct trap_frame *f);

#endif
