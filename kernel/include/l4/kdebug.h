/*
 * What INT 3 offers to a user program: the console of the kernel, in the way of other X.0 kernels.
 *
 * The instruction behind INT 3 says what is wanted: `cmpb $op, %al` names an operation, a jump over
 * a text enters the kernel debugger with that text. It is no system call: a program in use asks the
 * console server.
 */
#ifndef L4_KDEBUG_H
#define L4_KDEBUG_H

#define L4_KD_PUTC   0  /* AL: character to print */
#define L4_KD_PUTS   2  /* EAX: address of a string that ends with NUL */
#define L4_KD_HEX    5  /* EAX: number to print as 8 hexadecimal digits */
#define L4_KD_DEC    11 /* EAX: number to print in decimal */
#define L4_KD_GETC   13 /* EAX: character read; waits for one, the rest of the system with it */
#define L4_KD_TRYGET 24 /* EAX: character read, or 0xFFFFFFFF at once if there is none */
#define L4_KD_EXIT                                                                                 \
    30 /* AL: status; ends the machine (QEMU's isa-debug-exit; elsewhere it halts) \
                         */
#define L4_KD_CHECK                                                                                \
    31 /* EAX: 0 or a task's number; checks the kernel's invariants; EAX: free frames, or that     \
          task's */

#endif
