/*
 * Chapter 14: ids: what they say, how they become unique in time, who may make them.
 */
#include "check.h"
#include "ipc.h"
#include "thread.h"

static volatile uint32_t results[4];
static volatile l4_id_t seen, partner;

static void
tell_id(void)
{
    seen = thread_self();
    thread_stop();
}

static void
receive_one(void)
{
    struct words w;
    l4_id_t source;
    results[0] = ipc_wait(&source, &w, L4_NEVER);
    seen = source;
    results[1] = w.w0;
    thread_stop();
}

/* Task number n of ours, inactive or to be. */
static l4_id_t
number(uint32_t n)
{
    return (L4_ROOT & L4_TASK_MASK) << 8 | n << L4_TASK_SHIFT;
}

static l4_id_t delete (l4_id_t task)
{
    return l4_task_new(task, L4_ROOT, 0, 0, L4_NIL);
}

TEST(14.01, "the sender's id arrives as source, between tasks and inside one")
{
    struct words w = {5, 0, 0};
    l4_id_t there = helper_task(0, receive_one);
    settle();
    CHECK_EQ("send", 0, ipc_send(there, &w, L4_NEVER));
    settle();
    CHECK_EQ("source", L4_ROOT, seen);
    seen = 0;
    l4_id_t here = helper_thread(0, receive_one);
    settle();
    CHECK_EQ("send", 0, ipc_send(here, &w, L4_NEVER));
    settle();
    CHECK_EQ("source", L4_ROOT, seen);
}

TEST(14.02, "a new task knows the id that task_new returned")
{
    l4_id_t t = helper_task(0, tell_id);
    settle();
    CHECK_EQ("id", t, seen);
}

TEST(14.03, "a task number has a new version each time, and never version 0")
{
    l4_id_t last = L4_NIL;
    for (int i = 0; i < 1100; i++) {
        l4_id_t t = l4_task_new(number(20), 255, 0, 0, L4_SIGMA0);
        if (t == L4_NIL || t == last || !(t & L4_VERSION_MASK) || l4_task_no(t) != 20) {
            CHECK_EQ("id in round", i, t);
            break;
        }
        last = t;
    }
    delete (last);
}

TEST(14.04, "a send to an old version fails with 0x10 while the new one waits")
{
    struct words w = {1, 2, 3};
    l4_id_t old = helper_task(0, receive_one);
    settle();
    l4_id_t new = helper_task(0, receive_one);
    settle();
    results[0] = 99;
    CHECK_EQ("old", L4_ENOT_EXISTENT, ipc_send(old, &w, L4_NEVER));
    settle();
    CHECK_EQ("nothing arrived", 99, results[0]);
    CHECK_EQ("new", 0, ipc_send(new, &w, L4_NEVER));
}

TEST(14.05, "a receive from an old version fails with 0x10")
{
    struct words w;
    l4_id_t old = helper_task(0, thread_stop);
    helper_task(0, thread_stop);
    CHECK_EQ("error", L4_ENOT_EXISTENT, ipc_receive(old, &w, L4_NEVER));
}

TEST(14.06, "an id with one bit changed in version, lthread, task or chief names nobody")
{
    struct words w = {1, 2, 3};
    l4_id_t t = helper_task(0, receive_one);
    settle();
    for (int bit = 0; bit < 32; bit++) {
        l4_id_t other = t ^ (1u << bit);
        if (other == L4_ROOT || l4_task_no(other) == 2 || l4_task_no(other) == 4)
            continue;
        if (ipc_send(other, &w, L4_SEND_ZERO) != L4_ENOT_EXISTENT)
            CHECK_EQ("bit", 99, bit);
    }
}

TEST(14.07, "64 threads of a task have 64 ids, and each answers to its own")
{
    static char stacks[64][512] __attribute__((aligned(16)));
    struct words w = {0, 0, 0};
    for (uint32_t i = 12; i < 64; i++) {
        thread_start(i, (void (*)(void *))receive_one, 0, stacks[i], 512, thread_pager());
        settle();
        w.w0 = i;
        CHECK_EQ("send", 0, ipc_send(l4_thread_of(L4_ROOT, i), &w, L4_SEND_ZERO));
        settle();
        CHECK_EQ("word", i, results[1]);
    }
}

