/*
 * The page cache alone, on a disk whose block n is full of bytes n.
 */
#include "../cache.h"

#include "check.h"

#include <string.h>

static uint8_t disk[16][CACHE_PAGE], memory[4][CACHE_PAGE];
static struct page pages[4];
static struct cache cache;
static uint32_t log_of_writes[64], writes, reused, told;

static int
read_disk(void *context, uint32_t block, void *data)
{
    (void)context;
    if (block >= 16)
        return 1;
    memcpy(data, disk[block], CACHE_PAGE);
    return 0;
}

static int
write_disk(void *context, uint32_t block, const void *data)
{
    (void)context;
    memcpy(disk[block], data, CACHE_PAGE);
    log_of_writes[writes++ % 64] = block;
    return 0;
}

static void
count_reuse(void *context, struct page *page)
{
    (void)context;
    CHECK_EQ(0, page->dirty);
    reused++;
}

static void
count_told(void *context, struct page *page)
{
    (void)context;
    CHECK_EQ(1, page->dirty);
    told++;
}

static void
cache_start(void)
{
    struct cache_disk callbacks = {.read = read_disk,
                                   .write = write_disk,
                                   .before_reuse = count_reuse,
                                   .before_write = count_told};
    writes = reused = told = 0;
    for (int i = 0; i < 16; i++)
        memset(disk[i], i, CACHE_PAGE);
    for (int i = 0; i < 4; i++)
        pages[i].data = memory[i];
    cache_init(&cache, pages, 4, &callbacks);
}

static struct page *
page_of(uint32_t block)
{
    struct page *page;
    CHECK_EQ(0, cache_get(&cache, block, &page));
    CHECK_EQ(block, ((uint8_t *)page->data)[7]);
    return page;
}

static void
pinned_pages_stay(void)
{
    struct page *held[4], *page;
    cache_start();
    for (uint32_t i = 0; i < 4; i++)
        held[i] = page_of(i);
    CHECK_EQ(CACHE_EFULL, cache_get(&cache, 9, &page));
    CHECK(page == NULL);
    cache_put(held[2]);
    CHECK(page_of(9) == held[2]);
    CHECK_EQ(1, reused);
    CHECK_EQ(0, cache_room(&cache, 4));
    CHECK_EQ(0, cache.hits);
    CHECK(page_of(9) == held[2]);
    CHECK_EQ(1, cache.hits);
}

static void
order_is_kept(void)
{
    struct page *page;
    cache_start();
    for (uint32_t i = 4; i > 0; i--) { /* blocks 4, 3 of order 3, 2, 1 of order 2 */
        page = page_of(i);
        cache_dirty(&cache, page, i > 2 ? 3 : 2);
        cache_put(page);
    }
    CHECK_EQ(CACHE_EFULL, cache_get(&cache, 9, &page));
    CHECK_EQ(0, writes);
    CHECK_EQ(0, cache_flush(&cache, 2));
    CHECK_EQ(0, cache_flush(&cache, 3));
    for (uint32_t i = 0; i < 4; i++)
        CHECK_EQ(i + 1, log_of_writes[i]);
    CHECK_EQ(4, told);
    cache_put(page_of(9));
}

static void
data_is_written_when_its_page_is_needed(void)
{
    cache_start();
    struct page *page = page_of(5);
    page->mark[0] = 77;
    memset(page->data, 55, CACHE_PAGE);
    cache_dirty(&cache, page, CACHE_ANY_TIME);
    cache_put(page);
    for (uint32_t i = 6; i < 14; i++)
        cache_put(page_of(i));
    CHECK_EQ(1, writes);
    CHECK_EQ(55, disk[5][100]);
    for (uint32_t i = 0; i < 4; i++)
        CHECK_EQ(0, pages[i].mark[0]);
}

static void
a_freed_block_is_never_written(void)
{
    cache_start();
    struct page *page = page_of(5);
    memset(page->data, 55, CACHE_PAGE);
    cache_dirty(&cache, page, 4);
    cache_forget(&cache, 5);
    CHECK_EQ(1, reused);
    CHECK_EQ(0, cache_flush(&cache, 4));
    CHECK_EQ(0, writes);
    cache_dirty(&cache, page, 4); /* a client that still holds it changes nothing */
    CHECK_EQ(0, cache_flush(&cache, 4));
    CHECK_EQ(0, writes);
    cache_put(page);
    CHECK_EQ(CACHE_EIO, cache_get(&cache, 99, &page));
    CHECK_EQ(4, cache_room(&cache, 99));
}

TEST_MAIN({"cache: pinned pages stay", pinned_pages_stay},
          {"cache: pages wait for their order", order_is_kept},
          {"cache: data is written when its page is needed",
           data_is_written_when_its_page_is_needed},
          {"cache: a freed block is never written", a_freed_block_is_never_written})
