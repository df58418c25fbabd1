/*
 * From a request to an operation, and from an error to an answer. Enter by serve().
 */
#include "errno.h"
#include "server.h"

#define OP_MASK 0xFFu

/* An operation, and in which dword of which answer its error is told: 0 is w0 of three words. */
static const struct {
    operation *run;
    uint32_t error_at;
} operations[] = {
    [FILES_OPEN] = {op_open, 5},       [FILES_CLOSE] = {op_close, 0},
    [FILES_MAP] = {op_map, 2},         [FILES_MAP_MANY] = {op_map_many, 3},
    [FILES_READ] = {op_read, 0},       [FILES_WRITE] = {op_write, 0},
    [FILES_RESIZE] = {op_resize, 0},   [FILES_STAT] = {op_stat, 0},
    [FILES_LIST] = {op_list, 0},       [FILES_MAKE_DIRECTORY] = {op_make_directory, 0},
    [FILES_REMOVE] = {op_remove, 0},   [FILES_REMOVE_DIRECTORY] = {op_remove_directory, 0},
    [FILES_RENAME] = {op_rename, 0},   [FILES_SYNC] = {op_sync, 0},
    [FILES_SPACE] = {op_space, 0},     [FILES_CACHE] = {op_cache, 0},
    [FILES_RESTORE] = {op_restore, 2},
};

void
answer_words(struct answer *a, uint32_t w0, uint32_t w1, uint32_t w2)
{
    a->m.dword[0] = w0;
    a->m.dword[1] = w1;
    a->m.dword[2] = w2;
    a->send = 0;
}

void
answer_message(struct answer *a, uint32_t words, uint32_t map)
{
    message_words(&a->m, words);
    a->send = (uint32_t)&a->m | map;
}

static void
answer_error(struct answer *a, int error, uint32_t at)
{
    for (uint32_t i = 0; i <= at; i++)
        a->m.dword[i] = 0;
    a->m.dword[at] = (uint32_t)error;
    a->m.send_dope = 0;
    a->send = 0;
    if (at >= L4_SHORT_WORDS)
        answer_message(a, at + 1, 0);
}

void
serve(const struct request *q, struct answer *a)
{
    uint32_t op = q->word[0] & OP_MASK;
    a->m.send_dope = 0;
    answer_words(a, 0, 0, 0);
    if (op >= sizeof operations / sizeof *operations || !operations[op].run) {
        answer_words(a, ENOSYS, 0, 0);
        return;
    }
    int error = operations[op].run(q, a);
    if (error)
        answer_error(a, error, operations[op].error_at);
}
