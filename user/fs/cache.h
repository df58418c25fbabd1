/*
 * The page cache: N pages of 4 KB, each of which can hold one block of the disk.
 *
 * Whoever wants a block gets its page, pinned, and puts it back when done; a pinned page stays.
 * What was changed is marked dirty and reaches the disk later. A page is reused by the clock rule:
 * a hand goes round and takes the first page that nobody has pinned or wanted since it last came
 * by.
 *
 * A dirty page has an order, a small number that the file system chooses. Pages of order
 * CACHE_ANY_TIME (the contents of files) may be written at any moment, and are when a page is
 * needed. All others wait until cache_flush() asks for their order: so it is the file system that
 * decides what reaches the disk before what.
 *
 * One thread at a time. Nothing here blocks, but for what the callbacks do.
 */
#ifndef FS_CACHE_H
#define FS_CACHE_H

#include <stdint.h>

#define CACHE_PAGE     4096u
#define CACHE_NO_BLOCK 0xFFFFFFFFu
#define CACHE_ANY_TIME 0 /* the order of pages that may be written at any moment */
#define CACHE_ORDERS   10
#define CACHE_BUCKETS  256

/* What the functions below return: 0, or one of these. */
#define CACHE_EIO   1 /* the disk's callback returned an error */
#define CACHE_EFULL 2 /* every page is pinned, or dirty and must wait for its order */

struct page {
    void *data;        /* 4 KB; set by whoever calls cache_init(), never changed here */
    uint32_t block;    /* what it holds, or CACHE_NO_BLOCK */
    uint16_t pins;     /* how many hold it; 0: it may be reused */
    uint8_t dirty;     /* it differs from the disk */
    uint8_t order;     /* of a dirty page: see above */
    uint8_t wanted;    /* since the clock's hand last came by */
    struct page *next; /* in its hash bucket */
    uint32_t mark[2]; /* the server's own, e.g. "mapped to clients"; 0 when the page gets a block */
};

/* What the cache calls. `context` is passed on. read and write return 0, or not 0 for an error;
 * both hooks may be NULL. */
struct cache_disk {
    void *context;
    int (*read)(void *context, uint32_t block, void *data);
    int (*write)(void *context, uint32_t block, const void *data);
    /* The page is about to hold another block, or none (its block was freed): take it from clients
     * to whom it is mapped. It is not written after this call, so what they wrote must have been
     * marked dirty before: map a page writable only while it is dirty. */
    void (*before_reuse)(void *context, struct page *page);
    /* The page is about to be written and will be clean: take it from clients, or at least their
     * right to write, or what they write from now on will be lost. */
    void (*before_write)(void *context, struct page *page);
};

struct cache {
    struct cache_disk disk;
    struct page *pages;
    uint32_t count, hand;
    uint32_t hits, misses, writes; /* get() that found its block; that did not; blocks written */
    uint32_t dirty[CACHE_ORDERS];  /* dirty pages of each order */
    struct page *bucket[CACHE_BUCKETS];
};

/* `count` pages; the caller has set `data` in each. Everything else is set here. */
void cache_init(struct cache *cache, struct page *pages, uint32_t count,
                const struct cache_disk *disk);

/* The page of `block`, pinned. cache_get() reads it from the disk if the cache lacks it;
 * cache_new() does not: the page is filled with zeros, and the caller marks it dirty. 0, CACHE_EIO,
 * CACHE_EFULL; with an error *page is NULL. A page may have to be written for it. */
int cache_get(struct cache *cache, uint32_t block, struct page **page);
int cache_new(struct cache *cache, uint32_t block, struct page **page);

/* A pinned page full of zeros that belongs to no block. Or CACHE_EFULL, CACHE_EIO. */
int cache_blank(struct cache *cache, struct page **page);

/* Pins a page once more; gives one pin back (NULL is allowed). */
void cache_pin(struct page *page);
void cache_put(struct page *page);

/* The pinned page was changed, or will be while it is mapped. A page that is dirty keeps its order.
 * (For the contents of a file, `order` is CACHE_ANY_TIME.) */
void cache_dirty(struct cache *cache, struct page *page, uint8_t order);

/* Writes every dirty page of this order, by ascending blocks. Stops at the first error: CACHE_EIO.
 * Pinned pages are written too. */
int cache_flush(struct cache *cache, uint8_t order);

/* The block was freed: its page, if there is one, is dropped without being written. A page that is
 * still pinned is clean and without a block from now on. */
void cache_forget(struct cache *cache, uint32_t block);

/* How many pages could be had now without breaking the order; it counts up to `enough`. */
uint32_t cache_room(const struct cache *cache, uint32_t enough);

#endif
