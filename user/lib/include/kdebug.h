/*
 * The kernel's console, by INT 3. For programs that run before there is a console server, and for
 * tests.
 */
#ifndef KDEBUG_H
#define KDEBUG_H

#include <stdint.h>
#include <l4/kdebug.h>

#define KDEBUG_CALL(op, in_out)                                                                    \
    __asm__ volatile("int3; cmpb %1, %%al" : "+a"(in_out) : "i"(op) : "memory", "cc")

static inline void
kd_put(char c)
{
    uint32_t a = (uint8_t)c;
    KDEBUG_CALL(L4_KD_PUTC, a);
}

/* `s` must lie in memory of the caller's. */
static inline void
kd_puts(const char *s)
{
    uint32_t a = (uint32_t)s;
    KDEBUG_CALL(L4_KD_PUTS, a);
}

/* Next character typed, or -1 if there is none. */
static inline int
kd_try_get(void)
{
    uint32_t a = 0;
    KDEBUG_CALL(L4_KD_TRYGET, a);
    return (int)a;
}

/* Next character typed. The whole machine waits. */
static inline int
kd_get(void)
{
    uint32_t a = 0;
    KDEBUG_CALL(L4_KD_GETC, a);
    return (int)a;
}

/* Lets the kernel check itself. Returns its free frames (`task` 0), or how many are charged to that
 * task; 0xFFFFFFFF from a release build, which cannot. */
static inline uint32_t
kd_check(uint32_t task)
{
    uint32_t a = task;
    KDEBUG_CALL(L4_KD_CHECK, a);
    return a;
}

/* Ends the machine; QEMU's exit status is 2 * status + 1. */
static inline void
kd_exit(uint8_t status)
{
    uint32_t a = status;
    KDEBUG_CALL(L4_KD_EXIT, a);
}

/* Stops the machine in the kernel debugger, which shows the text (a literal of at most 79
 * characters). With `kdb` missing on the kernel's command line the text is printed and the program
 * goes on. */
#define enter_kdebug(text) __asm__ volatile("int3; jmp 1f; .ascii \"" text "\"; 1:")

#endif
