/*
 * Client stubs of sigma0. Enter by sigma0_map_frame().
 */
#include "sigma0.h"
#include "ipc.h"

#include <stddef.h>

/* Each request is a call with the page as receive window; sigma0 says no with w0 = 0 and no
 * mapping. */
static int
request(uint32_t w0, uint32_t w1, void *where)
{
    struct words w = {w0, w1, 0};
    l4_id_t source;
    uint32_t window = l4_fpage((uint32_t)where, L4_LOG2_PAGE, 0) | L4_RECV_FPAGE;
    uint32_t result = l4_ipc(L4_SIGMA0, 0, window, L4_NEVER, &w, &source);
    return !IPC_ERROR(result) && (result & L4_CC_MAPPED);
}

int
sigma0_map_frame(uint32_t frame, void *where)
{
    return request(frame & L4_PAGE_MASK, 0, where);
}

int
sigma0_map_any(void *where)
{
    return request(0xFFFFFFFCu, 0, where);
}

int
sigma0_map_ports(uint32_t port, uint32_t log2)
{
    struct words w = {l4_io_fpage(port, log2, 0), 0, 0};
    l4_id_t source;
    uint32_t result = l4_ipc(L4_SIGMA0, 0, L4_WHOLE_SPACE | L4_RECV_FPAGE, L4_NEVER, &w, &source);
    return !IPC_ERROR(result) && (result & L4_CC_MAPPED);
}

const struct l4_kip *
sigma0_map_info(void *where)
{
    return request(1, 1, where) ? where : NULL;
}
