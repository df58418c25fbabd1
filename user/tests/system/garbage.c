/*
 * A client that sends every server garbage: random and edge-case words, dwords and strings at page
 * borders, fpages of every kind, operations that exist with arguments that don't. It is a server of
 * the configuration without any right. At the end each server must be the one that was there at
 * first, and still do its work. Enter by main().
 *
 *   args="SEED MESSAGES"
 */
#include "clock.h"
#include "errno.h"
#include "files.h"
#include "kdebug.h"
#include "message.h"
#include "names.h"
#include "pager.h"
#include "service.h"
#include "start.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"

#define PROGRESS   50000u
#define MAX_TARGET 16
#define POOL       (64u * 1024)
/* What servers may map here; not the whole space: one page over our text would end us. */
#define SCRATCH l4_fpage(WINDOW_BASE, 20, 0)

#define FILE_NAME "/garbage.txt"
#define FILE_SIZE 20000u

/* Names that the configuration may have started. */
static const char *const server_names[] = {"names", "console", "clock", "disk",
                                           "fs",    "pager",   "shell"};

static struct target {
    const char *name;
    l4_id_t id;
    uint32_t restarts;
} targets[MAX_TARGET];
static uint32_t target_count, seed, failed, console_task;

/* xorshift32 */
static uint32_t
pick(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return (seed >> 8) % below;
}

static uint32_t
pick_word(void)
{
    static const uint32_t edges[] = {0,           1,           2,          3,          4095,
                                     4096,        0x7FFFFFFF,  0x80000000, 0xFFFFFFFF, 0xFFFFFFFC,
                                     0xBFFFFFFC,  0xC0000000,  HEAP_BASE,  HEAP_END,   STACK_BASE,
                                     BUFFER_BASE, WINDOW_BASE, START_PAGE, INFO_PAGE,  0xF01F0010};
    uint32_t kind = pick(6);
    if (kind == 0)
        return edges[pick(sizeof edges / sizeof *edges)];
    if (kind == 1)
        return targets[pick(target_count)].id ^ (pick(4) ? 0 : 1u << pick(32));
    if (kind == 2)
        return pick(300);
    if (kind == 3)
        return thread_self() ^ 1; /* our own, but of another version: nobody is to end us */
    (void)pick(2);
    return seed;
}

/* An operation that some server has, with whatever stands above bits 7..0; but not this program's
 * own end. */
static uint32_t
pick_operation(void)
{
    uint32_t op = pick(3) ? pick(20) : pick(0x50);
    if ((op | 1) == TASKS_CRASHED || (op | 1) == TASKS_EXIT)
        op = 0;
    return pick(3) ? op : op | pick_word() << 8;
}

/* Our own pager would believe in a page fault of ours, and end us for a touch of nothing. */
static uint32_t
first_word(l4_id_t to)
{
    return pick_operation() | (l4_task_no(to) == l4_task_no(L4_ROOT));
}

static l4_fpage_t
pick_fpage(void)
{
    static const uint32_t bases[] = {HEAP_BASE,  HEAP_BASE + POOL, PROGRAM_BASE, STACK_END - 4096,
                                     START_PAGE, INFO_PAGE,        BUFFER_BASE};
    uint32_t log2 = pick(4) ? 12 + pick(4) : pick(40);
    return l4_fpage(bases[pick(7)], log2, pick(4) & ~L4_FPAGE_GRANT);
}

/* Where a string begins: mostly in the pool, near a page's border, often over its end. Not where we
 * have no memory: such a fault reaches our pager, whatever timeouts the receiver has, and ends us. */
static uint32_t
pick_address(void)
{
    if (pick(8) == 0)
        return pick(2) ? 0xC0000000u + (pick_word() >> 3) : START_PAGE;
    return HEAP_BASE + (1 + pick(POOL / 4096)) * 4096 - pick(3) * pick(70) +
           (pick(2) ? 0 : pick(4096));
}

static l4_timeout_t
pick_timeouts(void)
{
    uint32_t faults = pick(2) ? 0x0000FF00 : 0x0000CC00;
    return (pick(4) ? L4_BOTH_ZERO : 0x0404000B | 11 << 4) | faults;
}

static void
send_short(l4_id_t to)
{
    struct words w = {first_word(to), pick_word(), pick_word()};
    l4_id_t source;
    uint32_t send = 0;
    if (pick(3) == 0) {
        send = L4_SEND_MAP;
        w.w1 = pick_fpage();
    }
    l4_ipc(to, send, pick(3) ? 0 : SCRATCH | L4_RECV_FPAGE, pick_timeouts(), &w, &source);
}

/* Text that now and then is a path. None that exists and could be removed: that is no garbage. */
static void
fill_pool(uint32_t at, uint32_t size)
{
    static const char *const texts[] = {"/", "/bin/", "//../.", "/x/y", "/bin/ls/x", ""};
    if (at < HEAP_BASE || at > HEAP_BASE + POOL - 300)
        return;
    for (uint32_t i = 0; i < size && i < 300; i++)
        ((char *)at)[i] = (char)pick(256);
    if (pick(2) && size > 8)
        strcpy((char *)at, texts[pick(6)]);
}

