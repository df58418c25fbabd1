/*
 * The C library in ring 3: a program in the root task's place that reads lines, counts and sorts
 * their words, and comes to its end twice. guest.py types the lines and knows what must be printed.
 *
 * The work is done by threads 2 and 3. Their pager is thread 1, which has sigma0 put a frame
 * wherever they touch the heap, and touches the program's own pages for them.
 */
#include <assert.h>
#include <errno.h>
#include <ipc.h>
#include <kdebug.h>
#include <layout.h>
#include <program.h>
#include <setjmp.h>
#include <sigma0.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <thread.h>

#define STACK      16384
#define ROUNDS     3000
#define BLOCKS     40
#define HEAP_PAGES 64

struct word {
    const char *text;
    unsigned count;
};

static char stacks[3][STACK] __attribute__((aligned(16)));
static l4_id_t pager;
static volatile unsigned faults, others_sum;

/* The page is in the space of all these threads once it is there; two of them may ask for it. */
static int
provide(uint32_t page)
{
    static char there[HEAP_PAGES];
    if (page >= (uint32_t)program_begin && page < (uint32_t)program_end) {
        (void)*(volatile char *)page; /* sigma0 is this thread's pager */
        return 1;
    }
    uint32_t number = (page - HEAP_BASE) / L4_PAGE_SIZE;
    if (page < HEAP_BASE || number >= HEAP_PAGES)
        return 0;
    if (!there[number])
        there[number] = (char)sigma0_map_any((void *)page);
    return there[number];
}

static void
serve_faults(void *argument)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        if (IPC_ERROR(error) || !provide(w.w0 & L4_PAGE_MASK)) {
            printf("no page for %p at %p\n", (void *)w.w0, (void *)w.w1);
            kd_exit(1);
        }
        faults++;
        error = ipc_reply_and_wait(&client, &w);
    }
}

static void
numbers(void)
{
    unsigned long long large = 12345678901234567890ull, divisor = 98765432109ull;
    long long negative = -9000000000000000000ll;
    printf("%llu %lld %#llx %020llu\n", large, negative, large, large);
    printf("%llu %llu %lld %lld\n", large / divisor, large % divisor, negative / 7, negative % 7);
    printf("%-8s|%8.3s|%+d|%c|%%|%05d|%p\n", "left", "right", 486, 'c', -42, (void *)0x486);
    long most = strtol("2147483648", NULL, 10);
    printf("%ld %d", most, errno == ERANGE);
    printf(" %ld %lu", strtol("-0x80000000", NULL, 0), strtoul("-1", NULL, 10));
    printf(" %lld\n", strtoll("-9223372036854775808", NULL, 10));
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(((const struct word *)a)->text, ((const struct word *)b)->text);
}

static void
add_word(struct word **words, unsigned *count, const char *text)
{
    for (unsigned i = 0; i < *count; i++) {
        if (!strcmp((*words)[i].text, text)) {
            (*words)[i].count++;
            return;
        }
    }
    *words = realloc(*words, (*count + 1) * sizeof **words);
    (*words)[(*count)++] = (struct word){strdup(text), 1};
}

static void
count_words(void)
{
    char line[128], *rest;
    struct word *words = NULL;
    unsigned count = 0, lines = 0;
    printf("lines? ");
    for (; fgets(line, sizeof line, stdin); lines++)
        for (char *w = strtok_r(line, " \t\n", &rest); w; w = strtok_r(NULL, " \t\n", &rest))
            add_word(&words, &count, w);
    qsort(words, count, sizeof *words, by_text);
    printf("\n%u lines, %u words:", lines, count);
    for (unsigned i = 0; i < count; i++) {
        printf(" %s=%u", words[i].text, words[i].count);
        free((void *)words[i].text);
    }
    free(words);
    printf("\n%u\n", (unsigned)malloc_span());
}

/* Blocks of all sizes, each full of its own number; what changed is counted. */
static unsigned
use_heap(unsigned seed)
{
    struct {
        unsigned char *at;
        size_t size;
    } blocks[BLOCKS];
    unsigned wrong = 0;
    memset(blocks, 0, sizeof blocks);
    for (unsigned round = 0; round < ROUNDS; round++) {
        unsigned i = (seed = seed * 1103515245 + 12345) >> 16;
        size_t size = i % 700;
        i %= BLOCKS;
        for (size_t k = 0; blocks[i].at && k < blocks[i].size; k++)
            wrong += blocks[i].at[k] != i;
        free(blocks[i].at);
        blocks[i].at = malloc(blocks[i].size = size);
        memset(blocks[i].at, (int)i, size);
    }
    for (unsigned i = 0; i < BLOCKS; i++)
        free(blocks[i].at);
    return wrong;
}

static void
other_thread(void *argument)
{
    others_sum = 1000 + use_heap(1);
    thread_stop();
}

static void
two_threads(void)
{
    thread_start(3, other_thread, NULL, stacks[2], STACK, pager);
    unsigned wrong = use_heap(2);
    while (!others_sum)
        l4_thread_switch(L4_NIL);
    printf("%u %u %u\n", wrong, others_sum, (unsigned)malloc_span());
}

static void
limits(void)
{
    unsigned n = 0;
    malloc_limit(100 << 10);
    while (malloc(10000))
        n++;
    printf("%u %s\n", n, strerror(errno));
    n = fopen("/file", "r") == NULL;
    printf("%u %s\n", n, strerror(errno));
}

/* Three calls deep and back, again and again; locals of the caller stay. */
static void
dive(jmp_buf surface, int depth, int value)
{
    if (depth == 0)
        longjmp(surface, value);
    if (depth > 0)
        dive(surface, depth - 1, value + 1);
}

static void
jumps(void)
{
    static jmp_buf surface;
    volatile int turns = 0;
    int value = setjmp(surface);
    printf("%d:%d ", turns, value);
    if (turns++ < 3)
        dive(surface, turns - 1, turns - 1);
    printf("\n");
}

static void
farewell(void)
{
    fprintf(stdout, "atexit ");
}

static void
work(void *argument)
{
    numbers();
    count_words();
    two_threads();
    limits();
    jumps();
    atexit(farewell);
    exit(7);
}

/* The first end goes on to the second, a mistake. */
void
program_end_hook(int status)
{
    printf("end %d\n", status);
    if (status != 7)
        kd_exit(status & 0x7F); /* QEMU has room for seven bits */
    assert(faults == 0);
}

int
main(void)
{
    pager = thread_start(1, serve_faults, NULL, stacks[0], STACK, thread_pager());
    thread_start(2, work, NULL, stacks[1], STACK, pager);
    thread_stop();
}
