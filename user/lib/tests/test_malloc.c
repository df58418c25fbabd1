/*
 * The heap: random sequences beside a model that knows what every byte must hold.
 * Tests: malloc.c malloc_calloc.c string.c string_copy.c string_find.c string_dup.c errno.c
 */
#include "host.h"
#include "malloc_lock.h"
#include "stdio_complain.h"
#include <errno.h>
#include <layout.h>
#include <stdlib.h>
#include <string.h>

HOST(void *, mmap, void *, size_t, int, int, int, long);
HOST(char *, strstr, const char *, const char *);

#define BLOCKS 400
#define ROUNDS 300000
#define EMPTY  16 /* what a heap without blocks spans: its end mark */

static struct model {
    unsigned char *at;
    size_t size;
    unsigned char fill;
} blocks[BLOCKS];

static int locked;
static char said[200];
static void *back[5];

void
malloc_lock(void)
{
    CHECK_EQ(0, locked++, 0);
}

void
malloc_unlock(void)
{
    CHECK_EQ(1, locked--, 0);
}

/* The program would end; the test goes on where it expected that. */
void
complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    host_vsnprintf(said, sizeof said, format, args);
    va_end(args);
    locked = 0;
    __builtin_longjmp(back, 1);
}

/* The whole region, from the host; its pages come at the first touch here, too. */
static void
region(void)
{
    void *base = (void *)(uintptr_t)HEAP_BASE;
    CHECK(host_mmap(base, HEAP_END - HEAP_BASE, 3, 0x104022, -1, 0) == base);
}

static void
fill(struct model *m)
{
    m->fill = (unsigned char)next_random();
    memset(m->at, m->fill, m->size);
}

static void
check_fill(const struct model *m, size_t size)
{
    for (size_t i = 0; i < size; i++)
        CHECK_EQ(m->fill, m->at[i], m - blocks);
}

/* Mostly small, now and then large. */
static size_t
any_size(void)
{
    return below(8) ? below(200) : below(4) ? below(3000) : below(100000);
}

static void
check_new(const struct model *m, unsigned alignment)
{
    uintptr_t from = (uintptr_t)m->at;
    CHECK_EQ(0, from % alignment, m->size);
    CHECK(from >= HEAP_BASE && from + m->size <= HEAP_END);
}

static void
one_step(struct model *m)
{
    if (!m->at) {
        m->size = any_size();
        unsigned alignment = below(10) ? 16 : 1u << below(13);
        m->at = alignment == 16 ? malloc(m->size) : aligned_alloc(alignment, m->size);
        check_new(m, alignment);
        fill(m);
    } else if (below(4) == 0) {
        size_t size = any_size(), kept = size < m->size ? size : m->size;
        m->at = realloc(m->at, size);
        check_fill(m, kept);
        m->size = size;
        check_new(m, 16);
        fill(m);
    } else {
        check_fill(m, m->size);
        free(m->at);
        m->at = NULL;
    }
}

/* Overlap shows as a byte that another block changed. Freed in any order, everything grows together
 * again. */
static void
sequences(void)
{
    region();
    for (int i = 0; i < ROUNDS; i++)
        one_step(&blocks[below(BLOCKS)]);
    for (unsigned i = BLOCKS; i > 0; i--) {
        unsigned other = below(i);
        struct model m = blocks[other];
        blocks[other] = blocks[i - 1];
        blocks[i - 1].at = NULL;
        if (!m.at)
            continue;
        for (size_t k = 0; k < m.size; k++)
            CHECK_EQ(m.fill, m.at[k], k);
        free(m.at);
    }
    CHECK_EQ(EMPTY, malloc_span(), 0);
}

