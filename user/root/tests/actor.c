/*
 * A server that does what its arguments say, for the tests of the root task and the name server:
 * `victim` dies as it is asked to, `late` registers after a while, `judge` asks all the others and
 * prints what it saw, a line for each test.
 */
#include "errno.h"
#include "kdebug.h"
#include "names.h"
#include "pager.h"
#include "service.h"
#include "start.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"

#define HALF_SECOND 0x7B000009u /* receive timeout: 123 * 4^6 us */

enum deed { ANSWER = 1, READ_NULL, DIVIDE, UNDEFINED, TOO_MUCH, WRITE_TEXT, ABORT, CREATE };

static struct service victim = {"victim", L4_NIL}, late = {"late", L4_NIL};
static uint32_t passed, failed;

static void
check(const char *what, uint32_t seen, uint32_t expected)
{
    char line[200];
    int right = seen == expected;
    passed += (uint32_t)right;
    failed += (uint32_t)!right;
    if (right)
        snprintf(line, sizeof line, "ok root: %s\n", what);
    else
        snprintf(line, sizeof line, "FAIL root: %s: expected 0x%x, seen 0x%x\n", what, expected,
                 seen);
    kd_puts(line);
}

static void
pause_a_while(void)
{
    struct words w;
    ipc_receive(L4_NIL, &w, HALF_SECOND);
}

/* A task of the victim's creation; nobody answers its first fault, so it waits. */
static l4_id_t
create_child(void)
{
    l4_id_t child = tasks_create(0x1000, 0);
    tasks_name(child, "child");
    return child;
}

static void
die(enum deed how)
{
    volatile uint32_t zero = 0, *heap = (uint32_t *)HEAP_BASE;
    if (how == READ_NULL)
        zero = *(volatile uint32_t *)zero;
    if (how == DIVIDE)
        __asm__ volatile("divl %0" : : "rm"(zero) : "eax", "edx", "cc"); /* 1/x needs no division */
    if (how == UNDEFINED)
        __asm__ volatile("ud2");
    if (how == TOO_MUCH)
        for (uint32_t at = 0; at <= start_page()->memory; at += L4_PAGE_SIZE)
            heap[at / sizeof *heap] = 1;
    if (how == WRITE_TEXT)
        *(volatile uint8_t *)program_begin = 0x90;
    if (how == ABORT)
        abort();
}

static void
be_victim(void)
{
    struct words w;
    l4_id_t client;
    names_register("victim");
    for (;;) {
        if (IPC_ERROR(ipc_wait(&client, &w, L4_NEVER)))
            continue;
        die((enum deed)w.w0);
        w.w1 = w.w0 == CREATE ? create_child() : 0;
        w.w0 = 0;
        ipc_send(client, &w, IPC_SERVER);
    }
}

static void
be_late(void)
{
    struct words w;
    l4_id_t client;
    pause_a_while();
    names_register("late");
    while (IPC_ERROR(ipc_wait(&client, &w, L4_NEVER)))
        continue;
    exit(3);
}

static uint32_t
ask(enum deed what, struct words *w)
{
    *w = (struct words){what, 0, 0};
    return (uint32_t)service_call(&victim, w);
}

static void
judge_names(void)
{
    char name[9];
    uint32_t found = 0;
    check("an unknown name is not found", names_look_up("nobody"), L4_NIL);
    check("a server registers its own name", (uint32_t)names_register("judge"), 0);
    check("and again", (uint32_t)names_register("judge"), 0);
    check("its name leads to it", names_look_up("judge"), thread_self());
    check("another server's name is refused", (uint32_t)names_register("late"), EPERM);
    check("an empty name is refused", (uint32_t)names_register(""), EINVAL);
    check("a name with a blank is refused", (uint32_t)names_register("a b"), EINVAL);
    check("a wait that nobody ends times out", names_wait("nobody", HALF_SECOND), L4_NIL);
    check("a wait ends when the name is registered", (uint32_t)service_find(&late), 0);
    check("with the right thread", late.id, tasks_find("late"));
    for (uint32_t i = 0; !names_list(i, name); i++)
        found += !strcmp(name, "judge") || !strcmp(name, "late");
    check("the list has both", found, 2);
}

/* However many names one has, a server that died finds a place. */
static void
judge_many_names(void)
{
    char name[9];
    struct words w;
    uint32_t many = 0, error = 0;
    while (!error && many < 64) {
        snprintf(name, sizeof name, "many%u", many);
        error = (uint32_t)names_register(name);
        many += !error;
    }
    check("names come to an end", error, ENOSPC);
    check("before the places for servers do", many <= 48, 1);
    check("a server dies meanwhile", ask(ABORT, &w), EPIPE);
    check("and has its name again", ask(ANSWER, &w), 0);
}

/* The parameter word's priority of a thread after one that has no right tried to set it. */
static uint32_t
try_priority(l4_id_t thread, uint32_t priority)
{
    struct schedule_state s;
    l4_thread_schedule(thread, L4_INVALID, L4_INVALID, &s);
    l4_thread_schedule(thread, (s.parameter & 0xFFF00000u) | priority, L4_INVALID, &s);
    l4_thread_schedule(thread, L4_INVALID, L4_INVALID, &s);
    return s.parameter & 0xFF;
}

