/*
 * What a server must not trust: handles, positions, windows, paths, strings, words. Enter by
 * scene_limits().
 */
#include "server_guest.h"
#include "message.h"
#include "names.h"
#include "thread.h"

static volatile int handle_of_a;
static volatile uint32_t results[8];
static uint8_t big[FILES_COPY + 16];
static l4_id_t server;

static void
steal(void)
{
    char byte;
    results[0] = (uint32_t)files_read(handle_of_a, 0, &byte, 1);
    results[1] = (uint32_t)files_map(handle_of_a, 0, 0);
    results[2] = (uint32_t)files_close(handle_of_a);
    results[3] = (uint32_t)files_restore(server, (uint32_t)WINDOW(0), 0, WINDOW(9), L4_NEVER);
}

static void
handles(void)
{
    int open[FILES_HANDLES + 1], count = 0, h = files_open("/small", 0, WINDOW(0), NULL);
    struct words w = {FILES_RESTORE, 0, (uint32_t)WINDOW(0)};
    handle_of_a = h;
    other_runs(steal);
    CHECK("a handle of another task is no handle (read)", -EBADF, results[0]);
    CHECK("a handle of another task is no handle (map)", -EBADF, results[1]);
    CHECK("a handle of another task is no handle (close)", EBADF, results[2]);
    CHECK("a window that nobody has is not restored", EFAULT, results[3]);
    w.w1 = thread_self();
    ipc_call(server, &w);
    CHECK("a client may not restore its own window", EPERM, w.w2);
    files_close(h);
    CHECK("a closed handle is no handle", -EBADF, files_read(h, 0, big, 1));
    for (int i = -2000; i < 2000; i++)
        count += files_read(i * 77777, 0, big, 1) != -EBADF;
    CHECK("random handles are none", 0, count);
    for (count = 0; count <= (int)FILES_HANDLES; count++)
        if ((open[count] = files_open("/small", 0, NULL, NULL)) < 0)
            break;
    CHECK("a task has at most 32 open files", FILES_HANDLES, count);
    CHECK("then it hears EMFILE", -EMFILE, open[count]);
    while (count--)
        files_close(open[count]);
}

static void
positions(void)
{
    int h = files_open("/positions", FILES_WRITABLE | FILES_CREATE, WINDOW(0), NULL);
    CHECK("read at 2^31", 0, files_read(h, 0x80000000u, big, 10));
    CHECK("read at 2^32 - 1", 0, files_read(h, 0xFFFFFFFFu, big, 10));
    CHECK("write at 2^31 - 1", -EFBIG, files_write(h, 0x7FFFFFFFu, big, 10));
    CHECK("write at 2^32 - 4", -EFBIG, files_write(h, 0xFFFFFFFCu, big, 10));
    CHECK("resize to 2^31", EFBIG, files_resize(h, 0x80000000u));
    CHECK("resize to 2^32 - 1", EFBIG, files_resize(h, 0xFFFFFFFFu));
    CHECK("map at 2^31", 0, files_map(h, 0x80000000u, 0));
    CHECK("map for writing at 2^31", -EFBIG, files_map(h, 0x80000000u, 1));
    CHECK("map for writing at 2^32 - 4096", -EFBIG, files_map(h, 0xFFFFF000u, 1));
    CHECK("map many at 2^32 - 4096", 0, files_map_many(h, 0xFFFFF000u, 16, 0));
    CHECK("map many for writing at 2^32 - 4096", -EFBIG, files_map_many(h, 0xFFFFF000u, 16, 1));
    CHECK("map at an odd position", -EINVAL, files_map(h, 100, 0));
    CHECK("none of it made the file longer", 0, files_resize(h, 0));
    CHECK("the farthest byte", 1, files_write(h, 0x7FFFEFFFu, "!", 1));
    CHECK("is read back", 1, files_read(h, 0x7FFFEFFFu, big, 10));
    CHECK("as it was", '!', big[0]);
    files_close(h);
    CHECK("and removed", 0, files_remove("/positions"));
}

