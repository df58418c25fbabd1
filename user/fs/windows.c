/*
 * Files mapped to clients: the way to their bytes without a copy. Enter by op_map().
 *
 * The page that a client gets is the cache's own, so all who map a block share it. The kernel keeps
 * for us who has a page; l4_fpage_unmap() takes it from all of them at once, and the next touch of
 * each becomes a FILES_RESTORE of its pager. For that we remember which block each page of a window
 * shows. (Map, grant and demap outside the kernel: Liedtke '95, section 2.1.)
 *
 * A page is mapped for writing only while it is dirty; when it is written to the disk, clients lose
 * the right to write first (device.c), so no change is missed.
 */
#include "windows.h"
#include "errno.h"
#include "layout.h"
#include "pages.h"

#define WINDOW_SIZE (FILES_MANY * FILES_BLOCK)
#define MANY_WORDS  2 /* behind the send fpages: bytes and error */

int
window_allowed(uint32_t window)
{
    return window >= BUFFER_BASE && window < BUFFER_END && window % FILES_BLOCK == 0;
}

/* Do two windows of one task overlap? */
static int
overlap(const struct open_file *f, const struct open_file *g)
{
    return f != g && f->window && g->window &&
           f->window - g->window + WINDOW_SIZE - 1 < 2 * WINDOW_SIZE - 1;
}

/* Says of each window of the task whether another one may be over it. */
static void
find_crowds(l4_id_t task)
{
    for (struct open_file *f = NULL; (f = table_next(task, f));) {
        f->crowded = 0;
        for (struct open_file *g = NULL; (g = table_next(task, g));)
            f->crowded |= overlap(f, g);
    }
}

void
window_set(struct open_file *file, uint32_t window)
{
    int crowded = 0;
    file->window = window;
    for (struct open_file *f = NULL; (f = table_next(file->task, f));)
        crowded |= overlap(f, file);
    if (crowded)
        find_crowds(file->task);
}

void
window_end(struct open_file *file)
{
    int crowded = file->crowded;
    file->window = 0;
    if (crowded)
        find_crowds(file->task);
}

/* What other windows of the task show at this address is hidden now. */
static void
hide_others(struct open_file *file, uint32_t address)
{
    for (struct open_file *f = NULL; (f = table_next(file->task, f));)
        if (f != file && f->window && address - f->window < WINDOW_SIZE)
            f->block[(address - f->window) / FILES_BLOCK] = WINDOW_NOTHING;
}

void
page_take_back(struct page *page)
{
    if (page->mark[0] & MARK_MAPPED)
        l4_fpage_unmap(l4_fpage((uint32_t)page->data, L4_LOG2_PAGE, 0), L4_UNMAP_REMOVE);
    page->mark[0] &= ~MARK_MAPPED;
}

void
page_protect(struct page *page)
{
    if (page->mark[0] & MARK_MAPPED)
        l4_fpage_unmap(l4_fpage((uint32_t)page->data, L4_LOG2_PAGE, 0), 0);
}

void
window_holes_change(void)
{
    page_take_back(fs.zero);
}

static int
get_page(struct node *node, uint32_t index, int write, struct page **page)
{
    return write ? page_write(node, index, page) : page_read(node, index, page);
}

/* The send fpage that shows the (pinned) page at page `at` of the window. */
static void
show(struct open_file *file, struct page *page, uint32_t index, uint32_t at, int write,
     uint32_t *words)
{
    uint32_t address = file->window + at * FILES_BLOCK;
    page->mark[0] |= MARK_MAPPED;
    words[0] = address;
    words[1] = l4_fpage((uint32_t)page->data, L4_LOG2_PAGE, write ? L4_FPAGE_WRITE : 0);
    file->block[at] = index;
    if (file->crowded)
        hide_others(file, address);
}

int
window_map(struct open_file *file, uint32_t index, uint32_t page, int write, uint32_t *words)
{
    struct page *p;
    int error = get_page(file->node, index, write, &p);
    if (!error)
        show(file, p, index, page, write, words);
    cache_put(p);
    return error;
}

/* How many bytes of the file lie in `size` bytes from `position` on. */
static uint32_t
bytes_there(const struct node *node, uint32_t position, uint32_t size)
{
    if (position >= node->size)
        return 0;
    return node->size - position < size ? node->size - position : size;
}

/* Makes the file so long that it holds `end` - 1, if it is to be written there. */
static int
lengthen(struct node *node, uint32_t position, uint32_t end)
{
    if (position >= EXT2_SIZE_MAX || end > EXT2_SIZE_MAX || end < position)
        return EFBIG;
    if (end - FILES_BLOCK < node->size)
        return 0;
    return node_resize(node, end);
}

