/*
 * Memory on demand. Enter by malloc().
 *
 * The heap is a row of blocks from HEAP_BASE on, without a gap, and an end mark. A block begins
 * with its header; what the caller gets lies behind it, aligned to 16 bytes.
 *
 *      | before | size + used | memory of the caller ...        | before | size + used | ...
 *      ^ 8 bytes below a multiple of 16                         ^ the block behind
 *
 * `before` is the size of the block before: so a block that is freed finds both neighbours, and
 * becomes one with those that are free (D. E. Knuth, The Art of Computer Programming, vol. 1, 2.5:
 * boundary tags). A free block is in the list of its size: one list for each multiple of 16 below
 * 512 bytes, above one for each power of two. The last block is never free: the end mark moves down
 * to where it began.
 */
#include "errno.h"
#include "layout.h"
#include "malloc_lock.h"
#include "stdio_complain.h"
#include "stdlib.h"
#include "string.h"

#include <stdint.h>

#define UNIT   16u
#define HEADER 8u
#define FIRST  (HEAP_BASE + HEADER) /* the first block */
#define USED   1u
#define SMALL  32u /* lists of a single size each */
#define LISTS  (SMALL + 22)

/* Addresses have 32 bits on every machine that this is tested on. */
struct block {
    uint32_t before, size;   /* USED in bit 0 */
    uint32_t next, previous; /* while it is free: its neighbours in the list, or 0 */
};

static uint32_t lists[LISTS];
static uint32_t end; /* the end mark: a header, used, of size 0 */
static size_t limit = HEAP_END - HEAP_BASE;

static struct block *
at(uint32_t address)
{
    return (struct block *)(uintptr_t)address;
}

static uint32_t
size_of(uint32_t b)
{
    return at(b)->size & ~USED;
}

static int
is_free(uint32_t b)
{
    return !(at(b)->size & USED);
}

static unsigned
list_of(uint32_t size)
{
    if (size < SMALL * UNIT)
        return size / UNIT;
    return SMALL + (22 - (unsigned)__builtin_clz(size));
}

/* Writes a block's size into its header and into that of the block behind. */
static void
set_size(uint32_t b, uint32_t size, uint32_t used)
{
    at(b)->size = size | used;
    at(b + size)->before = size;
}

static void
list_insert(uint32_t b)
{
    uint32_t *head = &lists[list_of(size_of(b))];
    at(b)->next = *head;
    at(b)->previous = 0;
    if (*head)
        at(*head)->previous = b;
    *head = b;
}

static void
list_remove(uint32_t b)
{
    uint32_t next = at(b)->next, previous = at(b)->previous;
    if (next)
        at(next)->previous = previous;
    if (previous)
        at(previous)->next = next;
    else
        lists[list_of(size_of(b))] = next;
}

/* The header says where its neighbours are, and they must agree. */
static uint32_t
check(const void *memory, const char *act)
{
    uint32_t b = (uint32_t)(uintptr_t)memory - HEADER;
    if (b % UNIT != HEADER || b < FIRST || b >= end)
        complain(
            "%s(%p): the heap has no block there: it was freed before, or malloc never gave it\n",
            act, memory);
    uint32_t size = size_of(b), before = at(b)->before;
    if (is_free(b))
        complain("%s(%p): this block was freed before\n", act, memory);
    if (size < UNIT || size % UNIT || size > end - b || at(b + size)->before != size)
        complain("%s(%p): the size of this block, or what lies behind its end, was overwritten\n",
                 act, memory);
    if (before > b - FIRST || (before && size_of(b - before) != before))
        complain(
            "%s(%p): the header of this block was overwritten, perhaps from the block before\n",
            act, memory);
    return b;
}

/* Makes a block free that is in no list, with what is free around it. */
static void
give_back(uint32_t b)
{
    uint32_t size = size_of(b), behind = b + size, before = at(b)->before;
    if (before && is_free(b - before)) {
        b -= before;
        list_remove(b);
        size += before;
    }
    if (is_free(behind)) {
        list_remove(behind);
        size += size_of(behind);
    }
    if (b + size == end) {
        end = b;
        at(end)->size = USED; /* `before` is what it was for the block here */
        return;
    }
    set_size(b, size, 0);
    list_insert(b);
}

