/*
 * A scene for the kernel debugger: threads that wait for each other in every way, a mapping tree of
 * depth 3, and then, one stop after the other, what breakpoints are for.
 * kernel/tests/kdb_session.py looks at it and knows what must be there.
 *
 *   4.0   this file's main(), stops the machine
 *   4.1   pager of the tasks 5 and 6
 *   4.2   calls 4.3          \ a deadlock
 *   4.3   calls 4.2          /
 *   4.4   waits for 4.2: its victim
 *   4.5   wants to send a long message to 4.6
 *   4.6   sleeps, for 209 s
 *   4.7   waits for 4.0
 *   4.8   runs whenever it may
 *   4.9   has a page fault; 4.7 is its pager, and does not answer
 *   4.10  calls 4.11, for 209 s at most     \ a ring that ends by itself
 *   4.11  calls 4.10                         /
 *   4.12  sends a long message to 4.13, whose buffer is not there; 4.7 is the pager of both
 *   4.13  receives it
 *   4.14  halted by an exception
 *   4.15  waits for interrupt 3
 *   5.0   has two pages from task 4, gives them on to task 6 (the first read-only), and waits for
 * anybody 6.0   has them from task 5, at GIVEN
 */
#include "family.h"
#include "ipc.h"
#include "kdebug.h"
#include "stdio.h"
#include "thread.h"

#define GIVEN       0x10000000u
#define NOWHERE     0x08049120u
#define STACK       1024
#define THREADS     16
#define SLEEP_209_S 0xC8000005u /* 200 * 4^10 us */
#define SEND_209_S  0x00C80050u
#define SLEEP_10_MS 0x9C00000Cu

static uint32_t page[2][L4_PAGE_SIZE / 4] __attribute__((aligned(L4_PAGE_SIZE)));
static uint32_t child_stack[2][L4_PAGE_SIZE / 4] __attribute__((aligned(L4_PAGE_SIZE)));
static char stacks[THREADS][STACK];
static volatile uint32_t watched;
static l4_id_t task_5, task_6;

static struct {
    struct l4_message head;
    uint32_t more[2];
    struct l4_string string;
} long_message = {{0, L4_DOPE(5, 1), L4_DOPE(5, 1), {1, 2, 3}},
                  {0x44444444, 0x55555555},
                  {300, (uint32_t)stacks, 0, 0}};

static struct {
    struct l4_message head;
    uint32_t more[2];
    struct l4_string string;
} missing_buffer = {{0, L4_DOPE(5, 1), 0, {0, 0, 0}}, {0, 0}, {0, 0, 512, NOWHERE}};

static l4_id_t
thread(uint32_t lthread)
{
    return l4_thread_of(thread_self(), lthread);
}

/* Calls the partner as soon as there is one. */
static void
call(void *partner)
{
    struct words w = {0xCA11, 0, 0};
    while (ipc_call(thread((uint32_t)partner), &w) == L4_ENOT_EXISTENT)
        l4_thread_switch(L4_NIL);
}

static void
call_for_a_time(void *partner)
{
    struct words w = {0, 0, 0};
    l4_id_t source;
    while (l4_ipc(thread((uint32_t)partner), 0, 0, SEND_209_S, &w, &source) == L4_ENOT_EXISTENT)
        l4_thread_switch(L4_NIL);
}

static void
receive_long(void *partner)
{
    struct words w;
    l4_id_t source;
    l4_ipc(thread((uint32_t)partner), L4_NO_SEND, (uint32_t)&missing_buffer, L4_NEVER, &w, &source);
}

static void
wait_for_interrupt(void *line)
{
    struct words w;
    ipc_receive(l4_irq_id((uint32_t)line), &w, L4_NEVER);
}

static void
undefined(void *argument)
{
    __asm__ volatile("ud2");
}

static void
receive(void *partner)
{
    struct words w;
    ipc_receive(thread((uint32_t)partner), &w, L4_NEVER);
}

