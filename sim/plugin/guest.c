/*
 * Guest memory through the host's eyes.
 *
 * The interface of QEMU 7.2 gives the host address of an instruction but no way to read memory.
 * Main memory of a PC is one mapping of this process that begins at physical address 0, so one
 * instruction whose physical address is known (the kernel's first: paging is off) gives the rest.
 * The end of the mapping comes from /proc/self/maps.
 */
#include "guest.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "qemu_api.h"

static const uint8_t *ram;
static uint32_t ram_size;

/* How many bytes from `start` belong to one readable mapping; 0 when it is in none. */
static uint64_t
mapped_bytes(uintptr_t start)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    uintptr_t low, high;
    uint64_t bytes = 0;
    char line[512];

    if (!maps)
        return 0;
    while (fgets(line, sizeof line, maps))
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &low, &high) == 2 && low <= start &&
            start < high)
            bytes = high - start;
    fclose(maps);
    return bytes;
}

bool
guest_find(const void *host, uint32_t pa)
{
    uint64_t bytes;

    if (!host || (uintptr_t)host < pa)
        return false;
    bytes = mapped_bytes((uintptr_t)host - pa);
    if (bytes <= pa)
        return false;
    ram = (const uint8_t *)host - pa;
    ram_size = bytes > 0xfffff000 ? 0xfffff000 : (uint32_t)bytes;
    return true;
}

bool
guest_physical(const void *host, uint32_t *pa)
{
    uintptr_t offset = (uintptr_t)host - (uintptr_t)ram;

    if (!ram || !host || offset >= ram_size)
        return false;
    *pa = (uint32_t)offset;
    return true;
}

static bool
read_physical(void *source, uint32_t pa, uint32_t *value)
{
    (void)source;
    if (pa > ram_size - 4)
        return false;
    memcpy(value, ram + pa, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    *value = __builtin_bswap32(*value);
#endif
    return true;
}

static bool
data_physical(void *source, const struct access *access, uint32_t *pa)
{
    struct qemu_plugin_hwaddr *where;

    (void)source;
    where = qemu_plugin_get_hwaddr((qemu_plugin_meminfo_t)access->handle, access->linear);
    if (!where)
        return false;
    *pa = (uint32_t)qemu_plugin_hwaddr_phys_addr(where);
    return true;
}

void
guest_attach(struct machine *m)
{
    m->read = read_physical;
    m->data_pa = data_physical;
    m->ram_size = ram_size;
}
