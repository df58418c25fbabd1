/*
 * Arithmetic of fpages. Enter by fpage_region() and fpage_project().
 */
#include "space/fpage.h"
#include "debug/assert.h"
#include "debug/todo.h"

struct region
fpage_region(l4_fpage_t f)
{
    TODO("3.3");
}

void
fpage_project(struct region send, uint32_t send_base, struct region window, struct region *from,
              struct region *to)
{
    ASSERT(send.log2 && window.log2, "nothing is not projected");
    TODO("3.3");
}
