/*
 * Client stubs of the file server, for open files. Enter by files_open().
 */
#include "files.h"
#include "errno.h"
#include "files_call.h"
#include "string.h"
#include "thread.h"

#define INDEX_MASK 0xFFu /* open handles differ in these bits */
#define TRIES      100   /* pages of ours that were taken away again and again */

struct service files_service = {"fs", L4_NIL};

/* Windows of the open files. */
static uint32_t windows[INDEX_MASK + 1];

/* 0, or why there was no answer; a server that is gone is forgotten. */
static int
outcome(uint32_t result)
{
    if (!IPC_ERROR(result))
        return 0;
    if (IPC_ERROR(result) != L4_ENOT_EXISTENT)
        return EIO;
    files_service.id = L4_NIL;
    return EBADF;
}

/* The call with `receive` as receive descriptor. */
static int
call(struct words *w, uint32_t receive, uint32_t *result)
{
    l4_id_t source;
    int error = files_service.id ? 0 : service_find(&files_service);
    if (error)
        return error;
    *result = l4_ipc(files_service.id, 0, receive, L4_NEVER, w, &source);
    return outcome(*result);
}

int
files_call(struct words *w)
{
    uint32_t result;
    int error = call(w, 0, &result);
    return error ? error : (int)w->w0;
}

/* Was the transfer broken off because a page of ours was missing? */
static int
page_was_missing(uint32_t result)
{
    uint32_t kind = IPC_ERROR(result) & ~(uint32_t)L4_IN_SEND;
    return kind == L4_ESEND_PF || kind == L4_ERECV_PF;
}

static void
touch(uint32_t at, uint32_t size, int write)
{
    for (uint32_t done = 0; done < size; done += L4_PAGE_SIZE - (at + done) % L4_PAGE_SIZE) {
        volatile char *byte = (volatile char *)(at + done);
        if (write)
            __asm__ volatile("orb $0, %0" : "+m"(*byte) : : "cc");
        else
            (void)*byte;
    }
}

/* The one string of either message, and the messages are of one program: nearby. */
static void
touch_strings(void *request, void *answer)
{
    if (L4_DOPE_STRINGS(((struct l4_message *)request)->send_dope))
        touch(message_dope(request, 0)->send_addr, message_dope(request, 0)->send_size, 0);
    if (L4_DOPE_STRINGS(((struct l4_message *)answer)->size_dope))
        touch(message_dope(answer, 0)->recv_addr, message_dope(answer, 0)->recv_size, 1);
}

int
files_call_message(void *request, void *answer)
{
    uint32_t *word = ((struct l4_message *)request)->dword;
    uint32_t saved[L4_SHORT_WORDS] = {word[0], word[1], word[2]};
    uint32_t result = 0;
    for (int tries = 0; tries < TRIES; tries++) {
        int error = files_service.id ? 0 : service_find(&files_service);
        if (error)
            return error;
        result = message_call(files_service.id, request, answer, L4_NEVER);
        if (!page_was_missing(result))
            break;
        memcpy(word, saved, sizeof saved);
        touch_strings(request, answer);
    }
    int error = outcome(result);
    return error ? error : (int)((struct l4_message *)answer)->dword[0];
}

/* Who restores our windows' pages: our pager. Asked once, for it stays. */
static l4_id_t
our_pager(void)
{
    static l4_id_t pager;
    if (!pager)
        pager = thread_pager();
    return pager;
}

