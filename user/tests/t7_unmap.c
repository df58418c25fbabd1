/*
 * Chapter 7, second part: unmap, through three levels and by role.
 */
#include "check.h"
#include "probe.h"
#include "sigma0.h"
#include "thread.h"

#include <stddef.h>

#define PAGE(n)     (0x10000000u + (n)*L4_PAGE_SIZE)
#define WINDOW      0x20000000u
#define WINDOW_SIZE 0x10000000u
#define RW          L4_FPAGE_WRITE
#define FLUSH       (L4_UNMAP_REMOVE | L4_UNMAP_FLUSH)
#define PAGES       4

static l4_id_t top, middle, bottom;

static uint32_t
page_of(uint32_t address)
{
    return l4_fpage(address, 12, 0);
}

static void
get_frames(void)
{
    for (uint32_t i = 0; i < PAGES; i++) {
        sigma0_map_any((void *)PAGE(i));
        *(volatile uint32_t *)PAGE(i) = 0x700 + i;
    }
}

static void
give_back(void)
{
    l4_fpage_unmap(l4_fpage(PAGE(0), 14, 0), FLUSH);
}

/* Our page 0 goes to `top`, from there to `middle`, from there to `bottom`, writable, at WINDOW. */
static void
make_chain(void)
{
    get_frames();
    top = probe_start(0, WINDOW, WINDOW_SIZE);
    middle = probe_start(1, WINDOW, WINDOW_SIZE);
    bottom = probe_start(2, WINDOW, WINDOW_SIZE);
    probe_pass(PROBE_ME, top, 0, l4_fpage(PAGE(0), 12, RW), page_of(WINDOW), NULL);
    probe_pass(top, middle, 0, l4_fpage(WINDOW, 12, RW), page_of(WINDOW), NULL);
    probe_pass(middle, bottom, 0, l4_fpage(WINDOW, 12, RW), page_of(WINDOW), NULL);
}

/* What the three can do: 0 nothing, 1 read, 2 write, as a number of three digits. */
static uint32_t
rights_of(l4_id_t c)
{
    if (!probe_read(c, WINDOW, NULL))
        return 0;
    return probe_write(c, WINDOW, 0x700) ? 2 : 1;
}

static void
check_chain(uint32_t expected)
{
    CHECK_EQ("rights of the chain", expected,
             rights_of(top) << 8 | rights_of(middle) << 4 | rights_of(bottom));
}

TEST(7.30, "three levels deep a page is the same frame, writable")
{
    make_chain();
    check_chain(0x222);
    CHECK(probe_write(bottom, WINDOW, 0xB0));
    CHECK_EQ("seen here", 0xB0, *(volatile uint32_t *)PAGE(0));
    give_back();
}

TEST(7.31, "unmap at the root takes the page from all three levels and leaves it to me")
{
    make_chain();
    l4_fpage_unmap(page_of(PAGE(0)), L4_UNMAP_REMOVE);
    check_chain(0x000);
    CHECK_EQ("still mine", 0x700, *(volatile uint32_t *)PAGE(0));
    give_back();
}

TEST(7.32, "unmap in the first level takes the page from the second and third")
{
    make_chain();
    probe_unmap(top, page_of(WINDOW), L4_UNMAP_REMOVE);
    check_chain(0x200);
    give_back();
}

TEST(7.33, "unmap in the second level takes the page from the third only")
{
    make_chain();
    probe_unmap(middle, page_of(WINDOW), L4_UNMAP_REMOVE);
    check_chain(0x220);
    give_back();
}

TEST(7.34, "unmap in the third level, where nobody has it on, changes nothing")
{
    make_chain();
    probe_unmap(bottom, page_of(WINDOW), L4_UNMAP_REMOVE);
    check_chain(0x222);
    give_back();
}

TEST(7.35, "flush in the first level takes the page from all, the one who flushes too")
{
    make_chain();
    probe_unmap(top, page_of(WINDOW), FLUSH);
    check_chain(0x000);
    CHECK_EQ("still mine", 0x700, *(volatile uint32_t *)PAGE(0));
    give_back();
}

TEST(7.36, "flush in the third level takes its own page only")
{
    make_chain();
    probe_unmap(bottom, page_of(WINDOW), FLUSH);
    check_chain(0x220);
    give_back();
}

TEST(7.37, "unmap to read-only at the root makes all three levels read-only, and not me")
{
    make_chain();
    l4_fpage_unmap(page_of(PAGE(0)), 0);
    check_chain(0x111);
    *(volatile uint32_t *)PAGE(0) = 0x701;
    give_back();
}

