/*
 * One random system call. Enter by random_call().
 */
#include "random.h"
#include "syscall.h"
#include "thread.h"

#define KEEP 0xFFFFFFFFu

/* What sigma0 understands: any frame, the info page, ports, devices. */
static void
ask_sigma0(uint32_t n)
{
    uint32_t windows[] = {pick_window(n), L4_IO_MARK | 16u << 2, L4_WHOLE_SPACE};
    struct words w = {pick(n, 2) ? pick_fpage(n) : 0xFFFFFFFCu, 1, 0};
    l4_id_t source;
    if (pick(n, 4) == 0)
        w.w0 = l4_io_fpage(pick(n, 0x10000), 4 + pick(n, 6), 0);
    l4_ipc(L4_SIGMA0, 0, windows[pick(n, 3)] | L4_RECV_FPAGE, pick_timeouts(n), &w, &source);
}

static void
call_ipc(uint32_t n)
{
    if (pick(n, 32) == 0) {
        ask_sigma0(n);
        return;
    }
    uint32_t send = pick_send(n), receive = pick_receive(n);
    struct words w = {pick_word(n), pick_word(n), pick_word(n)};
    l4_id_t source, partner = pick_id(n);
    if (send != L4_NO_SEND && (send & L4_SEND_MAP)) /* where pages go is not left to chance */
        w = (struct words){pick_map_base(n), pick_fpage(n), 0};
    l4_timeout_t timeouts = pick_timeouts(n);
    if (send == L4_NO_SEND && receive == L4_NO_RECEIVE)
        receive = 0;
    /* Not in a server's name: two servers that take each other for clients answer each other for
     * ever. */
    uint32_t result =
        l4_ipc_propagate(partner, send, receive, timeouts, &w, &source, pick_worker(n));
    outcomes[(result & L4_CC_ERROR) >> 4]++;
}

static void
call_ex_regs(uint32_t n)
{
    uint32_t task = n / WORKERS, target = pick(n, WORKERS), lthread = first_lthread(task) + target;
    struct thread_regs r = {KEEP, KEEP, KEEP, KEEP, 0};
    if (pick(n, 4) == 0 && task * WORKERS + target != n) {
        r.eip = (uint32_t)worker;
        r.esp = stack_top(task * WORKERS + target);
        r.pager = workers_pager; /* a new thread has none */
    } else if (pick(n, 2)) {
        lthread = 40 + pick(n, 24); /* made, never started */
    }
    if (pick(n, 8) == 0)
        r.pager = pick(n, 2) ? workers_pager : pick_id(n);
    if (pick(n, 8) == 0)
        r.preempter = pick_id(n);
    if (task == 0 && r.pager != KEEP)
        r.pager = L4_SIGMA0; /* the root task's threads stay alive */
    l4_lthread_ex_regs(lthread | (pick(n, 16) ? 0 : 1u << (29 + pick(n, 3))), &r);
}

/* A task of the tables, made or ended; or something that must be refused. */
static void
call_task_new(uint32_t n)
{
    uint32_t task = 1 + pick(n, TASKS - 1), own = n / WORKERS;
    if (task <= CHILDREN && pick(n, 16)) /* those are needed as partners */
        task += CHILDREN;
    l4_id_t id = task_number(own) << L4_CHIEF_SHIFT | task_number(task) << L4_TASK_SHIFT;
    if (task == own || pick(n, 4) == 0)
        id = pick_task(n);
    if (pick(n, 4) == 0) {
        l4_task_new(id, pick_task(n), 0, 0, L4_NIL);
        return;
    }
    l4_id_t pager = pick(n, 3) ? workers_pager : pick_id(n);
    l4_id_t made = l4_task_new(id, pick(n, TOP_PRIORITY), stack_top(task * WORKERS),
                               (uint32_t)worker, pager ? pager : workers_pager);
    if (made != L4_NIL && l4_task_no(made) == task_number(task))
        task_ids[task] = made;
    else if (made != L4_NIL) /* somewhere else: not for long */
        l4_task_new(made, task_ids[own], 0, 0, L4_NIL);
}

static void
call_schedule(uint32_t n)
{
    struct schedule_state old;
    uint32_t parameter = (pick_word(n) & 0xFFF0FF00u) | pick(n, TOP_PRIORITY);
    l4_id_t id = pick_id(n);
    if (id == L4_SIGMA0 ||
        (l4_task_no(id) == l4_task_no(L4_ROOT) && l4_lthread_no(id) < ROOT_WORKERS))
        return; /* not those who keep the others alive */
    if (pick(n, 3) == 0)
        parameter = KEEP;
    l4_thread_schedule(id, parameter, pick(n, 4) ? KEEP : pick_id(n), &old);
}

void
random_call(uint32_t n)
{
    uint32_t type;
    switch (pick(n, 32)) {
    case 0:
    case 1:
        l4_id_nearest(pick_id(n), &type);
        break;
    case 2:
    case 3:
    case 4:
        l4_fpage_unmap(pick_fpage(n), pick_word(n));
        break;
    case 5:
    case 6:
        l4_thread_switch(pick_id(n));
        break;
    case 7:
    case 8:
        call_ex_regs(n);
        break;
    case 9:
        call_task_new(n);
        break;
    case 10:
    case 11:
        call_schedule(n);
        break;
    default:
        call_ipc(n);
    }
}
