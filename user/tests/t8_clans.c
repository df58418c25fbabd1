/*
 * Chapter 8: clans and chiefs, and messages in another's name. The family: this task (4) is chief
 * of 6 and 7; 6 is chief of 40. All run the same program; what each shall do stands in its `role`.
 */
#include "check.h"
#include "ipc.h"
#include "thread.h"

#define INNER_NUMBER 40u
#define SAME         0x00u
#define INNER        0x0Cu
#define OUTER        0x04u

static volatile uint32_t result, word, child_made, result_inner, type_seen, go;
static volatile l4_id_t source_seen, target, grandchild, nearest_seen;
static uint32_t inner_stack[512];
static volatile l4_id_t name;

/* Pages of the grandchild come from its chief: a message to our own pager would be redirected. The
 * chief touches, and maps. */
static void
serve_grandchild(void *argument)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, IPC_SERVER);
        uint32_t page = w.w0 & L4_PAGE_MASK;
        __asm__ volatile("orb $0, (%0)" : : "r"(page) : "memory", "cc");
        w = (struct words){page, l4_fpage(page, L4_LOG2_PAGE, L4_FPAGE_WRITE), 0};
        error = ipc_map_and_wait(&client, &w);
    }
}

static void
note_one(void)
{
    struct words w = {0, 0, 0};
    l4_id_t source = 0;
    result = ipc_wait(&source, &w, L4_NEVER);
    source_seen = source;
    word = w.w0;
    thread_stop();
}

/* Task 40 asks who is nearest to `target`, and sends it a word. */
static void
send_to_target(void)
{
    struct words w = {0x88, 0, 0};
    uint32_t type = 99;
    nearest_seen = l4_id_nearest(target, &type);
    type_seen = type;
    go = 1;
    result_inner = ipc_send(target, &w, L4_NEVER);
    thread_stop();
}

static void (*volatile inner_role)(void);
static void (*volatile chief_role)(void);

/* Task 6: makes task 40 and does its part. */
static void
chief(void)
{
    static uint32_t stack[256];
    struct words w;
    l4_id_t source;
    ipc_wait(&source, &w, L4_NEVER); /* by now the right to 40 is mine */
    l4_id_t pager = thread_start(1, serve_grandchild, 0, stack, sizeof stack, thread_pager());
    uint32_t *top = inner_stack + 512;
    *--top = (uint32_t)thread_stop;
    l4_id_t id = (l4_task_no(thread_self()) << L4_CHIEF_SHIFT) | (INNER_NUMBER << L4_TASK_SHIFT);
    grandchild = l4_task_new(id, 255, (uint32_t)top, (uint32_t)inner_role, pager);
    child_made = 1;
    chief_role();
    thread_stop();
}

/* Starts the family. Returns task 6. */
static l4_id_t
family(void (*chiefs)(void), void (*inners)(void))
{
    struct words w = {0, 0, 0};
    result = word = result_inner = type_seen = 0x999;
    child_made = go = source_seen = nearest_seen = grandchild = 0;
    chief_role = chiefs;
    inner_role = inners;
    l4_id_t six = helper_task(0, chief);
    settle();
    l4_task_new((4u << L4_CHIEF_SHIFT) | (INNER_NUMBER << L4_TASK_SHIFT), six, 0, 0, L4_NIL);
    ipc_send(six, &w, L4_NEVER);
    for (int i = 0; i < 4; i++) /* each page of the grandchild comes by two pagers */
        settle();
    CHECK_EQ("the grandchild is there", 1, child_made);
    CHECK_EQ("its number", INNER_NUMBER, l4_task_no(grandchild));
    return six;
}

TEST(8.01, "id_nearest: a brother is nearest himself, type 0")
{
    uint32_t type = 99;
    l4_id_t six = helper_task(0, thread_stop);
    CHECK_EQ("nearest", six, l4_id_nearest(six, &type));
    CHECK_EQ("type", SAME, type);
}

TEST(8.02, "id_nearest: the way to a grandchild is its chief, type 0x0C")
{
    uint32_t type = 99;
    l4_id_t six = family(thread_stop, thread_stop);
    CHECK_EQ("nearest", six, l4_id_nearest(grandchild, &type));
    CHECK_EQ("type", INNER, type);
}

