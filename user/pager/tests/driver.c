/*
 * The tests of the pager server in the running system: a server that starts victims (victim.c) and
 * looks at what becomes of them. It prints a line for each test; run.py boots it and judges what is
 * printed.
 */
#include "driver.h"
#include "errno.h"
#include "ipc.h"
#include "kdebug.h"
#include "names.h"
#include "stdio.h"

#define PAUSE 0x1400000Au /* 20 * 1024 us */

static int failed;
static uint32_t passed, all_failed;

void
check(const char *what, uint32_t expected, uint32_t seen, int line)
{
    if (expected != seen && !failed++)
        printf("  line %d: %s: expected %d, seen %d\n", line, what, (int)expected, (int)seen);
}

void
pause(int times)
{
    struct words w;
    while (times-- > 0)
        ipc_receive(L4_NIL, &w, PAUSE);
}

/* Starts a victim with one or two arguments. */
l4_id_t
start(const char *deed, const char *number)
{
    char *words[] = {"victim", (char *)deed, (char *)number};
    return pager_spawn("/victim", number ? 3 : 2, words);
}

int
run(const char *deed, const char *number)
{
    l4_id_t id = start(deed, number);
    return id ? pager_wait(id) : -errno - 1000;
}

uint32_t
free_frames(void)
{
    uint32_t all, left;
    CHECK_EQ(0, pager_memory(&all, &left));
    CHECK_EQ(PAGES, all);
    return left;
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

int
main(int argc, char **argv)
{
    names_wait("fs", L4_NEVER);
    names_wait("pager", L4_NEVER);
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
