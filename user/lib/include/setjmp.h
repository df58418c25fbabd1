/*
 * Jumping back to a function that still runs, with the standard meaning: for errors deep inside an
 * interpreter, say.
 */
#ifndef SETJMP_H
#define SETJMP_H

/* EBX, ESI, EDI, EBP, ESP, EIP. */
typedef unsigned jmp_buf[6];

/* 0 when it is called; it returns once more for each longjmp(), with that one's value (1 for 0). */
int setjmp(jmp_buf place) __attribute__((returns_twice));
void longjmp(jmp_buf place, int value) __attribute__((noreturn));

#endif
