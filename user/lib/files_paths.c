/*
 * Client stubs of the file server, for names. Enter by files_stat().
 */
#include "errno.h"
#include "files_call.h"
#include "start.h"
#include "string.h"

#define ANSWER_WORDS 5

int
files_path(const char *path, char room[FILES_PATH + 1])
{
    size_t length = strlen(path), before = 0;
    const struct start_page *page = start_page();
    if (!length)
        return -ENOENT;
    if (*path != '/') {
        const char *directory = page && page->directory[0] ? page->directory : "/";
        before = strlen(directory);
        if (before > FILES_PATH)
            return -ENAMETOOLONG;
        memcpy(room, directory, before);
        if (room[before - 1] != '/')
            room[before++] = '/';
    }
    if (before + length > FILES_PATH)
        return -ENAMETOOLONG;
    memcpy(room + before, path, length + 1);
    return (int)(before + length);
}

/* A server that was dead before it could be asked is asked again when it lives; one that dies at
 * work may have done what was asked, or not: EPIPE. */
int
files_call_path(uint32_t w0, const char *path, const char *second, void *answer)
{
    char room[2 * (FILES_PATH + 1)];
    MESSAGE(ANSWER_WORDS, 1) m;
    int length = files_path(path, room), more = 0;
    if (length >= 0 && second)
        more = files_path(second, room + length + 1);
    if (length < 0 || more < 0)
        return length < 0 ? -length : -more;
    message_init(&m, ANSWER_WORDS, 1);
    m.dword[0] = w0;
    m.dword[1] = m.dword[2] = 0;
    message_words(&m, L4_SHORT_WORDS);
    message_string(&m, room, (uint32_t)(length + 1 + (second ? more + 1 : 0)));
    int error = service_message(&files_service, &m, &m);
    if (!error && answer)
        memcpy(answer, m.dword + 1, (ANSWER_WORDS - 1) * sizeof *m.dword);
    return error ? error : (int)m.dword[0];
}

int
files_stat(const char *path, struct files_stat *stat)
{
    int error;
    do {
        error = files_call_path(FILES_STAT, path, NULL, stat);
    } while (error == EPIPE);
    return error;
}

int
files_make_directory(const char *path)
{
    return files_call_path(FILES_MAKE_DIRECTORY, path, NULL, NULL);
}

int
files_remove(const char *path)
{
    return files_call_path(FILES_REMOVE, path, NULL, NULL);
}

int
files_remove_directory(const char *path)
{
    return files_call_path(FILES_REMOVE_DIRECTORY, path, NULL, NULL);
}

int
files_rename(const char *from, const char *to)
{
    return files_call_path(FILES_RENAME, from, to, NULL);
}

_Static_assert(sizeof(struct files_stat) == (ANSWER_WORDS - 1) * sizeof(uint32_t),
               "what is known of a file is the answer of FILES_STAT");
