/*
 * Chapter 7: map and grant: sizes, projection, rights.
 */
#include "check.h"
#include "probe.h"
#include "sigma0.h"
#include "thread.h"

#include <stddef.h>

#define PAGE(n)     (0x10000000u + (n)*L4_PAGE_SIZE) /* sixteen frames of ours */
#define WINDOW      0x20000000u
#define WINDOW_SIZE 0x10000000u
#define WINDOW_64K  l4_fpage(WINDOW, 16, 0)
#define RW          L4_FPAGE_WRITE
#define PAGES       16

/* Our frames lie at PAGE(0..15), each with its number in it. */
static void
prepare(void)
{
    for (uint32_t i = 0; i < PAGES; i++) {
        if (!sigma0_map_any((void *)PAGE(i)))
            CHECK_EQ("a frame from sigma0", 1, 0);
        *(volatile uint32_t *)PAGE(i) = 0x700 + i;
    }
}

static void
give_back(void)
{
    l4_fpage_unmap(l4_fpage(PAGE(0), 16, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
}

static l4_id_t
child(uint32_t n)
{
    return probe_start(n, WINDOW, WINDOW_SIZE);
}

/* The child sees page n of ours at `address`; with `n` = NONE nothing at all. */
#define NONE 0xFFu
static void
check_at(l4_id_t c, uint32_t address, uint32_t n)
{
    uint32_t value = 0;
    CHECK_EQ("is it there", n != NONE, probe_read(c, address, &value));
    if (n != NONE)
        CHECK_EQ("which page", 0x700 + n, value);
}

TEST(7.01, "a page that is mapped read-write is the sender's own frame")
{
    prepare();
    l4_id_t c = child(0);
    uint32_t sent;
    CHECK_EQ("received", L4_CC_MAPPED,
             probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(3), 12, RW), l4_fpage(WINDOW, 12, 0), &sent) &
                 0xFF);
    CHECK_EQ("sent", 0, IPC_ERROR(sent));
    check_at(c, WINDOW, 3);
    CHECK(probe_write(c, WINDOW, 0xABC));
    CHECK_EQ("seen here", 0xABC, *(volatile uint32_t *)PAGE(3));
    give_back();
}

TEST(7.02, "a page that is mapped read-only can be read and not written")
{
    prepare();
    l4_id_t c = child(0);
    probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(3), 12, 0), l4_fpage(WINDOW, 12, 0), NULL);
    check_at(c, WINDOW, 3);
    CHECK_EQ("write", 0, probe_write(c, WINDOW, 0xABC));
    CHECK_EQ("unchanged", 0x703, *(volatile uint32_t *)PAGE(3));
    give_back();
}

TEST(7.03, "fpages of 8 KB to 64 KB bring all their pages")
{
    prepare();
    for (uint32_t log2 = 13; log2 <= 16; log2++) {
        l4_id_t c = child(0);
        uint32_t pages = 1u << (log2 - 12);
        probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(0), log2, RW), WINDOW_64K, NULL);
        for (uint32_t i = 0; i<PAGES; i += pages> 4 ? 3 : 1)
            check_at(c, WINDOW + i * L4_PAGE_SIZE, i < pages ? i : NONE);
    }
    give_back();
}

TEST(7.04,
     "fpages of 128 KB to 256 MB bring the pages that the sender has, and leave the others out")
{
    prepare();
    for (uint32_t log2 = 17; log2 <= 28; log2++) {
        l4_id_t c = child(0);
        uint32_t sent;
        probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(0), log2, RW), l4_fpage(WINDOW, 28, 0), &sent);
        CHECK_EQ("sent", 0, IPC_ERROR(sent));
        check_at(c, WINDOW, 0);
        check_at(c, WINDOW + 15 * L4_PAGE_SIZE, 15);
        check_at(c, WINDOW + 16 * L4_PAGE_SIZE, NONE);
    }
    give_back();
}

