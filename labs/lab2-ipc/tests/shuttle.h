/*
 * A client and a server of register messages, in assembly, with labels between which cycles are
 * counted: from a client's INT to the instruction behind the server's.
 */
#ifndef SHUTTLE_H
#define SHUTTLE_H

#include "crowd.h"

/* Answers each message: w0 plus w1, w1 plus 1, w2 as it was. Needs no stack. */
void shuttle_serve(void);
__asm__("shuttle_serve:\n"
        "        movl    $-1, %eax\n"
        "        jmp     2f\n"
        "1:      xorl    %eax, %eax\n"
        "        addl    %ebx, %edx\n"
        "        incl    %ebx\n"
        "2:      xorl    %ecx, %ecx\n"
        "        movl    $1, %ebp\n"
        "        int     $0x30\n"
        "        .globl  shuttle_to\n"
        "shuttle_to: jmp 1b\n");

/* One call. */
static __attribute__((noinline)) uint32_t
shuttle_call(l4_id_t to, struct words *w, l4_timeout_t timeouts)
{
    uint32_t result;
    __asm__ volatile("pushl %%ebp\n\t"
                     "xorl %%ebp, %%ebp\n\t"
                     "xorl %%eax, %%eax\n\t"
                     ".globl shuttle_from\nshuttle_from: int $0x30\n\t"
                     "popl %%ebp"
                     : "=a"(result), "+S"(to), "+d"(w->w0), "+b"(w->w1), "+D"(w->w2), "+c"(timeouts)
                     :
                     : "memory", "cc");
    return result;
}

/* 100 calls with drawn words, and what comes of them. */
static inline void
shuttle_run(l4_id_t to, l4_timeout_t timeouts)
{
    uint32_t sum = 0, errors = 0;
    for (uint32_t i = 0; i < 100; i++) {
        struct words w = {test_mix(test_seed(), i), i, test_mix(test_seed(), 1000 + i)};
        errors += shuttle_call(to, &w, timeouts) != 0;
        sum = sum * 3 + w.w0 + w.w1 + w.w2;
    }
    test_say("errors", errors);
    test_say("sum", sum);
}

#endif
