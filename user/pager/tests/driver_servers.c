/*
 * Tests: servers are slow, or die. Part of driver.c.
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

/* The file server hardly runs: who waits for it keeps nobody else waiting. */
void
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

/* They are started again by the root task; no program notices. */
void
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

/* The root task starts the pager again; programs of the old one are gone. */
void
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
