/*
 * The disk driver with two drives: what it reads, what it writes, and clients that mean it harm.
 */
#include "frame.h"
#include "errno.h"
#include "ipc.h"
#include "string.h"
#include "thread.h"

#define BLOCKS0 64u
#define BLOCKS1 41u
#define SEVERAL 16u /* of the blocks, when not all are needed */

#define WRITABLE(p) l4_fpage((uint32_t)(p), L4_LOG2_PAGE, L4_FPAGE_WRITE)
#define READABLE(p) l4_fpage((uint32_t)(p), L4_LOG2_PAGE, 0)

TEST(20.01,
     "each drive says how many blocks it has; sectors behind the last whole block do not count")
{
    start_driver();
    struct words w = {0, 0, DISK_SIZE | DISK_FILES << 8};
    ipc_call(driver_id, &w);
    CHECK_EQ("error", 0, w.w0);
    CHECK_EQ("blocks of drive 0", BLOCKS0, w.w1);
    w = (struct words){0, 0, DISK_SIZE | DISK_SWAP << 8};
    ipc_call(driver_id, &w);
    CHECK_EQ("error", 0, w.w0);
    CHECK_EQ("blocks of drive 1", BLOCKS1, w.w1);
}

TEST(20.02, "all blocks of both drives are read, in turns")
{
    start_driver();
    for (uint32_t b = 0; b < BLOCKS0; b++) {
        CHECK_EQ("drive 0", 0, read_block(0, b));
        CHECK_EQ("its contents", 1, is_block(page, 0, b, 0));
        if (b >= BLOCKS1)
            continue;
        CHECK_EQ("drive 1", 0, read_block(1, b));
        CHECK_EQ("its contents", 1, is_block(page, 1, b, 0));
    }
}

TEST(20.03, "a block that was written is read again, and no other has changed")
{
    start_driver();
    for (uint32_t d = 0; d < 2; d++) {
        CHECK_EQ("written", 0, write_block(d, 7, 1));
        CHECK_EQ("read", 0, read_block(d, 7));
        CHECK_EQ("as written", 1, is_block(page, d, 7, 1));
        CHECK_EQ("before it", 0, read_block(d, 6));
        CHECK_EQ("as it was", 1, is_block(page, d, 6, 0));
        CHECK_EQ("behind it", 0, read_block(d, 8));
        CHECK_EQ("as it was", 1, is_block(page, d, 8, 0));
    }
}

TEST(20.04, "the last block is written, the one behind it is refused with ENXIO")
{
    start_driver();
    CHECK_EQ("the last", 0, write_block(1, BLOCKS1 - 1, 1));
    CHECK_EQ("behind, written", ENXIO, write_block(1, BLOCKS1, 1));
    CHECK_EQ("behind, read", ENXIO, read_block(1, BLOCKS1));
    CHECK_EQ("number that is 0 as a sector", ENXIO, read_block(0, 0x20000000));
    CHECK_EQ("largest", ENXIO, write_block(0, 0xFFFFFFFF, 1));
}

TEST(20.05, "flush answers 0")
{
    start_driver();
    CHECK_EQ("drive 0", 0, request(DISK_FLUSH, 0, 0));
    CHECK_EQ("drive 1", 0, request(DISK_FLUSH | 1 << 8, 0, 0));
}

TEST(20.06, "no page is EINVAL, no such operation too, no such drive ENODEV")
{
    start_driver();
    CHECK_EQ("read", EINVAL, request(DISK_READ, 0, 0));
    CHECK_EQ("write", EINVAL, request(DISK_WRITE, 0, 0));
    struct words w = {3, WRITABLE(page), DISK_READ};
    ipc_call(driver_id, &w); /* words that only look like a page */
    CHECK_EQ("no map message", EINVAL, w.w0);
    for (uint32_t op = DISK_SIZE + 1; op < 256; op += 50)
        CHECK_EQ("operation", EINVAL, request(op, 0, WRITABLE(page)));
    CHECK_EQ("operation 0", EINVAL, request(0, 0, 0));
    for (uint32_t d = 2; d < 1u << 24; d *= 7)
        CHECK_EQ("drive", ENODEV, request(DISK_READ | d << 8, 0, WRITABLE(page)));
    CHECK_EQ("still there", 0, read_block(0, 1));
}

TEST(20.07, "a read into a page that may only be read changes nothing, and harms nobody else")
{
    start_driver();
    fill(page, 1, 1, 9);
    CHECK_EQ("answer", 0, request(DISK_READ, 1, READABLE(page)));
    CHECK_EQ("the page", 1, is_block(page, 1, 1, 9));
    CHECK(window_faults > 0);
    CHECK_EQ("next", 0, read_block(0, 2));
    CHECK_EQ("contents", 1, is_block(page, 0, 2, 0));
}

TEST(20.08, "a page that its client does not have is one of zeros to the driver")
{
    start_driver();
    window_faults = 0;
    CHECK_EQ("read", 0, request(DISK_READ, 1, WRITABLE(0x70000000)));
    CHECK_EQ("faults", 1, window_faults);
    CHECK_EQ("next", 0, read_block(0, 3));
    CHECK_EQ("contents", 1, is_block(page, 0, 3, 0));
}

TEST(20.09, "when the answer comes the driver has given the page back")
{
    start_driver();
    CHECK_EQ("read", 0, read_block(0, 4));
    fill(page, 0, 0, 5);
    window_faults = 0;
    CHECK_EQ("into nothing", 0, request(DISK_READ, 5, WRITABLE(0x70000000)));
    CHECK_EQ("the driver found its window empty", 1, window_faults);
    CHECK_EQ("the old page", 1, is_block(page, 0, 0, 5));
}