/* Shortens a used block to `size`; the rest becomes free. */
static void
cut(uint32_t b, uint32_t size)
{
    uint32_t rest = size_of(b) - size;
    if (!rest)
        return;
    set_size(b, size, USED);
    set_size(b + size, rest, USED);
    give_back(b + size);
}

/* A new block of `size` at the end mark, which moves on. 0 where the limit forbids it. */
static uint32_t
extend(uint32_t size)
{
    uint32_t b = end ? end : FIRST;
    if (size > HEAP_END - HEADER - b || b + size + HEADER - HEAP_BASE > limit)
        return 0;
    if (!end)
        at(b)->before = 0;
    end = b + size;
    at(end)->size = USED;
    set_size(b, size, USED);
    return b;
}

/* A free block of at least `size`, out of its list; 0 if there is none. In the lists above the own
 * one every block is large enough. */
static uint32_t
find(uint32_t size)
{
    for (unsigned list = list_of(size); list < LISTS; list++) {
        uint32_t b = lists[list];
        while (b && size_of(b) < size)
            b = at(b)->next;
        if (b) {
            list_remove(b);
            return b;
        }
    }
    return 0;
}

/* What a block for `bytes` bytes of the caller takes; 0 if no heap has that much. */
static uint32_t
block_size(size_t bytes)
{
    if (bytes > HEAP_END - HEAP_BASE)
        return 0;
    return ((uint32_t)bytes + HEADER + UNIT - 1) & -UNIT;
}

static uint32_t
allocate(uint32_t size)
{
    uint32_t b = find(size);
    if (!b)
        return extend(size);
    at(b)->size |= USED;
    cut(b, size);
    return b;
}

static void *
memory_of(uint32_t b)
{
    if (!b)
        errno = ENOMEM;
    return b ? (char *)at(b) + HEADER : NULL;
}

void *
malloc(size_t bytes)
{
    uint32_t size = block_size(bytes), b;
    malloc_lock();
    b = size ? allocate(size) : 0;
    malloc_unlock();
    return memory_of(b);
}

/* The front of a larger block is given back. */
void *
aligned_alloc(size_t alignment, size_t bytes)
{
    uint32_t step = alignment < UNIT ? UNIT : (uint32_t)alignment, size = block_size(bytes), b = 0;
    malloc_lock();
    if (size && step <= HEAP_END - HEAP_BASE)
        b = allocate(size + step);
    if (b) {
        uint32_t front = -(b + HEADER) & (step - 1), whole = size_of(b);
        if (front) {
            set_size(b, front, USED);
            set_size(b + front, whole - front, USED);
            give_back(b);
            b += front;
        }
        cut(b, size);
    }
    malloc_unlock();
    return memory_of(b);
}

void
free(void *memory)
{
    if (!memory)
        return;
    malloc_lock();
    uint32_t b = check(memory, "free");
    at(b)->size &= ~USED;
    give_back(b);
    malloc_unlock();
}

/* Longer or shorter where the block is, if it can be. */
static int
resize(uint32_t b, uint32_t size)
{
    uint32_t old = size_of(b), behind = b + old;
    if (size > old && behind == end) {
        if (!extend(size - old))
            return 0;
        set_size(b, size, USED);
    } else if (size > old) {
        if (!is_free(behind) || old + size_of(behind) < size)
            return 0;
        list_remove(behind);
        set_size(b, old + size_of(behind), USED);
    }
    cut(b, size);
    return 1;
}

void *
realloc(void *memory, size_t bytes)
{
    uint32_t size = block_size(bytes);
    if (!memory || !size)
        return memory ? memory_of(0) : malloc(bytes);
    malloc_lock();
    uint32_t b = check(memory, "realloc"), old = size_of(b) - HEADER;
    int done = resize(b, size);
    malloc_unlock();
    if (done)
        return memory;
    void *copy = malloc(bytes);
    if (!copy)
        return NULL;
    memcpy(copy, memory, old); /* it was to grow: to shrink succeeds in its place */
    free(memory);
    return copy;
}

void
malloc_limit(size_t bytes)
{
    limit = bytes;
}

size_t
malloc_span(void)
{
    return end ? end - HEAP_BASE + HEADER : 0;
}
