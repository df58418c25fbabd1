/*
 * The memory that the measured loops use.
 */
#include "bench.h"

#define PAGE __attribute__((aligned(L4_PAGE_SIZE)))

static char destination[BENCH_STRING] PAGE;
char bench_page[L4_PAGE_SIZE] PAGE;

struct string_message bench_buffer = {
    .head = {0, L4_DOPE(3, 1), L4_DOPE(3, 1), {0, 0, 0}},
    .string = {0, 0, BENCH_STRING, (uint32_t)destination},
};