static void
judge_priorities(void)
{
    check("nobody makes himself more important", try_priority(thread_self(), 255), 100);
    check("nor another less", try_priority(tasks_find("names"), 1), 150);
    check("nor the root task", try_priority(L4_ROOT, 0), 128);
}

static void
judge_deaths(void)
{
    static const struct {
        enum deed deed;
        const char *what;
    } deaths[] = {
        {READ_NULL, "a server that reads address 0 is started again"},
        {DIVIDE, "one that divides by zero"},
        {UNDEFINED, "one that runs an undefined instruction"},
        {TOO_MUCH, "one that touches more memory than it was given"},
        {WRITE_TEXT, "one that writes to its text"},
        {ABORT, "one that gives up"},
    };
    struct words w;
    struct task_info info;
    uint32_t frames, before, after;
    check("a server answers", ask(ANSWER, &w), 0);
    l4_id_t first = victim.id;
    tasks_memory(&frames, &before);
    for (uint32_t i = 0; i < sizeof deaths / sizeof *deaths; i++) {
        l4_id_t old = victim.id;
        check("a client hears that the server died at work", ask(deaths[i].deed, &w), EPIPE);
        check(deaths[i].what, ask(ANSWER, &w), 0);
        check("and has a new id", victim.id != old, 1);
        check("the old one is stale", (uint32_t)thread_alive(old), 0);
    }
    tasks_memory(&frames, &after);
    check("no frame is lost", before - after, 0);
    tasks_info(l4_task_no(victim.id), &info);
    check("the restarts are counted", info.restarts, sizeof deaths / sizeof *deaths);
    victim.id = first;
    check("a client with a stale id finds the new server", ask(ANSWER, &w), 0);
}

static void
judge_tasks(void)
{
    struct words w;
    struct task_info info;
    check("a server creates a task", ask(CREATE, &w), 0);
    l4_id_t child = w.w1;
    check("which has the name it was given",
          (uint32_t)tasks_info(l4_task_no(child), &info) || strcmp(info.name, "child"), 0);
    check("a stranger may not end it", (uint32_t)tasks_kill(child), EPERM);
    check("nor a server", (uint32_t)tasks_kill(victim.id), EPERM);
    check("nor change its priority", (uint32_t)tasks_priority(child, 1), EPERM);
    l4_id_t own = create_child();
    check("one's own task can be given a priority", (uint32_t)tasks_priority(own, 60), 0);
    check("but none above the programs'", (uint32_t)tasks_priority(own, 101), EPERM);
    check("one's own task can be ended", (uint32_t)tasks_kill(own), 0);
    check("once", (uint32_t)tasks_kill(own), ENOENT);
    uint32_t many = 0;
    l4_id_t mine[100];
    while (many < 100 && (mine[many] = create_child()))
        many++;
    check("64 tasks may be one's own, no more", many, 64);
    while (many-- > 0)
        tasks_kill(mine[many]);
    check("ports of another are refused", (uint32_t)tasks_ports(0x3F8, 4), EPERM);
    check("ports of one's own are not", (uint32_t)tasks_ports(0x2F8, 4), 0);
    check("the server dies", ask(ABORT, &w), EPIPE);
    check("and what it created with it", (uint32_t)tasks_info(l4_task_no(child), &info), ENOENT);
    w = (struct words){0xFFFFFFF1, 0, 0};
    ipc_call(L4_ROOT, &w);
    check("a request that does not exist is refused", w.w0, EINVAL);
    check("the clock runs", start_clock() > 500000, 1);
}

/* The last restart that its line allows. */
static void
judge_the_end(void)
{
    struct words w;
    check("the last time that its line allows", ask(ABORT, &w), EPIPE);
    check("a server that died too often is gone", names_look_up("victim"), L4_NIL);
    check("from the list of tasks too", tasks_find("victim"), L4_NIL);
    check("and nobody takes its name", (uint32_t)names_register("victim"), EPERM);
    service_call(&late, &w);
    check("a server that ends itself is not started again", tasks_find("late"), L4_NIL);
}

/* Killed by the one who may: the shell does this. */
static void
judge_the_broker(void)
{
    l4_id_t broker = tasks_find("names");
    check("who is trusted ends the name server", (uint32_t)tasks_kill(broker), 0);
    check("which is there again", tasks_find("names") != broker, 1);
    check("and knows the servers", names_look_up("late"), tasks_find("late"));
}

static void
be_judge(const char *what)
{
    char line[80];
    if (!strcmp(what, "all")) {
        judge_names();
        judge_deaths();
        judge_tasks();
        judge_priorities();
        judge_many_names();
        judge_the_end();
    } else {
        judge_the_broker();
    }
    snprintf(line, sizeof line, "root: %u passed, %u failed\n", passed, failed);
    kd_puts(line);
    kd_exit(0);
}

int
main(int argc, char **argv)
{
    if (argc == 2 && !strcmp(argv[0], "judge"))
        be_judge(argv[1]);
    if (!strcmp(argv[0], "victim"))
        be_victim();
    be_late();
    return 0;
}
