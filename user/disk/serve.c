/*
 * Requests to the disk server. Enter by disk_serve().
 *
 * The page of a request arrives in a window of one page, with the request itself; the drive's data
 * go straight into it or out of it. Then the server gives the page back, and only then it answers:
 * what the client does with its page afterwards is its own. One request at a time; the others wait
 * in the kernel.
 *
 * A client can do harm to nobody but itself. What it maps may be read-only or gone again when the
 * data move: this task's pager then puts a page of zeros there, and that one is lost. When this
 * server dies in the middle, nothing was acknowledged that is not done: the next one starts the
 * channel anew, and clients ask again.
 */
#include "serve.h"
#include "ata.h"
#include "disk.h"
#include "errno.h"
#include "ipc.h"
#include "layout.h"

#define WINDOW l4_fpage(WINDOW_BASE, L4_LOG2_PAGE, 0)

struct request {
    uint32_t op, drive, block;
    int mapped;  /* a page came with it */
    int allowed; /* the client may ask */
};

/* What is wrong with the request, before anything is done: 0 or an error. */
static int
check(const struct request *r)
{
    if (!r->allowed)
        return EPERM;
    if (r->op < DISK_READ || r->op > DISK_SIZE)
        return EINVAL;
    if (r->drive >= ATA_DRIVES || !ata_blocks(r->drive))
        return ENODEV;
    if (r->op == DISK_FLUSH || r->op == DISK_SIZE)
        return 0;
    if (!r->mapped)
        return EINVAL;
    return r->block < ata_blocks(r->drive) ? 0 : ENXIO;
}

static int
act(const struct request *r)
{
    switch (r->op) {
    case DISK_READ:
        return ata_read(r->drive, r->block, (void *)WINDOW_BASE);
    case DISK_WRITE:
        return ata_write(r->drive, r->block, (const void *)WINDOW_BASE);
    case DISK_FLUSH:
        return ata_flush(r->drive);
    default:
        return 0;
    }
}

/* Does what `w` asks for, and makes it the answer. */
static void
answer(struct words *w, int mapped, int allowed)
{
    struct request r = {w->w2 & 0xFF, w->w2 >> 8, w->w0, mapped, allowed};
    int error = check(&r);
    if (!error)
        error = act(&r);
    if (mapped)
        l4_fpage_unmap(WINDOW, L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    w->w0 = (uint32_t)error;
    w->w1 = !error && r.op == DISK_SIZE ? ata_blocks(r.drive) : 0;
    w->w2 = 0;
}

void
disk_serve(int (*may_ask)(l4_id_t client))
{
    struct words w;
    l4_id_t client = L4_NIL;
    uint32_t send = L4_NO_SEND;
    for (;;) {
        uint32_t result =
            l4_ipc(client, send, WINDOW | L4_RECV_FPAGE | L4_RECV_OPEN, IPC_SERVER, &w, &client);
        send = L4_NO_SEND;
        if (IPC_ERROR(result) || l4_is_irq(client))
            continue; /* an answer that nobody waits for; an interrupt of a command that is done */
        answer(&w, result & L4_CC_MAPPED, !may_ask || may_ask(client));
        send = 0;
    }
}
