/*
 * The random caller's supervisor. Enter by main().
 *
 * It sleeps most of the time; when it wakes it restarts a task or a thread, so that those which
 * wait for ever or have halted come back. When the calls are made it ends all tasks and looks
 * whether the kernel has its memory again.
 */
#include "ipc.h"
#include "kdebug.h"
#include "program.h"
#include "random.h"
#include "sigma0.h"
#include "stdio.h"
#include "string.h"
#include "thread.h"

#define SUPERVISOR 250u
#define PAGER      240u
#define ORDINARY   128u
#define REST       0x2000000Bu /* 32 * 256 us */

struct slot slots[SLOTS];
char pool[POOL_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));
volatile l4_id_t task_ids[TASKS];
volatile uint32_t calls_wanted, calls_made;
volatile uint32_t outcomes[16];
l4_id_t workers_pager;
static char stacks[SLOTS][STACK_SIZE] __attribute__((aligned(STACK_SIZE)));
static char idle_stack[WORKERS][256] __attribute__((aligned(16)));

uint32_t
task_number(uint32_t task)
{
    return task == 0          ? l4_task_no(L4_ROOT)
           : task <= CHILDREN ? FIRST_CHILD + task - 1
                              : FIRST_GRAND + task - CHILDREN - 1;
}

uint32_t
first_lthread(uint32_t task)
{
    return task ? 0 : ROOT_WORKERS;
}

uint32_t
stack_top(uint32_t slot)
{
    uint32_t *top = (uint32_t *)(stacks[slot] + STACK_SIZE);
    *--top = (uint32_t)thread_stop;
    return (uint32_t)top;
}

/* The first thread of a task starts the others. */
static void
start_siblings(uint32_t n)
{
    for (uint32_t i = 1; i < WORKERS; i++) {
        struct thread_regs r = {(uint32_t)worker, stack_top(n + i), L4_INVALID, workers_pager, 0};
        l4_lthread_ex_regs(i, &r);
    }
}

void
worker(void)
{
    char here;
    uint32_t n = ((uint32_t)&here - (uint32_t)stacks) / STACK_SIZE;
    if (n >= WORKERS && n % WORKERS == 0)
        start_siblings(n);
    while (calls_made < calls_wanted) {
        calls_made++;
        random_call(n);
    }
    thread_stop();
}

/* Pages of the program for all. Who asks for others gets no answer, or mere words: he waits until
 * the supervisor comes by, or asks again. */
static void
serve_faults(void *argument)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER), turn = 0;
    for (;;) {
        uint32_t page = w.w0 & L4_PAGE_MASK;
        int inside = page >= (uint32_t)program_begin && page < (uint32_t)program_end;
        if (IPC_ERROR(error) || (!inside && ++turn % 8)) {
            error = ipc_wait(&client, &w, IPC_SERVER);
            continue;
        }
        if (inside && (w.w0 & 2))
            __asm__ volatile("orb $0, (%0)" : : "r"(page) : "memory", "cc");
        else if (inside)
            (void)*(volatile char *)page;
        w = (struct words){page, inside ? l4_fpage(page, L4_LOG2_PAGE, L4_FPAGE_WRITE) : 0, 0};
        error = ipc_map_and_wait(&client, &w);
    }
}

static uint32_t
option(const char *line, const char *name, uint32_t otherwise)
{
    const char *s = strstr(line, name);
    if (!s)
        return otherwise;
    uint32_t value = 0;
    for (s += strlen(name); *s >= '0' && *s <= '9'; s++)
        value = value * 10 + (uint32_t)(*s - '0');
    return value;
}

static void
set_priority(l4_id_t thread, uint32_t priority)
{
    struct schedule_state old;
    l4_thread_schedule(thread, L4_INVALID, L4_INVALID, &old);
    l4_thread_schedule(thread, (old.parameter & 0xFFF00000u) | priority, L4_INVALID, &old);
}

static void
rest(void)
{
    struct words w = {0, 0, 0};
    ipc_receive(L4_NIL, &w, REST);
}

/* Task `task` of the tables, in whatever state it is: anew, if the right to it is ours. */
static void
start_task(uint32_t task)
{
    l4_id_t id = l4_task_no(L4_ROOT) << L4_CHIEF_SHIFT | task_number(task) << L4_TASK_SHIFT;
    id = l4_task_new(id, TOP_PRIORITY, stack_top(task * WORKERS), (uint32_t)worker, workers_pager);
    if (id == L4_NIL)
        return;
    task_ids[task] = id;
    set_priority(id, ORDINARY); /* it began with ours */
}

static void
start_root_worker(uint32_t i)
{
    struct thread_regs r = {(uint32_t)worker, stack_top(i), L4_INVALID, L4_SIGMA0, 0};
    l4_lthread_ex_regs(ROOT_WORKERS + i, &r);
    set_priority(l4_thread_of(L4_ROOT, ROOT_WORKERS + i), ORDINARY);
}