static void
windows(void)
{
    static const uint32_t wrong[] = {0x1000,         PROGRAM_BASE, BUFFER_BASE - FILES_BLOCK,
                                     BUFFER_END,     0xFFFFF000u,  BUFFER_BASE + 1,
                                     HEAP_BASE + 64, START_PAGE};
    for (uint32_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK("a window elsewhere is refused", -EINVAL,
              files_open("/small", 0, (void *)wrong[i], NULL));
    void *last = (void *)(BUFFER_END - FILES_BLOCK);
    int h = files_open("/big", 0, last, NULL);
    CHECK("the last page may be a window", FILES_BLOCK, files_map(h, FILES_BLOCK, 0));
    CHECK("but not for two blocks", -EINVAL, files_map_many(h, 0, 2, 0));
    files_close(h);
    int a = files_open("/big", 0, WINDOW(1), NULL), b = files_open("/small", 0, WINDOW(1), NULL);
    CHECK("two files at one window: the one that came last is there", 'x', WINDOW(1)[0]);
    files_map(a, FILES_BLOCK, 0);
    CHECK("until the other is mapped", 13, WINDOW(1)[0]);
    files_map(b, 0, 0);
    for (uint32_t at = 0; at < 1u << 20; at += FILES_COPY)
        files_read(a, at, big, FILES_COPY);
    CHECK("the one that is there is restored", 'x', WINDOW(1)[0]);
    files_close(a);
    files_close(b);
    h = files_open("/small", 0, NULL, NULL);
    CHECK("without a window nothing is mapped", -EINVAL, files_map(h, 0, 0));
    files_close(h);
}

static void
paths(void)
{
    static char path[300];
    struct files_stat stat;
    CHECK("an empty path", ENOENT, files_stat("", &stat));
    memset(path, '/', 255);
    CHECK("255 slashes are the root", 0, files_stat(path, &stat));
    memset(path, 'a', sizeof path - 1);
    path[0] = '/';
    CHECK("299 characters", ENAMETOOLONG, files_stat(path, &stat));
    path[255] = 0;
    CHECK("254 characters of a name that is not there", ENOENT, files_stat(path, &stat));
    CHECK("remove the root", 1, files_remove_directory("/") != 0);
    CHECK("remove .", 1, files_remove_directory("/folder/.") != 0);
    CHECK("a directory into itself", EINVAL, files_rename("/folder", "/folder/x"));
}

/* A request of our own make; w0 of the answer, or -1 - (kind of ipc error). */
static uint32_t
raw(uint32_t w0, uint32_t w1, const void *string, uint32_t length, void *to, uint32_t room)
{
    MESSAGE(6, 2) m;
    message_init(&m, 6, 1);
    m.dword[0] = w0;
    m.dword[1] = w1;
    m.dword[2] = 0;
    m.dword[3] = 4096;
    m.dword[5] = 0;
    message_words(&m, 4);
    if (length)
        message_string(&m, string, length);
    if (room)
        message_buffer(&m, to, room);
    uint32_t result = message_call(server, &m, &m, L4_NEVER);
    if (IPC_ERROR(result))
        return ~IPC_ERROR(result);
    return (w0 & 0xFF) == FILES_OPEN ? m.dword[5] : m.dword[0];
}

static void
strings(void)
{
    int h = files_open("/big", 0, NULL, NULL);
    CHECK("open without a string", EINVAL, raw(FILES_OPEN, 0, 0, 0, big, 16));
    CHECK("open of a path without slash", EINVAL, raw(FILES_OPEN, 0, "small", 6, big, 16));
    CHECK("a path that a NUL ends early", EINVAL, raw(FILES_OPEN, 0, "\0/small", 7, big, 16));
    CHECK("a path of 64 KB", ENAMETOOLONG,
          (memset(big, '/', FILES_COPY), raw(FILES_OPEN, 0, big, FILES_COPY, big, 16)));
    CHECK("rename with one path", EINVAL, raw(FILES_RENAME, 0, "/small", 7, 0, 0));
    CHECK("stat without path or handle", EBADF, raw(FILES_STAT, 0, 0, 0, 0, 0));
    CHECK("a string of more than 64 KB is cut", ~(uint32_t)(L4_ECUT | L4_IN_SEND),
          raw(FILES_WRITE, (uint32_t)h, big, sizeof big, 0, 0));
    CHECK("a buffer too small for the answer", ~(uint32_t)L4_ECUT,
          raw(FILES_READ, (uint32_t)h, 0, 0, big, 100));
    CHECK("no buffer for the answer", ~(uint32_t)L4_ECUT, raw(FILES_READ, (uint32_t)h, 0, 0, 0, 0));
    /* The second page of the buffer is taken away from ourselves: the server's copy meets
     * nothing. */
    l4_fpage_unmap(l4_fpage((uint32_t)big + 2 * FILES_BLOCK, 12, 0),
                   L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    CHECK("a buffer whose page is gone in mid-copy", ~(uint32_t)L4_ESEND_PF,
          raw(FILES_READ, (uint32_t)h, 0, 0, big + FILES_BLOCK + 4000, 8000));
    CHECK("a string whose page is gone in mid-copy", ~(uint32_t)(L4_ERECV_PF | L4_IN_SEND),
          raw(FILES_WRITE, (uint32_t)h, big + FILES_BLOCK + 4000, 8000, 0, 0));
    CHECK("the stub touches it and asks again", 8000,
          files_read(h, 0, big + FILES_BLOCK + 4000, 8000));
    files_close(h);
}

/* Words that mean nothing. What changes files is left out: it would. */
static void
babble(void)
{
    uint32_t x = 88172645, answers = 0;
    for (uint32_t i = 0; i < 3000; i++) {
        struct words w;
        uint32_t *words = &w.w0;
        for (int j = 0; j < 3; j++) {
            x ^= x << 13, x ^= x >> 17, x ^= x << 5;
            words[j] = x >> (x & 31);
        }
        if (i & 1)
            w.w0 = (w.w0 & ~0x1Fu) | (w.w0 % (FILES_RESTORE + 2));
        if ((w.w0 & 0xFF) == FILES_SYNC)
            continue;
        answers += !IPC_ERROR(ipc_call(server, &w));
    }
    CHECK("random words are answered", 1, answers > 2500);
}

void
scene_limits(void)
{
    server = names_look_up("fs");
    handles();
    positions();
    windows();
    paths();
    strings();
    babble();
}
