/*
 * The start and the end of a program that somebody started with a start page. Enter by
 * start_program(), from crt0.S.
 */
#include "start.h"
#include "ipc.h"
#include "stdlib.h"
#include "tasks.h"
#include "thread.h"

int main(int argc, char **argv);
void start_program(void) __attribute__((noreturn));
void start_crashed(uint32_t vector, uint32_t eip) __attribute__((noreturn));

/* What a program's input and output stand on; linked into programs, not into servers. */
void console_use(void) __attribute__((weak));
void files_use(void) __attribute__((weak));

/* Whoever has no malloc need not be told how far it may go. */
#pragma weak malloc_limit

/* Where the kernel continues at exception n: start_exceptions.S. */
extern const uint32_t start_handlers[32];

/* The gates that LIDT names; the kernel reads the handler's address from them and nothing else. */
static struct gate {
    uint16_t low, selector, kind, high;
} gates[32];

const struct start_page *
start_page(void)
{
    const struct start_page *page = (const struct start_page *)START_PAGE;
    return start_argument == START_PAGE ? page : NULL;
}

uint64_t
start_clock(void)
{
    const volatile uint32_t *clock =
        (const volatile uint32_t *)&((struct l4_kip *)INFO_PAGE)->clock;
    uint32_t high, low;
    do {
        high = clock[1];
        low = clock[0];
    } while (high != clock[1]);
    return (uint64_t)high << 32 | low;
}

void
start_catch(void)
{
    struct {
        uint16_t limit;
        uint32_t base;
    } __attribute__((packed)) table = {sizeof gates - 1, (uint32_t)gates};
    __asm__ volatile("lidt %0" : : "m"(table));
}

/* Tells the parent that this task has come to its end, which is its last act. */
static void __attribute__((noreturn)) tell_parent(uint32_t op, uint32_t w1, uint32_t w2)
{
    struct words w = {op, w1, w2};
    ipc_call(start_page()->parent, &w);
    w = (struct words){op, w1, w2}; /* the parent is gone: the root task it is */
    ipc_call(L4_ROOT, &w);
    thread_stop();
}

void
start_crashed(uint32_t vector, uint32_t eip)
{
    tell_parent(TASKS_CRASHED, vector, eip);
}

void
start_end(int status)
{
    tell_parent(TASKS_EXIT, (uint32_t)status, 0);
}

/* exit() ends here. */
void
program_end_hook(int status)
{
    start_end(status);
}

void
start_program(void)
{
    const struct start_page *page = start_page();
    static char *argv[sizeof page->argument / sizeof *page->argument + 1];
    for (uint32_t i = 0; i < 32; i++)
        gates[i] =
            (struct gate){(uint16_t)start_handlers[i], 0, 0, (uint16_t)(start_handlers[i] >> 16)};
    start_catch();
    for (uint32_t i = 0; i < page->argc; i++)
        argv[i] = (char *)page->text + page->argument[i];
    if (malloc_limit)
        malloc_limit(page->memory);
    if (console_use)
        console_use();
    if (files_use)
        files_use();
    exit(main((int)page->argc, argv));
}
