/*
 * Chapter 19: those who wait for a thread whose task ends: none waits for ever, and nobody else
 * notices.
 */
#include "check.h"
#include "hole.h"
#include "ipc.h"
#include "message.h"
#include "thread.h"

#define UNTOUCHED 0x999u
#define STATE(p)  (((p) >> 16) & 0xFu)
#define WAITS     0xCu
#define DEAD      0xFu
#define A_SECOND  0xF5000009u /* receive timeout: 245 * 4096 us */
#define GRAND     40u

static volatile uint32_t results[4], times;
static volatile l4_id_t partner;
static uint8_t page[L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));
static MESSAGE(3, 1) out, in;

static void
call_partner(void)
{
    struct words w = {1, 2, 3};
    results[0] = ipc_call(partner, &w);
    thread_stop();
}

static void
receive_from_partner(void)
{
    struct words w;
    results[0] = ipc_receive(partner, &w, L4_NEVER);
    thread_stop();
}

static void
receive_for_a_second(void)
{
    struct words w;
    results[0] = ipc_receive(partner, &w, A_SECOND);
    results[1] = ipc_receive(L4_NIL, &w, A_SECOND);
    thread_stop();
}

static void
send_to_partner(void)
{
    struct words w = {1, 2, 3};
    results[1] = ipc_send(partner, &w, L4_NEVER);
    thread_stop();
}

static void
wait_for_anybody(void)
{
    struct words w;
    l4_id_t source;
    results[1] = ipc_wait(&source, &w, L4_NEVER);
    thread_stop();
}

/* A server that takes one request and never answers. */
static void
take_one(void)
{
    struct words w;
    l4_id_t client;
    ipc_wait(&client, &w, L4_NEVER);
    thread_stop();
}

static l4_id_t
number(uint32_t n)
{
    return (L4_ROOT & L4_TASK_MASK) << 8 | n << L4_TASK_SHIFT;
}

static l4_id_t
end(l4_id_t task)
{
    return l4_task_new(task, L4_ROOT, 0, 0, L4_NIL);
}

static uint32_t
state_of(l4_id_t thread)
{
    struct schedule_state old;
    l4_thread_schedule(thread, L4_INVALID, L4_INVALID, &old);
    return STATE(old.parameter);
}

static void
prepare(void)
{
    results[0] = results[1] = results[2] = results[3] = UNTOUCHED;
}

TEST(19.01, "a client in a call wakes with 0x10 when its server's task is deleted")
{
    prepare();
    partner = helper_task(0, take_one);
    settle();
    helper_task(1, call_partner);
    settle();
    CHECK_EQ("it waits for the answer", UNTOUCHED, results[0]);
    end(partner);
    settle();
    CHECK_EQ("error", L4_ENOT_EXISTENT, IPC_ERROR(results[0]));
}

TEST(19.02, "a closed receive, too; and a server that is created anew is another")
{
    prepare();
    partner = helper_task(0, thread_stop);
    helper_thread(0, receive_from_partner);
    settle();
    CHECK_EQ("it waits", UNTOUCHED, results[0]);
    l4_id_t anew = helper_task(0, thread_stop);
    settle();
    CHECK_EQ("error", L4_ENOT_EXISTENT, IPC_ERROR(results[0]));
    CHECK(anew != partner);
}

TEST(19.03, "who waits to send to it wakes with 0x10, and so does the second in the queue")
{
    prepare();
    partner = helper_task(0, thread_stop);
    helper_task(1, send_to_partner);
    helper_task(2, call_partner);
    settle();
    CHECK_EQ("the first waits", UNTOUCHED, results[1]);
    CHECK_EQ("the second waits", UNTOUCHED, results[0]);
    end(partner);
    settle();
    CHECK_EQ("first", L4_ENOT_EXISTENT, IPC_ERROR(results[1]));
    CHECK_EQ("second", L4_ENOT_EXISTENT, IPC_ERROR(results[0]));
}

TEST(19.04, "a wait with a timeout ends with 0x10 at once; the next one has its own time")
{
    prepare();
    partner = helper_task(0, thread_stop);
    helper_thread(0, receive_for_a_second);
    settle();
    uint32_t begin = clock_us();
    end(partner);
    settle();
    CHECK_EQ("error", L4_ENOT_EXISTENT, IPC_ERROR(results[0]));
    CHECK(clock_us() - begin < 500000);
    pause_us(600000);
    CHECK_EQ("it sleeps", UNTOUCHED, results[1]);
    pause_us(600000);
    CHECK_EQ("it slept", L4_ETIMEOUT, IPC_ERROR(results[1]));
}

/* Task 6 makes task 40, to which it got the right. */
static uint32_t grand_stack[256];

static void
become_chief(void)
{
    struct words w;
    l4_id_t source;
    ipc_wait(&source, &w, L4_NEVER);
    l4_id_t mine = l4_task_no(thread_self()) << L4_CHIEF_SHIFT | GRAND << L4_TASK_SHIFT;
    partner = l4_task_new(mine, 255, (uint32_t)(grand_stack + 256), (uint32_t)thread_stop,
                          thread_pager());
    thread_stop();
}

TEST(19.05, "the end of a chief wakes who waits for a task of its clan")
{
    prepare();
    struct words w = {0, 0, 0};
    partner = L4_NIL;
    l4_id_t chief = helper_task(0, become_chief);
    settle();
    l4_task_new(number(GRAND), chief, 0, 0, L4_NIL);
    ipc_send(chief, &w, L4_NEVER);
    for (int i = 0; i < 4; i++)
        settle();
    CHECK_EQ("the grandchild is there", GRAND, l4_task_no(partner));
    helper_thread(0, receive_from_partner);
    settle();
    CHECK_EQ("it waits", UNTOUCHED, results[0]);
    end(chief);
    settle();
    CHECK_EQ("error", L4_ENOT_EXISTENT, IPC_ERROR(results[0]));
    CHECK(end(number(GRAND)) != L4_NIL);
}