static void
send_long(l4_id_t to)
{
    MESSAGE(40, 31) m;
    uint32_t dwords = 3 + pick(38), strings = pick(2) ? pick(3) : pick(32);
    memset(&m, 0, sizeof m); /* a random number of strings finds nothing behind ours */
    message_init(&m, dwords, strings);
    m.receive_fpage = SCRATCH;
    m.dword[0] = first_word(to);
    for (uint32_t i = 1; i < dwords; i++)
        m.dword[i] = pick_word();
    message_words(&m, pick(2) ? 3 + pick(2) : dwords);
    for (uint32_t i = 0; i < strings; i++) {
        uint32_t at = pick_address(), size = pick(at < 0xC0000000u ? 5000 : 1u << 31);
        if (pick(3))
            size %= 300;
        fill_pool(at, size);
        message_string(&m, (void *)at, size);
        message_dope(&m, i)->send_size |= pick(6) ? 0 : L4_STRING_CONTINUES;
    }
    if (pick(8) == 0)
        m.send_dope = pick_word();
    message_send(to, &m, pick_timeouts());
}

static l4_id_t
pick_receiver(void)
{
    uint32_t kind = pick(40);
    if (kind == 0)
        return L4_SIGMA0;
    if (kind == 1)
        return pick_word();
    if (kind < 6)
        return L4_ROOT;
    l4_id_t id = targets[pick(target_count)].id;
    return kind < 9 ? l4_thread_of(id, pick(4)) : id;
}

/* A flood on the console would hide what is said there: it gets one of a thousand. */
static void
send_garbage(void)
{
    l4_id_t to = pick_receiver();
    if (l4_task_no(to) == console_task && pick(1000))
        return;
    if (pick(3))
        send_short(to);
    else
        send_long(to);
}

static void
verdict(const char *what, int good)
{
    char line[120];
    failed += (uint32_t)!good;
    snprintf(line, sizeof line, "%s garbage: %s\n", good ? "ok" : "FAIL", what);
    kd_puts(line);
}

static void
find_targets(void)
{
    for (uint32_t i = 0; i < sizeof server_names / sizeof *server_names; i++) {
        struct task_info info;
        l4_id_t id = tasks_find(server_names[i]);
        if (strcmp(server_names[i],
                   "names")) /* it knows all but itself; the others may not be ready yet */
            id = names_wait(server_names[i], 0x7B000009);
        if (!id || tasks_info(l4_task_no(id), &info))
            continue;
        targets[target_count++] = (struct target){server_names[i], id, info.restarts};
    }
}

static void
check_targets(void)
{
    char line[80];
    for (struct target *t = targets; t < targets + target_count; t++) {
        struct task_info info;
        int same = tasks_find(t->name) == t->id && !tasks_info(l4_task_no(t->id), &info) &&
                   info.restarts == t->restarts;
        snprintf(line, sizeof line, "%s still runs, and never died", t->name);
        verdict(line, same);
    }
}

/* A file that nobody's garbage may change: garbage cannot spell a handle of another task. */
static int
file_is_right(int make)
{
    static uint8_t bytes[FILE_SIZE];
    int handle = files_open(FILE_NAME, make ? FILES_CREATE | FILES_WRITABLE : 0, NULL, NULL);
    if (handle < 0)
        return 0;
    if (make)
        for (uint32_t i = 0; i < FILE_SIZE; i++)
            bytes[i] = (uint8_t)(i * 7 + (i >> 8));
    else
        memset(bytes, 0, sizeof bytes);
    int moved =
        make ? files_write(handle, 0, bytes, FILE_SIZE) : files_read(handle, 0, bytes, FILE_SIZE);
    int good = moved == (int)FILE_SIZE;
    for (uint32_t i = 0; i < FILE_SIZE; i++)
        good &= bytes[i] == (uint8_t)(i * 7 + (i >> 8));
    files_close(handle);
    return good;
}

static int
has(const char *name)
{
    for (struct target *t = targets; t < targets + target_count; t++)
        if (!strcmp(t->name, name))
            return 1;
    return 0;
}

int
main(int argc, char **argv)
{
    uint32_t messages = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000;
    uint32_t frames, before = 0, after = 0;
    char line[80];
    seed = argc > 1 ? strtoul(argv[1], NULL, 10) | 1 : 486;
    find_targets();
    console_task = l4_task_no(tasks_find("console"));
    verdict("there are servers", target_count > 0);
    if (has("fs"))
        verdict("a file is written", file_is_right(1));
    for (uint32_t at = HEAP_BASE; at < HEAP_BASE + POOL; at += 4096)
        *(volatile char *)at = 0;
    tasks_memory(&frames, &before);
    for (uint32_t i = 1; i <= messages; i++) {
        send_garbage();
        if (i % PROGRESS == 0) {
            snprintf(line, sizeof line, "garbage: %u of %u messages\n", i, messages);
            kd_puts(line);
        }
    }
    tasks_memory(&frames, &after);
    check_targets();
    if (has("fs"))
        verdict("the file is as it was", file_is_right(0));
    if (has("clock"))
        verdict("the clock tells the date", clock_date() > 946684800);
    if (has("pager")) {
        char *arguments[] = {"echo", "garbage: a program runs", NULL};
        l4_id_t task = pager_spawn("/bin/echo", 2, arguments);
        verdict("the pager starts a program, which ends well", task && pager_wait(task) == 0);
    }
    snprintf(line, sizeof line, "garbage: %u messages, %u frames free before, %u after\n", messages,
             before, after);
    kd_puts(line);
    snprintf(line, sizeof line, "garbage: %s\n", failed ? "failed" : "done");
    kd_puts(line);
    kd_exit(failed ? 1 : 0);
    return 0;
}