TEST(8.03, "id_nearest: from inside a clan the way out is the chief, type 4")
{
    target = L4_ROOT;
    l4_id_t six = family(note_one, send_to_target);
    CHECK_EQ("nearest", six, nearest_seen);
    CHECK_EQ("type", OUTER, type_seen);
}

TEST(8.04, "a message between brothers goes straight")
{
    l4_id_t six = helper_task(0, note_one);
    settle();
    target = six;
    result_inner = 0x999;
    helper_task(1, send_to_target);
    settle();
    CHECK_EQ("received", 0, result & 0xFF);
    CHECK_EQ("sent", 0, result_inner);
    CHECK_EQ("who", 7, l4_task_no(source_seen));
}

TEST(8.05, "a message that leaves a clan goes to its chief, who sees it was redirected")
{
    target = L4_ROOT;
    family(note_one, send_to_target);
    settle();
    CHECK_EQ("the sender is content", 0, result_inner);
    CHECK_EQ("error", 0, IPC_ERROR(result));
    CHECK_EQ("r, and i: from an inner clan", L4_CC_REDIRECTED | L4_CC_INNER, result & 0x0C);
    CHECK_EQ("source", grandchild, source_seen);
    CHECK_EQ("word", 0x88, word);
}

TEST(8.06, "a message to a brother of the chief goes to the chief, too")
{
    target = helper_task(1, thread_stop);
    settle();
    family(note_one, send_to_target);
    settle();
    CHECK_EQ("error", 0, IPC_ERROR(result));
    CHECK_EQ("r", L4_CC_REDIRECTED, result & L4_CC_REDIRECTED);
    CHECK_EQ("source", grandchild, source_seen);
}

TEST(8.07, "a message into an inner clan goes to that clan's chief: r, and not i")
{
    struct words w = {0x77, 0, 0};
    family(note_one, thread_stop);
    CHECK_EQ("send", 0, ipc_send(grandchild, &w, L4_NEVER));
    settle();
    CHECK_EQ("error", 0, IPC_ERROR(result));
    CHECK_EQ("r", L4_CC_REDIRECTED, result & 0x0C);
    CHECK_EQ("source", L4_ROOT, source_seen);
    CHECK_EQ("word", 0x77, word);
}

TEST(8.08, "a message from a chief to a task of its own clan goes straight")
{
    l4_id_t six = helper_task(0, note_one);
    struct words w = {0x66, 0, 0};
    settle();
    CHECK_EQ("send", 0, ipc_send(six, &w, L4_NEVER));
    settle();
    CHECK_EQ("no r", 0, result & 0x0F);
    CHECK_EQ("source", L4_ROOT, source_seen);
}

/* A thread of this task passes on, to `target`, in the name of `name`. */
static volatile uint32_t result_propagate;

static void
propagate(void)
{
    struct words w = {0x55, 0, 0};
    l4_id_t source;
    result_propagate =
        l4_ipc_propagate(target, L4_SEND_PROP, L4_NO_RECEIVE, L4_NEVER, &w, &source, name);
    thread_stop();
}

TEST(8.09,
     "a thread may speak in the name of another of its task: source is that one, and d is set")
{
    target = helper_task(0, note_one);
    name = l4_thread_of(L4_ROOT, 9);
    helper_thread(7, thread_stop);
    settle();
    helper_thread(0, propagate);
    settle();
    CHECK_EQ("send", 0, result_propagate);
    CHECK_EQ("d", L4_CC_DECEIVED, result & 0x0F);
    CHECK_EQ("source", name, source_seen);
    CHECK_EQ("word", 0x55, word);
}

TEST(8.10, "a stranger may not: the message does not come in the other's name")
{
    target = helper_task(0, note_one);
    name = L4_SIGMA0;
    settle();
    source_seen = 0;
    helper_task(1, propagate);
    settle();
    CHECK(source_seen != L4_SIGMA0);
    CHECK_EQ("no d", 0, IPC_ERROR(result) ? 0 : result & L4_CC_DECEIVED);
}

