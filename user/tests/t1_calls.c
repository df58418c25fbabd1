/*
 * Chapter 1: the system calls that are not ipc.
 */
#include "check.h"
#include "ipc.h"
#include "thread.h"

#define KEEP 0xFFFFFFFFu

static volatile uint32_t counter, seen_id;

TEST(1.01, "id_nearest(0) says who I am")
{
    uint32_t type = 99;
    CHECK_EQ("id", L4_ROOT, l4_id_nearest(L4_NIL, &type));
    CHECK_EQ("type", 0, type);
}

static void
tell_own_id(void)
{
    seen_id = thread_self();
    thread_stop();
}

TEST(1.02, "a thread of the same task has the same id but for the lthread")
{
    l4_id_t id = helper_thread(0, tell_own_id);
    settle();
    CHECK_EQ("id", L4_ROOT | 2u << L4_LTHREAD_SHIFT, seen_id);
    CHECK_EQ("id from thread_start", seen_id, id);
}

TEST(1.03, "id_nearest of a thread in the same clan is that thread")
{
    uint32_t type = 99;
    CHECK_EQ("id", L4_SIGMA0, l4_id_nearest(L4_SIGMA0, &type));
    CHECK_EQ("type", 0, type);
}

static void
count_up(void)
{
    for (;;) {
        counter++;
        l4_thread_switch(L4_NIL);
    }
}

TEST(1.04, "thread_switch(0) lets another ready thread of the same priority run")
{
    counter = 0;
    helper_thread(0, count_up);
    l4_thread_switch(L4_NIL);
    l4_thread_switch(L4_NIL);
    CHECK(counter > 0);
}

TEST(1.05, "thread_switch to a thread that is ready runs it at once")
{
    counter = 0;
    l4_id_t to = helper_thread(1, count_up);
    helper_thread(0,
                  count_up); /* would come first otherwise, and is in front at half of the calls */
    uint32_t before = counter;
    l4_thread_switch(to);
    CHECK(counter > before);
}

TEST(1.06, "thread_switch to a thread that waits is like thread_switch(0)")
{
    counter = 0;
    helper_thread(0, count_up);
    l4_id_t waits = helper_thread(1, thread_stop);
    settle();
    counter = 0;
    l4_thread_switch(waits);
    l4_thread_switch(waits);
    CHECK(counter > 0);
}

TEST(1.07, "thread_switch leaves all registers but the undefined ones alone")
{
    uint32_t b = 0x11111111, d = 0x22222222;
    helper_thread(0, count_up);
    __asm__ volatile(
        "pushl %%ebp; movl $0x33333333, %%ebp; xorl %%esi, %%esi; int $0x33; popl %%ebp"
        : "+b"(b), "+D"(d)
        :
        : "eax", "ecx", "edx", "esi", "memory");
    CHECK_EQ("EBX", 0x11111111, b);
    CHECK_EQ("EDI", 0x22222222, d);
}

TEST(1.10, "lthread_ex_regs with nothing to change tells the values and changes nothing")
{
    struct thread_regs r = {KEEP, KEEP, KEEP, KEEP, 0};
    l4_lthread_ex_regs(0, &r);
    CHECK_EQ("pager", L4_SIGMA0, r.pager);
    struct thread_regs again = {KEEP, KEEP, KEEP, KEEP, 0};
    l4_lthread_ex_regs(0, &again);
    CHECK_EQ("pager again", L4_SIGMA0, again.pager);
}

TEST(1.11, "lthread_ex_regs returns the old EIP and ESP of a thread that it redirects")
{
    static uint32_t stack[64];
    helper_thread(0, thread_stop);
    settle();
    struct thread_regs r = {(uint32_t)count_up, (uint32_t)(stack + 64), KEEP, KEEP, 0};
    l4_lthread_ex_regs(2, &r);
    CHECK(r.eip != (uint32_t)count_up && r.eip != 0);
    struct thread_regs now = {KEEP, KEEP, KEEP, KEEP, 0};
    l4_lthread_ex_regs(2, &now);
    CHECK_EQ("ESP", stack + 64, now.esp);
}

TEST(1.12, "the EFLAGS that lthread_ex_regs returns have the interrupt flag")
{
    struct thread_regs r = {KEEP, KEEP, KEEP, KEEP, 0};
    l4_lthread_ex_regs(0, &r);
    CHECK_EQ("IF", 0x200, r.eflags & 0x200);
}

TEST(1.13, "lthread_ex_regs refuses V86 mode and changes nothing")
{
    helper_thread(0, thread_stop);
    struct thread_regs r = {0x1234, 0x5678, KEEP, KEEP, 0};
    l4_lthread_ex_regs(2 | 0x80000000u, &r);
    struct thread_regs now = {KEEP, KEEP, KEEP, KEEP, 0};
    l4_lthread_ex_regs(2, &now);
    CHECK(now.eip != 0x1234);
}

TEST(1.14, "a thread that runs is redirected without ado")
{
    helper_thread(0, count_up);
    settle();
    helper_thread(0, thread_stop);
    settle();
    uint32_t before = counter;
    settle();
    CHECK_EQ("it counts no more", before, counter);
}

static void
do_nothing(void)
{
    thread_stop();
}

TEST(1.20, "task_new gives the id asked for, with me as chief and a version")
{
    l4_id_t t = helper_task(0, do_nothing);
    CHECK_EQ("task", 6, l4_task_no(t));
    CHECK_EQ("chief", 4, l4_chief_no(t));
    CHECK(t & L4_VERSION_MASK);
}

TEST(1.21, "a task that is created anew has a new version, and the old id is dead")
{
    l4_id_t first = helper_task(0, do_nothing), second = helper_task(0, do_nothing);
    struct words w = {0, 0, 0};
    CHECK(first != second);
    CHECK_EQ("error", L4_ENOT_EXISTENT, IPC_ERROR(ipc_send(first, &w, L4_SEND_ZERO)));
}

TEST(1.22, "task_new of a task that is not mine fails")
{
    CHECK_EQ("id", L4_NIL, l4_task_new(L4_SIGMA0, 255, 0, 0, L4_SIGMA0));
    CHECK_EQ("my own", L4_NIL, l4_task_new(L4_ROOT, 255, 0, 0, L4_SIGMA0));
    CHECK_EQ("number 0", L4_NIL, l4_task_new(0x04000001, 255, 0, 0, L4_SIGMA0));
}

TEST(1.23, "task_new with pager 0 deletes the task and hands the right to create it on")
{
    l4_id_t t = helper_task(7, do_nothing);
    l4_id_t inactive = l4_task_new(t, L4_ROOT, 0, 0, L4_NIL);
    struct words w = {0, 0, 0};
    CHECK(inactive != L4_NIL);
    CHECK_EQ("old id", L4_ENOT_EXISTENT, IPC_ERROR(ipc_send(t, &w, L4_SEND_ZERO)));
    CHECK_EQ("new id", L4_ENOT_EXISTENT, IPC_ERROR(ipc_send(inactive, &w, L4_SEND_ZERO)));
}