static volatile int stop;
static volatile uint32_t rounds;

/* Takes the page away from the driver again and again while it works. */
static void
take_away(void)
{
    while (!stop) {
        l4_fpage_unmap(WRITABLE(other_page), L4_UNMAP_REMOVE);
        rounds++;
        l4_thread_switch(L4_NIL);
    }
    thread_stop();
}

TEST(20.10,
     "a client that takes its page away in mid-transfer gets an answer, and harms nobody else")
{
    start_driver();
    stop = 0;
    window_faults = rounds = 0;
    helper_thread(1, take_away);
    for (uint32_t b = 0; b < SEVERAL; b++) {
        CHECK_EQ("answer", 0, request(DISK_READ, b, WRITABLE(other_page)));
        CHECK_EQ("another's", 0, read_block(0, b));
        CHECK_EQ("contents", 1, is_block(page, 0, b, b == 7));
    }
    stop = 1;
    CHECK(rounds > SEVERAL);
    CHECK(window_faults > 0);
}

/* A client in a task of its own. */
static void
ask_from_child(void)
{
    struct words w = {9, WRITABLE(other_page), DISK_READ};
    l4_id_t source;
    rounds++;
    l4_ipc(driver_id, L4_SEND_MAP, 0, L4_NEVER, &w, &source);
    rounds += 100;
    thread_stop();
}

TEST(20.11, "a client that dies while its request is served harms nobody else")
{
    start_driver();
    CHECK_EQ("the driver is ready", 0, read_block(0, 0));
    for (uint32_t i = 0; i < SEVERAL; i++) {
        rounds = 0;
        l4_id_t c = helper_task(1, ask_from_child);
        while (!rounds)
            l4_thread_switch(L4_NIL);
        for (uint32_t k = 0; k < i; k++)
            l4_thread_switch(L4_NIL);
        l4_task_new(c, L4_ROOT, 0, 0, L4_NIL);
        CHECK_EQ("another's", 0, read_block(1, i));
        CHECK_EQ("contents", 1, is_block(page, 1, i, i == 7));
    }
}

TEST(20.12, "of several pages that are mapped at once the first one takes part")
{
    static uint32_t four[4][1024] __attribute__((aligned(4 * L4_PAGE_SIZE)));
    start_driver();
    memset(four, 0xEE, sizeof four);
    CHECK_EQ("answer", 0, request(DISK_READ, 10, l4_fpage((uint32_t)four, 14, L4_FPAGE_WRITE)));
    CHECK_EQ("contents", 1, is_block(four[0], 0, 10, 0));
    CHECK_EQ("the second", 0xEEEEEEEE, four[1][0]);
}

TEST(20.13, "a message that has no place at the driver is the sender's error alone")
{
    start_driver();
    CHECK_EQ("the driver is ready", 0, read_block(0, 0));
    struct {
        struct l4_message m;
        struct l4_string string;
    } long_message = {{0, 0, L4_DOPE(3, 1), {0, 0, DISK_READ}}, {64, (uint32_t)page, 0, 0}};
    struct words w = {0, 0, DISK_READ};
    l4_id_t source;
    uint32_t result = l4_ipc(driver_id, (uint32_t)&long_message, 0, L4_NEVER, &w, &source);
    CHECK_EQ("cut", L4_ECUT | L4_IN_SEND, IPC_ERROR(result));
    CHECK_EQ("next", 0, read_block(0, 1));
    CHECK_EQ("contents", 1, is_block(page, 0, 1, 0));
}

static uint32_t crowd_page[3][1024] __attribute__((aligned(L4_PAGE_SIZE)));
static volatile uint32_t crowd_good[3], crowd_done;

static void
read_in_crowd(void)
{
    uint32_t n = l4_lthread_no(thread_self()) - 3;
    for (uint32_t b = 0; b < SEVERAL; b++) {
        uint32_t block = (b * 5 + n * 11) % BLOCKS1;
        memset(crowd_page[n], 0xEE, L4_PAGE_SIZE);
        uint32_t error = request(DISK_READ | 1 << 8, block, WRITABLE(crowd_page[n]));
        if (!error && is_block(crowd_page[n], 1, block, block == 7 || block == BLOCKS1 - 1))
            crowd_good[n]++;
    }
    crowd_done++;
    thread_stop();
}

TEST(20.14, "several clients at once all get their own blocks")
{
    start_driver();
    crowd_done = 0;
    for (uint32_t n = 0; n < 3; n++)
        helper_thread(1 + n, read_in_crowd);
    while (crowd_done < 3)
        pause_us(1000);
    for (uint32_t n = 0; n < 3; n++)
        CHECK_EQ("good blocks of one client", SEVERAL, crowd_good[n]);
}

static void
hold_line(void)
{
    struct words w;
    ipc_receive(l4_irq_id(14), &w, L4_RECV_ZERO);
    stop = 0;
    thread_stop();
}

TEST(20.15, "a driver whose interrupt line is another's finds its commands done by looking")
{
    stop = 1;
    helper_thread(1, hold_line);
    while (stop)
        l4_thread_switch(L4_NIL);
    start_driver();
    for (uint32_t b = 0; b < SEVERAL; b++) {
        CHECK_EQ("read", 0, read_block(0, b));
        CHECK_EQ("contents", 1, is_block(page, 0, b, b == 7));
    }
}