TEST(7.05, "the last page of a 256 MB fpage goes to the last page of the window")
{
    prepare();
    l4_id_t c = child(0);
    uint32_t last = 0x1FFFF000u;
    CHECK(sigma0_map_any((void *)last));
    *(volatile uint32_t *)last = 0x777;
    probe_pass(PROBE_ME, c, 0, l4_fpage(0x10000000, 28, RW), l4_fpage(WINDOW, 28, 0), NULL);
    check_at(c, WINDOW + 0x0FFFF000u, 0x77);
    l4_fpage_unmap(l4_fpage(last, 12, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    give_back();
}

TEST(7.06, "a small fpage goes to the place in a larger window that its send base names")
{
    prepare();
    l4_id_t c = child(0);
    probe_pass(PROBE_ME, c, 5 * L4_PAGE_SIZE, l4_fpage(PAGE(2), 12, RW), WINDOW_64K, NULL);
    check_at(c, WINDOW, NONE);
    check_at(c, WINDOW + 5 * L4_PAGE_SIZE, 2);
    give_back();
}

TEST(7.07,
     "bits of the send base beyond the window do not count, nor do those below the fpage's size")
{
    prepare();
    l4_id_t c = child(0);
    probe_pass(PROBE_ME, c, 0xABCD0000 + 7 * L4_PAGE_SIZE + 0xF00, l4_fpage(PAGE(4), 13, RW),
               WINDOW_64K, NULL);
    check_at(c, WINDOW + 6 * L4_PAGE_SIZE, 4);
    check_at(c, WINDOW + 7 * L4_PAGE_SIZE, 5);
    check_at(c, WINDOW + 8 * L4_PAGE_SIZE, NONE);
    give_back();
}

TEST(7.08, "of an fpage larger than the window the send base chooses the part")
{
    prepare();
    l4_id_t c = child(0);
    probe_pass(PROBE_ME, c, 10 * L4_PAGE_SIZE, l4_fpage(PAGE(0), 16, RW), l4_fpage(WINDOW, 13, 0),
               NULL);
    check_at(c, WINDOW, 10);
    check_at(c, WINDOW + L4_PAGE_SIZE, 11);
    check_at(c, WINDOW + 2 * L4_PAGE_SIZE, NONE);
    give_back();
}

TEST(7.09, "with the whole space as window the send base is the address")
{
    prepare();
    l4_id_t c = child(0);
    probe_pass(PROBE_ME, c, WINDOW + 0x01234000, l4_fpage(PAGE(1), 12, RW), L4_WHOLE_SPACE, NULL);
    check_at(c, WINDOW + 0x01234000, 1);
    give_back();
}

TEST(7.10, "the base of an fpage counts only above its size, on both sides")
{
    prepare();
    l4_id_t c = child(0);
    probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(6), 14, RW), l4_fpage(WINDOW + 0x3000, 14, 0), NULL);
    check_at(c, WINDOW, 4);
    check_at(c, WINDOW + 0x3000, 7);
    give_back();
}

TEST(7.11, "mapping over a present page replaces it")
{
    prepare();
    l4_id_t c = child(0);
    probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(1), 12, RW), l4_fpage(WINDOW, 12, 0), NULL);
    probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(2), 12, 0), l4_fpage(WINDOW, 12, 0), NULL);
    check_at(c, WINDOW, 2);
    CHECK_EQ("write", 0, probe_write(c, WINDOW, 0));
    l4_fpage_unmap(l4_fpage(PAGE(1), 12, 0), L4_UNMAP_REMOVE);
    check_at(c, WINDOW, 2);
    give_back();
}

TEST(7.12, "a page that came read-only is mapped on read-only, whatever the message says")
{
    prepare();
    l4_id_t c = child(0), d = child(1);
    probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(1), 12, 0), l4_fpage(WINDOW, 12, 0), NULL);
    probe_pass(c, d, 0, l4_fpage(WINDOW, 12, RW), l4_fpage(WINDOW + 0x5000, 12, 0), NULL);
    check_at(d, WINDOW + 0x5000, 1);
    CHECK_EQ("write", 0, probe_write(d, WINDOW + 0x5000, 0));
    give_back();
}

TEST(7.13, "a grant takes the page from the one who grants")
{
    prepare();
    l4_id_t c = child(0), d = child(1);
    probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(1), 12, RW), l4_fpage(WINDOW, 12, 0), NULL);
    probe_pass(c, d, 0, l4_fpage(WINDOW, 12, RW | L4_FPAGE_GRANT), l4_fpage(WINDOW + 0x5000, 12, 0),
               NULL);
    check_at(d, WINDOW + 0x5000, 1);
    CHECK(probe_write(d, WINDOW + 0x5000, 0x701));
    check_at(c, WINDOW, NONE);
    give_back();
}

