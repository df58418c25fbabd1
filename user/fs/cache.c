/*
 * The page cache. Enter by cache_get(); cache.h says what it promises.
 */
#include "cache.h"

#include <stddef.h>
#include <string.h>

static struct page **
bucket_of(struct cache *cache, uint32_t block)
{
    return &cache->bucket[block % CACHE_BUCKETS];
}

static struct page *
find(struct cache *cache, uint32_t block)
{
    struct page *page = *bucket_of(cache, block);
    while (page && page->block != block)
        page = page->next;
    return page;
}

static void
enter(struct cache *cache, struct page *page, uint32_t block)
{
    struct page **bucket = bucket_of(cache, block);
    page->block = block;
    page->next = *bucket;
    *bucket = page;
}

static void
set_clean(struct cache *cache, struct page *page)
{
    if (page->dirty)
        cache->dirty[page->order]--;
    page->dirty = 0;
}

/* Takes the page from its block, which must not need it any more. */
static void
leave(struct cache *cache, struct page *page)
{
    if (page->block == CACHE_NO_BLOCK)
        return;
    if (cache->disk.before_reuse)
        cache->disk.before_reuse(cache->disk.context, page);
    struct page **at = bucket_of(cache, page->block);
    while (*at != page)
        at = &(*at)->next;
    *at = page->next;
    set_clean(cache, page);
    page->block = CACHE_NO_BLOCK;
    page->mark[0] = page->mark[1] = 0;
}

static int
write_page(struct cache *cache, struct page *page)
{
    if (cache->disk.before_write)
        cache->disk.before_write(cache->disk.context, page);
    if (cache->disk.write(cache->disk.context, page->block, page->data))
        return CACHE_EIO;
    cache->writes++;
    set_clean(cache, page);
    return 0;
}

static int
may_leave(const struct page *page)
{
    return !page->pins && (!page->dirty || page->order == CACHE_ANY_TIME);
}

/* The clock: a page that was wanted since the hand came by is spared once. */
static int
take(struct cache *cache, struct page **taken)
{
    for (uint32_t i = 0; i < 2 * cache->count; i++) {
        struct page *page = &cache->pages[cache->hand];
        cache->hand = (cache->hand + 1) % cache->count;
        if (!may_leave(page))
            continue;
        if (page->wanted) {
            page->wanted = 0;
            continue;
        }
        if (page->dirty && write_page(cache, page))
            return CACHE_EIO;
        leave(cache, page);
        *taken = page;
        return 0;
    }
    return CACHE_EFULL;
}

void
cache_init(struct cache *cache, struct page *pages, uint32_t count, const struct cache_disk *disk)
{
    memset(cache, 0, sizeof *cache);
    cache->disk = *disk;
    cache->pages = pages;
    cache->count = count;
    for (uint32_t i = 0; i < count; i++) {
        void *data = pages[i].data;
        memset(&pages[i], 0, sizeof pages[i]);
        pages[i].data = data;
        pages[i].block = CACHE_NO_BLOCK;
    }
}

/* The page of `block` in *page with one pin more, or a free one that does not belong to it yet. */
static int
get(struct cache *cache, uint32_t block, struct page **page)
{
    *page = find(cache, block);
    if (*page) {
        cache->hits++;
    } else {
        cache->misses++;
        int error = take(cache, page);
        if (error)
            return error;
    }
    (*page)->pins++;
    (*page)->wanted = 1;
    return 0;
}

int
cache_get(struct cache *cache, uint32_t block, struct page **result)
{
    struct page *page;
    *result = NULL;
    int error = get(cache, block, &page);
    if (error)
        return error;
    if (page->block != block) {
        if (cache->disk.read(cache->disk.context, block, page->data)) {
            page->pins--;
            page->wanted = 0;
            return CACHE_EIO;
        }
        enter(cache, page, block);
    }
    *result = page;
    return 0;
}

int
cache_new(struct cache *cache, uint32_t block, struct page **result)
{
    struct page *page;
    *result = NULL;
    int error = get(cache, block, &page);
    if (error)
        return error;
    if (page->block != block)
        enter(cache, page, block);
    memset(page->data, 0, CACHE_PAGE);
    *result = page;
    return 0;
}

int
cache_blank(struct cache *cache, struct page **page)
{
    *page = NULL;
    int error = take(cache, page);
    if (error)
        return error;
    memset((*page)->data, 0, CACHE_PAGE);
    (*page)->pins = 1;
    return 0;
}

void
cache_pin(struct page *page)
{
    page->pins++;
}

void
cache_put(struct page *page)
{
    if (page)
        page->pins--;
}

void
cache_dirty(struct cache *cache, struct page *page, uint8_t order)
{
    if (page->dirty || page->block == CACHE_NO_BLOCK)
        return;
    page->dirty = 1;
    page->order = order;
    cache->dirty[order]++;
}

/* The dirty page of this order with the lowest block that is at least `from`. */
static struct page *
next_dirty(struct cache *cache, uint8_t order, uint32_t from)
{
    struct page *best = NULL;
    for (uint32_t i = 0; i < cache->count; i++) {
        struct page *page = &cache->pages[i];
        if (page->dirty && page->order == order && page->block >= from &&
            (!best || page->block < best->block))
            best = page;
    }
    return best;
}

int
cache_flush(struct cache *cache, uint8_t order)
{
    uint32_t from = 0;
    while (cache->dirty[order]) {
        struct page *page = next_dirty(cache, order, from);
        if (!page)
            break;
        if (write_page(cache, page))
            return CACHE_EIO;
        from = page->block + 1;
    }
    return 0;
}

void
cache_forget(struct cache *cache, uint32_t block)
{
    struct page *page = find(cache, block);
    if (!page)
        return;
    set_clean(cache, page);
    leave(cache, page);
    page->wanted = 0;
}

uint32_t
cache_room(const struct cache *cache, uint32_t enough)
{
    uint32_t room = 0;
    for (uint32_t i = 0; i < cache->count && room < enough; i++)
        room += may_leave(&cache->pages[i]);
    return room;
}
