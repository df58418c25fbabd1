/*
 * Chapter 15, continued: device memory from sigma0 is had by all, and by none without bounds.
 */
#include "check.h"
#include "ipc.h"
#include "kdebug.h"
#include "thread.h"

#define ANY     0xFFFFFFFCu
#define WINDOW  0x20000000u
#define DEVICES 0x40000000u /* where sigma0's clients name them */
#define AREA    0x00100000u
#define AREAS   2048u /* in 2 GB */

static volatile uint32_t got, refused, first_area;

/* The page w0 from sigma0. 1 if it came. */
static int
ask(uint32_t w0)
{
    struct words w = {w0, 0, 0};
    l4_id_t source;
    uint32_t result =
        l4_ipc(L4_SIGMA0, 0, l4_fpage(WINDOW, 12, 0) | L4_RECV_FPAGE, L4_NEVER, &w, &source);
    return !IPC_ERROR(result) && (result & L4_CC_MAPPED) && w.w1;
}

/* A page in each MB, all into the same window. */
static void
ask_everywhere(void)
{
    for (uint32_t i = 0; i < AREAS; i++) {
        if (ask(DEVICES + (first_area + i) % AREAS * AREA))
            got++;
        else
            refused++;
    }
    thread_stop();
}

static void
child_asks_everywhere(uint32_t n, uint32_t from)
{
    got = refused = 0;
    first_area = from;
    helper_task(n, ask_everywhere);
    while (got + refused < AREAS)
        l4_thread_switch(L4_NIL);
}

TEST(15.20, "a client that asks for all devices gets some, and the others get theirs")
{
    uint32_t before = kd_check(2);
    child_asks_everywhere(0, 0);
    CHECK(got >= 16 && got < 256);
    CHECK(kd_check(2) - before <= 2 * got);
    CHECK_EQ("another device", 1, ask(0xBFFFF000u));
    CHECK_EQ("any frame", 1, ask(ANY));
}

TEST(15.21, "what one opened is open for all, and for the same one again")
{
    CHECK_EQ("here", 1, ask(DEVICES));
    child_asks_everywhere(0, 0);
    CHECK(got >= 16);
    child_asks_everywhere(1, 0);
    CHECK(got >= 32);
}

TEST(15.22, "many that ask for all devices leave sigma0 memory for frames")
{
    for (uint32_t n = 0; n < 8; n++)
        child_asks_everywhere(n, n * 200);
    uint32_t had = kd_check(2), frames = 0;
    CHECK(had < 400);
    while (ask(ANY))
        frames++;
    CHECK(frames > 2000); /* of the 12 MB that are not the kernel's, most */
}
