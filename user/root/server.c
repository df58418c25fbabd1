/*
 * Tasks and servers: start, death, restart. Enter by server_start() and task_end().
 */
#include "root.h"
#include "errno.h"
#include "stdio.h"
#include "string.h"
#include "thread.h"

/* What a thread may set by itself (l4 X.0: maximum controlled priority): the priority of nobody above
 * 0, for a program could else stop any server, or all of them by its own. TASKS_PRIORITY is the way. */
#define MCP 0

struct task tasks[L4_MAX_TASKS];
static uint32_t promised; /* frames that running servers may still take */

struct task *
task_at(l4_id_t id)
{
    struct task *t = &tasks[l4_task_no(id)];
    return t->id && !((t->id ^ id) & ~L4_LTHREAD_MASK) ? t : NULL;
}

void
task_set_priority(struct task *t, uint32_t priority)
{
    struct schedule_state s;
    l4_thread_schedule(t->id, L4_INVALID, L4_INVALID, &s);
    l4_thread_schedule(t->id, (s.parameter & 0xFFF00000u) | priority, L4_INVALID, &s);
    t->priority = priority;
}

/* Numbers are taken in turn, so that one comes back as late as possible. */
static uint32_t
free_number(void)
{
    static uint32_t last = FIRST_TASK - 1;
    for (uint32_t i = FIRST_TASK; i <= LAST_TASK; i++) {
        last = last < LAST_TASK ? last + 1 : FIRST_TASK;
        if (!tasks[last].id)
            return last;
    }
    return 0;
}

l4_id_t
task_create(l4_id_t creator, uint32_t eip, uint32_t esp, l4_id_t pager, const char *name,
            uint32_t priority)
{
    uint32_t number = free_number();
    if (!number)
        return L4_NIL;
    l4_id_t task = (l4_task_no(L4_ROOT) << L4_CHIEF_SHIFT) | (number << L4_TASK_SHIFT);
    l4_id_t id = l4_task_new(task, MCP, esp, eip, pager);
    if (!id)
        return L4_NIL;
    struct task *t = &tasks[number];
    *t = (struct task){id, creator, NULL, "", 0};
    snprintf(t->name, sizeof t->name, "%s", name);
    task_set_priority(t, priority);
    return id;
}

/* What the server is told: a page of its own at START_PAGE. */
static void
fill_start_page(const struct server *s, struct start_page *p)
{
    uint32_t at = 0;
    p->magic = START_MAGIC;
    p->parent = L4_ROOT;
    p->memory = s->memory;
    memcpy(p->name, s->name, START_NAME);
    p->directory[0] = '/';
    for (const char *from = s->name; from;) {
        uint32_t length = (uint32_t)strcspn(from, " ");
        p->argument[p->argc++] = at;
        memcpy(p->text + at, from, length);
        at += length + 1;
        from += length;
        if (!*from)
            from = p->argc == 1 ? s->arguments : NULL;
        while (from && *from == ' ')
            from++;
        if (from && !*from)
            from = NULL;
    }
}

/* Is there memory for it? The promise is kept from now on. */
static int
promise_memory(struct server *s)
{
    uint32_t own = image_own_pages(s->file) + EXTRA_PAGES;
    uint32_t left = frames_free() > promised ? frames_free() - promised : 0;
    uint32_t needed = own + s->memory / L4_PAGE_SIZE;
    if (needed > left) {
        say("%s needs %u KB of memory, and %u KB are left: not started", s->name, needed * 4,
            left * 4);
        return 0;
    }
    if (s->all_memory)
        s->memory = (left - own) * L4_PAGE_SIZE;
    s->all_memory = 0;
    s->pages = 0;
    s->pages_allowed = own + s->memory / L4_PAGE_SIZE;
    promised += s->pages_allowed;
    return 1;
}

static void
find_file(struct server *s)
{
    for (uint32_t i = 0; i < kip->module_count; i++) {
        const char *path = (const char *)kip + kip->module[i].name, *base = strrchr(path, '/');
        uint32_t length = (uint32_t)strlen(s->name);
        base = base ? base + 1 : path;
        if (strncmp(base, s->name, length) || (base[length] && strcmp(base + length, ".elf")))
            continue;
        s->file = (const uint8_t *)kip->module[i].begin;
        s->file_size = kip->module[i].end - kip->module[i].begin;
    }
}

int
server_start(struct server *s)
{
    const char *reason;
    find_file(s);
    if (!s->file) {
        say("%s: there is no boot module of that name: not started", s->name);
        return 0;
    }
    if (!image_check(s->file, s->file_size, &reason)) {
        say("%s: the boot module %s: not started", s->name, reason);
        return 0;
    }
    if (!promise_memory(s))
        return 0;
    s->id = task_create(L4_ROOT, image_entry(s->file), START_PAGE, L4_ROOT, s->name, s->priority);
    if (!s->id) {
        promised -= s->pages_allowed;
        say("%s: the kernel cannot make another task: not started", s->name);
        return 0;
    }
    tasks[l4_task_no(s->id)].server = s;
    fill_start_page(s, (struct start_page *)frame_take(l4_task_no(s->id), START_PAGE));
    s->pages++;
    promised--;
    return 1;
}

/* One frame of what was promised is in use. */
uint32_t
server_frame(struct server *s, uint32_t page)
{
    if (s->pages == s->pages_allowed)
        return 0;
    uint32_t frame = frame_take(l4_task_no(s->id), page);
    if (frame) {
        s->pages++;
        promised--;
    }
    return frame;
}

static void
delete_task(struct task *t)
{
    uint32_t number = l4_task_no(t->id);
    struct server *s = t->server;
    l4_task_new(t->id & ~L4_LTHREAD_MASK, L4_ROOT, 0, 0, L4_NIL);
    if (s) {
        frames_return(number);
        promised -= s->pages_allowed - s->pages;
        s->id = L4_NIL;
    }
    t->id = L4_NIL;
}

/* A task's creations die with it, and theirs with them. A chain of creators may be as long as there
 * are tasks, and our stack is short: so rounds, until one finds nobody. */
static void
delete_orphans(void)
{
    int found;
    do {
        found = 0;
        for (struct task *t = tasks + FIRST_TASK; t <= tasks + LAST_TASK; t++) {
            if (!t->id || t->creator == L4_ROOT || task_at(t->creator))
                continue;
            delete_task(t);
            found = 1;
        }
    } while (found);
}

void
task_end(l4_id_t id, const char *why, int again)
{
    struct task *t = task_at(id);
    struct server *s = t->server;
    uint32_t number = l4_task_no(id);
    delete_task(t);
    delete_orphans();
    if (!s)
        return;
    if (!again || s->restarts == s->restarts_allowed) {
        say("%s (task %u) %s; it is not started again", s->name, number, why);
        return;
    }
    s->restarts++;
    say("%s (task %u) %s; it is started again (%u of %u)", s->name, number, why, s->restarts,
        s->restarts_allowed);
    server_start(s);
}