TEST(14.08,
     "lthread 63 is the last: the numbers beyond mean the same thread again, not another task's")
{
    struct thread_regs r = {L4_INVALID, L4_INVALID, L4_INVALID, L4_INVALID, 0};
    l4_id_t neighbour = helper_task(0, tell_id);
    settle();
    l4_lthread_ex_regs(64, &r);
    CHECK_EQ("the neighbour lives", neighbour, seen);
}

TEST(14.09, "task 255 can be created, run and deleted")
{
    static uint32_t stack[256];
    l4_id_t t =
        l4_task_new(number(255), 255, (uint32_t)(stack + 256), (uint32_t)tell_id, L4_SIGMA0);
    CHECK_EQ("number", 255, l4_task_no(t));
    CHECK(delete (t) != L4_NIL);
}

TEST(14.10, "200 tasks live at the same time")
{
    l4_id_t ids[200];
    for (uint32_t i = 0; i < 200; i++) {
        ids[i] = l4_task_new(number(30 + i), 255, 0, 0, L4_SIGMA0);
        CHECK_EQ("number", 30 + i, l4_task_no(ids[i]));
    }
    for (uint32_t i = 0; i < 200; i++)
        CHECK(delete (ids[i]) != L4_NIL);
}

TEST(14.11, "an inactive task has no threads, and can be made active again")
{
    struct words w = {1, 2, 3};
    l4_id_t t = delete (helper_task(0, receive_one));
    CHECK_EQ("send", L4_ENOT_EXISTENT, ipc_send(t, &w, L4_NEVER));
    CHECK_EQ("a thread of it", L4_ENOT_EXISTENT, ipc_send(l4_thread_of(t, 1), &w, L4_NEVER));
    l4_id_t again = helper_task(0, receive_one);
    settle();
    CHECK_EQ("send", 0, ipc_send(again, &w, L4_NEVER));
}

/* Becomes a chief: creates task 40, whose right it got, and tells its id. */
static uint32_t grandchild_stack[256], child_result;

static void
create_task_40(void)
{
    l4_id_t mine = l4_task_no(thread_self()) << L4_CHIEF_SHIFT | 40u << L4_TASK_SHIFT;
    child_result =
        l4_task_new(mine, 255, (uint32_t)(grandchild_stack + 256), (uint32_t)thread_stop, partner);
    thread_stop();
}

TEST(14.12,
     "an inactive task that is handed on can be created by its new chief, and by nobody else")
{
    l4_id_t chief = helper_task(0, thread_stop);
    l4_id_t inactive = l4_task_new(number(40), chief, 0, 0, L4_NIL);
    CHECK_EQ("its chief", l4_task_no(chief), l4_chief_no(inactive));
    CHECK_EQ("no longer mine", L4_NIL, l4_task_new(number(40), 255, 0, 0, L4_SIGMA0));
    delete (chief);
    CHECK_EQ("the chief's end gave it back", 40,
             l4_task_no(l4_task_new(number(40), 255, 0, 0, L4_SIGMA0)));
    delete (number(40));
}

static void
wait_then_create(void)
{
    struct words w;
    l4_id_t source;
    ipc_wait(&source, &w, L4_NEVER);
    create_task_40();
}

TEST(14.13, "a chief that got the right creates the task; the end of the chief is the end of it")
{
    child_result = 99;
    struct words w = {0, 0, 0};
    l4_id_t chief = helper_task(0, wait_then_create);
    partner = L4_SIGMA0;
    settle();
    l4_task_new(number(40), chief, 0, 0, L4_NIL);
    CHECK_EQ("go", 0, ipc_send(chief, &w, L4_NEVER));
    settle();
    CHECK_EQ("number", 40, l4_task_no(child_result));
    CHECK_EQ("chief", 6, l4_chief_no(child_result));
    CHECK(child_result & L4_VERSION_MASK);
    delete (chief);
    CHECK_EQ("mine again", 40, l4_task_no(l4_task_new(number(40), 255, 0, 0, L4_SIGMA0)));
    delete (number(40));
}

TEST(14.14, "sigma0 and the root task have the ids that the interface gives them")
{
    CHECK_EQ("me", 0x04040001, thread_self());
    CHECK_EQ("sigma0", 0x04020001, l4_id_nearest(0x04020001, 0));
}
