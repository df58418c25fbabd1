/*
 * Chapter 13: lthread_ex_regs on a thread that waits (0x40, 0x50) or is in a transfer (0xC0, 0xD0):
 * in each phase, by either side. The victim is a thread of this task, whose page faults go to a
 * pager that never answers.
 */
#include "check.h"
#include "hole.h"
#include "ipc.h"
#include "message.h"
#include "string.h"
#include "thread.h"

#define PAGES          2u
#define AREA           (PAGES * L4_PAGE_SIZE)
#define VICTIM_LTHREAD 5u
#define VICTIM         l4_thread_of(L4_ROOT, VICTIM_LTHREAD)
#define UNTOUCHED      0x999u

static uint8_t mine[AREA] __attribute__((aligned(AREA)));   /* the victim's string or buffer */
static uint8_t theirs[AREA] __attribute__((aligned(AREA))); /* the child's */
static MESSAGE(3, 1) out, in;
static volatile uint32_t result_there, victims_eax, results[2];
static volatile l4_id_t partner;
static uint32_t victims_stack[256], end_stack[256];

/* Where the victim goes on: its EAX is the result of what was broken off. */
void broken_entry(void);
void store_broken(uint32_t eax);
void
store_broken(uint32_t eax)
{
    victims_eax = eax;
    thread_stop();
}

__asm__(".globl broken_entry\n"
        "broken_entry:\n\t"
        "pushl %eax\n\t"
        "pushl $0\n\t"
        "jmp store_broken\n");

static void
victim_sends(void *argument)
{
    results[0] = message_send(partner, &out, L4_NEVER);
    thread_stop();
}

static void
victim_receives(void *argument)
{
    results[0] = message_receive(partner, &in, L4_NEVER);
    thread_stop();
}

static void
victim_calls(void *argument)
{
    results[0] = message_call(partner, &out, &in, L4_NEVER);
    thread_stop();
}

static void
victim_sleeps(void *argument)
{
    struct words w;
    results[0] = ipc_receive(L4_NIL, &w, 0xFF000009); /* a second */
    thread_stop();
}

static void
victim_waits(void *argument)
{
    struct words w;
    l4_id_t source;
    results[0] = ipc_wait(&source, &w, L4_NEVER);
    thread_stop();
}

static void
receive_there(void)
{
    l4_id_t source;
    result_there = message_wait(&source, &in, L4_NEVER);
    thread_stop();
}

static void
send_there(void)
{
    result_there = message_send(VICTIM, &out, L4_NEVER);
    thread_stop();
}

static void
take_one_and_hang(void)
{
    struct words w;
    l4_id_t source;
    ipc_wait(&source, &w, L4_NEVER);
    thread_stop();
}

static void
prepare(void)
{
    result_there = victims_eax = results[0] = UNTOUCHED;
    message_init(&out, 3, 1);
    message_init(&in, 3, 1);
    message_words(&out, 3);
    memset(mine, 1, AREA);
    memset(theirs, 2, AREA);
    victims_stack[0] = end_stack[0] = 0;
}

static void
start_victim(void (*f)(void *), l4_id_t pager)
{
    thread_start(VICTIM_LTHREAD, f, 0, victims_stack, sizeof victims_stack, pager);
    settle();
}