/* What op_map() and op_map_many() want of their arguments. */
static int
check_map(const struct request *q, struct open_file **found)
{
    struct open_file *file = table_find(q->task, q->word[1]);
    *found = file;
    if (!file)
        return EBADF;
    if (file->node->is_directory)
        return EISDIR;
    if (!file->window || q->word[2] % FILES_BLOCK)
        return EINVAL;
    return (q->word[0] >> 8 & 0xFF) && !file->writable ? EACCES : 0;
}

int
op_map(const struct request *q, struct answer *a)
{
    struct open_file *file;
    uint32_t position = q->word[2], write = q->word[0] >> 8 & 0xFF, words[2] = {0, 0};
    int error = check_map(q, &file);
    if (!error && write)
        error = lengthen(file->node, position, position + FILES_BLOCK);
    if (error)
        return error;
    uint32_t bytes = bytes_there(file->node, position, FILES_BLOCK);
    if (bytes)
        error = window_map(file, position / FILES_BLOCK, 0, (int)write, words);
    answer_words(a, words[0], words[1], bytes);
    if (bytes)
        a->send = L4_SEND_MAP;
    return error;
}

/* Pins as many of the `count` blocks from `index` on as the cache has room for, at least one. */
static int
get_pages(struct node *node, uint32_t index, uint32_t *count, int write, struct page **page)
{
    for (uint32_t i = 0; i < *count; i++) {
        int error = get_page(node, index + i, write, &page[i]);
        if (!error)
            continue;
        *count = i;
        return i ? 0 : error;
    }
    return 0;
}

int
op_map_many(const struct request *q, struct answer *a)
{
    struct open_file *file;
    struct page *page[FILES_MANY];
    uint32_t position = q->word[2], write = q->word[0] >> 8 & 0xFF, count = q->word[0] >> 16;
    int error = check_map(q, &file);
    if (!error && (count < 1 || count > FILES_MANY ||
                   !window_allowed(file->window + (count - 1) * FILES_BLOCK)))
        error = EINVAL;
    if (!error && write)
        error = lengthen(file->node, position, position + count * FILES_BLOCK);
    if (error)
        return error;
    uint32_t bytes = bytes_there(file->node, position, count * FILES_BLOCK);
    count = (bytes + FILES_BLOCK - 1) / FILES_BLOCK;
    error = get_pages(file->node, position / FILES_BLOCK, &count, (int)write, page);
    if (error)
        return error;
    bytes = bytes_there(file->node, position, count * FILES_BLOCK);
    for (uint32_t i = 0; i < count; i++) {
        if (write) /* it may have been written back while we got the next ones */
            cache_dirty(&cache, page[i], CACHE_ANY_TIME);
        show(file, page[i], position / FILES_BLOCK + i, i, (int)write, a->m.dword + 2 * i);
        cache_put(page[i]);
    }
    uint32_t *behind = a->m.dword + 2 * count;
    behind[0] = behind[1] = 0;
    behind[2] = bytes;
    behind[3] = 0;
    answer_message(a, 2 * count + 4, L4_SEND_MAP);
    return 0;
}

/* Whose window is there, and which page of it shows something? */
static struct open_file *
find_window(l4_id_t task, uint32_t address)
{
    for (struct open_file *f = NULL; (f = table_next(task, f));) {
        uint32_t offset = address - f->window;
        if (f->window && offset < WINDOW_SIZE && f->block[offset / FILES_BLOCK] != WINDOW_NOTHING)
            return f;
    }
    return NULL;
}

int
op_restore(const struct request *q, struct answer *a)
{
    uint32_t write = q->word[0] >> 8 & 0xFF, address = q->word[2], words[2];
    struct open_file *file = find_window(q->word[1] & ~L4_LTHREAD_MASK, address);
    if (!file || file->task == L4_NIL)
        return EFAULT;
    if (file->pager != q->task)
        return EPERM;
    if (write && !file->writable)
        return EACCES;
    uint32_t page = (address - file->window) / FILES_BLOCK, index = file->block[page];
    uint32_t bytes = bytes_there(file->node, index * FILES_BLOCK, FILES_BLOCK);
    if (!bytes) /* it was cut off meanwhile */
        return EFAULT;
    int error = window_map(file, index, page, (int)write, words);
    answer_words(a, words[0], words[1], bytes);
    a->send = L4_SEND_MAP;
    return error;
}
