/*
 * Who called whom. Enter by backtrace(). The release build has neither names nor frame pointers,
 * and so none of this.
 */
#include "debug/console.h"
#include "debug/panic.h"
#include "debug/symbols.h"
#include "i486/layout.h"

#define MAX_CALLERS 16

static void
print_caller(uint32_t eip)
{
    uint32_t offset;
    const char *name = symbol_at(eip, &offset);
    kprintf("  %08x  %s+0x%x\n", eip, name, offset);
}

extern uint8_t kernel_begin[], kernel_end[]; /* linker script */

/* Control blocks are always mapped. A user's EBP may be any number, and is still there when the
 * kernel is entered. */
static int
may_be_stack(uint32_t ebp)
{
    int in_tcbs = ebp >= TCB_BASE && ebp < TCB_BASE + TCB_AREA_SIZE;
    int in_image = ebp >= (uint32_t)kernel_begin && ebp < (uint32_t)kernel_end;
    return ebp % 4 == 0 && ebp % PAGE_SIZE <= PAGE_SIZE - 8 && (in_tcbs || in_image);
}

/* A frame pointer leads to the caller's: [ebp] its ebp, [ebp + 4] the return address. It must stay
 * in the kernel's stacks (control blocks, or the boot stack in the image) and go up. */
void
backtrace(uint32_t eip, uint32_t ebp)
{
    kprintf("called by:\n");
    print_caller(eip);
    for (int i = 0; i < MAX_CALLERS && may_be_stack(ebp); i++) {
        const uint32_t *frame = (const uint32_t *)ebp;
        uint32_t offset;
        if (!symbol_at(frame[1], &offset)[0])
            break;
        print_caller(frame[1]);
        if (frame[0] <= ebp || frame[0] - ebp > PAGE_SIZE)
            break;
        ebp = frame[0];
    }
}
