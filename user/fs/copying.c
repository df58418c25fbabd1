/*
 * Files read and written by strings. Enter by op_read().
 *
 * What is read goes from the cache's pages to the client's buffer in one copy, the kernel's: the
 * answer's string is gathered from them. What is written was received into a buffer of ours.
 */
#include "errno.h"
#include "pages.h"
#include "windows.h"

static uint32_t
minimum(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Adds the file's bytes from `position` on to the answer's string, as many as the cache has room to
 * hold at once, at most *bytes; *bytes becomes how many. 0, or an error if there are none. */
static int
gather(struct node *node, uint32_t position, uint32_t *bytes, struct answer *a)
{
    struct page *pages[ANSWER_STRINGS];
    uint32_t done = 0, count = 0;
    int error = 0;
    while (done < *bytes && count < ANSWER_STRINGS) {
        uint32_t at = position + done, offset = at % FILES_BLOCK;
        uint32_t part = minimum(FILES_BLOCK - offset, *bytes - done);
        error = page_read(node, at / FILES_BLOCK, &pages[count]);
        if (error)
            break;
        const char *from = (const char *)pages[count]->data + offset;
        if (count++ == 0)
            message_string(&a->m, from, part);
        else
            message_more(&a->m, from, part);
        done += part;
    }
    /* All are there; nothing takes one of them before the answer was sent. */
    for (uint32_t i = 0; i < count; i++)
        cache_put(pages[i]);
    *bytes = done;
    return done ? 0 : error;
}

int
op_read(const struct request *q, struct answer *a)
{
    struct open_file *file = table_find(q->task, q->word[1]);
    uint32_t position = q->word[2];
    if (!file)
        return EBADF;
    if (file->node->is_directory)
        return EISDIR;
    uint32_t size = file->node->size;
    uint32_t bytes = position >= size ? 0 : minimum(size - position, q->fourth);
    bytes = minimum(bytes, FILES_COPY);
    int error = gather(file->node, position, &bytes, a);
    if (error)
        return error;
    a->m.dword[0] = a->m.dword[2] = 0;
    a->m.dword[1] = bytes;
    answer_message(a, L4_SHORT_WORDS, 0);
    return 0;
}

int
op_write(const struct request *q, struct answer *a)
{
    struct open_file *file = table_find(q->task, q->word[1]);
    uint32_t position = q->word[2], done = 0;
    if (!file)
        return EBADF;
    if (!file->writable)
        return EACCES;
    if (position > EXT2_SIZE_MAX || q->length > EXT2_SIZE_MAX - position)
        return EFBIG;
    window_holes_change();
    int error = ext2_write(&fs, file->node->inode, position, q->text, q->length, &done);
    if (done && position + done > file->node->size)
        file->node->size = position + done;
    answer_words(a, 0, done, 0);
    return error_number(error);
}

int
op_resize(const struct request *q, struct answer *a)
{
    struct open_file *file = table_find(q->task, q->word[1]);
    if (!file)
        return EBADF;
    if (!file->writable)
        return EACCES;
    if (q->word[2] > EXT2_SIZE_MAX)
        return EFBIG;
    return node_resize(file->node, q->word[2]);
}
