/*
 * The tests of the pager server in the running system: a server that starts victims (victim.c) and
 * looks at what becomes of them. It prints a line for each test; run.py boots it and judges what is
 * printed. The pager has PAGES frames and a swap disk of SLOTS.
 */
#include "errno.h"
#include "ipc.h"
#include "kdebug.h"
#include "layout.h"
#include "message.h"
#include "names.h"
#include "pager.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"

#define PAGES 256
#define SLOTS 1536
#define FAULT (PAGER_DIED - 14)
#define PAUSE 0x1400000Au /* 20 * 1024 us */

static int failed;
static uint32_t passed, all_failed;

static void
check(const char *what, uint32_t expected, uint32_t seen, int line)
{
    if (expected != seen && !failed++)
        printf("  line %d: %s: expected %d, seen %d\n", line, what, (int)expected, (int)seen);
}

#define CHECK_EQ(expected, seen) check(#seen, (uint32_t)(expected), (uint32_t)(seen), __LINE__)
#define CHECK(condition)         check(#condition, 1, !!(condition), __LINE__)

static void
pause(int times)
{
    struct words w;
    while (times-- > 0)
        ipc_receive(L4_NIL, &w, PAUSE);
}

/* Starts a victim with one or two arguments. */
static l4_id_t
start(const char *deed, const char *number)
{
    char *words[] = {"victim", (char *)deed, (char *)number};
    return pager_spawn("/victim", number ? 3 : 2, words);
}

static int
run(const char *deed, const char *number)
{
    l4_id_t id = start(deed, number);
    return id ? pager_wait(id) : -errno - 1000;
}

static uint32_t
free_frames(void)
{
    uint32_t all, left;
    CHECK_EQ(0, pager_memory(&all, &left));
    CHECK_EQ(PAGES, all);
    return left;
}

static void
statuses(void)
{
    CHECK_EQ(0, run("0", NULL));
    CHECK_EQ(42, run("42", NULL));
    CHECK_EQ(255, run("255", NULL));
    CHECK_EQ(PAGES, free_frames());
}

static void
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

static void
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

static void
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

static void
hog(void)
{
    uint32_t out = pager_count(PAGER_SWAPPED_OUT), in = pager_count(PAGER_SWAPPED_IN);
    CHECK_EQ(0, run("hog", "768"));
    CHECK(pager_count(PAGER_SWAPPED_OUT) - out > 500);
    CHECK(pager_count(PAGER_SWAPPED_IN) - in > 2000);
    CHECK_EQ(0, run("hog", "768")); /* the slots of the first are free again */
    CHECK_EQ(0, run("hog", "768"));
    CHECK_EQ(PAGES, free_frames());
}

static void
limits(void)
{
    struct pager_info info;
    l4_id_t id = start("hog", "100");
    CHECK_EQ(0, pager_limit(id, 20));
    for (int i = 0; i < 10; i++) {
        pause(1);
        if (pager_info(l4_task_no(id), &info))
            break;
        CHECK(info.frames <= 20 + 5); /* pages, their records, the start page */
        CHECK_EQ(id, info.id);
        CHECK(!strcmp(info.name, "victim"));
    }
    CHECK_EQ(0, pager_wait(id));
    CHECK_EQ(PAGES, free_frames());
}

static void
two_hogs(void)
{
    l4_id_t one = start("hog", "300"), two = start("hog", "300");
    CHECK_EQ(0, pager_wait(one));
    CHECK_EQ(0, pager_wait(two));
}

static void
out_of_everything(void)
{
    l4_id_t small = start("sleep", NULL);
    CHECK_EQ(FAULT, run("hog", "2000"));
    CHECK_EQ(0, pager_kill(small));
    CHECK_EQ(PAGER_KILLED, pager_wait(small));
    CHECK_EQ(0, run("hog", "700"));
    CHECK_EQ(PAGES, free_frames());
}

static void
wrong_touches(void)
{
    uint32_t eip = 0;
    CHECK_EQ(FAULT, run("deep", NULL));
    CHECK_EQ(FAULT, run("null", NULL));
    CHECK_EQ(FAULT, run("text", NULL));
    CHECK_EQ(FAULT, run("nowindow", NULL));
    CHECK_EQ(PAGER_DIED, pager_wait_where(start("divide", NULL), &eip));
    CHECK(eip >= PROGRAM_BASE && eip < PROGRAM_BASE + 0x100000);
    CHECK_EQ(PAGES, free_frames());
}

static void
data_is_copied(void)
{
    uint32_t copied = pager_count(PAGER_COPIED);
    l4_id_t one = start("data", "100"), two = start("data", "200");
    CHECK_EQ(0, pager_wait(one));
    CHECK_EQ(0, pager_wait(two));
    CHECK(pager_count(PAGER_COPIED) - copied >= 16);
}

