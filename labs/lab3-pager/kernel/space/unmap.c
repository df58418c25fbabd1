/*
 * Unmap: the recursive one of the three. Enter by unmap_fpage().
 */
#include "space/map.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "space/fpage.h"
#include "space/io.h"
#include "space/pages.h"
#include "thread/tcb.h"

#include <stddef.h>

void
unmap_fpage(struct space *s, l4_fpage_t fpage, uint32_t mask)
{
    TODO("3.4");
}

void
sys_fpage_unmap(struct trap_frame *f)
{
    if (l4_is_io_fpage(f->eax))
        io_unmap(current()->space, f->eax, f->ecx);
    else
        unmap_fpage(current()->space, f->eax, f->ecx);
}
