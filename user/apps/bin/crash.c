/*
 * crash null|divide|instruction|port|stack: ends by an exception, which the shell tells.
 */
#include "ports.h"
#include "stdio.h"
#include "string.h"

static void
read_nothing(void)
{
    *(volatile int *)0;
}

static void
divide(void)
{
    __asm__ volatile("idivl %1" : : "a"(1), "r"(0), "d"(0) : "cc");
}

/* UD2, which every x86 refuses. It stands among the constants, for no program here is to hold an
 * instruction that an i486 lacks. */
static void
no_instruction(void)
{
    static const unsigned char ud2[] = {0x0F, 0x0B};
    ((void (*)(void))(unsigned long)ud2)();
}

/* The timer's: the kernel's own. */
static void
no_port(void)
{
    outb(0x43, 0);
}

/* Recursion without an end: below the stack there is no memory. */
static unsigned
overflow(unsigned n)
{
    volatile unsigned room[256];
    room[0] = n;
    return n ? overflow(n + 1) + room[0] : 0;
}

static void
no_stack(void)
{
    overflow(1);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } ways[] = {{"null", read_nothing},
                {"divide", divide},
                {"instruction", no_instruction},
                {"port", no_port},
                {"stack", no_stack}};
    for (unsigned i = 0; i < sizeof ways / sizeof *ways; i++)
        if (argc == 2 && !strcmp(argv[1], ways[i].name))
            ways[i].run();
    fprintf(stderr, "crash: how? crash null|divide|instruction|port|stack\n");
    return 2;
}
