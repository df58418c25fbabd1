/*
 * A server that is a client of the disk server in the running system, by the stubs that all others
 * use. The swap drive is its own: so long as nobody needs much memory, the pager server leaves it
 * alone. It is trusted, and kills the disk server while it works.
 */
#include "clock.h"
#include "disk.h"
#include "errno.h"
#include "kdebug.h"
#include "layout.h"
#include "service.h"
#include "stdio.h"
#include "string.h"
#include "tasks.h"
#include "test.h"
#include "thread.h"

#define BLOCKS 64u
#define KILLS  60u
#define BAD    200u

static uint32_t page[1024] __attribute__((aligned(L4_PAGE_SIZE)));
static uint32_t passed, failed;
static volatile uint32_t killed, requests;
static int last_error; /* that a request ended with */

static void
check(const char *what, uint32_t seen, uint32_t expected)
{
    char line[160];
    int right = seen == expected;
    passed += (uint32_t)right;
    failed += (uint32_t)!right;
    snprintf(line, sizeof line, right ? "ok %s\n" : "FAIL %s: expected 0x%x, seen 0x%x\n", what,
             (unsigned)expected, (unsigned)seen);
    kd_puts(line);
}

static void
fill(uint32_t block, uint32_t version)
{
    for (uint32_t i = 0; i < L4_PAGE_SIZE / 4; i++)
        page[i] = test_mix(version << 16 | block, i);
}

static int
is_block(uint32_t block, uint32_t version)
{
    for (uint32_t i = 0; i < L4_PAGE_SIZE / 4; i++) {
        if (page[i] != test_mix(version << 16 | block, i))
            return 0;
    }
    return 1;
}

/* How many of the blocks are written, and read again, as they should. */
static uint32_t
write_all(uint32_t version)
{
    uint32_t good = 0;
    for (uint32_t b = 0; b < BLOCKS; b++) {
        fill(b, version);
        int error = disk_write(DISK_SWAP, b, page);
        requests++;
        last_error = error ? error : last_error;
        good += !error;
    }
    return good;
}

static uint32_t
read_all(uint32_t version)
{
    uint32_t good = 0;
    for (uint32_t b = 0; b < BLOCKS; b++) {
        memset(page, 0xEE, sizeof page);
        int error = disk_read(DISK_SWAP, b, page);
        requests++;
        last_error = error ? error : last_error;
        good += !error && is_block(b, version);
    }
    return good;
}

static void
judge_stubs(void)
{
    uint32_t blocks = 0;
    check("the swap drive has 64 MB", (uint32_t)disk_size(DISK_SWAP, &blocks) + blocks, 16384);
    check("the drive with the files is there", (uint32_t)disk_size(DISK_FILES, &blocks), 0);
    check("a third drive is not", (uint32_t)disk_size(2, &blocks), ENODEV);
    check("blocks are written", write_all(1), BLOCKS);
    check("and read again", read_all(1), BLOCKS);
    check("the medium has them", (uint32_t)disk_flush(DISK_SWAP), 0);
    check("behind the end is ENXIO", (uint32_t)disk_read(DISK_SWAP, 16384, page), ENXIO);
    uint32_t *fresh = (uint32_t *)HEAP_BASE; /* nobody has touched it yet */
    check("a page that is not there yet is touched first", (uint32_t)disk_read(DISK_SWAP, 5, fresh),
          0);
    memcpy(page, fresh, sizeof page);
    check("and holds the block", (uint32_t)is_block(5, 1), 1);
}

/* Pages that the client does not have: the root task gives the driver's window a page of its own
 * each time, and must not lose one. */
static void
judge_frames(void)
{
    static struct service disk = {"disk", L4_NIL};
    uint32_t frames, before = 0, after = 0, answers = 0;
    for (uint32_t i = 0; i <= BAD; i++) {
        struct words w = {i % BLOCKS, l4_fpage(BUFFER_BASE, L4_LOG2_PAGE, L4_FPAGE_WRITE),
                          DISK_READ | DISK_SWAP << 8};
        answers += !service_call_mapping(&disk, &w) && !w.w0;
        if (i == 0)
            tasks_memory(&frames, &before);
    }
    tasks_memory(&frames, &after);
    check("pages that a client does not have do not stop the driver", answers, BAD + 1);
    /* Other servers are at work, too: some frames fewer say nothing. */
    check("and do not cost a frame each", after + BAD / 4 > before, 1);
}

/* At any moment, but not so fast that no request comes through: one that ten servers died of is
 * given up. */
static void
kill_again_and_again(void *unused)
{
    for (killed = 0; killed < KILLS; killed++) {
        for (uint32_t last = requests; requests - last <= killed % 4;)
            clock_sleep(1 + killed * 7 % 20);
        tasks_kill(tasks_find("disk"));
    }
    thread_stop();
}

static void
judge_kills(void)
{
    static char stack[L4_PAGE_SIZE] __attribute__((aligned(16)));
    struct task_info info = {0};
    uint32_t rounds = 0, written = 0, read = 0, frames, before = 0, after = 0;
    tasks_memory(&frames, &before);
    thread_start(1, kill_again_and_again, NULL, stack, sizeof stack, thread_pager());
    do {
        rounds++;
        written += write_all(rounds + 1);
        read += read_all(rounds + 1);
    } while (killed < KILLS);
    check("killed again and again: no request ends with an error", (uint32_t)last_error, 0);
    check("every write is answered", written, rounds * BLOCKS);
    check("and every block read again", read, rounds * BLOCKS);
    check("and is on the medium", (uint32_t)disk_flush(DISK_SWAP), 0);
    tasks_info(l4_task_no(tasks_find("disk")), &info);
    check("it was started anew each time", info.restarts, KILLS);
    tasks_memory(&frames, &after);
    /* A server's pages come as it touches them, so the same state is not always the same number. */
    check("and no frames are lost with it", after + KILLS / 4 > before, 1);
}

int
main(void)
{
    char line[60];
    judge_stubs();
    judge_frames();
    judge_kills();
    snprintf(line, sizeof line, "judge: %u passed, %u failed\n", (unsigned)passed,
             (unsigned)failed);
    kd_puts(line);
    kd_exit(0);
    return 0;
}
