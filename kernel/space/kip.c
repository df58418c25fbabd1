/*
 * The kernel info page. Enter by kip_init().
 */
#include "space/kip.h"

#include <stddef.h>

#include "debug/assert.h"
#include "debug/console.h"
#include "i486/paging.h"

#define VERSION      "L486 0.1, L4 Version X.0"
#define PROCESSOR_HZ 50000000u /* the i486-DX50 of the papers */
#define TEXT_OFFSET  ((uint32_t)offsetof(struct l4_kip, text))

static union {
    struct l4_kip kip;
    char bytes[PAGE_SIZE];
} page __attribute__((aligned(PAGE_SIZE)));

struct l4_kip *const kip = &page.kip;
static uint32_t text_end;

/* Appends a string to the text at the page's end; returns its offset, 0 if it does not fit. */
static uint32_t
add_text(const char *s)
{
    uint32_t start = text_end, at = start;
    do {
        if (at == PAGE_SIZE)
            return 0;
        page.bytes[at++] = *s;
    } while (*s++);
    text_end = at;
    return start;
}

void
kip_init(const char *command_line)
{
    ASSERT(!text_end, "the info page is made once");
    text_end = (TEXT_OFFSET + 15) & ~15u;
    kip->magic = L4_KIP_MAGIC;
    kip->version = 0x00010000u;
    kip->version_offset = (uint8_t)(add_text(VERSION) / 16);
    kip->processor_hz = PROCESSOR_HZ;
    kip->bus_hz = PROCESSOR_HZ;
    kip->command_line = add_text(command_line);
    if (!kip->command_line)
        kip->command_line = add_text("");
}

void
kip_add_module(uint32_t begin, uint32_t end, const char *name)
{
    ASSERT(begin <= end, "a module ends behind its beginning");
    uint32_t offset = add_text(name);
    if (!offset || kip->module_count == L4_MAX_MODULES) {
        kprintf("boot module \"%s\" left out: the kernel info page is full\n", name);
        return;
    }
    kip->module[kip->module_count++] = (struct l4_module){begin, end, offset};
}

void
kip_advance_clock(uint32_t us)
{
    kip->clock += us;
}

uint32_t
kip_frame(void)
{
    return virt_to_phys(kip);
}
