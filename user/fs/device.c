/*
 * The disk, demap, and time. The page cache calls what stands in `device`.
 *
 * The disk server's stubs repeat what a crashed driver left open, so an error here is the disk's
 * own. The cache writes pages in the order of the file system; between two orders the drive is told
 * to empty its own cache, or the order would end there.
 */
#include "device.h"
#include "clock.h"
#include "disk.h"
#include "names.h"
#include "start.h"
#include "stdio.h"
#include "tasks.h"
#include "windows.h"

#define YEAR_2000 946684800u

static uint8_t last_order = CACHE_ANY_TIME;
static int unflushed; /* something was written since the drive's cache was emptied */
static uint32_t date, date_second;

static int
device_read(void *context, uint32_t block, void *data)
{
    int error = disk_read(DISK_FILES, block, data);
    if (error)
        printf("fs: block %u cannot be read (error %d)\n", (unsigned)block, error);
    return error;
}

static int
device_write(void *context, uint32_t block, const void *data)
{
    int error = disk_write(DISK_FILES, block, data);
    unflushed = 1;
    if (error)
        printf("fs: block %u cannot be written (error %d)\n", (unsigned)block, error);
    return error;
}

int
device_flush(void)
{
    int error = unflushed ? disk_flush(DISK_FILES) : 0;
    if (!error)
        unflushed = 0;
    return error;
}

static void
before_reuse(void *context, struct page *page)
{
    page_take_back(page);
}

static void
before_write(void *context, struct page *page)
{
    page_protect(page);
    if (page->order != last_order)
        device_flush();
    last_order = page->order;
}

const struct cache_disk device = {NULL, device_read, device_write, before_reuse, before_write};

/* Seconds since the kernel started. */
static uint32_t
seconds(void)
{
    return (uint32_t)(start_clock() / 1000000);
}

uint32_t
device_time(void *context)
{
    return (date ? date : YEAR_2000) + seconds() - date_second;
}

void
device_ask_date(void)
{
    /* The server of the configuration: of another who took the name we would wait for an answer. */
    if (date || !tasks_find("clock") || !names_look_up("clock"))
        return;
    date = clock_date();
    date_second = date ? seconds() : 0;
}
