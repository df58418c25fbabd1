/*
 * Client stubs of the pager server. Enter by pager_spawn().
 */
#include "pager.h"
#include "errno.h"
#include "files.h"
#include "message.h"
#include "service.h"
#include "start.h"
#include "string.h"

#define AROUND 3 /* texts: directory, input, output */
#define TEXT   256

static struct service server = {"pager", L4_NIL};

/* 0 or an error, of the way there or of the server. */
static int
ask(struct words *w)
{
    int error = service_call(&server, w);
    return error ? error : (int)w->w0;
}

/* The path from the root on. 0 or an error. */
static int
whole_path(const char *path, char to[FILES_PATH + 1])
{
    const struct start_page *page = start_page();
    const char *from = *path != '/' && page ? page->directory : "";
    size_t before = strlen(from), length = strlen(path);
    int slash = before && from[before - 1] != '/';
    if (length == 0)
        return ENOENT;
    if (before + (size_t)slash + length > FILES_PATH)
        return ENAMETOOLONG;
    memcpy(to, from, before);
    if (slash)
        to[before++] = '/';
    memcpy(to + before, path, length + 1);
    return 0;
}

/* Puts a text and its NUL behind what is there; *at is how much that is. 0 or E2BIG. */
static int
append(char *to, uint32_t *at, uint32_t room, const char *text)
{
    size_t length = strlen(text) + 1;
    if (length > room - *at)
        return E2BIG;
    memcpy(to + *at, text, length);
    *at += (uint32_t)length;
    return 0;
}

static int
append_around(char *to, uint32_t *at, const struct pager_around *around)
{
    const struct start_page *page = start_page();
    const char *text[AROUND] = {page ? page->directory : "/", "", ""};
    if (around && around->directory)
        text[0] = around->directory;
    if (around && around->input)
        text[1] = around->input;
    if (around && around->output)
        text[2] = around->output;
    for (int i = 0; i < AROUND; i++)
        if (strlen(text[i]) >= TEXT || append(to, at, AROUND * TEXT, text[i]))
            return ENAMETOOLONG;
    return 0;
}

l4_id_t
pager_spawn_with(const char *path, int argc, char *const argv[], const struct pager_around *around)
{
    char whole[FILES_PATH + 1], arguments[START_TEXT], rest[AROUND * TEXT];
    uint32_t argument_bytes = 0, rest_bytes = 0;
    MESSAGE(3, 3) m;
    int error = whole_path(path, whole);
    for (int i = 0; i < argc && !error; i++)
        error = append(arguments, &argument_bytes, sizeof arguments, argv[i]);
    if (!error)
        error = append_around(rest, &rest_bytes, around);
    if (!error) {
        message_init(&m, 3, 3);
        message_words(&m, 3);
        m.dword[0] = PAGER_SPAWN;
        m.dword[1] = around && around->append;
        m.dword[2] = 0;
        message_string(&m, whole, (uint32_t)strlen(whole));
        message_string(&m, arguments, argument_bytes);
        message_string(&m, rest, rest_bytes);
        error = service_message(&server, &m, &m);
    }
    if (!error)
        error = (int)m.dword[0];
    if (error)
        errno = error;
    return error ? L4_NIL : m.dword[1];
}

l4_id_t
pager_spawn(const char *path, int argc, char *const argv[])
{
    return pager_spawn_with(path, argc, argv, NULL);
}

int
pager_wait_where(l4_id_t task, uint32_t *eip)
{
    struct words w = {PAGER_WAIT, task, 0};
    int error = ask(&w);
    if (eip)
        *eip = error ? 0 : w.w2;
    return error ? PAGER_KILLED : (int)w.w1; /* with the pager its tasks die */
}

int
pager_wait(l4_id_t task)
{
    return pager_wait_where(task, NULL);
}

int
pager_kill(l4_id_t task)
{
    struct words w = {PAGER_KILL, task, 0};
    return ask(&w);
}

int
pager_limit(l4_id_t task, uint32_t frames)
{
    struct words w = {PAGER_LIMIT, task, frames};
    return ask(&w);
}

int
pager_memory(uint32_t *frames, uint32_t *free_frames)
{
    struct words w = {PAGER_MEMORY, 0, 0};
    int error = ask(&w);
    *frames = error ? 0 : w.w1;
    *free_frames = error ? 0 : w.w2;
    return error;
}

uint32_t
pager_count(enum pager_count which)
{
    struct words w = {PAGER_COUNTS, which, 0};
    return ask(&w) ? 0 : w.w1;
}

int
pager_trace(int on)
{
    struct words w = {PAGER_TRACE, on != 0, 0};
    return ask(&w);
}

int
pager_info(uint32_t number, struct pager_info *info)
{
    struct words w = {PAGER_INFO, number, 0};
    int error = ask(&w);
    if (error)
        return error;
    *info = (struct pager_info){.id = w.w1, .frames = w.w2 >> 16, .swapped = w.w2 & 0xFFFF};
    w = (struct words){PAGER_NAME_OF, number, 0};
    error = ask(&w);
    if (!error)
        name_unpack(w.w1, w.w2, info->name);
    return error;
}

int
pager_share(l4_id_t task, void *base, uint32_t log2)
{
    struct words w = {PAGER_SHARE, task, l4_fpage((uint32_t)base, log2, L4_FPAGE_WRITE)};
    return ask(&w);
}
