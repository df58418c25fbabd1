/*
 * The benchmark of the kernel's calls: it does each thing often enough for the caches to be warm,
 * and says nothing. What it costs is seen from outside, by the timing model, between the labels of
 * bench_calls.S.
 */
#include "bench.h"
#include "family.h"
#include "ipc.h"
#include "kdebug.h"
#include "program.h"
#include "sigma0.h"
#include "stdio.h"
#include "string.h"
#include "thread.h"

#define ROUNDS      2000
#define ROUNDS_LONG 200
#define CLIENT_TASK 7

#define DRIVER_PRIORITY 200 /* the others have the boot's, 128 */

#define PAGE __attribute__((aligned(L4_PAGE_SIZE)))

static char stacks[6][L4_PAGE_SIZE] PAGE;
static char source[BENCH_STRING] PAGE;

static struct string_message to_send = {
    .head = {0, L4_DOPE(3, 1), L4_DOPE(3, 1), {0, 0, 0}},
    .string = {0, (uint32_t)source, 0, 0},
};
/* Whatever shall be mapped on, its owner must have. */
static void
touch_program(void)
{
    for (char *p = program_begin; p < program_end; p += L4_PAGE_SIZE)
        (void)*(volatile char *)p;
}

static void
measure(const char *name, void (*run)(uint32_t rounds, l4_id_t partner, uint32_t extra),
        uint32_t rounds, l4_id_t partner, uint32_t extra)
{
    printf("%s\n", name);
    run(rounds, partner, extra);
}

static void
measure_string(const char *name, void (*run)(uint32_t rounds, l4_id_t partner, uint32_t extra),
               l4_id_t partner, uint32_t size)
{
    to_send.string.send_size = size;
    measure(name, run, ROUNDS_LONG, partner, (uint32_t)&to_send);
}

static l4_id_t
start_task(uint32_t number, void (*function)(void), char *stack, l4_id_t pager)
{
    l4_id_t task = l4_task_new((L4_ROOT & L4_CHIEF_MASK) | number << L4_TASK_SHIFT, 255,
                               (uint32_t)stack + L4_PAGE_SIZE, (uint32_t)function, pager);
    if (task != L4_NIL)
        return task;
    printf("the kernel refused task %u\n", (unsigned)number);
    kd_exit(1);
    return L4_NIL;
}

static uint8_t
clock_read(uint8_t index)
{
    uint8_t value;
    __asm__ volatile("outb %1, $0x70; inb $0x71, %0" : "=a"(value) : "0"(index));
    return value;
}

static void
clock_write(uint8_t index, uint8_t value)
{
    __asm__ volatile("outb %b0, $0x70; movb %b1, %%al; outb %%al, $0x71"
                     : "+a"(index)
                     : "q"(value));
}

/* The clock chip interrupts a program in another space 1024 times a second; this thread is its
 * driver. Line 8, ports 0x70 and 0x71. */
static void
measure_interrupts(l4_id_t pager)
{
    struct words w;
    if (!sigma0_map_ports(0x70, 4)) {
        printf("sigma0 refuses the ports of the clock chip\n");
        kd_exit(1);
    }
    struct schedule_state now;
    l4_thread_schedule(thread_self(), L4_INVALID, L4_INVALID, &now);
    l4_thread_schedule(thread_self(), (now.parameter & 0xFFF00000) | DRIVER_PRIORITY, L4_INVALID,
                       &now);
    ipc_receive(l4_irq_id(8), &w, L4_RECV_ZERO);
    start_task(8, bench_spin, stacks[5], pager);
    clock_write(0x0B, clock_read(0x0B) | 0x40); /* periodic interrupts */
    (void)clock_read(0x0C);
    measure("irq_to_driver", bench_irq_driver, ROUNDS_LONG, l4_irq_id(8), 0);
}

int
main(void)
{
    touch_program();
    l4_id_t pager = thread_start(2, bench_pager, NULL, stacks[0], L4_PAGE_SIZE, thread_pager());
    l4_id_t same_space =
        thread_start(3, bench_echo_intra, NULL, stacks[1], L4_PAGE_SIZE, thread_pager());
    l4_id_t other_space = start_task(5, bench_echo, stacks[2], pager);
    l4_id_t reader = start_task(6, bench_echo_string, stacks[3], pager);
    measure("null_call", bench_null_call, ROUNDS, L4_NIL, 0);
    measure("rpc_short_inter", bench_rpc_inter, ROUNDS, other_space, 0);
    measure("rpc_timed_inter", bench_rpc_timed, ROUNDS, other_space, 0);
    measure("rpc_short_intra", bench_rpc_intra, ROUNDS, same_space, 0);
    measure_string("ipc_512", bench_ipc_512, reader, 512);
    measure_string("ipc_2048", bench_ipc_2048, reader, 2048);
    measure_string("ipc_4096", bench_ipc_4096, reader, 4096);
    printf("page_fault\n");
    l4_id_t client = start_task(CLIENT_TASK, bench_faulting_client, stacks[4], pager);
    bench_unmap_server(ROUNDS_LONG, client, l4_fpage((uint32_t)bench_page, L4_LOG2_PAGE, 0));
    measure_interrupts(pager);
    printf("bench: end\n");
    kd_exit(0);
    return 0;
}
