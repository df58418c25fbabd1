/*
 * A driver that is killed at any moment, and started again: nothing is lost that it acknowledged.
 * And no transfer that was broken off disturbs the next driver.
 */
#include "frame.h"
#include "errno.h"
#include "ipc.h"
#include "string.h"
#include "thread.h"

#define GONE   (1000 + L4_ENOT_EXISTENT)
#define BLOCKS 32u
#define KILLS  100u
#define LOW    10u /* priority of the driver and its client; this thread is above them */

static uint32_t load_page[1024] __attribute__((aligned(L4_PAGE_SIZE)));
static volatile uint32_t version[BLOCKS]; /* the last one that was acknowledged */
static volatile uint32_t acknowledged, torn, strange;

static void
set_priority(l4_id_t thread, uint32_t priority)
{
    struct schedule_state s;
    l4_thread_schedule(thread, L4_INVALID, L4_INVALID, &s);
    l4_thread_schedule(thread, (s.parameter & 0xFFF00000u) | priority, L4_INVALID, &s);
}

static void
sleep_ticks(uint32_t ticks)
{
    struct words w;
    ipc_receive(L4_NIL, &w, ticks << 24 | 9); /* 4^6 us each */
}

TEST(21.01,
     "killed at the first word of a write: the block is the old one, and the next driver works")
{
    start_driver();
    kill_at_fault = 1;
    CHECK_EQ("no answer", GONE, request(DISK_WRITE, 1, l4_fpage(0x70000000, L4_LOG2_PAGE, 0)));
    start_driver();
    CHECK_EQ("read", 0, read_block(0, 1));
    CHECK_EQ("as it was", 1, is_block(page, 0, 1, 0));
    CHECK_EQ("write", 0, write_block(0, 1, 1));
    CHECK_EQ("read", 0, read_block(0, 1));
    CHECK_EQ("as written", 1, is_block(page, 0, 1, 1));
}

TEST(21.02, "killed at the first word of a read: the next driver works, on either drive")
{
    for (uint32_t d = 0; d < 2; d++) {
        start_driver();
        kill_at_fault = 1;
        CHECK_EQ(
            "no answer", GONE,
            request(DISK_READ | d << 8, 2, l4_fpage(0x70000000, L4_LOG2_PAGE, L4_FPAGE_WRITE)));
        start_driver();
        CHECK_EQ("read 0", 0, read_block(0, 3));
        CHECK_EQ("contents", 1, is_block(page, 0, 3, 0));
        CHECK_EQ("read 1", 0, read_block(1, 3));
        CHECK_EQ("contents", 1, is_block(page, 1, 3, 0));
    }
}

/* Asks until there is an answer, as disk.c does; the driver may have another id each time. */
static uint32_t
ask_until_answered(uint32_t op, uint32_t block, uint32_t rights)
{
    for (;;) {
        uint32_t error = request(op, block, l4_fpage((uint32_t)load_page, L4_LOG2_PAGE, rights));
        if (error == 0)
            return 0;
        if (error != GONE) {
            strange = error;
            return error;
        }
        l4_thread_switch(L4_NIL);
    }
}

static void
write_and_read(void)
{
    for (uint32_t i = 0;; i++) {
        uint32_t block = i * 13 % BLOCKS, v = version[block] + 1;
        fill(load_page, 0, block, v);
        if (!ask_until_answered(DISK_WRITE, block, 0)) {
            version[block] = v;
            acknowledged++;
        }
        block = i * 7 % BLOCKS;
        memset(load_page, 0xEE, sizeof load_page);
        if (!ask_until_answered(DISK_READ, block, L4_FPAGE_WRITE) &&
            !is_block(load_page, 0, block, version[block]))
            torn++;
    }
}

TEST(21.03, "killed a hundred times under load: every write that was acknowledged is there")
{
    version[1] = 1;
    start_driver();
    set_priority(driver_id, LOW);
    set_priority(helper_thread(1, write_and_read), LOW);
    for (uint32_t i = 0; i < KILLS; i++) {
        uint32_t last = acknowledged;
        do
            sleep_ticks(6 + i % 7);
        while (acknowledged == last); /* the host's disk may be slow */
        start_driver();
        set_priority(driver_id, LOW);
    }
    sleep_ticks(30);
    helper_thread(1, thread_stop);
    CHECK_EQ("reads that saw something else", 0, torn);
    CHECK_EQ("errors of other kinds", 0, strange);
    CHECK(acknowledged >= KILLS);
    start_driver();
    for (uint32_t b = 0; b < BLOCKS; b++) {
        CHECK_EQ("read", 0, read_block(0, b));
        int last = is_block(page, 0, b, version[b]);
        CHECK(last || is_block(page, 0, b, version[b] + 1)); /* one was perhaps on its way */
    }
    CHECK_EQ("flush", 0, request(DISK_FLUSH, 0, 0));
}
