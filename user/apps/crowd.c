/*
 * A crowd of threads that do nothing, and what the others pay for it: `waiting=N` on the kernel's
 * command line makes N threads that wait for a message for ever, `sleeping=N` N threads that sleep
 * for an hour. Then short calls between two spaces are made as in bench.c, and a loop in user mode
 * lets some ticks come.
 */
#include "bench.h"
#include "ipc.h"
#include "kdebug.h"
#include "program.h"
#include "sigma0.h"
#include "stdio.h"
#include "string.h"
#include "thread.h"

#define ROUNDS      2000
#define TICKS       200
#define TICK_US     4096
#define FIRST_TASK  10
#define MAX_TASKS   64
#define PER_TASK    62
#define STACK_WORDS 128

#define PAGE __attribute__((aligned(L4_PAGE_SIZE)))

void crowd_wait(void);
void crowd_sleep(void);

static char info_window[L4_PAGE_SIZE] PAGE;
static char stacks[2][L4_PAGE_SIZE] PAGE;
static uint32_t crowd_stacks[MAX_TASKS][STACK_WORDS];
static uint32_t shares[MAX_TASKS]; /* how many threads each task makes */
static uint32_t kind;

/* `name=N` on the kernel's command line; 0 without it. */
static uint32_t
option(const struct l4_kip *kip, const char *name)
{
    const char *s = strstr((const char *)kip + kip->command_line, name);
    uint32_t n = 0;
    if (!s)
        return 0;
    for (s += strlen(name); *s >= '0' && *s <= '9'; s++)
        n = n * 10 + (uint32_t)(*s - '0');
    return n;
}

/* First thread of a task of the crowd: makes the others, and joins them. The threads need no stack;
 * what would be their stack pointer numbers them. */
static void
crowd_task(void)
{
    uint32_t task = l4_task_no(thread_self()) - FIRST_TASK;
    for (uint32_t i = 1; i < shares[task]; i++) {
        struct thread_regs r = {kind, i, L4_INVALID, thread_pager(), 0};
        l4_lthread_ex_regs(i, &r);
    }
    ((void (*)(void))kind)();
}

static void
make_crowd(uint32_t count, void (*function)(void), l4_id_t pager)
{
    kind = (uint32_t)function;
    for (uint32_t task = 0; count && task < MAX_TASKS; task++) {
        shares[task] = count < PER_TASK ? count : PER_TASK;
        count -= shares[task];
        l4_id_t id = (L4_ROOT & L4_CHIEF_MASK) | (FIRST_TASK + task) << L4_TASK_SHIFT;
        if (l4_task_new(id, 255, (uint32_t)(crowd_stacks[task] + STACK_WORDS), (uint32_t)crowd_task,
                        pager) == L4_NIL) {
            printf("the kernel has no memory for task %u of the crowd: more kmem=\n",
                   (unsigned)task);
            kd_exit(1);
        }
        for (int i = 0; i < 100; i++)
            l4_thread_switch(L4_NIL);
    }
}

static void
let_ticks_come(const struct l4_kip *kip, uint32_t us)
{
    uint64_t end = kip->clock + us;
    while (kip->clock < end)
        ;
}

int
main(void)
{
    for (char *p = program_begin; p < program_end; p += L4_PAGE_SIZE)
        (void)*(volatile char *)p;
    const struct l4_kip *kip = sigma0_map_info(info_window);
    l4_id_t pager = thread_start(2, bench_pager, NULL, stacks[0], L4_PAGE_SIZE, thread_pager());
    l4_id_t echo = l4_task_new((L4_ROOT & L4_CHIEF_MASK) | 5 << L4_TASK_SHIFT, 255,
                               (uint32_t)stacks[1] + L4_PAGE_SIZE, (uint32_t)bench_echo, pager);
    make_crowd(option(kip, "waiting="), crowd_wait, pager);
    make_crowd(option(kip, "sleeping="), crowd_sleep, pager);
    let_ticks_come(kip, 20 * TICK_US);
    printf("the crowd waits\n");
    bench_rpc_inter(ROUNDS, echo, 0);
    let_ticks_come(kip, TICKS * TICK_US);
    printf("crowd: end\n");
    kd_exit(0);
    return 0;
}
