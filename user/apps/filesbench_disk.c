/*
 * A "disk" for benchmarks of the file server: blocks of an image that is part of this program, by
 * the protocol of disk.h. It cannot be written, and no drive makes anybody wait: so a run is the
 * same as any other.
 */
#include "disk.h"
#include "errno.h"
#include "ipc.h"
#include "layout.h"
#include "names.h"
#include "string.h"

#define WINDOW l4_fpage(WINDOW_BASE, L4_LOG2_PAGE, 0)

/* The image, as objcopy names it. */
extern const char _binary_image_img_start[], _binary_image_img_end[];

static int
serve(const struct words *w, uint32_t blocks)
{
    switch (w->w2) {
    case DISK_READ:
        if (w->w0 >= blocks)
            return ENXIO;
        memcpy((void *)WINDOW_BASE, _binary_image_img_start + w->w0 * L4_PAGE_SIZE, L4_PAGE_SIZE);
        return 0;
    case DISK_FLUSH:
    case DISK_SIZE:
        return 0;
    default:
        return EIO;
    }
}

int
main(void)
{
    uint32_t blocks = (uint32_t)(_binary_image_img_end - _binary_image_img_start) / L4_PAGE_SIZE;
    struct words w;
    l4_id_t client = L4_NIL;
    uint32_t send = L4_NO_SEND;
    names_register("disk");
    for (;;) {
        uint32_t result =
            l4_ipc(client, send, WINDOW | L4_RECV_FPAGE | L4_RECV_OPEN, IPC_SERVER, &w, &client);
        send = L4_NO_SEND;
        if (IPC_ERROR(result))
            continue;
        w = (struct words){(uint32_t)serve(&w, blocks), blocks, 0};
        l4_fpage_unmap(WINDOW, L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
        send = 0;
    }
}
