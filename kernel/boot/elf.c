/*
 * Loads sigma0 and the root task. Enter by elf_load(). Tool Interface Standard, ELF 1.2.
 */
#include "boot/elf.h"
#include "debug/assert.h"
#include "debug/panic.h"
#include "i486/paging.h"
#include "lib/mem.h"

#define ELF_MAGIC      0x464C457Fu
#define ELF_CLASS_DATA 0x0101u /* 32 bits, low byte first */
#define ELF_EXEC       2
#define ELF_386        3
#define PT_LOAD        1

struct elf_header {
    uint32_t magic;
    uint16_t class_data;
    uint8_t rest[10];
    uint16_t type, machine;
    uint32_t version, entry, program_headers, section_headers, flags;
    uint16_t header_size, program_header_size, program_header_count;
};

struct program_header {
    uint32_t type, offset, virt, phys, file_size, memory_size, flags, align;
};

extern uint8_t kernel_begin[], kernel_end[]; /* linker script */

static void
check_header(const struct boot_module *m, const struct elf_header *h)
{
    uint32_t size = m->end - m->begin;
    if (size < sizeof *h || h->magic != ELF_MAGIC || h->class_data != ELF_CLASS_DATA ||
        h->type != ELF_EXEC || h->machine != ELF_386)
        panic("boot module \"%s\" is not a static 32-bit x86 ELF program", m->name);
    if (h->program_header_size != sizeof(struct program_header) || h->program_headers > size ||
        h->program_header_count > (size - h->program_headers) / sizeof(struct program_header))
        panic("boot module \"%s\": its program headers lie outside the file", m->name);
}

static int
overlaps_kernel(uint32_t begin, uint32_t end)
{
    return begin < virt_to_phys(kernel_end) && end > virt_to_phys(kernel_begin);
}

static void
check_segment(const struct boot_module *m, const struct program_header *p, uint32_t low,
              uint32_t high)
{
    uint32_t size = m->end - m->begin;
    if (p->offset > size || p->file_size > size - p->offset || p->memory_size < p->file_size)
        panic("boot module \"%s\": a segment lies outside the file", m->name);
    if (p->virt < low || p->virt > high || p->memory_size > high - p->virt ||
        overlaps_kernel(p->virt, p->virt + p->memory_size))
        panic("boot module \"%s\": no free memory at %08x for %u bytes", m->name, p->virt,
              p->memory_size);
}

struct l4_boot_task
elf_load(const struct boot_module *m, uint32_t low, uint32_t high)
{
    const uint8_t *file = phys_to_virt(m->begin);
    const struct elf_header *h = (const struct elf_header *)file;
    struct l4_boot_task task = {0, 0, 0xFFFFFFFFu, 0};
    ASSERT(low < high, "a program is loaded to some memory");
    check_header(m, h);
    const struct program_header *p = (const struct program_header *)(file + h->program_headers);
    for (uint32_t i = 0; i < h->program_header_count; i++, p++) {
        if (p->type != PT_LOAD || !p->memory_size)
            continue;
        check_segment(m, p, low, high);
        uint8_t *to = phys_to_virt(p->virt);
        mem_move(to, file + p->offset, p->file_size);
        memset(to + p->file_size, 0, p->memory_size - p->file_size);
        if (p->virt < task.begin)
            task.begin = p->virt;
        if (p->virt + p->memory_size > task.end)
            task.end = p->virt + p->memory_size;
    }
    if (h->entry < task.begin || h->entry >= task.end)
        panic("boot module \"%s\": its entry point %08x lies in no segment", m->name, h->entry);
    task.eip = h->entry;
    return task;
}