static void
call_target(void)
{
    struct words w = {0x44, 0, 0};
    result_inner = ipc_call(target, &w);
    word = w.w0;
    go = 2;
    thread_stop();
}

/* Takes a request and passes it on to another thread of the task, in the client's name. */
static void
pass_request_on(void)
{
    struct words w;
    l4_id_t client, source;
    ipc_wait(&client, &w, L4_NEVER);
    result_propagate = l4_ipc_propagate(l4_thread_of(L4_ROOT, 3), L4_SEND_PROP, L4_NO_RECEIVE,
                                        L4_NEVER, &w, &source, client);
    thread_stop();
}

static void
answer_client(void)
{
    struct words w;
    l4_id_t client;
    result = ipc_wait(&client, &w, L4_NEVER);
    source_seen = client;
    w.w0 += 1;
    ipc_send(client, &w, L4_SEND_ZERO);
    thread_stop();
}

TEST(8.11, "a request that a server passes on to its other thread is answered by that one")
{
    go = 0;
    target = helper_thread(0, pass_request_on);
    helper_thread(1, answer_client);
    settle();
    l4_id_t client = helper_task(0, call_target);
    settle();
    CHECK_EQ("passed on", 0, result_propagate);
    CHECK_EQ("in whose name", client, source_seen);
    CHECK_EQ("the client has its answer", 2, go);
    CHECK_EQ("error", 0, IPC_ERROR(result_inner));
    CHECK_EQ("word", 0x45, word);
}

/* The chief hands what comes out of its clan on to the root task, in the sender's name. */
static void
pass_out(void)
{
    struct words w;
    l4_id_t client, source;
    ipc_wait(&client, &w, L4_NEVER);
    result_propagate =
        l4_ipc_propagate(L4_ROOT, L4_SEND_PROP, L4_NO_RECEIVE, L4_NEVER, &w, &source, client);
    thread_stop();
}

TEST(
    8.12,
    "a chief passes a message out of its clan in the sender's name: source is the sender, d is set")
{
    struct words w = {0, 0, 0};
    l4_id_t source = 0;
    target = L4_ROOT;
    family(pass_out, send_to_target);
    uint32_t got = ipc_wait(&source, &w, 0x9C00000C);
    CHECK_EQ("error", 0, IPC_ERROR(got));
    CHECK_EQ("d", L4_CC_DECEIVED, got & L4_CC_DECEIVED);
    CHECK_EQ("source", grandchild, source);
    CHECK_EQ("word", 0x88, w.w0);
}

/* The chief hands what comes from outside on to its task 40, in the sender's name. */
static void
pass_in(void)
{
    struct words w;
    l4_id_t client, source;
    ipc_wait(&client, &w, L4_NEVER);
    result_propagate =
        l4_ipc_propagate(grandchild, L4_SEND_PROP, L4_NO_RECEIVE, L4_NEVER, &w, &source, client);
    thread_stop();
}

TEST(8.13, "a chief passes a message into its clan in the sender's name")
{
    struct words w = {0x31, 0, 0};
    family(pass_in, note_one);
    CHECK_EQ("send", 0, ipc_send(grandchild, &w, L4_NEVER));
    settle();
    CHECK_EQ("error", 0, IPC_ERROR(result));
    CHECK_EQ("d", L4_CC_DECEIVED, result & L4_CC_DECEIVED);
    CHECK_EQ("source", L4_ROOT, source_seen);
    CHECK_EQ("word", 0x31, word);
}

/* The chief says to the outside that its task 40 spoke, though nobody did; and to 40 that a brother
 * did. */
static void
invent(void)
{
    struct words w = {0x13, 0, 0};
    l4_id_t source;
    result_propagate =
        l4_ipc_propagate(L4_ROOT, L4_SEND_PROP, L4_NO_RECEIVE, L4_NEVER, &w, &source, target);
    thread_stop();
}

TEST(8.14, "a chief may not speak to the outside in the name of somebody outside its clan")
{
    struct words w;
    l4_id_t source = 0;
    target = helper_task(1, thread_stop);
    settle();
    family(invent, thread_stop);
    uint32_t got = ipc_wait(&source, &w, 0x9C00000C);
    CHECK(IPC_ERROR(got) || source != target);
}
