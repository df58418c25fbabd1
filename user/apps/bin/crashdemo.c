/*
 * crashdemo: writes a file and reads it, while the disk driver is killed; nothing is lost.
 *
 * A program may not kill a server. The shell is trusted, and kills the driver as `kill disk` does
 * when this program runs. The root task starts the driver again, the name server learns its new
 * id, the file server finds its request unanswered and makes it again: a reader sees nothing but
 * a pause.
 */
#include "errno.h"
#include "files.h"
#include "stdio.h"
#include "string.h"
#include "tasks.h"

#define NAME   "/crashdemo.tmp"
#define MORE   64 /* blocks that the file has more than the file server's cache has pages */
#define PART   4096u
#define PIECES 4 /* in which progress is told */
#define TURNS  3

static uint32_t part[PART / 4];

static void
make_part(uint32_t block)
{
    for (uint32_t i = 0; i < PART / 4; i++)
        part[i] = (block * (PART / 4) + i) * 2654435761u;
}

static int
is_right(uint32_t block)
{
    for (uint32_t i = 0; i < PART / 4; i++)
        if (part[i] != (block * (PART / 4) + i) * 2654435761u)
            return 0;
    return 1;
}

/* How often the driver was started again. */
static uint32_t
restarts(void)
{
    struct task_info info;
    l4_id_t id = tasks_find("disk");
    return id && !tasks_info(l4_task_no(id), &info) ? info.restarts : 0;
}

/* 0 or an error. */
static int
write_all(int handle, uint32_t blocks)
{
    for (uint32_t b = 0; b < blocks; b++) {
        make_part(b);
        int n = files_write(handle, b * PART, part, PART);
        if (n != (int)PART)
            return n < 0 ? -n : EIO;
    }
    return files_sync();
}

/* How many blocks are wrong, or -error. */
static int
read_all(int handle, uint32_t blocks, uint32_t before)
{
    int wrong = 0;
    for (uint32_t b = 0; b < blocks; b++) {
        int n = files_read(handle, b * PART, part, PART);
        if (n < 0)
            return n;
        wrong += n != (int)PART || !is_right(b);
        if ((b + 1) % (blocks / PIECES) == 0)
            printf("crashdemo: %u blocks read, %d wrong; the driver has died %u times.\n", b + 1,
                   wrong, restarts() - before);
    }
    return wrong;
}

static int
work(int handle, uint32_t blocks)
{
    uint32_t before = restarts();
    printf("crashdemo: I write %u KB, more than the file server can keep in memory.\n", blocks * 4);
    int result = -write_all(handle, blocks);
    for (int turn = 1; turn <= TURNS && result == 0; turn++) {
        printf("crashdemo: reading, turn %d.\n", turn);
        result = read_all(handle, blocks, before);
    }
    if (result < 0)
        printf("crashdemo: it did not go on: %s\n", strerror(-result));
    else
        printf("crashdemo: done. The driver died %u times, and %d blocks are wrong.\n",
               restarts() - before, result);
    return result;
}

int
main(void)
{
    uint32_t pages, mapped, changed;
    int error = files_cache(&pages, &mapped, &changed);
    int handle = error
                     ? -error
                     : files_open(NAME, FILES_WRITABLE | FILES_CREATE | FILES_TRUNCATE, NULL, NULL);
    if (handle < 0) {
        fprintf(stderr, "crashdemo: %s: %s\n", NAME, strerror(-handle));
        return 1;
    }
    int result = work(handle, pages + MORE);
    files_close(handle);
    files_remove(NAME);
    return result != 0;
}
