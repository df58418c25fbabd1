/*
 * Where a file's pages are. Enter by page_read().
 *
 * The ext2 library finds a block by way of inode and indirect blocks, each a page of the cache. A
 * file mostly lies on the disk in runs, and is mostly read from beginning to end; so the node
 * remembers the runs that were seen last, and most blocks are found by an addition. Only what makes
 * a file shorter changes where its blocks are, and that is node_resize(). (Ganger, Kaashoek:
 * Embedded Inodes and Explicit Grouping, 1997, on why runs are long; extents are older.)
 */
#include "pages.h"
#include "string.h"
#include "windows.h"

/* What was found of block `index`: it lengthens a run, or begins one in place of the oldest. */
static void
learn(struct node *node, uint32_t index, const struct page *page)
{
    if (page == fs.zero)
        return;
    for (struct run *r = node->run; r < node->run + NODE_RUNS; r++) {
        if (r->count && index == r->first + r->count && page->block == r->block + r->count) {
            r->count++;
            return;
        }
    }
    node->run[node->next_run++ % NODE_RUNS] = (struct run){index, 1, page->block};
}

int
page_read(struct node *node, uint32_t index, struct page **page)
{
    for (const struct run *r = node->run; r < node->run + NODE_RUNS; r++)
        if (index - r->first < r->count && !cache_get(&cache, r->block + (index - r->first), page))
            return 0;
    int error = ext2_page_read(&fs, node->inode, index, page);
    if (error)
        return error_number(error);
    learn(node, index, *page);
    return 0;
}

int
page_write(struct node *node, uint32_t index, struct page **page)
{
    window_holes_change();
    return error_number(ext2_page_write(&fs, node->inode, index, page));
}

int
node_resize(struct node *node, uint32_t size)
{
    struct ext2_stat now;
    memset(node->run, 0, sizeof node->run);
    window_holes_change();
    int error = ext2_truncate(&fs, node->inode, size);
    if (!error)
        node->size = size;
    else if (!ext2_stat(&fs, node->inode, &now)) /* an error may leave it in between */
        node->size = now.size;
    return error_number(error);
}