TEST(7.38, "unmap to read-only in the first level leaves it its own right to write")
{
    make_chain();
    probe_unmap(top, page_of(WINDOW), 0);
    check_chain(0x211);
    give_back();
}

TEST(7.39, "flush to read-only in the first level makes that one read-only, too")
{
    make_chain();
    probe_unmap(top, page_of(WINDOW), L4_UNMAP_FLUSH);
    check_chain(0x111);
    give_back();
}

TEST(7.40, "a page made read-only can be mapped writable again by the one who may write")
{
    make_chain();
    l4_fpage_unmap(page_of(PAGE(0)), 0);
    probe_pass(PROBE_ME, top, 0, l4_fpage(PAGE(0), 12, RW), page_of(WINDOW), NULL);
    CHECK_EQ("rights", 2, rights_of(top));
    give_back();
}

TEST(7.41, "unmap of two children's pages takes the page from both")
{
    make_chain();
    probe_pass(PROBE_ME, bottom, 0, l4_fpage(PAGE(0), 12, RW), page_of(WINDOW + 0x9000), NULL);
    probe_pass(PROBE_ME, middle, 0, l4_fpage(PAGE(0), 12, RW), page_of(WINDOW + 0x400000), NULL);
    l4_fpage_unmap(page_of(PAGE(0)), L4_UNMAP_REMOVE);
    check_chain(0x000);
    CHECK_EQ("second mapping", 0, probe_read(bottom, WINDOW + 0x9000, NULL));
    CHECK_EQ("third mapping", 0, probe_read(middle, WINDOW + 0x400000, NULL));
    give_back();
}

TEST(7.42, "unmap of a larger fpage takes all pages in it, and none beside it")
{
    get_frames();
    top = probe_start(0, WINDOW, WINDOW_SIZE);
    probe_pass(PROBE_ME, top, 0, l4_fpage(PAGE(0), 14, RW), l4_fpage(WINDOW, 14, 0), NULL);
    l4_fpage_unmap(l4_fpage(PAGE(2), 13, 0), L4_UNMAP_REMOVE);
    for (uint32_t i = 0; i < PAGES; i++)
        CHECK_EQ("page", i < 2, probe_read(top, WINDOW + i * L4_PAGE_SIZE, NULL));
    give_back();
}

TEST(7.43, "the end of a task takes what it had mapped on")
{
    make_chain();
    l4_task_new(middle, L4_ROOT, 0, 0, L4_NIL);
    CHECK_EQ("the one above keeps it", 2, rights_of(top));
    CHECK_EQ("the one below loses it", 0, rights_of(bottom));
    give_back();
}

TEST(7.44, "a child may map my page back to me; unmap at its start takes it from both")
{
    make_chain();
    struct words w;
    l4_id_t source;
    uint32_t window = page_of(WINDOW + 0x6000) | L4_RECV_FPAGE;
    (void)source;
    /* bottom maps on to top, at another address: a ring of three. */
    probe_pass(bottom, top, 0, l4_fpage(WINDOW, 12, RW), window & ~3u, NULL);
    CHECK(probe_read(top, WINDOW + 0x6000, &w.w0));
    probe_unmap(top, page_of(WINDOW), FLUSH);
    check_chain(0x000);
    CHECK_EQ("the ring's end is gone", 0, probe_read(top, WINDOW + 0x6000, NULL));
    give_back();
}

TEST(7.45, "unmap of the whole space takes all that I mapped, but not what I have")
{
    make_chain();
    l4_fpage_unmap(L4_WHOLE_SPACE, L4_UNMAP_REMOVE);
    check_chain(0x000);
    CHECK_EQ("still mine", 0x700, *(volatile uint32_t *)PAGE(0));
    give_back();
}

TEST(7.46, "unmap of an fpage that is too small, or of nothing, does nothing")
{
    make_chain();
    l4_fpage_unmap(0, FLUSH);
    l4_fpage_unmap(l4_fpage(PAGE(0), 11, 0), FLUSH);
    l4_fpage_unmap(l4_fpage(0x30000000, 20, 0), FLUSH);
    check_chain(0x222);
    give_back();
}

TEST(7.47, "what was flushed can be mapped no more: the message says success and brings nothing")
{
    make_chain();
    uint32_t sent;
    probe_unmap(top, page_of(WINDOW), FLUSH);
    CHECK_EQ(
        "receive", 0,
        IPC_ERROR(probe_pass(top, middle, 0, l4_fpage(WINDOW, 12, RW), page_of(WINDOW), &sent)));
    CHECK_EQ("send", 0, IPC_ERROR(sent));
    check_chain(0x000);
    give_back();
}
