/*
 * Sorting and searching. Enter by qsort().
 *
 * qsort() is a heapsort (J. W. J. Williams, 1964): no order of the elements makes it slow, it
 * needs no memory, and it calls nothing but `compare`.
 */
#include "stdlib.h"

#include <stdint.h>

typedef int (*compare_t)(const void *, const void *);

/* By words where the size allows it: records mostly are some. */
static void
swap(char *a, char *b, size_t size)
{
    if (size % sizeof(uint32_t) == 0 && ((uintptr_t)a | (uintptr_t)b) % sizeof(uint32_t) == 0) {
        for (uint32_t *x = (uint32_t *)a, *y = (uint32_t *)b; size; size -= sizeof *x, x++, y++) {
            uint32_t t = *x;
            *x = *y;
            *y = t;
        }
        return;
    }
    for (; size; size--, a++, b++) {
        char t = *a;
        *a = *b;
        *b = t;
    }
}

/* The heap is elements 0 to count - 1, none smaller than its children 2 i + 1 and 2 i + 2. Only
 * element `i` may be; it sinks to where it belongs. */
static void
sink(char *base, size_t i, size_t count, size_t size, compare_t compare)
{
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= count)
            return;
        if (child + 1 < count && compare(base + child * size, base + (child + 1) * size) < 0)
            child++;
        if (compare(base + i * size, base + child * size) >= 0)
            return;
        swap(base + i * size, base + child * size, size);
        i = child;
    }
}

void
qsort(void *base, size_t count, size_t size, compare_t compare)
{
    char *first = base;
    for (size_t i = count / 2; i > 0; i--)
        sink(first, i - 1, count, size, compare);
    for (size_t n = count; n > 1; n--) {
        swap(first, first + (n - 1) * size, size);
        sink(first, 0, n - 1, size, compare);
    }
}

void *
bsearch(const void *key, const void *base, size_t count, size_t size, compare_t compare)
{
    const char *first = base;
    while (count > 0) {
        const char *middle = first + count / 2 * size;
        int order = compare(key, middle);
        if (order == 0)
            return (void *)middle;
        if (order > 0) {
            first = middle + size;
            count -= count / 2 + 1;
        } else {
            count /= 2;
        }
    }
    return NULL;
}