static void
shared_pages(void)
{
    CHECK_EQ(0, run("share", NULL));
    CHECK_EQ(PAGES, free_frames());
}

static void
windows(void)
{
    uint32_t forwarded = pager_count(PAGER_FORWARDED);
    CHECK_EQ(0, run("window", NULL));
    CHECK_EQ(forwarded + 32, pager_count(PAGER_FORWARDED));
}

/* The file server hardly runs: who waits for it keeps nobody else waiting. */
static void
slow_file_server(void)
{
    struct pager_info info;
    l4_id_t window = start("window", "5"), busy = start("busy", "400");
    pause(2);
    CHECK_EQ(0, tasks_priority(names_look_up("fs"), 0));
    CHECK_EQ(0, pager_wait(busy));
    CHECK_EQ(0, pager_info(l4_task_no(window), &info)); /* it still waits */
    CHECK_EQ(0, pager_wait(window));
    CHECK_EQ(0, tasks_kill(names_look_up("fs"))); /* its priority is as before then */
}

static void
stacked(void)
{
    CHECK_EQ(0, run("stacked", "60"));
    CHECK_EQ(PAGES, free_frames());
}

/* Hogs are killed wherever they are: in a fault, in the queue of the disk. */
static void
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

static void
orphans(void)
{
    CHECK_EQ(0, run("parent", NULL));
    CHECK_EQ(PAGES, free_frames());
}

/* More tasks than there is room for: refused, and all can be ended. */
static void
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

static void
tracing(void)
{
    CHECK_EQ(0, run("trace", NULL));
}

/* They are started again by the root task; no program notices. */
static void
servers_die(void)
{
    l4_id_t late = start("late", NULL), hog = start("hog", "500");
    pause(2);
    CHECK_EQ(0, tasks_kill(names_look_up("fs")));
    CHECK_EQ(0, tasks_kill(names_look_up("disk")));
    CHECK_EQ(0, pager_wait(late));
    CHECK_EQ(0, tasks_kill(names_look_up("disk")));
    CHECK_EQ(0, pager_wait(hog));
    CHECK_EQ(0, run("window", NULL));
    CHECK_EQ(PAGES, free_frames());
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

static void
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

/* The root task starts the pager again; programs of the old one are gone. */
static void
the_pager_dies(void)
{
    l4_id_t program = start("sleep", NULL), pager = names_look_up("pager");
    CHECK(thread_alive(program));
    CHECK_EQ(0, tasks_kill(pager));
    CHECK(!thread_alive(program));
    CHECK_EQ(PAGER_KILLED, pager_wait(program));
    CHECK_EQ(0, run("hog", "300"));
    CHECK(names_look_up("pager") != pager);
    CHECK_EQ(PAGES, free_frames());
}

static const struct {
    const char *name;
    void (*run)(void);
} tests[] = {
    {"programs end with their status", statuses},
    {"arguments and surroundings arrive", arguments},
    {"what is no program is refused", wrong_files},
    {"wrong requests harm nobody", wrong_requests},
    {"data pages are copied when written to", data_is_copied},
    {"shared pages part at the first write", shared_pages},
    {"wrong touches end a program", wrong_touches},
    {"three times the memory, by the swap disk", hog},
    {"a limit of frames is kept", limits},
    {"two programs compete for frames", two_hogs},
    {"out of frames and slots: only the hog ends", out_of_everything},
    {"a file's pages come back by the file server", windows},
    {"who waits for the file server keeps nobody else waiting", slow_file_server},
    {"a pager on the pager", stacked},
    {"programs are killed at any time, nothing is lost", kills},
    {"who is left alone by its creator ends", orphans},
    {"64 programs, and no more", many},
    {"faults are told", tracing},
    {"of two who wait the later one is answered", two_wait},
    {"file and disk server die, and no program notices", servers_die},
    {"the pager dies and comes back", the_pager_dies},
};

/* With an argument: starts that program, first with an argument, then without. */
static int
run_program(const char *path)
{
    char *words[] = {(char *)path, "first"};
    int status = 1;
    for (int count = 2; count > 0; count--) {
        l4_id_t id = pager_spawn(path, count, words);
        status = id ? pager_wait(id) : errno;
        if (status)
            printf("%s ends with %d\n", path, status);
    }
    return status;
}

int
main(int argc, char **argv)
{
    names_wait("pager", L4_NEVER);
    if (argc > 1)
        kd_exit(run_program(argv[1]) != 0);
    for (unsigned i = 0; i < sizeof tests / sizeof *tests; i++) {
        failed = 0;
        tests[i].run();
        passed += !failed;
        all_failed += failed != 0;
        printf(failed ? "FAIL pager: %s: see above\n" : "ok pager: %s\n", tests[i].name);
    }
    printf("pager: %u passed, %u failed\n", passed, all_failed);
    kd_exit(0);
    return 0;
}
