/*
 * Chapter 8, continued: messages in another's name that wait in a queue; who a chief's own clan is
 * to it.
 */
#include "check.h"
#include "ipc.h"
#include "thread.h"

#define UNTOUCHED 0x999u
#define INNER     40u
#define CARRIER   l4_thread_of(L4_ROOT, 2) /* helper thread 0 */
#define NAME      l4_thread_of(L4_ROOT, 3) /* helper thread 1: waits for ever */

static volatile uint32_t result_sent, result_inner, type_seen;
static volatile l4_id_t receiver, nearest_seen, grandchild;

static void
carry(void)
{
    struct words w = {0x55, 0, 0};
    l4_id_t source;
    result_sent =
        l4_ipc_propagate(receiver, L4_SEND_PROP, L4_NO_RECEIVE, L4_NEVER, &w, &source, NAME);
    thread_stop();
}

static void
send_own(void)
{
    struct words w = {0x66, 0, 0};
    result_inner = ipc_send(receiver, &w, L4_NEVER);
    thread_stop();
}

/* The carrier waits in our queue, to speak in the other's name. */
static void
queue_up(void)
{
    result_sent = result_inner = UNTOUCHED;
    receiver = L4_ROOT;
    helper_thread(1, thread_stop);
    helper_thread(0, carry);
    settle();
    CHECK_EQ("it waits", UNTOUCHED, result_sent);
}

TEST(8.20, "a closed wait finds what was queued in that one's name")
{
    struct words w = {0, 0, 0};
    l4_id_t source = 0;
    queue_up();
    uint32_t got = l4_ipc(NAME, L4_NO_SEND, 0, L4_RECV_ZERO, &w, &source);
    CHECK_EQ("error", 0, IPC_ERROR(got));
    CHECK_EQ("d", L4_CC_DECEIVED, got & L4_CC_DECEIVED);
    CHECK_EQ("source", NAME, source);
    CHECK_EQ("word", 0x55, w.w0);
    settle();
    CHECK_EQ("sent", 0, result_sent);
}

TEST(8.21, "a closed wait for the carrier is none for what it carries")
{
    struct words w = {0, 0, 0};
    l4_id_t source = 0;
    queue_up();
    CHECK_EQ("nothing", L4_ETIMEOUT, IPC_ERROR(ipc_receive(CARRIER, &w, L4_RECV_ZERO)));
    CHECK_EQ("it waits still", UNTOUCHED, result_sent);
    CHECK_EQ("anybody", 0, IPC_ERROR(ipc_wait(&source, &w, L4_RECV_ZERO)));
    CHECK_EQ("source", NAME, source);
}

TEST(8.22, "behind others in the queue, too; and they keep their places")
{
    struct words w = {0, 0, 0};
    l4_id_t source = 0;
    result_sent = result_inner = UNTOUCHED;
    receiver = L4_ROOT;
    helper_thread(1, thread_stop);
    l4_id_t first = helper_task(0, send_own);
    settle();
    helper_thread(0, carry);
    settle();
    l4_id_t last = helper_task(1, send_own);
    settle();
    CHECK_EQ("error", 0, IPC_ERROR(ipc_receive(NAME, &w, L4_RECV_ZERO)));
    CHECK_EQ("word", 0x55, w.w0);
    ipc_wait(&source, &w, L4_RECV_ZERO);
    CHECK_EQ("the first", first, source);
    ipc_wait(&source, &w, L4_RECV_ZERO);
    CHECK_EQ("the last", last, source);
}

TEST(8.23, "a carrier that is broken off is found no more")
{
    struct words w = {0, 0, 0};
    queue_up();
    helper_thread(0, thread_stop);
    settle();
    CHECK_EQ("nothing", L4_ETIMEOUT, IPC_ERROR(ipc_receive(NAME, &w, L4_RECV_ZERO)));
}

/* Task 6: makes task 40 and asks who is nearest to it. */
static uint32_t inner_stack[256];

static void
ask_for_own_clan(void)
{
    struct words w;
    l4_id_t source;
    uint32_t type = 99;
    ipc_wait(&source, &w, L4_NEVER); /* by now the right to 40 is mine */
    l4_id_t mine = l4_task_no(thread_self()) << L4_CHIEF_SHIFT | INNER << L4_TASK_SHIFT;
    grandchild = l4_task_new(mine, 255, (uint32_t)(inner_stack + 256), (uint32_t)thread_stop,
                             thread_pager());
    nearest_seen = l4_id_nearest(l4_thread_of(grandchild, 5), &type);
    type_seen = type;
    thread_stop();
}

TEST(8.24, "id_nearest: for a chief the tasks of its clan are the same clan, type 0")
{
    struct words w = {0, 0, 0};
    grandchild = nearest_seen = type_seen = UNTOUCHED;
    l4_id_t six = helper_task(0, ask_for_own_clan);
    settle();
    l4_task_new((4u << L4_CHIEF_SHIFT) | (INNER << L4_TASK_SHIFT), six, 0, 0, L4_NIL);
    ipc_send(six, &w, L4_NEVER);
    settle();
    CHECK_EQ("its number", INNER, l4_task_no(grandchild));
    CHECK_EQ("nearest", l4_thread_of(grandchild, 5), nearest_seen);
    CHECK_EQ("type", 0, type_seen);
}
