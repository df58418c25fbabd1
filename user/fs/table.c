/*
 * Open files. Enter by table_open().
 */
#include "table.h"
#include "errno.h"
#include "thread.h"
#include "windows.h"

#define INDEX_MASK       0xFFu
#define GENERATION_SHIFT 8
#define GENERATION_MASK  0x7FFFFFu /* a handle is not negative */

static struct open_file files[TABLE_FILES];
static struct node nodes[TABLE_NODES];
static uint32_t next_generation;

_Static_assert(TABLE_FILES <= INDEX_MASK + 1, "a handle's index has 8 bits");

void
table_init(uint32_t generation)
{
    next_generation = generation & GENERATION_MASK;
}

struct open_file *
table_find(l4_id_t task, uint32_t handle)
{
    struct open_file *file = &files[handle & INDEX_MASK];
    if ((handle & INDEX_MASK) >= TABLE_FILES || file->task != task || file->handle != handle)
        return NULL;
    return file;
}

struct open_file *
table_next(l4_id_t task, struct open_file *after)
{
    for (struct open_file *f = after ? after + 1 : files; f < files + TABLE_FILES; f++)
        if (f->task == task)
            return f;
    return NULL;
}

/* How many files the task has open; *place becomes a free place, NULL if there is none. */
static uint32_t
count_open(l4_id_t task, struct open_file **place)
{
    uint32_t count = 0;
    *place = NULL;
    for (struct open_file *f = files; f < files + TABLE_FILES; f++) {
        if (f->task == task)
            count++;
        else if (f->task == L4_NIL && !*place)
            *place = f;
    }
    return count;
}

/* The node of the inode, or a free one, or NULL. */
static struct node *
find_node(uint32_t inode)
{
    struct node *free = NULL;
    for (struct node *n = nodes; n < nodes + TABLE_NODES; n++) {
        if (n->opens && n->inode == inode)
            return n;
        if (!n->opens)
            free = n;
    }
    return free;
}

/* One more who has the inode open. */
static int
node_open(struct node *n, uint32_t inode)
{
    struct ext2_stat stat;
    if (n->opens) {
        n->opens++;
        return 0;
    }
    int error = ext2_stat(&fs, inode, &stat);
    if (!error && stat.type != EXT2_FILE && stat.type != EXT2_DIRECTORY)
        error = EXT2_ETYPE;
    if (!error)
        error = ext2_open(&fs, inode);
    if (error)
        return error_number(error);
    *n = (struct node){.inode = inode, .opens = 1, .size = stat.size};
    n->is_directory = stat.type == EXT2_DIRECTORY;
    return 0;
}

int
table_open(l4_id_t task, uint32_t inode, struct open_file **file)
{
    struct open_file *place;
    if (count_open(task, &place) >= FILES_HANDLES)
        return EMFILE;
    if (!place || !find_node(inode)) {
        table_collect();
        count_open(task, &place);
    }
    struct node *node = find_node(inode);
    if (!place || !node)
        return ENFILE;
    int error = node_open(node, inode);
    if (error)
        return error;
    next_generation = (next_generation + 1) & GENERATION_MASK;
    *place = (struct open_file){.task = task, .node = node};
    place->handle = next_generation << GENERATION_SHIFT | (uint32_t)(place - files);
    for (uint32_t i = 0; i < FILES_MANY; i++)
        place->block[i] = WINDOW_NOTHING;
    *file = place;
    return 0;
}

int
table_close(struct open_file *file)
{
    struct node *node = file->node;
    window_end(file);
    file->task = L4_NIL;
    if (--node->opens)
        return 0;
    return error_number(ext2_close(&fs, node->inode));
}

void
table_collect(void)
{
    for (struct open_file *f = files; f < files + TABLE_FILES; f++)
        if (f->task != L4_NIL && !thread_alive(f->task))
            table_close(f);
}