/* The victim loses the pages of `mine`, so that it faults there; nobody answers. */
static l4_id_t
silence(void)
{
    l4_fpage_unmap(l4_fpage((uint32_t)mine, 13, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    return hole_pager(mine, AREA, HOLE_SILENT);
}

static void
break_victim(void)
{
    struct thread_regs r = {(uint32_t)broken_entry, (uint32_t)(end_stack + 256), L4_INVALID,
                            thread_pager(), 0};
    settle();
    l4_lthread_ex_regs(VICTIM_LTHREAD, &r);
    settle();
}

TEST(13.01, "an open wait is cancelled: 0x40")
{
    prepare();
    start_victim(victim_waits, thread_pager());
    break_victim();
    CHECK_EQ("EAX", 0x40, victims_eax);
    CHECK_EQ("the old code did not go on", UNTOUCHED, results[0]);
}

TEST(13.02, "a sleep is cancelled: 0x40")
{
    prepare();
    start_victim(victim_sleeps, thread_pager());
    break_victim();
    CHECK_EQ("EAX", 0x40, victims_eax);
}

TEST(13.03, "a long send that waits for its partner is cancelled: 0x50, and it stands in no queue")
{
    struct words w;
    l4_id_t source;
    prepare();
    message_string(&out, mine, 100);
    partner = thread_self();
    start_victim(victim_sends, thread_pager());
    break_victim();
    CHECK_EQ("EAX", 0x50, victims_eax);
    CHECK_EQ("nobody sends", 0x20, ipc_wait(&source, &w, L4_RECV_ZERO));
}

TEST(13.04, "the receive phase of a call is cancelled: 0x40")
{
    prepare();
    partner = helper_task(0, take_one_and_hang);
    settle();
    start_victim(victim_calls, thread_pager());
    break_victim();
    CHECK_EQ("EAX", 0x40, victims_eax);
}

TEST(13.05, "the send phase of a call is cancelled: 0x50, and nothing is received")
{
    prepare();
    partner = helper_task(0, thread_stop);
    settle();
    start_victim(victim_calls, thread_pager());
    break_victim();
    CHECK_EQ("EAX", 0x50, victims_eax);
}

TEST(13.06, "a receiver is broken off in a fault of its own buffer: 0xC0 here, 0xD0 at the sender")
{
    prepare();
    message_string(&out, theirs, AREA);
    message_buffer(&in, mine, AREA);
    partner = helper_task(0, send_there);
    start_victim(victim_receives, silence());
    CHECK_EQ("it faults", 1, hole.faults);
    break_victim();
    CHECK_EQ("receiver", 0xC0, victims_eax & 0xF0);
    CHECK_EQ("sender", 0xD0, IPC_ERROR(result_there));
}

TEST(13.07, "a sender is broken off in a fault of its own string: 0xD0 here, 0xC0 at the receiver")
{
    prepare();
    message_string(&out, mine, AREA);
    message_buffer(&in, theirs, AREA);
    partner = helper_task(0, receive_there);
    settle();
    start_victim(victim_sends, silence());
    CHECK_EQ("it faults", 1, hole.faults);
    break_victim();
    CHECK_EQ("sender", 0xD0, victims_eax & 0xF0);
    CHECK_EQ("receiver", 0xC0, IPC_ERROR(result_there));
}

TEST(13.08, "a sender is broken off in a fault of the receiver: 0xD0 here, 0xC0 there")
{
    prepare();
    message_string(&out, mine, AREA);
    message_buffer(&in, theirs, AREA);
    partner = helper_task_paged(0, receive_there, hole_pager(theirs, AREA, HOLE_SILENT));
    settle();
    start_victim(victim_sends, thread_pager());
    CHECK_EQ("the receiver faults", 1, hole.faults);
    break_victim();
    CHECK_EQ("sender", 0xD0, victims_eax & 0xF0);
    CHECK_EQ("receiver", 0xC0, IPC_ERROR(result_there));
}

TEST(13.09, "a receiver is broken off in a fault of the sender: 0xC0 here, 0xD0 there")
{
    prepare();
    message_string(&out, theirs, AREA);
    message_buffer(&in, mine, AREA);
    partner = helper_task_paged(0, send_there, hole_pager(theirs, AREA, HOLE_SILENT));
    start_victim(victim_receives, thread_pager());
    CHECK_EQ("the sender faults", 1, hole.faults);
    break_victim();
    CHECK_EQ("receiver", 0xC0, victims_eax & 0xF0);
    CHECK_EQ("sender", 0xD0, IPC_ERROR(result_there));
}

TEST(13.10,
     "a receiver whose sender is deleted in a fault gets an error, and its next receive works")
{
    prepare();
    message_string(&out, theirs, AREA);
    message_buffer(&in, mine, AREA);
    l4_id_t sender = helper_task_paged(0, send_there, hole_pager(theirs, AREA, HOLE_SILENT));
    partner = sender;
    start_victim(victim_receives, thread_pager());
    CHECK_EQ("the sender faults", 1, hole.faults);
    l4_task_new(sender, L4_ROOT, 0, 0, L4_NIL);
    settle();
    CHECK_EQ("receiver", 0xC0, IPC_ERROR(results[0]));
}

TEST(13.11, "a sender whose receiver is deleted in a fault gets an error")
{
    prepare();
    message_string(&out, mine, AREA);
    message_buffer(&in, theirs, AREA);
    l4_id_t receiver = helper_task_paged(0, receive_there, hole_pager(theirs, AREA, HOLE_SILENT));
    partner = receiver;
    settle();
    start_victim(victim_sends, thread_pager());
    CHECK_EQ("the receiver faults", 1, hole.faults);
    l4_task_new(receiver, L4_ROOT, 0, 0, L4_NIL);
    settle();
    CHECK_EQ("sender", 0xD0, IPC_ERROR(results[0]));
}

TEST(13.12, "a sender whose receiver is deleted while the sender itself faults gets an error")
{
    prepare();
    message_string(&out, mine, AREA);
    message_buffer(&in, theirs, AREA);
    l4_id_t receiver = helper_task(0, receive_there);
    partner = receiver;
    settle();
    start_victim(victim_sends, silence());
    CHECK_EQ("the sender faults", 1, hole.faults);
    l4_task_new(receiver, L4_ROOT, 0, 0, L4_NIL);
    settle();
    CHECK_EQ("sender", 0xD0, IPC_ERROR(results[0]));
}

TEST(13.13, "a receiver whose sender is deleted while the receiver itself faults gets an error")
{
    prepare();
    message_string(&out, theirs, AREA);
    message_buffer(&in, mine, AREA);
    l4_id_t sender = helper_task(0, send_there);
    partner = sender;
    start_victim(victim_receives, silence());
    CHECK_EQ("the receiver faults", 1, hole.faults);
    l4_task_new(sender, L4_ROOT, 0, 0, L4_NIL);
    settle();
    CHECK_EQ("receiver", 0xC0, IPC_ERROR(results[0]));
}

static void
touch_mine(void *argument)
{
    results[1] = *(volatile uint8_t *)mine;
    results[0] = 1;
    thread_stop();
}

TEST(13.14, "a thread in a page fault of its own is redirected: it goes on at the new place")
{
    prepare();
    start_victim(touch_mine, silence());
    CHECK_EQ("it faults", 1, hole.faults);
    break_victim();
    CHECK(victims_eax != UNTOUCHED);
    CHECK_EQ("the old code did not go on", UNTOUCHED, results[0]);
}

TEST(13.15, "an answer of the pager that comes too late is nobody's")
{
    prepare();
    start_victim(touch_mine, silence());
    break_victim();
    uint32_t before = victims_eax;
    hole_answer(0);
    settle();
    CHECK_EQ("the victim sleeps", before, victims_eax);
    CHECK_EQ("old code", UNTOUCHED, results[0]);
}

TEST(13.16, "setting only the pager of a waiting thread leaves its wait alone")
{
    prepare();
    start_victim(victim_waits, thread_pager());
    struct thread_regs r = {L4_INVALID, L4_INVALID, L4_INVALID, L4_SIGMA0, 0};
    l4_lthread_ex_regs(VICTIM_LTHREAD, &r);
    settle();
    CHECK_EQ("it waits", UNTOUCHED, results[0]);
    struct words w = {0, 0, 0};
    CHECK_EQ("and receives", 0, ipc_send(VICTIM, &w, L4_SEND_ZERO));
}