static void
send_long(void *partner)
{
    struct words w = {0xAAAA, 0xBBBB, 0xCCCC};
    l4_id_t source;
    uint32_t result = L4_ENOT_EXISTENT;
    while (result == L4_ENOT_EXISTENT) {
        l4_thread_switch(L4_NIL);
        result = l4_ipc(thread((uint32_t)partner), (uint32_t)&long_message, L4_NO_RECEIVE, L4_NEVER,
                        &w, &source);
    }
}

static void
sleep_long(void *argument)
{
    struct words w;
    ipc_receive(L4_NIL, &w, SLEEP_209_S);
}

static void
sleep_shortly(void)
{
    struct words w;
    ipc_receive(L4_NIL, &w, SLEEP_10_MS);
}

static void
yield_always(void *argument)
{
    for (;;)
        l4_thread_switch(L4_NIL);
}

static void
touch(void *address)
{
    (void)*(volatile uint32_t *)address;
}

static void
wait_for_anybody(void)
{
    struct words w;
    l4_id_t source;
    for (;;)
        ipc_wait(&source, &w, L4_NEVER);
}

static void
give_pages(void)
{
    l4_id_t source;
    for (uint32_t i = 0; i < 2; i++) {
        uint32_t rights = i == 0 ? 0 : L4_FPAGE_WRITE;
        struct words w = {0, l4_fpage((uint32_t)page[i], L4_LOG2_PAGE, rights), page[i][0]};
        l4_ipc(task_6, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source);
    }
    wait_for_anybody();
}

static void
take_pages(void)
{
    l4_id_t source;
    struct words w;
    for (uint32_t i = 0; i < 2; i++) {
        l4_fpage_t window = l4_fpage(GIVEN + i * L4_PAGE_SIZE, L4_LOG2_PAGE, 0);
        l4_ipc(L4_NIL, L4_NO_SEND, window | L4_RECV_FPAGE | L4_RECV_OPEN, L4_NEVER, &w, &source);
    }
    wait_for_anybody();
}

/* Starts thread `lthread` and lets it run until it waits. */
static void
start(uint32_t lthread, void (*f)(void *), uint32_t argument, l4_id_t pager)
{
    thread_start(lthread, f, (void *)argument, stacks[lthread], STACK, pager);
    for (int i = 0; i < 4; i++)
        l4_thread_switch(L4_NIL);
}

static void
build_scene(void)
{
    l4_id_t pager = thread_pager();
    page[0][0] = page[1][0] = 0x4C343836;
    task_6 = family_start(6, take_pages, child_stack[0] + L4_PAGE_SIZE / 4);
    task_5 = family_start(5, give_pages, child_stack[1] + L4_PAGE_SIZE / 4);
    for (int i = 0; i < 8; i++)
        l4_thread_switch(L4_NIL);
    start(2, call, 3, pager);
    start(3, call, 2, pager);
    start(4, receive, 2, pager);
    start(6, sleep_long, 0, pager);
    start(5, send_long, 6, pager);
    start(7, receive, 0, pager);
    start(9, touch, NOWHERE, thread(7));
    start(10, call_for_a_time, 11, pager);
    start(11, call, 10, pager);
    start(12, send_long, 13, thread(7));
    start(13, receive_long, 12, thread(7));
    start(14, undefined, 0, pager);
    start(15, wait_for_interrupt, 3, pager);
    sleep_shortly();
    start(8, yield_always, 0, pager);
}

/* A place for a breakpoint, in nobody's way. */
static __attribute__((noinline)) void
marked(void)
{
    __asm__ volatile("nop; nop; nop");
}

static void
wait_for_key(void)
{
    int c;
    printf("press a key\n");
    while ((c = kd_try_get()) < 0)
        l4_thread_switch(L4_NIL);
    printf("the key was %d\n", c);
}

int
main(void)
{
    build_scene();
    printf("facts: page %08x watched %08x marked %08x message %08x string %08x\n", (uint32_t)page,
           (uint32_t)&watched, (uint32_t)marked, (uint32_t)&long_message, (uint32_t)stacks);
    enter_kdebug("the scene is built");
    watched = 0x77;
    marked();
    l4_thread_switch(L4_NIL);
    enter_kdebug("all breakpoints are behind us");
    wait_for_key();
    wait_for_key();
    printf("nobody looks at the keys\n");
    while (watched)
        ;
    return 0;
}
