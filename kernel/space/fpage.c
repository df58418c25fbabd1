/*
 * Arithmetic of fpages. Enter by fpage_region() and fpage_project().
 */
#include "space/fpage.h"
#include "debug/assert.h"
#include "debug/todo.h"

//@ex 3.3 map and grant into a window
/* All address bits below a region's size. For the whole space that is every bit. */
static uint32_t
offset_mask(struct region r)
{
    return r.log2 >= 32 ? 0xFFFFFFFFu : (1u << r.log2) - 1;
}

//@stub
//@end
struct region
fpage_region(l4_fpage_t f)
{
//@ex 3.3 map and grant into a window
    struct region r = {0, l4_fpage_log2(f)};
    if (r.log2 < L4_LOG2_PAGE || r.log2 > USER_LOG2_LIMIT)
        return (struct region){0, 0};
    r.base = l4_fpage_base(f) & ~offset_mask(r);
    return r;
//@stub
//:     TODO("3.3");
//@end
}

void
fpage_project(struct region send, uint32_t send_base, struct region window, struct region *from,
              struct region *to)
{
    ASSERT(send.log2 && window.log2, "nothing is not projected");
//@ex 3.3 map and grant into a window
    *from = send;
    *to = window;
    if (send.log2 <= window.log2) {
        to->log2 = send.log2;
        to->base = window.base + (send_base & offset_mask(window) & ~offset_mask(send));
    } else {
        from->log2 = window.log2;
        from->base = send.base + (send_base & offset_mask(send) & ~offset_mask(window));
    }
//@stub
//:     TODO("3.3");
//@end
}
