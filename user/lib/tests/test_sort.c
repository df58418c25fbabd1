/*
 * Sorting, searching, random numbers.
 * Tests: stdlib_sort.c stdlib_random.c
 */
#include "host.h"
#include <stdlib.h>

HOST(void, qsort, void *, size_t, size_t, int (*)(const void *, const void *));

#define MOST 300

static unsigned compared;

static int
by_value(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    compared++;
    return (x > y) - (x < y);
}

static int
by_byte(const void *a, const void *b)
{
    return *(const unsigned char *)a - *(const unsigned char *)b;
}

static void
words(void)
{
    static int ours[MOST], theirs[MOST];
    for (int round = 0; round < 3000; round++) {
        uint32_t n = below(MOST), range = 1 + below(1000);
        int order = (int)below(4); /* random, rising, falling, all equal */
        for (uint32_t i = 0; i < n; i++)
            ours[i] = theirs[i] = order == 0   ? (int)below(range) - 500
                                  : order == 1 ? (int)i
                                  : order == 2 ? -(int)i
                                               : 7;
        qsort(ours, n, sizeof *ours, by_value);
        host_qsort(theirs, n, sizeof *theirs, by_value);
        CHECK_EQ(0, host_memcmp(ours, theirs, n * sizeof *ours), round);
        int key = (int)below(range) - 500, there = 0;
        for (uint32_t i = 0; i < n; i++)
            there |= ours[i] == key;
        int *found = bsearch(&key, ours, n, sizeof *ours, by_value);
        CHECK_EQ(there, found != NULL, round);
        CHECK(!found || *found == key);
    }
}

/* Elements of every size: they move whole. Byte 0 is the key, the others follow from it. */
static void
sizes(void)
{
    static unsigned char records[100 * 40];
    for (unsigned size = 1; size <= 40; size++) {
        for (unsigned i = 0; i < 100; i++) {
            unsigned char key = (unsigned char)next_random();
            for (unsigned k = 0; k < size; k++)
                records[i * size + k] = (unsigned char)(key + k);
        }
        qsort(records, 100, size, by_byte);
        for (unsigned i = 0; i < 100; i++) {
            CHECK(i == 0 || records[(i - 1) * size] <= records[i * size]);
            for (unsigned k = 0; k < size; k++)
                CHECK_EQ((unsigned char)(records[i * size] + k), records[i * size + k], size);
        }
    }
}

/* 2 n log n comparisons at most, whatever the order: 4096 elements, three orders. */
static void
never_slow(void)
{
    static int many[4096];
    for (int order = 0; order < 3; order++) {
        for (int i = 0; i < 4096; i++)
            many[i] = order == 0 ? i : order == 1 ? -i : i % 2;
        compared = 0;
        qsort(many, 4096, sizeof *many, by_value);
        CHECK_EQ(1, compared <= 2 * 4096 * 12, order);
    }
}

static void
random_numbers(void)
{
    unsigned buckets[16] = {0};
    srand(486);
    int first = rand();
    for (int i = 0; i < 16000; i++) {
        int r = rand();
        CHECK(r >= 0 && r <= RAND_MAX);
        buckets[r / (RAND_MAX / 16 + 1)]++;
    }
    for (int i = 0; i < 16; i++)
        CHECK_EQ(1, buckets[i] > 800 && buckets[i] < 1200, buckets[i]);
    srand(486);
    CHECK_EQ(first, rand(), 0);
    srand(0);
    CHECK(rand() != rand());
}

TEST_MAIN({"sort-words", words}, {"sort-sizes", sizes}, {"sort-never-slow", never_slow},
          {"random-numbers", random_numbers})
