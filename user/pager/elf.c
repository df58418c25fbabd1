/*
 * The check of a program's file. Enter by elf_check().
 */
#include "elf.h"
#include <l4/types.h>
#include <layout.h>
#include <stddef.h>
#include <string.h>

/* The headers of a 32-bit ELF file, as the System V ABI defines them. */
struct elf_header {
    uint8_t magic[4], class, data, version, pad[9];
    uint16_t type, machine;
    uint32_t version2, entry, segments_at, sections_at, flags;
    uint16_t header_bytes, segment_bytes, segment_count, section_bytes, section_count, names;
};

struct elf_segment_header {
    uint32_t type, offset, address, physical, file_bytes, memory_bytes, flags, align;
};

#define ELF_CLASS_32   1
#define ELF_LITTLE     1
#define ELF_EXECUTABLE 2
#define ELF_386        3
#define SEGMENT_LOAD   1
#define SEGMENT_WRITE  2

static int
header_good(const struct elf_header *h, uint32_t bytes)
{
    return bytes >= sizeof *h && !memcmp(h->magic, "\177ELF", 4) && h->class == ELF_CLASS_32 &&
           h->data == ELF_LITTLE && h->type == ELF_EXECUTABLE && h->machine == ELF_386 &&
           h->segment_bytes == sizeof(struct elf_segment_header) && h->segments_at <= bytes &&
           h->segment_count <= (bytes - h->segments_at) / sizeof(struct elf_segment_header);
}

/* Each comparison is made so that no sum can wrap around. */
static int
segment_good(const struct elf_segment_header *s, uint32_t size)
{
    return s->offset <= size && s->file_bytes <= size - s->offset &&
           s->file_bytes <= s->memory_bytes && s->address >= PROGRAM_BASE &&
           s->address < HEAP_BASE && s->memory_bytes <= HEAP_BASE - s->address;
}

static int
overlaps(const struct elf_program *p, const struct elf_segment *s)
{
    for (uint32_t i = 0; i < p->count; i++)
        if (s->begin < p->segment[i].end && p->segment[i].begin < s->end)
            return 1;
    return 0;
}

static int
add(struct elf_program *p, const struct elf_segment_header *h, uint32_t size)
{
    if (!segment_good(h, size) || p->count == ELF_SEGMENTS)
        return -1;
    struct elf_segment s = {
        .begin = h->address & L4_PAGE_MASK,
        .end = (h->address + h->memory_bytes + L4_PAGE_SIZE - 1) & L4_PAGE_MASK,
        .address = h->address,
        .offset = h->offset,
        .bytes = h->file_bytes,
        .writable = (h->flags & SEGMENT_WRITE) != 0,
    };
    if (overlaps(p, &s))
        return -1;
    p->segment[p->count++] = s;
    return 0;
}

static int
entry_good(const struct elf_program *p)
{
    for (uint32_t i = 0; i < p->count; i++)
        if (p->entry >= p->segment[i].address &&
            p->entry - p->segment[i].address < p->segment[i].bytes)
            return 1;
    return 0;
}

int
elf_check(const void *head, uint32_t bytes, uint32_t size, struct elf_program *program)
{
    struct elf_header h;
    if (bytes < sizeof h || bytes > size)
        return -1;
    memcpy(&h, head, sizeof h);
    if (!header_good(&h, bytes))
        return -1;
    *program = (struct elf_program){.entry = h.entry};
    for (uint32_t i = 0; i < h.segment_count; i++) {
        struct elf_segment_header s;
        memcpy(&s, (const uint8_t *)head + h.segments_at + i * sizeof s, sizeof s);
        if (s.type == SEGMENT_LOAD && s.memory_bytes && add(program, &s, size))
            return -1;
    }
    return entry_good(program) ? 0 : -1;
}
