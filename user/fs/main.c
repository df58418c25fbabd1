/*
 * The file server: an ext2 file system of the disk DISK_FILES, whose cache pages clients may map.
 *
 * It starts by mounting. Without a drive, or with one that holds no ext2, it says so and ends, and
 * registers no name. It may be killed at any time and started again: then open handles are gone,
 * and so is what was not yet written back (at most the last seconds before; see write_back()), as
 * after a power cut. Mounted again, the file system is used as it is if the last write-back was
 * complete. Else it is looked through first (mend.h), which takes a read of each directory and each
 * block of inodes; if it finds what is not the trace of a write-back, the file system is read-only.
 */
#include "device.h"
#include "disk.h"
#include "errno.h"
#include "ipc.h"
#include "mend.h"
#include "names.h"
#include "start.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "table.h"
#include "thread.h"

#define MAX_PAGES   2048u
#define SPARE_PAGES 2u          /* of the memory that we may touch */
#define TICKER      1           /* lthread of the timer */
#define PATIENCE    5           /* ticks that a change waits until it is written back */
#define ONE_SECOND  0xF4000009u /* receive timeout: 244 * 4^6 us */

struct ext2 fs;
struct cache cache;

static struct page pages[MAX_PAGES];
static char text[FILES_COPY + 1]; /* strings of requests */
static MESSAGE(4, 1) in;          /* where requests arrive */
static char ticker_stack[1024] __attribute__((aligned(16)));

int
something_changed(void)
{
    uint32_t dirty = 0;
    for (int i = 0; i < CACHE_ORDERS; i++)
        dirty += cache.dirty[i];
    return dirty != 0 || fs.changed;
}

int
write_back(void)
{
    int error = something_changed() ? error_number(ext2_sync(&fs)) : 0;
    return error ? error : device_flush();
}

/* Sends a message to the server each second: its own wait has no timeout, because the kernel's
 * fast paths have none. */
static void
tick(void *server)
{
    struct words w;
    for (;;) {
        ipc_receive(L4_NIL, &w, ONE_SECOND);
        ipc_call((l4_id_t)server, &w);
    }
}

/* Once a second: writes back what has waited long enough, closes what dead tasks left open. */
static void
each_second(void)
{
    static uint32_t waited;
    waited = something_changed() ? waited + 1 : 0;
    device_ask_date();
    table_collect();
    if (waited < PATIENCE)
        return;
    waited = 0;
    int error = write_back();
    if (error)
        printf("fs: writing back failed: %s\n", strerror(error));
}

/* The pages that the memory given to us has room for. */
static uint32_t
make_pages(void)
{
    uint32_t count = start_page()->memory / CACHE_PAGE;
    count = count < SPARE_PAGES ? 0 : count - SPARE_PAGES;
    if (count > MAX_PAGES)
        count = MAX_PAGES;
    for (uint32_t i = 0; i < count; i++)
        pages[i].data = (void *)(HEAP_BASE + i * CACHE_PAGE);
    return count;
}

static void __attribute__((noreturn)) give_up(const char *what, const char *why)
{
    printf("fs: %s: %s\n", what, why);
    exit(1);
}

/* The last sync was cut short: looks through the file system, and mounts it again. */
static int
mend_and_mount(void)
{
    const char *why;
    if (mend(&fs, &why)) {
        fs.why = why;
        return 0;
    }
    device_flush();
    ext2_unmount(&fs);
    printf("fs: it was not left clean; looked through, and in order now\n");
    return ext2_mount(&fs, &cache, device_time, NULL, 0);
}

static void
mount(void)
{
    uint32_t blocks, count = make_pages();
    int error = disk_size(DISK_FILES, &blocks);
    if (error)
        give_up("there is no drive for files", strerror(error));
    if (count < EXT2_MIN_PAGES + ANSWER_STRINGS)
        give_up("too little memory", "give the server more (memory= in the configuration)");
    cache_init(&cache, pages, count, &device);
    error = ext2_mount(&fs, &cache, device_time, NULL, 0);
    if (!error && mend_wanted(&fs))
        error = mend_and_mount();
    if (error)
        give_up("the file system cannot be used", fs.why ? fs.why : ext2_error_text(error));
    if (fs.read_only)
        printf("fs: read-only: %s\n", fs.why);
}

/* What came, as a request. A string is ended by a NUL, where it ends. */
static void
take_request(struct request *q, uint32_t result, l4_id_t client, const struct words *w)
{
    const struct l4_string *s = &in.string[0];
    q->client = client;
    q->task = client & ~L4_LTHREAD_MASK;
    q->word[0] = w->w0;
    q->word[1] = w->w1;
    q->word[2] = w->w2;
    q->fourth = L4_DOPE_WORDS(result) > L4_SHORT_WORDS ? in.dword[L4_SHORT_WORDS] : 0;
    q->text = text;
    q->length = L4_DOPE_STRINGS(result) ? s->send_size & L4_STRING_SIZE : 0;
    text[q->length] = 0;
}

/* Answers the last request and waits for the next, for ever. An answer that cannot be delivered is
 * dropped, whatever the reason. */
static void __attribute__((noreturn)) run(void)
{
    static struct answer a;
    struct request q;
    struct words w;
    l4_id_t client, me = thread_self();
    uint32_t to_buffer = (uint32_t)&in | L4_RECV_OPEN;
    message_init(&in, 4, 1);
    message_buffer(&in, text, FILES_COPY);
    message_init(&a.m, ANSWER_WORDS, ANSWER_STRINGS);
    uint32_t result = l4_ipc(L4_NIL, L4_NO_SEND, to_buffer, IPC_SERVER, &w, &client);
    for (;;) {
        while (IPC_ERROR(result))
            result = l4_ipc(L4_NIL, L4_NO_SEND, to_buffer, IPC_SERVER, &w, &client);
        if ((client & ~L4_LTHREAD_MASK) == me) {
            each_second();
            answer_words(&a, 0, 0, 0);
        } else {
            take_request(&q, result, client, &w);
            serve(&q, &a);
        }
        w = (struct words){a.m.dword[0], a.m.dword[1], a.m.dword[2]};
        result = l4_ipc(client, a.send, to_buffer, IPC_SERVER, &w, &client);
    }
}

int
main(void)
{
    memset(text, 0, sizeof text); /* its pages must be there: nobody waits for ours */
    mount();
    table_init((uint32_t)(start_clock() >> 10));
    device_ask_date();
    l4_id_t me = thread_self();
    thread_start(TICKER, tick, (void *)me, ticker_stack, sizeof ticker_stack, thread_pager());
    int error = names_register(start_page()->name);
    if (error)
        give_up("its name cannot be had", strerror(error));
    run();
}
