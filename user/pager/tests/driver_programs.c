/*
 * Tests: programs begin, end and are asked about. Part of driver.c.
 */
#include "driver.h"
#include "errno.h"
#include "ipc.h"
#include "layout.h"
#include "message.h"
#include "names.h"
#include "pager.h"
#include "stdio.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"

void
statuses(void)
{
    CHECK_EQ(0, run("0", NULL));
    CHECK_EQ(42, run("42", NULL));
    CHECK_EQ(255, run("255", NULL));
    CHECK_EQ(PAGES, free_frames());
}

void
arguments(void)
{
    char *words[] = {"victim", "arguments", "two words", ""};
    struct pager_around around = {"/here", "/in", NULL, 1};
    l4_id_t id = pager_spawn_with("/victim", 4, words, &around);
    CHECK(id);
    CHECK_EQ(PAGER_KILLED, pager_wait(id ^ 1)); /* another version: no task of ours */
    CHECK_EQ(0, pager_wait(id));
    CHECK_EQ(PAGER_KILLED, pager_wait(id)); /* it was asked about already */
}

void
wrong_files(void)
{
    static const struct {
        const char *path;
        int error;
    } wrong[] = {{"/nothing", ENOENT}, {"/text", ENOEXEC}, {"/empty", ENOEXEC},
                 {"/folder", EACCES},  {"/cut", ENOEXEC},  {"/far", ENOEXEC}};
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK_EQ(0, pager_spawn(wrong[i].path, 0, NULL));
        CHECK_EQ(wrong[i].error, errno);
    }
    CHECK_EQ(PAGES, free_frames());
}

/* A request to start a program, as no stub would send it. */
static uint32_t
raw_spawn(uint32_t strings, const char *arguments, uint32_t size, uint32_t around_size)
{
    static char around[4096];
    MESSAGE(3, 4) m;
    message_init(&m, 3, 4);
    message_words(&m, 3);
    m.dword[0] = PAGER_SPAWN;
    m.dword[1] = m.dword[2] = 0;
    message_string(&m, "/victim", 7);
    if (strings > 1)
        message_string(&m, arguments, size);
    if (strings > 2)
        message_string(&m, around, around_size);
    if (strings > 3)
        message_string(&m, around, 1);
    memset(around, 0, sizeof around);
    uint32_t result = message_call(names_look_up("pager"), &m, &m, L4_NEVER);
    return IPC_ERROR(result) ? 1000 + IPC_ERROR(result) : m.dword[0];
}

void
wrong_requests(void)
{
    static char many[3000];
    struct words w;
    l4_id_t pager = names_look_up("pager");
    uint32_t seed = 1;
    memset(many, 0, sizeof many); /* its pages are there: the pager does not wait for them */
    CHECK_EQ(EINVAL, raw_spawn(1, NULL, 0, 0));
    CHECK_EQ(EINVAL, raw_spawn(2, "x", 2, 0));
    CHECK_EQ(E2BIG, raw_spawn(3, "no NUL", 6, 3));
    CHECK_EQ(EINVAL, raw_spawn(3, "x", 2, 2));
    CHECK_EQ(E2BIG, raw_spawn(3, many, 65, 3)); /* 65 arguments */
    CHECK_EQ(1000 + L4_ECUT + L4_IN_SEND, raw_spawn(3, "x", 2, 4000));
    CHECK_EQ(1000 + L4_ECUT + L4_IN_SEND, raw_spawn(4, "x", 2, 3));
    for (int i = 0; i < 3000; i++) {
        seed = seed * 1664525u + 1013904223u;
        w = (struct words){i % 2 ? seed >> 20 : seed, seed << 7, seed << 3};
        ipc_send(pager, &w, L4_SEND_ZERO);
    }
    CHECK_EQ(0, run("0", NULL));
    CHECK_EQ(0, run("noise", NULL));
    CHECK_EQ(FAULT, run("noise", "1"));
    CHECK_EQ(PAGES, free_frames());
}

void
wrong_touches(void)
{
    uint32_t eip = 0;
    CHECK_EQ(FAULT, run("deep", NULL));
    CHECK_EQ(FAULT, run("null", NULL));
    CHECK_EQ(FAULT, run("text", NULL));
    CHECK_EQ(FAULT, run("nowindow", NULL));
    CHECK_EQ(0, run("rights", NULL));
    CHECK_EQ(PAGER_DIED, pager_wait_where(start("divide", NULL), &eip));
    CHECK(eip >= PROGRAM_BASE && eip < PROGRAM_BASE + 0x100000);
    CHECK_EQ(PAGES, free_frames());
}

/* Hogs are killed wherever they are: in a fault, in the queue of the disk. */
void
kills(void)
{
    for (int i = 0; i < 20; i++) {
        l4_id_t id = start(i % 4 ? "hog" : "window", "500");
        for (int n = 0; n < i * 7; n++)
            l4_thread_switch(L4_NIL);
        pause(i % 5);
        CHECK_EQ(0, pager_kill(id));
        int status = pager_wait(id);
        CHECK(status == PAGER_KILLED || status == 0);
        CHECK_EQ(EPERM, pager_kill(id));
    }
    CHECK_EQ(PAGES, free_frames());
}

void
orphans(void)
{
    CHECK_EQ(0, run("parent", NULL));
    CHECK_EQ(PAGES, free_frames());
}

/* More tasks than there is room for: refused, and all can be ended. */
void
many(void)
{
    l4_id_t ids[70];
    int count = 0;
    while (count < 70 && (ids[count] = start("sleep", NULL)))
        count++;
    CHECK_EQ(64, count);
    CHECK_EQ(EAGAIN, errno);
    for (int i = 0; i < count; i++)
        CHECK_EQ(0, pager_kill(ids[i]));
    CHECK_EQ(PAGES, free_frames());
}

void
tracing(void)
{
    CHECK_EQ(0, run("trace", NULL));
}

/* Of two threads that wait for one task the later one hears it. */
static volatile uint32_t first_answer;

static void
wait_first(void *task)
{
    struct words w = {PAGER_WAIT, (uint32_t)task, 0};
    ipc_call(names_look_up("pager"), &w);
    first_answer = w.w0;
    thread_stop();
}

void
two_wait(void)
{
    static char stack[4096] __attribute__((aligned(16)));
    l4_id_t id = start("late", NULL);
    thread_start(1, wait_first, (void *)id, stack, sizeof stack, thread_pager());
    pause(2);
    CHECK_EQ(0, first_answer);
    CHECK_EQ(0, pager_wait(id));
    CHECK_EQ(EINTR, first_answer);
}
