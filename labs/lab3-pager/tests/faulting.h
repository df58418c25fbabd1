/*
 * Threads that touch pages which are not there, for tests of the page-fault protocol. The pages lie
 * in the test's own space; whoever plays the pager gets a frame from sigma0 to the place, and then
 * answers with mere words.
 */
#ifndef FAULTING_H
#define FAULTING_H

#include <ipc.h>
#include <sigma0.h>
#include <syscall.h>
#include <test.h>
#include <thread.h>

#define ARENA  0x20000000u
#define PAGE   4096u
#define MIX(i) test_mix(test_seed(), i)

static uint32_t fault_stacks[12][512];

/* Touches the byte at `address`, to read or to write. The access itself stands at touch_read_at and
 * touch_write_at. */
void touch_read(uint32_t address);
void touch_write(uint32_t address);
extern const uint8_t touch_read_at[], touch_write_at[];

__asm__("touch_read: movl 4(%esp), %eax\n"
        "touch_read_at: movb (%eax), %al\n"
        "ret\n"
        "touch_write: movl 4(%esp), %eax\n"
        "touch_write_at: movb $7, (%eax)\n"
        "ret\n");

/* All of the program's own pages are there from now on: only what a test means to be missing is
 * missed. */
static inline void
own_pages(void)
{
    extern uint8_t program_begin[], program_end[];
    for (uint8_t *page = program_begin; page < program_end; page += PAGE)
        __asm__ volatile("lock; orl $0, %0" : "+m"(*(uint32_t *)page));
}

/* Thread `n` (1 to 11) of the test begins at `function`; its faults go to `pager`. */
static inline l4_id_t
faulting(uint32_t n, void (*function)(void *), uint32_t argument, l4_id_t pager)
{
    own_pages();
    return thread_start(n, function, (void *)argument, fault_stacks[n], sizeof fault_stacks[n],
                        pager);
}

/* All others run until they wait. */
static inline void
settle(void)
{
    for (int i = 0; i < 24; i++)
        l4_thread_switch(L4_NIL);
}

/* Answers a fault with words that mean nothing. */
static inline void
answer(l4_id_t client, uint32_t word)
{
    struct words w = {word, word + 1, word + 2};
    ipc_send(client, &w, L4_SEND_ZERO);
}

/* The page of `address` gets a frame, filled with `value`. */
static inline void
mend(uint32_t address, uint32_t value)
{
    uint32_t *page = (uint32_t *)(address & L4_PAGE_MASK);
    sigma0_map_any(page);
    for (uint32_t i = 0; i < PAGE / 4; i++)
        page[i] = value;
}

#endif
