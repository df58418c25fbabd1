/*
 * Starting a program. Enter by spawn().
 */
#include "spawn.h"
#include "replace.h"
#include <errno.h>
#include <layout.h>
#include <string.h>
#include <tasks.h>
#include <thread.h>

#define MEMORY (48u << 20) /* what a program's heap may span: memory or swap disk may end before */

/* Where the arguments begin in `text`. 0 or an error. */
static int
fill_arguments(struct start_page *page, const struct spawn *s)
{
    uint32_t room = sizeof page->argument / sizeof *page->argument;
    uint32_t bytes = s->argument_bytes;
    if (bytes > START_TEXT || (bytes && s->arguments[bytes - 1]))
        return E2BIG;
    memcpy(page->text, s->arguments, bytes);
    for (uint32_t at = 0; at < bytes; at += (uint32_t)strlen(page->text + at) + 1) {
        if (page->argc == room)
            return E2BIG;
        page->argument[page->argc++] = at;
    }
    return 0;
}

/* The next of the texts with a NUL each that `around` consists of. 0 or an error. */
static int
next_text(const struct spawn *s, uint32_t *at, char to[256])
{
    const char *from = s->around + *at;
    size_t left = s->around_bytes - *at, length = strnlen(from, left);
    if (length == left || length > 255)
        return EINVAL;
    memcpy(to, from, length + 1);
    *at += (uint32_t)length + 1;
    return 0;
}

static int
fill_start_page(struct start_page *page, const struct spawn *s, const char *name)
{
    uint32_t at = 0;
    memset(page, 0, L4_PAGE_SIZE);
    page->magic = START_MAGIC;
    page->parent = thread_self();
    page->memory = MEMORY;
    page->append = s->append;
    memcpy(page->name, name, START_NAME);
    if (s->around_bytes > SPAWN_AROUND || next_text(s, &at, page->directory) ||
        next_text(s, &at, page->input) || next_text(s, &at, page->output))
        return EINVAL;
    return fill_arguments(page, s);
}

/* Every program has these, beside what its file describes. The page below the stack is nobody's. */
static int
add_regions(struct task *t)
{
    struct regions *r = &t->regions;
    return image_regions(t->image, r) ||
                   region_add(r, HEAP_BASE, HEAP_BASE + MEMORY, REGION_ZERO) ||
                   region_add(r, STACK_BASE, STACK_END, REGION_ZERO) ||
                   region_add(r, BUFFER_BASE, BUFFER_END, REGION_BUFFER) ||
                   region_add(r, WINDOW_BASE, WINDOW_END, REGION_ZERO) ||
                   region_add(r, START_PAGE, START_PAGE + L4_PAGE_SIZE, REGION_START) ||
                   region_add(r, INFO_PAGE, INFO_PAGE + L4_PAGE_SIZE, REGION_INFO)
               ? ENOEXEC
               : 0;
}

/* The last part of the path, as far as it fits. */
static void
name_after(struct task *t, const char *path)
{
    const char *slash = strrchr(path, '/');
    strncpy(t->name, slash ? slash + 1 : path, START_NAME);
    t->name[START_NAME] = 0;
}

/* All that can fail before the task is made. */
static int
prepare(struct task *t, const struct spawn *s)
{
    int error;
    t->image = image_open(s->path, &error);
    if (!t->image)
        return error;
    t->start = frame_obtain(FRAME_KEPT, NULL);
    if (t->start == NO_FRAME)
        return ENOMEM;
    error = fill_start_page(frame_address(t->start), s, t->name);
    return error ? error : add_regions(t);
}

int
spawn(l4_id_t creator, struct spawn *s, l4_id_t *id)
{
    if (s->path_bytes == 0 || s->path_bytes > FILES_PATH)
        return ENAMETOOLONG;
    s->path[s->path_bytes] = 0;
    task_sweep();
    struct task *t = task_new();
    if (!t)
        return EAGAIN;
    name_after(t, s->path);
    int error = prepare(t, s);
    if (!error) {
        *id = tasks_create(t->image->program.entry, START_PAGE);
        error = *id ? 0 : EAGAIN;
    }
    if (error) {
        task_release(t);
        return error;
    }
    tasks_name(*id, t->name);
    task_runs(t, *id, creator);
    return 0;
}
