/*
 * Programs played on the host: what the pager calls, and what a program and its processor do. Enter
 * by start() and touch().
 */
#include "play.h"
#include "../replace.h"
#include "check.h"
#include <disk.h>
#include <errno.h>
#include <ipc.h>
#include <layout.h>
#include <stdlib.h>
#include <string.h>

#define BLOCKS 120

struct task tasks[TASKS];
struct player players[PLAYERS];
uint8_t *memory, file[(TEXT + DATA + 1) * L4_PAGE_SIZE];
uint32_t seed = 0x1994, disk_fails;

static uint8_t disk[BLOCKS][L4_PAGE_SIZE];

/* --- what the pager calls --- */

void
l4_fpage_unmap(l4_fpage_t fpage, uint32_t mask)
{
    for (int p = 0; p < PLAYERS; p++) {
        for (int i = 0; i < SPAN; i++) {
            if (players[p].from[i] != (fpage & L4_PAGE_MASK))
                continue;
            if (mask & L4_UNMAP_REMOVE)
                players[p].from[i] = 0;
            players[p].writable[i] = 0;
        }
    }
}

int
disk_size(uint32_t drive, uint32_t *blocks)
{
    *blocks = BLOCKS;
    return 0;
}

/* While the disk works nobody may write to the page. */
static void
nobody_writes(const void *page)
{
    for (int p = 0; p < PLAYERS; p++)
        for (int i = 0; i < SPAN; i++)
            CHECK(players[p].from[i] != (uint32_t)(uintptr_t)page);
}

int
disk_write(uint32_t drive, uint32_t block, const void *page)
{
    nobody_writes(page);
    if (disk_fails && random_next(&seed) % disk_fails == 0)
        return EIO;
    memcpy(disk[block], page, L4_PAGE_SIZE);
    return 0;
}

int
disk_read(uint32_t drive, uint32_t block, void *page)
{
    nobody_writes(page);
    memcpy(page, disk[block], L4_PAGE_SIZE);
    return 0;
}

int
files_stat(const char *path, struct files_stat *stat)
{
    *stat = (struct files_stat){FILES_IS_FILE, sizeof file, 7, 8};
    return 0;
}

int
files_open(const char *path, uint32_t flags, void *window, uint32_t *size)
{
    return 3;
}

int
files_close(int handle)
{
    CHECK_EQ(3, handle);
    return 0;
}

int
files_read(int handle, uint32_t position, void *to, uint32_t bytes)
{
    CHECK(position + bytes <= sizeof file);
    memcpy(to, file + position, bytes);
    return (int)bytes;
}

/* --- programs --- */

static uint32_t
file_word(uint32_t page)
{
    return 0xF11E0000 + page;
}

void
make_file(void)
{
    uint32_t header[] = {0x464C457F, 0x00010101,    0, 0, 3 << 16 | 2, 1, PROGRAM_BASE, 52, 0,
                         0,          32 << 16 | 52, 3, 0};
    uint32_t segments[3][8] = {{1, 4096, PROGRAM_BASE, 0, TEXT * 4096, TEXT * 4096, 5, 4096},
                               {1, (TEXT + 1) * 4096, PROGRAM_BASE + TEXT * 4096, 0, DATA * 4096,
                                (SPAN - TEXT) * 4096, 6, 4096},
                               {1, 4000, PROGRAM_BASE + SPAN * 4096 + 40, 0, ODD, ODD, 4, 4096}};
    memcpy(file, header, sizeof header);
    memcpy(file + 52, segments, sizeof segments);
    for (uint32_t i = 0; i < (TEXT + DATA) * WORDS; i++)
        ((uint32_t *)file)[WORDS + i] = file_word(i / WORDS);
}

void
start(struct player *p)
{
    int error;
    for (p->task = tasks; p->task->state != TASK_FREE; p->task++)
        ;
    *p->task = (struct task){.state = TASK_RUNS, .start = NO_FRAME};
    p->task->image = image_open("/program", &error);
    CHECK(p->task->image != NULL);
    if (!p->task->image)
        exit(1);
    CHECK_EQ(0, image_regions(p->task->image, &p->task->regions));
    for (uint32_t i = 0; i < SPAN; i++)
        p->expected[i] = i < TEXT + DATA ? file_word(i) : 0;
}

static void
forget(void *t, uint32_t address, page_t *record)
{
    page_forget(t, record);
}

/* As task_release() does. */
void
end(struct player *p)
{
    memset(p->from, 0, sizeof p->from);
    page_each(&p->task->pages, forget, p->task);
    CHECK_EQ(0, p->task->pages.frames + p->task->pages.slots);
    for (uint32_t i = 0; i < p->task->pages.count; i++)
        frame_free(p->task->pages.table_of[i]);
    image_close(p->task->image);
    p->task->state = TASK_FREE;
    p->task = NULL;
}

/* The program touches a page; 1, or 0 if it came to its end by that. */
int
touch(struct player *p, uint32_t i, int write)
{
    struct fault_page page;
    if (p->from[i] && (!write || p->writable[i]))
        return 1;
    enum fault_result result =
        fault_resolve(p->task, PROGRAM_BASE + i * L4_PAGE_SIZE + 4, write, &page);
    if (write && i < TEXT) {
        CHECK_EQ(FAULT_WRITE, result);
        return 1;
    }
    if (result == FAULT_MEMORY)
        return 0;
    CHECK_EQ(FAULT_MAP, result);
    CHECK(!write || page.writable);
    p->from[i] = page.from;
    p->writable[i] = page.writable;
    return 1;
}

uint32_t *
words_of(const struct player *p, uint32_t i)
{
    return (uint32_t *)(memory + (p->from[i] - (uint32_t)(uintptr_t)memory));
}
