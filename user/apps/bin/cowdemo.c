/*
 * cowdemo: two tasks share pages until one of them writes.
 *
 * The pager server maps the same frames into both, read-only. The first write to a page is a fault;
 * the writer gets a frame of its own with the same contents. What nobody writes is never copied.
 */
#include "errno.h"
#include "ipc.h"
#include "pager.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"

#define LOG2  16
#define SIZE  (1u << LOG2)
#define PAGE  4096u
#define PAGES (SIZE / PAGE)

enum order { READ = 1, WRITE };

/* The other task: reads or writes a word of its own memory when it is told to. */
static void
obey(void)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, L4_NEVER);
        volatile uint32_t *word = (volatile uint32_t *)w.w1;
        if (w.w0 == WRITE)
            *word = w.w2;
        w.w2 = *word;
        error = ipc_reply_and_wait(&client, &w);
    }
}

static uint32_t
tell(l4_id_t other, enum order order, volatile uint32_t *word, uint32_t value)
{
    struct words w = {order, (uint32_t)word, value};
    return IPC_ERROR(ipc_call(other, &w)) ? 0 : w.w2;
}

/* Both sides of a page, and how many copies were made since `copies`. 1 if they are as expected. */
static int
compare(l4_id_t other, volatile uint32_t *word, uint32_t mine, uint32_t its, uint32_t copies,
        uint32_t expected)
{
    uint32_t seen = tell(other, READ, word, 0), made = pager_count(PAGER_COPIED) - copies;
    printf("  here stands %u, there %u; %u pages were copied so far.\n", *word, seen, made);
    return *word == mine && seen == its && made == expected;
}

static int
show(l4_id_t other, volatile uint32_t *memory)
{
    static volatile uint32_t first_word;
    volatile uint32_t *second = memory + PAGE / 4;
    tell(other, READ, &first_word, 0); /* it has come to its loop, and writes no data of its own */
    for (uint32_t i = 0; i < PAGES; i++)
        memory[i * PAGE / 4] = 100 + i;
    uint32_t copies = pager_count(PAGER_COPIED);
    int error = pager_share(other, (void *)memory, LOG2);
    if (error) {
        fprintf(stderr, "cowdemo: the pages cannot be shared: %s\n", strerror(error));
        return 0;
    }
    printf("I share %u pages with another task. In the first:\n", PAGES);
    int right = compare(other, memory, 100, 100, copies, 0);
    printf("I write 7 to the first page:\n");
    *memory = 7;
    right &= compare(other, memory, 7, 100, copies, 1);
    printf("The other task writes 8 to the second page:\n");
    tell(other, WRITE, second, 8);
    right &= compare(other, second, 101, 8, copies, 2);
    printf("The other %u pages are still shared.\n", PAGES - 2);
    return right;
}

int
main(int argc, char **argv)
{
    char *again[] = {argv[0], "obey"};
    if (argc > 1 && !strcmp(argv[1], "obey"))
        obey();
    uint32_t *memory = aligned_alloc(SIZE, SIZE);
    l4_id_t other = memory ? pager_spawn("/bin/cowdemo", 2, again) : L4_NIL;
    if (!other) {
        fprintf(stderr, "cowdemo: the second task: %s\n", strerror(errno));
        return 1;
    }
    int right = show(other, memory);
    pager_kill(other);
    if (!right)
        printf("cowdemo: that is not what should be seen.\n");
    return !right;
}
