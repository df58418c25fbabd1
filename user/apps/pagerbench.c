/*
 * What a page fault costs, by what the pager server does about it. Started by the root task
 * (pagerbench.conf) this program starts itself from the disk, and the machine ends with it; started
 * by the pager server it measures. First it is started with an argument: it then only touches most
 * of the pager's frames, so that the root task has given them when it is measured.
 *
 * Each window is one instruction that touches memory (pagerbench_touch.S). The program is linked to
 * an address that no server has, so that the labels are nobody else's.
 */
#include "errno.h"
#include "files.h"
#include "ipc.h"
#include "kdebug.h"
#include "layout.h"
#include "names.h"
#include "pager.h"
#include "start.h"
#include "tasks.h"
#include "thread.h"

#define PAGES  32
#define ROUNDS 8
#define MOST   240 /* of the 256 frames that the pager has */
#define WINDOW 16  /* pages of a file's window */

/* pagerbench_touch.S: `pages` pages from `at` on, by reading or by writing 1. */
typedef void touch(volatile void *at, uint32_t pages);
touch fault_zero, fault_cow, fault_again, fault_text, fault_window, fault_stacked;

/* Pages of the file: read-only ones, and ones to write to. */
static const uint32_t text[PAGES][1024] __attribute__((aligned(4096))) = {{1}};
static uint32_t data[PAGES][1024] __attribute__((aligned(4096))) = {{1}};

static char stacks[2][4096] __attribute__((aligned(4096)));
static volatile l4_id_t child;

/* Reads without a label around it. */
static void
read_pages(const volatile void *at, uint32_t pages)
{
    for (; pages > 0; pages--, at = (const volatile char *)at + L4_PAGE_SIZE)
        (void)*(const volatile uint32_t *)at;
}

/* The file server has the program's file in memory before it is measured. */
static void
warm_up(void)
{
    static char block[4096];
    int handle = files_open("/pagerbnc", 0, NULL, NULL);
    for (uint32_t at = 0; files_read(handle, at, block, sizeof block) > 0; at += sizeof block)
        ;
    files_close(handle);
}

/* The pages are in memory, and not mapped: as when the clock has unmapped them to see whether they
 * are in use, only that here the program itself throws them away. */
static void
measure_again(void)
{
    for (uint32_t round = 0; round < ROUNDS; round++) {
        l4_fpage_unmap(l4_fpage(HEAP_BASE, 17, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
        fault_again((void *)HEAP_BASE, PAGES);
    }
}

/* The pages of a file's window are thrown away and come back by way of the pager and the file
 * server. */
static void
measure_window(void)
{
    int handle = files_open("/pagerbnc", 0, (void *)BUFFER_BASE, NULL);
    files_map_many(handle, 0, WINDOW, 0);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        l4_fpage_unmap(l4_fpage(BUFFER_BASE, 16, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
        fault_window((void *)BUFFER_BASE, WINDOW);
    }
    files_close(handle);
}

/* A task whose pager is this program, whose pager is the pager server: a page that neither has. */
static void
stacked_client(void)
{
    struct words w = {1, 0, 0};
    l4_id_t source;
    fault_stacked((char *)HEAP_BASE + 0x200000, PAGES);
    l4_ipc(l4_thread_of(thread_pager(), 0), 0, L4_NO_RECEIVE, L4_NEVER, &w, &source);
    thread_stop();
}

static void
stacked_pager(void *unused)
{
    struct words w;
    l4_id_t client;
    child = tasks_create((uint32_t)stacked_client, (uint32_t)(stacks[1] + sizeof stacks[1]));
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, IPC_SERVER);
        uint32_t page = w.w0 & L4_PAGE_MASK, write = w.w0 & 2;
        if (write)
            __asm__ volatile("orb $0, (%0)" : : "r"(page) : "memory", "cc");
        else
            read_pages((void *)page, 1);
        w = (struct words){page, l4_fpage(page, L4_LOG2_PAGE, write ? L4_FPAGE_WRITE : 0), 0};
        error = ipc_map_and_wait(&client, &w);
    }
}

static void
measure_stacked(void)
{
    struct words w;
    l4_id_t client;
    thread_start(1, stacked_pager, NULL, stacks[0], sizeof stacks[0], thread_pager());
    do
        ipc_wait(&client, &w, L4_NEVER);
    while (client != child);
}

static void
measure(void)
{
    warm_up();
    fault_text((void *)text, PAGES);
    read_pages(data, PAGES);
    fault_cow(data, PAGES);
    fault_zero((void *)HEAP_BASE, PAGES);
    measure_again();
    measure_stacked();
    measure_window();
}

/* Has the pager server start this program. 0 or what went wrong. */
static int
start(int argc)
{
    char *words[] = {"pagerbnc", "first"};
    l4_id_t id = pager_spawn("/pagerbnc", argc, words);
    return id ? pager_wait(id) : errno;
}

int
main(int argc, char **argv)
{
    if (start_page()->parent == L4_ROOT) {
        names_wait("fs", L4_NEVER);
        int error = start(2) || start(1);
        kd_exit(error);
    }
    if (argc == 1)
        measure();
    for (uint32_t i = 0; argc > 1 && i < MOST; i++)
        ((volatile char *)HEAP_BASE)[i * L4_PAGE_SIZE] = 1;
    return 0;
}
