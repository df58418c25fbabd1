/*
 * The root task for one server, which is the boot module: pages it from its ELF file and tells
 * it what it asks of the root task.
 *
 * The test's first thread does that, for ever; what is to be tested runs in a thread of its own.
 */
#ifndef SERVER_H
#define SERVER_H

#include <errno.h>
#include <ipc.h>
#include <layout.h>
#include <service.h>
#include <sigma0.h>
#include <start.h>
#include <string.h>
#include <tasks.h>
#include <test.h>
#include <thread.h>

#define SERVER_TASK  9u
#define SERVER_INFO  ((void *)0x51000000)
#define SERVER_FILE  0x52000000u /* where its ELF file is seen */
#define SERVER_PAGES 96u
#define SERVER_NAMED 4u

/* The ELF file, as far as it is looked at. */
struct server_elf {
    uint8_t ident[16];
    uint16_t type, machine;
    uint32_t version, entry, program_offset, section_offset, flags;
    uint16_t size, program_size, program_count;
};

struct server_segment {
    uint32_t type, offset, address, physical, file_size, memory_size, flags, align;
};

/* What the root task knows: the server, and the others of its configuration (L4_NIL: not
 * running). */
static struct {
    l4_id_t id; /* of the server */
    char name[9];
    uint32_t restarts;
    struct {
        char name[9];
        l4_id_t id;
    } named[SERVER_NAMED];
} server;

static uint8_t server_page[SERVER_PAGES][L4_PAGE_SIZE] __attribute__((aligned(4096)));
static uint32_t server_address[SERVER_PAGES]; /* where the server has it; 0: it is free */
static const uint8_t *server_file;

/* The server does what no server may: the test ends here. */
static inline void
server_fault(const char *what, uint32_t value)
{
    test_say(what, value);
    test_end();
}

static inline void
server_fill(uint8_t *to, uint32_t page)
{
    const struct server_elf *elf = (const struct server_elf *)server_file;
    for (uint32_t i = 0; i < elf->program_count; i++) {
        const struct server_segment *s =
            (const struct server_segment *)(server_file + elf->program_offset) + i;
        for (uint32_t j = 0; s->type == 1 && j < L4_PAGE_SIZE; j++)
            if (page + j - s->address < s->file_size)
                to[j] = server_file[s->offset + (page + j - s->address)];
    }
    if (page == START_PAGE) {
        struct start_page *start = (struct start_page *)to;
        start->magic = START_MAGIC;
        start->parent = L4_ROOT;
        start->argc = 1;
        strcpy(start->name, server.name);
        strcpy(start->text, server.name);
    }
}

/* The page of ours that the server sees at `page`. */
static inline uint8_t *
server_page_at(uint32_t page)
{
    uint32_t i = 0;
    while (i < SERVER_PAGES && server_address[i] && server_address[i] != page)
        i++;
    if (i == SERVER_PAGES || page < PROGRAM_BASE)
        server_fault("fault", page);
    if (!server_address[i])
        server_fill(server_page[i], page);
    server_address[i] = page;
    return server_page[i];
}

/* A page fault; other tasks than the server are the test's own program, and see its pages where
 * it does. */
static inline void
server_page_in(l4_id_t client, struct words *w)
{
    uint32_t page = w->w0 & L4_PAGE_MASK, from = page;
    if (l4_task_no(client) == SERVER_TASK && page == INFO_PAGE)
        from = (uint32_t)SERVER_INFO;
    else if (l4_task_no(client) == SERVER_TASK)
        from = (uint32_t)server_page_at(page);
    if (from != (uint32_t)SERVER_INFO)
        __asm__ volatile("lock; orl $0, %0" : "+m"(*(uint32_t *)from));
    uint32_t right = page == INFO_PAGE || page == START_PAGE ? 0 : L4_FPAGE_WRITE;
    *w = (struct words){page, l4_fpage(from, L4_LOG2_PAGE, right), 0};
}

/* An answer of the root task. */
static inline void
server_answer(struct words *w)
{
    char asked[9];
    uint32_t op = w->w0, number = w->w1;
    if (op == TASKS_CRASHED || op == TASKS_EXIT)
        server_fault(op == TASKS_EXIT ? "exit" : "crash", number);
    name_unpack(w->w1, w->w2, asked);
    *w = (struct words){op == TASKS_LOG ? 0 : op == TASKS_KILL ? EPERM : ENOENT, 0, 0};
    for (uint32_t i = 0; i <= SERVER_NAMED; i++) {
        int self = i == SERVER_NAMED;
        l4_id_t id = self ? server.id : server.named[i].id;
        const char *called = self ? server.name : server.named[i].name;
        if (op == TASKS_FIND ? strcmp(called, asked) != 0 : !id || l4_task_no(id) != number)
            continue;
        if (op == TASKS_FIND)
            *w = (struct words){id ? 0 : EPIPE, id, 0};
        if (op == TASKS_INFO)
            *w = (struct words){0, id, 150u << 8 | (self ? server.restarts : 0)};
        if (op == TASKS_NAME_OF) {
            *w = (struct words){0, 0, 0};
            name_pack(called, &w->w1, &w->w2);
        }
        return;
    }
}

/* Starts the server (again, the second time). */
static inline void
server_start(void)
{
    const struct server_elf *elf = (const struct server_elf *)server_file;
    memset(server_page, 0, sizeof server_page);
    memset(server_address, 0, sizeof server_address);
    server.id = l4_task_new(0x04000001u | SERVER_TASK << L4_TASK_SHIFT, 255, START_PAGE, elf->entry,
                            L4_ROOT);
}

/* Its end. */
static inline void
server_end(void)
{
    l4_task_new(server.id, L4_ROOT, 0, 0, L4_NIL);
}

/* What a test begins with: the server is started under `name`, `test` runs as a thread, and
 * this one is the root task. */
static inline void __attribute__((noreturn)) server_test(const char *name, void (*test)(void *))
{
    static uint8_t stack[8192];
    struct words w;
    l4_id_t from;
    test_begin();
    const struct l4_kip *info = sigma0_map_info(SERVER_INFO);
    const struct l4_module *m = &info->module[0];
    for (uint32_t at = m->begin; at < m->end; at += L4_PAGE_SIZE)
        sigma0_map_frame(at, (void *)(SERVER_FILE + (at - m->begin)));
    server_file = (const uint8_t *)SERVER_FILE;
    strcpy(server.name, name);
    server_start();
    thread_start(1, test, NULL, stack, sizeof stack, test_pager());
    uint32_t error = ipc_wait(&from, &w, L4_NEVER);
    for (;;) {
        if (IPC_ERROR(error)) {
            error = ipc_wait(&from, &w, L4_NEVER);
        } else if (w.w0 & 1) {
            server_answer(&w);
            error = ipc_reply_and_wait(&from, &w);
        } else {
            server_page_in(from, &w);
            error = ipc_map_and_wait(&from, &w);
        }
    }
}

#endif
