/*
 * The system calls as C functions: one stub each, nothing else. ipc has wrappers for its common forms in ipc.h.
 *
 * Each stub is the INT with its registers; all registers that the kernel leaves undefined are told to the compiler.
 * EBP holds a parameter of ipc and may be the compiler's frame pointer, so it is saved around the call.
 */
#ifndef SYSCALL_H
#define SYSCALL_H

#include <l4/types.h>
#include <l4/vectors.h>

/* A message in registers. */
struct words {
    uint32_t w0, w1, w2;
};

/*
 * ipc: sends `w` to `partner` as the descriptor `send` says, then receives into `w` as `receive` says; either phase is left
 * out with L4_NO_SEND or L4_NO_RECEIVE. The one who sent is stored to *source. Returns the dope of the message with the
 * condition code: (result & L4_CC_ERROR) == L4_OK if all went well. Blocks as long as the timeouts allow.
 */
static inline uint32_t
l4_ipc(l4_id_t partner, uint32_t send, uint32_t receive, l4_timeout_t timeouts, struct words *w,
       l4_id_t *source)
{
    /* ECX brings `receive` in, the timeouts come from the stack: six registers are all there are. */
    __asm__ volatile("pushl %%ebp\n\t"
                     "pushl %[timeouts]\n\t"
                     "movl %%ecx, %%ebp\n\t"
                     "popl %%ecx\n\t"
                     "int %[vector]\n\t"
                     "popl %%ebp"
                     : "+a"(send), "+d"(w->w0), "+b"(w->w1), "+D"(w->w2), "+S"(partner), "+c"(receive)
                     : [timeouts] "i"(0), [vector] "i"(L4_INT_IPC)
                     : "memory", "cc");
    *source = partner;
    return send;
}

#endif
