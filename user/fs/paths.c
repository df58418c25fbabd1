/*
 * Operations on names. Enter by op_open().
 */
#include "errno.h"
#include "pages.h"
#include "string.h"
#include "windows.h"

#define NEW_FILE      0644
#define NEW_DIRECTORY 0755
#define OPEN_WORDS    6 /* of the answer */

/* A path as the request's string has it: from `at` on, up to a NUL or its end. 0 if it is one. */
static int
check_path(const struct request *q, uint32_t at)
{
    if (at >= q->length || q->text[at] != '/')
        return EINVAL;
    return strlen(q->text + at) > FILES_PATH ? ENAMETOOLONG : 0;
}

/* The inode, made if that is wanted and it is not there. */
static int
find_or_create(const char *path, uint32_t flags, uint32_t *inode)
{
    int error = ext2_lookup(&fs, EXT2_ROOT, path, inode);
    if (!error)
        return (flags & FILES_CREATE) && (flags & FILES_EXCLUSIVE) ? EEXIST : 0;
    if (error == EXT2_ENOENT && (flags & FILES_CREATE))
        error = ext2_create(&fs, EXT2_ROOT, path, NEW_FILE, inode);
    return error_number(error);
}

/* What an open file is asked to be, beyond open. */
static int
make_ready(struct open_file *file, const struct request *q, uint32_t flags, uint32_t *words)
{
    struct node *node = file->node;
    if ((flags & FILES_WRITABLE) && node->is_directory)
        return EISDIR;
    if ((flags & FILES_WRITABLE) && fs.read_only)
        return EROFS;
    if (flags & FILES_TRUNCATE) {
        int error = node_resize(node, 0);
        if (error)
            return error;
    }
    file->writable = (flags & FILES_WRITABLE) != 0;
    file->pager = q->word[2] & ~L4_LTHREAD_MASK;
    if (!q->word[1])
        return 0;
    window_set(file, q->word[1]);
    if (node->is_directory || !node->size)
        return 0;
    return window_map(file, 0, 0, 0, words);
}

int
op_open(const struct request *q, struct answer *a)
{
    uint32_t flags = q->word[0] >> 8, inode, words[2] = {0, 0};
    struct open_file *file;
    int error = check_path(q, 0);
    if (!error && q->word[1] && !window_allowed(q->word[1]))
        error = EINVAL;
    if (!error && (flags & (FILES_CREATE | FILES_TRUNCATE)) && !(flags & FILES_WRITABLE))
        error = EINVAL;
    if (!error)
        error = find_or_create(q->text, flags, &inode);
    if (!error)
        error = table_open(q->task, inode, &file);
    if (error)
        return error;
    error = make_ready(file, q, flags, words);
    if (error) {
        table_close(file);
        return error;
    }
    memcpy(a->m.dword, (uint32_t[]){words[0], words[1], file->handle, 0, file->node->size, 0},
           OPEN_WORDS * sizeof *a->m.dword);
    answer_message(a, OPEN_WORDS, L4_SEND_MAP);
    return 0;
}

int
op_close(const struct request *q, struct answer *a)
{
    struct open_file *file = table_find(q->task, q->word[1]);
    return file ? table_close(file) : EBADF;
}

static uint32_t
kind(enum ext2_type type)
{
    return type == EXT2_FILE ? FILES_IS_FILE : type == EXT2_DIRECTORY ? FILES_IS_DIRECTORY : 0;
}

/* The inode of an open file, or of a path. 0 or an error of errno.h. */
static int
find_inode(const struct request *q, uint32_t *inode)
{
    if (q->length) {
        int error = check_path(q, 0);
        return error ? error : error_number(ext2_lookup(&fs, EXT2_ROOT, q->text, inode));
    }
    struct open_file *file = table_find(q->task, q->word[1]);
    if (!file)
        return EBADF;
    *inode = file->node->inode;
    return 0;
}

int
op_stat(const struct request *q, struct answer *a)
{
    struct ext2_stat stat;
    uint32_t inode;
    int error = find_inode(q, &inode);
    if (error)
        return error;
    error = ext2_stat(&fs, inode, &stat);
    if (error)
        return error_number(error);
    uint32_t *word = a->m.dword;
    word[0] = 0;
    word[1] = kind(stat.type);
    word[2] = stat.size;
    word[3] = inode;
    word[4] = stat.mtime;
    answer_message(a, 5, 0);
    return 0;
}

int
op_list(const struct request *q, struct answer *a)
{
    static struct files_entry entry;
    static struct ext2_entry e;
    struct ext2_stat stat;
    struct open_file *file = table_find(q->task, q->word[1]);
    uint32_t position = q->word[2];
    if (!file)
        return EBADF;
    if (!file->node->is_directory)
        return ENOTDIR;
    int error = ext2_readdir(&fs, file->node->inode, &position, &e);
    if (error == EXT2_END)
        return 0; /* answers 0, 0, 0 */
    if (!error)
        error = ext2_stat(&fs, e.inode, &stat);
    if (error)
        return error_number(error);
    entry = (struct files_entry){e.inode, kind(stat.type), stat.size, ""};
    memcpy(entry.name, e.name, sizeof entry.name);
    message_string(&a->m, &entry,
                   (uint32_t)(offsetof(struct files_entry, name) + strlen(entry.name) + 1));
    a->m.dword[0] = a->m.dword[2] = 0;
    a->m.dword[1] = position;
    answer_message(a, L4_SHORT_WORDS, 0);
    return 0;
}

/* What is done to one path. */
static int
act(const struct request *q, int (*f)(struct ext2 *fs, uint32_t dir, const char *path))
{
    int error = check_path(q, 0);
    return error ? error : error_number(f(&fs, EXT2_ROOT, q->text));
}

static int
make_directory(struct ext2 *ext2, uint32_t dir, const char *path)
{
    return ext2_mkdir(ext2, dir, path, NEW_DIRECTORY, NULL);
}

int
op_make_directory(const struct request *q, struct answer *a)
{
    return act(q, make_directory);
}

int
op_remove(const struct request *q, struct answer *a)
{
    return act(q, ext2_unlink);
}

int
op_remove_directory(const struct request *q, struct answer *a)
{
    return act(q, ext2_rmdir);
}

int
op_rename(const struct request *q, struct answer *a)
{
    int error = check_path(q, 0);
    if (error)
        return error;
    uint32_t second = (uint32_t)strlen(q->text) + 1;
    error = check_path(q, second);
    if (error)
        return error;
    return error_number(ext2_rename(&fs, EXT2_ROOT, q->text, EXT2_ROOT, q->text + second));
}

int
op_sync(const struct request *q, struct answer *a)
{
    return write_back();
}

int
op_space(const struct request *q, struct answer *a)
{
    struct ext2_space space;
    ext2_space(&fs, &space);
    answer_words(a, 0, space.blocks, space.free_blocks);
    return 0;
}

int
op_cache(const struct request *q, struct answer *a)
{
    uint32_t mapped = 0, changed = 0;
    for (uint32_t i = 0; i < cache.count; i++) {
        mapped += (cache.pages[i].mark[0] & MARK_MAPPED) != 0;
        changed += cache.pages[i].dirty;
    }
    answer_words(a, 0, cache.count << 16 | mapped, changed);
    return 0;
}
