/*
 * A server's ELF file, where the boot loader put it. Enter by image_page().
 *
 * Pages that a program only reads are mapped from the file itself; the others are copied.
 */
#include "root.h"
#include "string.h"

#include <stddef.h>

struct elf_header {
    uint8_t ident[16];
    uint16_t type, machine;
    uint32_t version, entry, program_offset, section_offset, flags;
    uint16_t size, program_size, program_count;
};

struct elf_segment {
    uint32_t type, offset, address, physical, file_size, memory_size, flags, align;
};

#define SEGMENT_LOAD 1
#define FLAG_WRITE   2
#define TYPE_PROGRAM 2
#define MACHINE_386  3
#define MAX_SEGMENTS 8

static uint32_t
segment_count(const uint8_t *file)
{
    return ((const struct elf_header *)file)->program_count;
}

static const struct elf_segment *
segment_at(const uint8_t *file, uint32_t i)
{
    const struct elf_header *h = (const struct elf_header *)file;
    return (const struct elf_segment *)(file + h->program_offset + i * sizeof(struct elf_segment));
}

int
image_check(const uint8_t *file, uint32_t size, const char **reason)
{
    const struct elf_header *h = (const struct elf_header *)file;
    *reason = "is no ELF program for the 386";
    if (size < sizeof *h || memcmp(h->ident, "\177ELF\1\1", 6) || h->type != TYPE_PROGRAM ||
        h->machine != MACHINE_386 || h->program_size != sizeof(struct elf_segment))
        return 0;
    *reason = "is damaged";
    if (h->program_count > MAX_SEGMENTS || h->program_offset > size ||
        size - h->program_offset < h->program_count * sizeof(struct elf_segment))
        return 0;
    for (uint32_t i = 0; i < h->program_count; i++) {
        const struct elf_segment *s = segment_at(file, i);
        if (s->type != SEGMENT_LOAD || !s->memory_size)
            continue;
        if (s->offset > size || size - s->offset < s->file_size || s->file_size > s->memory_size ||
            s->address < PROGRAM_BASE || s->address >= HEAP_BASE ||
            s->memory_size > HEAP_BASE - s->address)
            return 0;
    }
    return 1;
}

uint32_t
image_entry(const uint8_t *file)
{
    return ((const struct elf_header *)file)->entry;
}

static uint32_t
page_up(uint32_t at)
{
    return (at + L4_PAGE_SIZE - 1) & L4_PAGE_MASK;
}

uint32_t
image_own_pages(const uint8_t *file)
{
    uint32_t pages = 0, frame;
    for (uint32_t i = 0; i < segment_count(file); i++) {
        const struct elf_segment *s = segment_at(file, i);
        if (s->type != SEGMENT_LOAD)
            continue;
        for (uint32_t at = s->address & L4_PAGE_MASK; at < page_up(s->address + s->memory_size);
             at += L4_PAGE_SIZE)
            pages += image_page(file, at, &frame) == PAGE_COPY;
    }
    return pages;
}

/* Do the segment and the page overlap? */
static int
touches(const struct elf_segment *s, uint32_t page)
{
    return s->type == SEGMENT_LOAD && s->memory_size && page + L4_PAGE_SIZE > s->address &&
           page < s->address + s->memory_size;
}

enum page_kind
image_page(const uint8_t *file, uint32_t page, uint32_t *frame)
{
    enum page_kind kind = PAGE_NONE;
    for (uint32_t i = 0; i < segment_count(file); i++) {
        const struct elf_segment *s = segment_at(file, i);
        if (!touches(s, page))
            continue;
        uint32_t there = (uint32_t)file + s->offset + (page - s->address);
        int whole = page >= s->address && page + L4_PAGE_SIZE <= s->address + s->file_size;
        if (kind == PAGE_NONE && whole && !(s->flags & FLAG_WRITE) && !(there % L4_PAGE_SIZE)) {
            kind = PAGE_SHARED;
            *frame = there;
        } else {
            kind = PAGE_COPY;
        }
    }
    return kind;
}

void
image_fill(const uint8_t *file, uint32_t page, uint8_t *to)
{
    for (uint32_t i = 0; i < segment_count(file); i++) {
        const struct elf_segment *s = segment_at(file, i);
        if (!touches(s, page))
            continue;
        uint32_t begin = page > s->address ? page : s->address;
        uint32_t end = page + L4_PAGE_SIZE;
        if (end > s->address + s->file_size)
            end = s->address + s->file_size;
        if (begin < end)
            memcpy(to + (begin - page), file + s->offset + (begin - s->address), end - begin);
    }
}
