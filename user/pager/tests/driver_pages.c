/*
 * Tests: pages come, are copied, go to the swap disk and come back. Part of driver.c.
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

void
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

void
two_hogs(void)
{
    l4_id_t one = start("hog", "300"), two = start("hog", "300");
    CHECK_EQ(0, pager_wait(one));
    CHECK_EQ(0, pager_wait(two));
}

void
out_of_everything(void)
{
    l4_id_t small = start("sleep", NULL);
    CHECK_EQ(FAULT, run("hog", "2000"));
    CHECK_EQ(0, pager_kill(small));
    CHECK_EQ(PAGER_KILLED, pager_wait(small));
    CHECK_EQ(0, run("hog", "700"));
    CHECK_EQ(PAGES, free_frames());
}

void
data_is_copied(void)
{
    uint32_t copied = pager_count(PAGER_COPIED);
    l4_id_t one = start("data", "100"), two = start("data", "200");
    CHECK_EQ(0, pager_wait(one));
    CHECK_EQ(0, pager_wait(two));
    CHECK(pager_count(PAGER_COPIED) - copied >= 16);
}

void
shared_pages(void)
{
    CHECK_EQ(0, run("share", NULL));
    CHECK_EQ(PAGES, free_frames());
}

void
windows(void)
{
    uint32_t forwarded = pager_count(PAGER_FORWARDED);
    CHECK_EQ(0, run("window", NULL));
    CHECK_EQ(forwarded + 32, pager_count(PAGER_FORWARDED));
}

void
stacked(void)
{
    CHECK_EQ(0, run("stacked", "60"));
    CHECK_EQ(PAGES, free_frames());
}