TEST(7.14, "a page that was granted read-only cannot be written")
{
    prepare();
    l4_id_t c = child(0), d = child(1);
    probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(1), 12, RW), l4_fpage(WINDOW, 12, 0), NULL);
    probe_pass(c, d, 0, l4_fpage(WINDOW, 12, L4_FPAGE_GRANT), l4_fpage(WINDOW, 12, 0), NULL);
    check_at(d, WINDOW, 1);
    CHECK_EQ("write", 0, probe_write(d, WINDOW, 0));
    give_back();
}

TEST(7.15, "a granted page stays derived from the first mapper, who can take it back")
{
    prepare();
    l4_id_t c = child(0), d = child(1);
    probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(1), 12, RW), l4_fpage(WINDOW, 12, 0), NULL);
    probe_pass(c, d, 0, l4_fpage(WINDOW, 12, RW | L4_FPAGE_GRANT), l4_fpage(WINDOW, 12, 0), NULL);
    probe_unmap(c, l4_fpage(WINDOW, 12, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    check_at(d, WINDOW, 1);
    l4_fpage_unmap(l4_fpage(PAGE(1), 12, 0), L4_UNMAP_REMOVE);
    check_at(d, WINDOW, NONE);
    give_back();
}

TEST(7.16, "a grant of a page that others have from the granter leaves them theirs")
{
    prepare();
    l4_id_t c = child(0), d = child(1), e = child(2);
    probe_pass(PROBE_ME, c, 0, l4_fpage(PAGE(1), 12, RW), l4_fpage(WINDOW, 12, 0), NULL);
    probe_pass(c, d, 0, l4_fpage(WINDOW, 12, RW), l4_fpage(WINDOW, 12, 0), NULL);
    probe_pass(c, e, 0, l4_fpage(WINDOW, 12, RW | L4_FPAGE_GRANT), l4_fpage(WINDOW, 12, 0), NULL);
    check_at(d, WINDOW, 1);
    probe_unmap(e, l4_fpage(WINDOW, 12, 0), L4_UNMAP_REMOVE);
    check_at(d, WINDOW, NONE);
    check_at(e, WINDOW, 1);
    give_back();
}

static volatile uint32_t result_here;

static void
receive_mapping_here(void)
{
    struct words w;
    l4_id_t source;
    uint32_t window = l4_fpage(WINDOW, 12, 0) | L4_RECV_FPAGE;
    result_here = l4_ipc(L4_ROOT, L4_NO_SEND, window, L4_NEVER, &w, &source);
    thread_stop();
}

TEST(7.17, "mapping within one task has no effect and is no error")
{
    prepare();
    struct words w = {0, l4_fpage(PAGE(1), 12, RW | L4_FPAGE_GRANT), 0};
    l4_id_t source, helper = helper_thread(0, receive_mapping_here), c = child(1);
    settle();
    CHECK_EQ("send", 0,
             IPC_ERROR(l4_ipc(helper, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source)));
    settle();
    CHECK_EQ("receive", 0, IPC_ERROR(result_here));
    CHECK_EQ("still here", 0x701, *(volatile uint32_t *)PAGE(1));
    probe_pass(PROBE_ME, c, 0, l4_fpage(WINDOW, 12, RW), l4_fpage(WINDOW, 12, 0), NULL);
    check_at(c, WINDOW, NONE);
    give_back();
}

TEST(7.18, "a map message to a receiver without a window carries its words and maps nothing")
{
    prepare();
    l4_id_t source, c = child(0);
    struct words w = {WINDOW, l4_fpage(PAGE(1), 12, RW), 0}, got;
    probe_accept(c, PROBE_ME, 0);
    CHECK_EQ("send", 0, IPC_ERROR(l4_ipc(c, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source)));
    CHECK_EQ("receive", 0, IPC_ERROR(probe_accepted(c, &got)));
    CHECK_EQ("word 0", WINDOW, got.w0);
    CHECK_EQ("word 1", l4_fpage(PAGE(1), 12, RW), got.w1);
    check_at(c, WINDOW, NONE);
    give_back();
}

TEST(7.19, "a message of mere words to a receive fpage arrives and has no m")
{
    l4_id_t c = child(0);
    struct words w = {0x11, 0x22, 0}, got;
    probe_accept(c, PROBE_ME, WINDOW_64K | L4_RECV_FPAGE);
    CHECK_EQ("send", 0, IPC_ERROR(ipc_send(c, &w, L4_NEVER)));
    CHECK_EQ("result", 0, probe_accepted(c, &got) & 0xFF);
    CHECK_EQ("word 0", 0x11, got.w0);
    CHECK_EQ("word 1", 0x22, got.w1);
}