/* The rights to the tasks of the second generation go to the children. */
static void
hand_on(uint32_t task)
{
    l4_id_t id = l4_task_no(L4_ROOT) << L4_CHIEF_SHIFT | task_number(task) << L4_TASK_SHIFT;
    l4_task_new(id, task_ids[1 + task % CHILDREN], 0, 0, L4_NIL);
}

/* A task of ours that is in no table: its creator meant to end it at once, but perhaps was preempted
 * by it. With sigma0 for a pager it would fault for ever, above all who have less priority. */
static void
end_stray(uint32_t number)
{
    if (number == 0 || number == l4_task_no(L4_ROOT) || number == l4_task_no(L4_SIGMA0))
        return;
    for (uint32_t task = 1; task < TASKS; task++)
        if (number == task_number(task))
            return;
    l4_task_new(l4_task_no(L4_ROOT) << L4_CHIEF_SHIFT | number << L4_TASK_SHIFT, L4_ROOT, 0, 0,
                L4_NIL);
}

static void
run(uint32_t calls)
{
    calls_made = 0;
    calls_wanted = calls;
    for (uint32_t i = 1; i <= CHILDREN; i++)
        start_task(i);
    for (uint32_t i = CHILDREN + 1; i < TASKS; i++)
        hand_on(i);
    for (uint32_t i = 0; i < WORKERS; i++)
        start_root_worker(i);
    for (uint32_t turn = 0; calls_made < calls_wanted; turn++) {
        rest();
        end_stray(turn % L4_MAX_TASKS);
        start_root_worker(turn % WORKERS);
        if (turn % 4 == 0)
            start_task(1 + turn / 4 % CHILDREN);
        if (turn % 32 == 31)
            hand_on(CHILDREN + 1 + turn / 32 % (TASKS - CHILDREN - 1));
    }
}

/* All workers stop, all tasks end, what came into our window goes. */
static void
end_all(void)
{
    for (uint32_t i = 0; i < WORKERS; i++)
        thread_start(ROOT_WORKERS + i, (void (*)(void *))thread_stop, 0, idle_stack[i],
                     sizeof idle_stack[i], L4_SIGMA0);
    for (int round = 0; round < 2; round++) /* what a task had falls to us with its end */
        for (uint32_t i = 1; i < L4_MAX_TASKS; i++)
            if (i != l4_task_no(L4_ROOT) && i != l4_task_no(L4_SIGMA0))
                l4_task_new(l4_task_no(L4_ROOT) << L4_CHIEF_SHIFT | i << L4_TASK_SHIFT, L4_ROOT, 0,
                            0, L4_NIL);
    l4_fpage_unmap(l4_fpage(WINDOW, 30, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
}

/* What nobody but sigma0 and we ourselves can hold: it must stay the same. */
static uint32_t
frames_of_all(void)
{
    return kd_check(0) + kd_check(l4_task_no(L4_SIGMA0)) + kd_check(l4_task_no(L4_ROOT));
}

/* The kernel's clock in units of 1024 us. Who flushes the whole space loses the info page, too: it is
 * asked for each time. */
static uint32_t
clock_now(void *window)
{
    l4_fpage_unmap(l4_fpage((uint32_t)window, L4_LOG2_PAGE, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    const struct l4_kip *kip = sigma0_map_info(window);
    return (uint32_t)(kip->clock >> 10);
}

int
main(void)
{
    static char window[L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));
    static char line[256], pager_stack[2048] __attribute__((aligned(16)));
    const struct l4_kip *kip = sigma0_map_info(window);
    for (uint32_t i = 0; i + 1 < sizeof line; i++)
        line[i] = ((const char *)kip + kip->command_line)[i];
    uint32_t seed = option(line, "seed=", 1), calls = option(line, "calls=", 100000);
    printf("random: seed=%u calls=%u\n", (unsigned)seed, (unsigned)calls);
    for (uint32_t i = 0; i < SLOTS; i++)
        slots[i].seed = (seed + 1) * 2654435761u ^ (i + 1) * 0x9E3779B9u ^ 0x12345u;
    task_ids[0] = L4_ROOT;
    workers_pager = thread_start(1, serve_faults, 0, pager_stack, sizeof pager_stack, L4_SIGMA0);
    set_priority(L4_ROOT, SUPERVISOR);
    set_priority(workers_pager, PAGER);
    set_priority(L4_SIGMA0, PAGER);
    end_all();
    uint32_t before = frames_of_all(), began = clock_now(window);
    run(calls);
    uint32_t time = clock_now(window) - began;
    end_all();
    uint32_t after = frames_of_all();
    for (uint32_t i = 0; i < 16; i++)
        printf("random: ipc ended with 0x%x0: %u\n", (unsigned)i, (unsigned)outcomes[i]);
    printf("random: %u s of virtual time\n",
           (unsigned)(time / 15625 * 16 + time % 15625 * 16 / 15625));
    printf("random: %u calls made, %u frames before, %u after\n", (unsigned)calls_made,
           (unsigned)before, (unsigned)after);
    kd_exit(0);
    return 0;
}
