/*
 * The frame of the file server's guest tests, and the pager of its clients. Enter by main().
 *
 *   args="scene"                  all tests of server_scene.c and the files beside it
 *   args="absent"                 tells whether there is a file server
 *   args="again"                  writes a file on a disk that was used before
 *   args="load SEED COUNT E C M"  random operations (server_load.c), with a sync behind each E, if
 *                                 not 0; after C of them, if not 0, the power fails in M ms
 *   args="cut"                    makes it fail (a server of its own, of the highest priority)
 */
#include "server_guest.h"
#include "kdebug.h"
#include "names.h"
#include "program.h"
#include "start.h"
#include "stdlib.h"
#include "tasks.h"
#include "thread.h"

#define STACK        8192
#define POWER_FAILED 0x20 /* the machine's status then */

/* Messages of clients to the pager; bit 0 is set, as in no page fault. */
enum { ANEW = 1, KILL = 3 };

volatile uint32_t restored, refused;
volatile int refused_error;

static char stacks[2][STACK] __attribute__((aligned(4096)));
static uint8_t poison[L4_PAGE_SIZE] __attribute__((aligned(4096)));
static l4_id_t self, client_a, client_b;
static uint32_t passed, failed;
static int the_argc;
static char **the_argv;

void
check(int right, const char *what, uint32_t seen)
{
    if (right) {
        passed++;
        printf("ok server: %s\n", what);
    } else {
        failed++;
        printf("FAIL server: %s: seen 0x%x\n", what, seen);
    }
}

void
finish(void)
{
    if (passed + failed)
        printf("server: %u passed, %u failed\n", passed, failed);
    kd_exit(failed ? 1 : 0);
    thread_stop();
}

/* The second client: runs the function that w1 of a message is. */
static void
client_b_main(void)
{
    struct words w;
    l4_id_t from;
    uint32_t error = ipc_wait(&from, &w, L4_NEVER);
    for (;;) {
        if (!IPC_ERROR(error))
            ((void (*)(void))w.w1)();
        ipc_send(from, &w, L4_NEVER); /* who began it may still be at something else */
        error = ipc_wait(&from, &w, L4_NEVER);
    }
}

void
other_begins(void (*f)(void))
{
    struct words w = {0, (uint32_t)f, 0};
    ipc_send(client_b, &w, L4_NEVER);
}

void
other_ends(void)
{
    struct words w;
    ipc_receive(client_b, &w, L4_NEVER);
}

void
other_runs(void (*f)(void))
{
    struct words w = {0, (uint32_t)f, 0};
    ipc_call(client_b, &w);
}

void
other_anew(void)
{
    struct words w = {ANEW, 0, 0};
    ipc_call(self, &w);
}

int
kill_task(l4_id_t id)
{
    struct words w = {KILL, id, 0};
    ipc_call(self, &w);
    return (int)w.w0;
}

/* While nobody runs, the machine's time goes as fast as the host can count: the disk of a busy host
 * is slow then, and the stubs' five seconds mean nothing. */
void
wait_for_server(void)
{
    names_wait("fs", L4_NEVER);
}

static uint32_t
number(int argument)
{
    return strtoul(the_argv[argument], NULL, 10);
}

static void
client_a_main(void)
{
    const char *mode = the_argv[1];
    if (strcmp(mode, "absent"))
        wait_for_server();
    if (!strcmp(mode, "scene")) {
        scene();
        scene_limits();
        scene_deaths();
    } else if (!strcmp(mode, "absent")) {
        printf("a file server is there: %s\n", files_sync() == ENOENT ? "no" : "yes");
    } else if (!strcmp(mode, "again")) {
        int h = files_open("/again", FILES_WRITABLE | FILES_CREATE, NULL, NULL);
        int n = files_write(h, 0, "again", 5);
        printf("written again: %d, sync %d\n", n, files_sync());
    } else if (!strcmp(mode, "load")) {
        load(number(2), number(3), number(4), number(5), number(6));
    }
    finish();
}

static l4_id_t
start_client(void (*f)(void), uint32_t n)
{
    l4_id_t id = tasks_create((uint32_t)f, (uint32_t)stacks[n] + STACK);
    if (id == L4_NIL)
        printf("FAIL server: no task for a client\n");
    return id;
}

/* The answer to a fault in a window: the page is granted on. Without one the client gets a page of
 * poison, so that it goes on and sees it. */
static void
restore(l4_id_t client, struct words *w)
{
    uint32_t page = w->w0 & L4_PAGE_MASK, write = w->w0 & 2;
    void *scratch = (void *)WINDOW_BASE;
    int error = files_restore(client, page, (int)write, scratch, L4_NEVER);
    if (!error) {
        restored++;
        *w = (struct words){page,
                            l4_fpage((uint32_t)scratch, L4_LOG2_PAGE,
                                     L4_FPAGE_GRANT | (write ? L4_FPAGE_WRITE : 0)),
                            0};
        return;
    }
    refused++;
    refused_error = error;
    memset(poison, POISON, sizeof poison);
    *w = (struct words){page, l4_fpage((uint32_t)poison, L4_LOG2_PAGE, L4_FPAGE_WRITE), 0};
}

/* Any other page is ours at the same address. */
static void
share(struct words *w)
{
    uint32_t page = w->w0 & L4_PAGE_MASK, rights = 0;
    if (w->w0 & 2) {
        __asm__ volatile("orb $0, (%0)" : : "r"(page) : "memory", "cc");
        rights = L4_FPAGE_WRITE;
    }
    (void)*(volatile char *)page;
    *w = (struct words){page, l4_fpage(page, L4_LOG2_PAGE, rights), 0};
}

/* A client asks for what only this task may do. */
static void
on_request(struct words *w)
{
    if (w->w0 == KILL) {
        w->w0 = (uint32_t)tasks_kill(w->w1);
        return;
    }
    tasks_kill(client_b);
    client_b = start_client(client_b_main, 1);
}

static void __attribute__((noreturn)) serve(void)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, IPC_SERVER);
        if (w.w0 & 1) {
            on_request(&w);
            error = ipc_reply_and_wait(&client, &w);
            continue;
        }
        if (w.w0 >= BUFFER_BASE && w.w0 < BUFFER_END)
            restore(client, &w);
        else
            share(&w);
        error = ipc_map_and_wait(&client, &w);
    }
}

/* Waits until somebody names a time, and ends the machine so many milliseconds later: the power
 * fails. It has the highest priority, so that it may happen in the middle of anything. */
static void
cut(void)
{
    struct words w;
    l4_id_t from;
    names_register("cutter");
    while (IPC_ERROR(ipc_wait(&from, &w, L4_NEVER)))
        ;
    uint64_t end = start_clock() + w.w0 * 1000ull;
    while (start_clock() < end)
        ipc_receive(L4_NIL, &w, 0x0400000C); /* 4 * 4^3 us: to the next tick */
    kd_exit(POWER_FAILED);
}

void
power_fails(uint32_t milliseconds)
{
    struct words w = {milliseconds, 0, 0};
    ipc_send(names_wait("cutter", L4_NEVER), &w, L4_NEVER);
}

int
main(int argc, char **argv)
{
    the_argc = argc;
    the_argv = argv;
    self = thread_self();
    if (argc >= 2 && !strcmp(argv[1], "cut"))
        cut();
    if (argc < 2 || (!strcmp(argv[1], "load") && argc < 7)) {
        printf("FAIL server: arguments are missing\n");
        finish();
    }
    client_b = start_client(client_b_main, 1);
    client_a = start_client(client_a_main, 0);
    serve();
}