/* A hole of the right size is taken again; neighbours that were freed are one. */
static void
coalescing(void)
{
    char *p[6];
    for (int i = 0; i < 6; i++)
        p[i] = malloc(1000);
    size_t span = malloc_span();
    free(p[1]);
    free(p[3]);
    free(p[2]);
    char *large = malloc(3000);
    CHECK_EQ(p[1], large, 0);
    CHECK_EQ(span, malloc_span(), 0);
    free(large);
    CHECK_EQ(p[0], realloc(p[0], 3500), 0);
    CHECK_EQ(p[0], realloc(p[0], 10), 0);
    CHECK_EQ(p[5], realloc(p[5], 50000), 0);
    free(p[0]);
    free(p[4]);
    free(p[5]);
    CHECK_EQ(EMPTY, malloc_span(), 0);
}

static void
limits(void)
{
    malloc_limit(100000);
    errno = 0;
    CHECK(malloc(100000) == NULL);
    CHECK_EQ(ENOMEM, errno, 0);
    CHECK(malloc((size_t)-1) == NULL && malloc((size_t)-20) == NULL && malloc(0x40000000) == NULL);
    CHECK(calloc((size_t)-1 / 2, 3) == NULL);
    CHECK(aligned_alloc(1u << 30, 10) == NULL);
    char *p = malloc(100000 - 24), *small;
    CHECK(p != NULL);
    CHECK(malloc(1) == NULL);
    CHECK(realloc(p, 100000) == NULL);
    CHECK_EQ(100000, malloc_span(), 0);
    free(p);
    while ((small = malloc(24))) /* 32 bytes with its header; these stay */
        fill(&(struct model){(unsigned char *)small, 24, 0});
    CHECK_EQ(EMPTY + 32 * (99984 / 32), malloc_span(), 0);
    malloc_limit(HEAP_END - HEAP_BASE);
    p = malloc(HEAP_END - HEAP_BASE - 200000);
    CHECK(p != NULL);
    free(p);
}

static void
zeros(void)
{
    unsigned char *p = malloc(5000);
    memset(p, 0xA5, 5000);
    free(p);
    p = calloc(50, 100);
    for (int i = 0; i < 5000; i++)
        CHECK_EQ(0, p[i], i);
    free(p);
    char *copy = strdup("a text"), *part = strndup("a text", 3);
    CHECK(!strcmp(copy, "a text") && !strcmp(part, "a t"));
    free(copy);
    free(part);
    free(NULL);
}

/* What `act` said, or "". */
static const char *
words_of(void (*act)(char *), char *p)
{
    said[0] = 0;
    if (__builtin_setjmp(back) == 0)
        act(p);
    return said;
}

static void
free_it(char *p)
{
    free(p);
}

static void
free_inside(char *p)
{
    free(p + 16);
}

static void
overrun(char *p)
{
    p[40] = p[41] = 'x'; /* behind the block: the header of the next */
    free(p);
}

static void
underrun(char *p)
{
    p[-8] = 'x';
    free(p);
}

static void
mistakes(void)
{
    char *p = malloc(40), *q = malloc(40), *keep = malloc(40);
    free(p);
    CHECK(host_strstr(words_of(free_it, p), "freed before"));
    p = malloc(40);
    CHECK(host_strstr(words_of(free_inside, q), "free(0x"));
    CHECK(host_strstr(words_of(free_it, (char *)"text"), "never gave it"));
    CHECK(host_strstr(words_of(underrun, q), "header of this block"));
    CHECK(host_strstr(words_of(overrun, p), "behind its end"));
    char *first = malloc(40), *second = malloc(40), *last = malloc(40);
    free(first);
    free(second); /* one with the block before: its header lies inside a free block */
    CHECK(host_strstr(words_of(free_it, second), "freed before"));
    free(last);
    CHECK(host_strstr(words_of(free_it, last), "freed before"));
    CHECK(!*words_of(free_it, keep));
}

TEST_MAIN({"malloc-sequences", sequences}, {"malloc-coalescing", coalescing},
          {"malloc-zeros", zeros}, {"malloc-limits", limits}, {"malloc-mistakes", mistakes})
