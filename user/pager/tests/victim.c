/*
 * A program that does to the pager server what its first argument says, for driver.c. It ends with
 * status 0 if all was as it must be.
 */
#include "victim.h"
#include "disk.h"
#include "errno.h"
#include "ipc.h"
#include "pager.h"
#include "start.h"
#include "stdlib.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"

uint32_t number;

/* The status is how many arguments there are, and what lies in the start page. */
static int
deed_arguments(int argc, char **argv)
{
    const struct start_page *page = start_page();
    if (argc != 4 || strcmp(argv[2], "two words") || argv[3][0])
        return BAD;
    if (strcmp(page->directory, "/here") || strcmp(page->input, "/in") || page->output[0] ||
        strcmp(page->name, "victim") || page->append != 1)
        return BAD + 1;
    return 0;
}

static int
deed_deep(int argc, char **argv)
{
    volatile char room[3000];
    room[0] = (char)argc;
    return argc ? deed_deep(argc + 1, argv) + room[0] : 0; /* argc is never 0 */
}

static int
deed_null(int argc, char **argv)
{
    volatile uint32_t address = 16;
    return *(volatile int *)address;
}

static int
deed_text(int argc, char **argv)
{
    *(volatile int *)(uint32_t)deed_text = 0;
    return 0;
}

static int
deed_divide(int argc, char **argv)
{
    volatile int zero = 0;
    return 100 / zero;
}

static int
deed_nowindow(int argc, char **argv)
{
    return *(volatile int *)(BUFFER_BASE + 0x5000);
}

static int
deed_sleep(int argc, char **argv)
{
    PAGE_OF(0)[0] = 1;
    thread_stop();
}

/* Starts a child and leaves it alone. */
static int
deed_parent(int argc, char **argv)
{
    char *words[] = {"victim", "sleep"};
    return pager_spawn("/victim", 2, words) ? 0 : BAD;
}

static int
deed_trace(int argc, char **argv)
{
    pager_trace(1);
    PAGE_OF(0)[0] = 1;
    (void)*(volatile uint32_t *)&data[0][0];
    data[0][0] = 1;
    pager_trace(0);
    return 0;
}

/* Messages as if it faulted; with a number also in windows that are not there, which ends it. */
static int
deed_noise(int argc, char **argv)
{
    uint32_t seed = 486;
    l4_id_t pager = thread_pager();
    for (int i = 0; i < 2000; i++) {
        seed = seed * 1664525u + 1013904223u;
        struct words w = {HEAP_BASE + (seed >> 12 & 0xFF000) + (seed & 2), seed, seed};
        if (number && i % 3 == 0)
            w.w0 = BUFFER_BASE + (seed >> 12 & 0x7000);
        ipc_send(pager, &w, L4_SEND_ZERO);
    }
    return 0;
}

/* Pages of the program's file that nobody has touched before, after a while. */
static int
deed_late(int argc, char **argv)
{
    static const volatile uint32_t late[4][1024] = {{1}, {2}, {3}, {4}};
    struct words w;
    for (uint32_t i = 0; i < 5; i++)
        ipc_receive(L4_NIL, &w, PAUSE);
    for (uint32_t i = 0; i < 4; i++)
        if (late[i][0] != i + 1)
            return BAD;
    return 0;
}

/* What a program has no right to: blocks of the disks, another priority, another's priority. */
static int
deed_rights(int argc, char **argv)
{
    struct schedule_state s;
    uint32_t blocks;
    l4_id_t of[] = {thread_self(), thread_pager(), tasks_find("console")};
    if (disk_size(DISK_SWAP, &blocks) != EPERM ||
        disk_read(DISK_SWAP, 0, (void *)PAGE_OF(0)) != EPERM ||
        disk_write(DISK_FILES, 0, (void *)PAGE_OF(0)) != EPERM)
        return BAD;
    for (unsigned i = 0; i < sizeof of / sizeof *of; i++) {
        l4_thread_schedule(of[i], L4_INVALID, L4_INVALID, &s);
        uint32_t before = s.parameter & 0xFF;
        l4_thread_schedule(of[i], (s.parameter & 0xFFF00000u) | 99, L4_INVALID, &s);
        l4_thread_schedule(of[i], L4_INVALID, L4_INVALID, &s);
        if ((s.parameter & 0xFF) != before)
            return BAD + 1;
    }
    return 0;
}

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} deeds[] = {
    {"arguments", deed_arguments}, {"hog", deed_hog},       {"data", deed_data},
    {"look", deed_look},           {"share", deed_share},   {"deep", deed_deep},
    {"null", deed_null},           {"text", deed_text},     {"divide", deed_divide},
    {"nowindow", deed_nowindow},   {"sleep", deed_sleep},   {"parent", deed_parent},
    {"trace", deed_trace},         {"window", deed_window}, {"noise", deed_noise},
    {"stacked", deed_stacked},     {"late", deed_late},     {"busy", deed_busy},
    {"rights", deed_rights},
};

int
main(int argc, char **argv)
{
    if (argc > 2)
        number = (uint32_t)atoi(argv[2]);
    for (unsigned i = 0; argc > 1 && i < sizeof deeds / sizeof *deeds; i++)
        if (!strcmp(argv[1], deeds[i].name))
            return deeds[i].run(argc, argv);
    return argc > 1 ? atoi(argv[1]) : 0;
}
