/*
 * Client stubs of the disk server. Enter by disk_read() and disk_write().
 */
#include "disk.h"
#include "errno.h"
#include "service.h"

/* Requests that a server died of; then it is the request that kills it. */
#define TRIES 10

static struct service server = {"disk", L4_NIL};

/* Every request may be made again: reading and writing the same block twice is as good as once. A
 * server that was there once is waited for longer than one that perhaps there is not. */
static int
ask(struct words *w)
{
    static int known;
    const struct words request = *w;
    int error = EPIPE;
    for (int i = 0; (error == EPIPE || (error == ENOENT && known)) && i < TRIES; i++) {
        *w = request;
        error = service_call_mapping(&server, w);
        known |= !error;
    }
    return error ? EIO : (int)w->w0;
}

int
disk_read(uint32_t drive, uint32_t block, void *page)
{
    /* What is not there, or may not be written to, cannot be given to the driver either. */
    __asm__ volatile("orb $0, (%0)" : : "r"(page) : "memory", "cc");
    struct words w = {block, l4_fpage((uint32_t)page, L4_LOG2_PAGE, L4_FPAGE_WRITE),
                      DISK_READ | drive << 8};
    return ask(&w);
}

int
disk_write(uint32_t drive, uint32_t block, const void *page)
{
    (void)*(const volatile char *)page;
    struct words w = {block, l4_fpage((uint32_t)page, L4_LOG2_PAGE, 0), DISK_WRITE | drive << 8};
    return ask(&w);
}

int
disk_flush(uint32_t drive)
{
    struct words w = {0, 0, DISK_FLUSH | drive << 8};
    return ask(&w);
}

int
disk_size(uint32_t drive, uint32_t *blocks)
{
    struct words w = {0, 0, DISK_SIZE | drive << 8};
    int error = ask(&w);
    *blocks = error ? 0 : w.w1;
    return error;
}