static void
wait_for_irq(void)
{
    struct words w;
    ipc_receive(l4_irq_id(5), &w, L4_RECV_ZERO);
    results[2] = ipc_receive(l4_irq_id(5), &w, L4_NEVER);
    thread_stop();
}

static void
sleep_for_ever(void)
{
    struct words w;
    results[3] = ipc_receive(L4_NIL, &w, L4_NEVER);
    thread_stop();
}

TEST(19.06, "whoever waits for others goes on waiting: for a thread that is stopped, for anybody, "
            "for an interrupt, for nobody")
{
    prepare();
    l4_id_t other = helper_task(0, thread_stop);
    partner = helper_thread(0, thread_stop); /* made, and waits for ever */
    settle();
    l4_id_t closed = helper_thread(1, receive_from_partner);
    l4_id_t open = helper_thread(2, wait_for_anybody);
    l4_id_t line = helper_thread(3, wait_for_irq);
    l4_id_t sleeper = helper_thread(4, sleep_for_ever);
    settle();
    end(other);
    settle();
    for (int i = 0; i < 4; i++)
        CHECK_EQ("no wait ended", UNTOUCHED, results[i]);
    CHECK_EQ("closed", WAITS, state_of(closed));
    CHECK_EQ("open", WAITS, state_of(open));
    CHECK_EQ("interrupt", WAITS, state_of(line));
    CHECK_EQ("sleep", WAITS, state_of(sleeper));
}

static void
touch(void)
{
    results[0] = *(volatile uint8_t *)page;
    thread_stop();
}

/* A pager in a task of its own that takes one fault and never answers. */
TEST(19.07, "a thread in a page fault takes exception 14 when its pager's task is deleted")
{
    prepare();
    l4_id_t pager = helper_task(0, take_one);
    settle();
    struct thread_regs r = {L4_INVALID, L4_INVALID, L4_INVALID, pager, 0};
    l4_id_t victim = helper_thread(0, wait_for_anybody);
    settle();
    helper_thread(0, touch);
    l4_fpage_unmap(l4_fpage((uint32_t)page, L4_LOG2_PAGE, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    l4_lthread_ex_regs(l4_lthread_no(victim), &r);
    settle();
    CHECK_EQ("it waits for its pager", WAITS, state_of(victim));
    end(pager);
    settle();
    CHECK_EQ("it did not go on", UNTOUCHED, results[0]);
    CHECK_EQ("nor does it wait", DEAD, state_of(victim));
}

static void
send_page(void)
{
    results[0] = message_send(partner, &out, L4_NEVER);
    thread_stop();
}

static void
take_page(void)
{
    l4_id_t source;
    results[1] = message_wait(&source, &in, L4_NEVER);
    thread_stop();
}

TEST(19.08, "a long message whose sender's pager is deleted ends at both sides")
{
    static uint8_t there[L4_PAGE_SIZE];
    prepare();
    message_init(&out, 3, 1);
    message_init(&in, 3, 1);
    message_words(&out, 3);
    message_string(&out, page, sizeof page);
    message_buffer(&in, there, sizeof there);
    l4_id_t pager = helper_task(0, take_one);
    partner = helper_task(1, take_page);
    settle();
    l4_id_t sender = helper_thread(0, thread_stop);
    struct thread_regs r = {L4_INVALID, L4_INVALID, L4_INVALID, pager, 0};
    helper_thread(0, send_page);
    l4_lthread_ex_regs(l4_lthread_no(sender), &r);
    l4_fpage_unmap(l4_fpage((uint32_t)page, L4_LOG2_PAGE, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    settle();
    CHECK_EQ("it is under way", UNTOUCHED, results[0]);
    end(pager);
    settle();
    CHECK_EQ("sender", 0xB0, IPC_ERROR(results[0]));
    CHECK_EQ("receiver", 0xA0, IPC_ERROR(results[1]));
}

TEST(19.09, "nobody is waited for who is not there: never was, old version, no id at all")
{
    struct words w = {1, 2, 3};
    l4_id_t old = helper_task(0, thread_stop);
    helper_task(0, thread_stop);
    CHECK_EQ("call to an old version", L4_ENOT_EXISTENT, IPC_ERROR(ipc_call(old, &w)));
    CHECK_EQ("receive from it", L4_ENOT_EXISTENT, IPC_ERROR(ipc_receive(old, &w, L4_NEVER)));
    CHECK_EQ("a task that never was", L4_ENOT_EXISTENT,
             IPC_ERROR(ipc_receive(number(77) | 1, &w, L4_NEVER)));
    CHECK_EQ("an lthread that never was", L4_ENOT_EXISTENT,
             IPC_ERROR(ipc_receive(l4_thread_of(L4_ROOT, 63), &w, L4_NEVER)));
    CHECK_EQ("all bits", L4_ENOT_EXISTENT, IPC_ERROR(ipc_receive(L4_INVALID, &w, L4_NEVER)));
    CHECK_EQ("a line that there is not", L4_ENOT_EXISTENT,
             IPC_ERROR(ipc_receive(200, &w, L4_NEVER)));
    CHECK_EQ("nil, for a time", L4_ETIMEOUT, IPC_ERROR(ipc_receive(L4_NIL, &w, 0x01000009)));
}
