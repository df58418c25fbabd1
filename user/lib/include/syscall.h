/*
 * The system calls as C functions, one stub each (syscall.S), nothing else. ipc.h has ipc's common
 * forms.
 */
#ifndef SYSCALL_H
#define SYSCALL_H

#include <l4/types.h>

/* The part of a message that travels in registers. */
struct words {
    uint32_t w0, w1, w2;
};

/*
 * Sends `w` to `partner` as the descriptor `send` says, then receives into `w` as `receive` says; a
 * phase is left out with L4_NO_SEND or L4_NO_RECEIVE. Whoever sent is stored to *source. Returns
 * the dope of what was received with the condition code: (result & L4_CC_ERROR) == L4_OK if all
 * went well. Blocks as long as the timeouts allow.
 */
uint32_t l4_ipc(l4_id_t partner, uint32_t send, uint32_t receive, l4_timeout_t timeouts,
                struct words *w, l4_id_t *source);

/* The same in the name of `propagatee` (L4_SEND_PROP stands in `send`): an answer goes to that
 * thread. Where the caller may not speak for that thread, nobody gets a message in its name. */
uint32_t l4_ipc_propagate(l4_id_t partner, uint32_t send, uint32_t receive, l4_timeout_t timeouts,
                          struct words *w, l4_id_t *source, l4_id_t propagatee);

/* The nearest thread on the way to `id`; with L4_NIL the caller's own id. *type (may be NULL): 0
 * the same clan, 0x0C an inner clan, 0x04 outside. */
l4_id_t l4_id_nearest(l4_id_t id, uint32_t *type);

/* Takes away (L4_UNMAP_REMOVE) or makes read-only what others have from the caller's pages in
 * `fpage`; with L4_UNMAP_FLUSH the caller's own, too. */
void l4_fpage_unmap(l4_fpage_t fpage, uint32_t mask);

/* Gives the processor up (L4_NIL), or the rest of the slice to `to`. */
void l4_thread_switch(l4_id_t to);

/* What lthread_ex_regs changes and tells. 0xFFFFFFFF keeps a value. */
struct thread_regs {
    uint32_t eip, esp;
    l4_id_t preempter, pager;
    uint32_t eflags; /* told only */
};

/* Starts or redirects thread `lthread` (0..63) of the own task; *r gets the old values. A wait of
 * that thread is cancelled if EIP or ESP is given. */
void l4_lthread_ex_regs(uint32_t lthread, struct thread_regs *r);

/* Creates the task anew: thread 0 begins at `eip` with `esp`, its faults go to `pager`. `mcp`
 * bounds its priorities. With pager L4_NIL the task is deleted, and `mcp` is the id of its new
 * chief. Returns the new id, L4_NIL on failure. */
l4_id_t l4_task_new(l4_id_t task, uint32_t mcp, uint32_t esp, uint32_t eip, l4_id_t pager);

/* Sets priority and slice of a thread (`parameter`, or 0xFFFFFFFF to keep) and its external
 * preempter. */
struct schedule_state {
    uint32_t parameter, time_low, time_high;
    l4_id_t preempter, partner;
};
void l4_thread_schedule(l4_id_t thread, uint32_t parameter, l4_id_t preempter,
                        struct schedule_state *old);

#endif