int
files_open(const char *path, uint32_t flags, void *window, uint32_t *size)
{
    char room[FILES_PATH + 1];
    MESSAGE(6, 1) m;
    int length = files_path(path, room);
    if (length < 0)
        return length;
    for (;;) {
        message_init(&m, 6, 1);
        m.receive_fpage = window ? l4_fpage((uint32_t)window, L4_LOG2_PAGE, 0) : 0;
        m.dword[0] = FILES_OPEN | flags << 8;
        m.dword[1] = (uint32_t)window;
        m.dword[2] = window ? our_pager() : L4_NIL;
        m.dword[5] = 0;
        message_words(&m, L4_SHORT_WORDS);
        message_string(&m, room, (uint32_t)length + 1);
        int error = service_message(&files_service, &m, &m);
        if (error == EPIPE && !(flags & FILES_EXCLUSIVE))
            continue; /* it died, and is being started again */
        if (error || m.dword[5])
            return -(error ? error : (int)m.dword[5]);
        break;
    }
    windows[m.dword[2] & INDEX_MASK] = (uint32_t)window;
    if (window && !m.dword[4]) /* nothing is there, not even what was there before */
        l4_fpage_unmap(l4_fpage((uint32_t)window, L4_LOG2_PAGE, 0),
                       L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    if (size)
        *size = m.dword[4];
    return (int)m.dword[2];
}

int
files_close(int handle)
{
    struct words w = {FILES_CLOSE, (uint32_t)handle, 0};
    return files_call(&w);
}

int
files_map(int handle, uint32_t position, int write)
{
    struct words w = {FILES_MAP | (write ? 1u << 8 : 0), (uint32_t)handle, position};
    uint32_t result, window = windows[(uint32_t)handle & INDEX_MASK];
    int error = call(&w, l4_fpage(window, L4_LOG2_PAGE, 0) | L4_RECV_FPAGE, &result);
    if (error)
        return -error;
    return result & L4_CC_MAPPED ? (int)w.w2 : -(int)w.w2;
}

/* The least fpage that holds `size` bytes at `window`. */
static l4_fpage_t
around(uint32_t window, uint32_t size)
{
    uint32_t log2 = L4_LOG2_PAGE;
    while ((window ^ (window + size - 1)) >> log2)
        log2++;
    return l4_fpage(window & ~((1u << log2) - 1), log2, 0);
}

int
files_map_many(int handle, uint32_t position, uint32_t blocks, int write)
{
    MESSAGE(2 * FILES_MANY + 4, 1) m;
    uint32_t window = windows[(uint32_t)handle & INDEX_MASK];
    if (!window || blocks < 1 || blocks > FILES_MANY)
        return -EINVAL;
    struct words w = {FILES_MAP_MANY | (write ? 1u << 8 : 0) | blocks << 16, (uint32_t)handle,
                      position};
    uint32_t result;
    m.receive_fpage = around(window, blocks * FILES_BLOCK);
    m.size_dope = L4_DOPE(2 * FILES_MANY + 4, 0);
    int error = call(&w, (uint32_t)&m, &result);
    if (error)
        return -error;
    uint32_t behind = L4_DOPE_WORDS(result) - 2; /* bytes and error are the last two */
    m.dword[2] = w.w2;
    return m.dword[behind + 1] ? -(int)m.dword[behind + 1] : (int)m.dword[behind];
}

int
files_read(int handle, uint32_t position, void *to, uint32_t bytes)
{
    MESSAGE(4, 1) m;
    if (bytes > FILES_COPY)
        bytes = FILES_COPY;
    message_init(&m, 4, 1);
    m.dword[0] = FILES_READ;
    m.dword[1] = (uint32_t)handle;
    m.dword[2] = position;
    m.dword[3] = bytes;
    message_words(&m, 4);
    message_buffer(&m, to, bytes);
    int error = files_call_message(&m, &m);
    return error ? -error : (int)m.dword[1];
}

int
files_write(int handle, uint32_t position, const void *from, uint32_t bytes)
{
    MESSAGE(3, 1) m;
    if (bytes > FILES_COPY)
        bytes = FILES_COPY;
    message_init(&m, 3, 1);
    m.dword[0] = FILES_WRITE;
    m.dword[1] = (uint32_t)handle;
    m.dword[2] = position;
    message_words(&m, 3);
    message_string(&m, from, bytes);
    int error = files_call_message(&m, &m);
    return error ? -error : (int)m.dword[1];
}

int
files_resize(int handle, uint32_t size)
{
    struct words w = {FILES_RESIZE, (uint32_t)handle, size};
    return files_call(&w);
}

int
files_list(int handle, uint32_t *position, struct files_entry *entry)
{
    MESSAGE(3, 1) m;
    message_init(&m, 3, 1);
    m.dword[0] = FILES_LIST;
    m.dword[1] = (uint32_t)handle;
    m.dword[2] = *position;
    message_words(&m, 3);
    message_buffer(&m, entry, sizeof *entry);
    int error = files_call_message(&m, &m);
    if (error)
        return -error;
    *position = m.dword[1];
    return m.dword[1] != 0;
}

int
files_stat_handle(int handle, struct files_stat *stat)
{
    MESSAGE(5, 1) m;
    message_init(&m, 5, 0);
    m.dword[0] = FILES_STAT;
    m.dword[1] = (uint32_t)handle;
    m.dword[2] = 0;
    message_words(&m, 3);
    int error = files_call_message(&m, &m);
    if (!error)
        memcpy(stat, m.dword + 1, sizeof *stat);
    return error;
}

int
files_sync(void)
{
    struct words w = {FILES_SYNC, 0, 0};
    int error = service_call_again(&files_service, &w);
    return error ? error : (int)w.w0;
}

int
files_space(uint32_t *blocks, uint32_t *free_blocks)
{
    struct words w = {FILES_SPACE, 0, 0};
    int error = service_call_again(&files_service, &w);
    *blocks = w.w1;
    *free_blocks = w.w2;
    return error ? error : (int)w.w0;
}

int
files_cache(uint32_t *pages, uint32_t *mapped, uint32_t *changed)
{
    struct words w = {FILES_CACHE, 0, 0};
    int error = service_call_again(&files_service, &w);
    *pages = w.w1 >> 16;
    *mapped = w.w1 & 0xFFFF;
    *changed = w.w2;
    return error ? error : (int)w.w0;
}

int
files_restore(l4_id_t client, uint32_t address, int write, void *page, l4_timeout_t patience)
{
    struct words w = {FILES_RESTORE | (write ? 1u << 8 : 0), client, address};
    l4_id_t source;
    int error = files_service.id ? 0 : service_find(&files_service);
    if (error)
        return error;
    uint32_t window = l4_fpage((uint32_t)page, L4_LOG2_PAGE, 0) | L4_RECV_FPAGE;
    uint32_t result = l4_ipc(files_service.id, 0, window, patience, &w, &source);
    error = outcome(result);
    if (error)
        return error;
    return result & L4_CC_MAPPED ? 0 : (int)w.w2;
}
