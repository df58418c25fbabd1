/* Reading ELF32 files by hand: the host needn't have <elf.h>, nor be little-endian. */
#include "elf.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FILES = 64,
    LOADS = 16,
    TYPE_NONE = 0,
    TYPE_OBJECT = 1,
    TYPE_FUNCTION = 2,
    TYPE_SECTION = 3,
    TYPE_FILE = 4
};

struct symbol {
    const char *name;
    uint32_t address, size;
    uint8_t type;
};
struct load {
    uint32_t address, physical, size;
    const uint8_t *bytes;
    bool code;
};
struct program {
    const char *name;
    uint8_t *image;
    size_t size;
    uint32_t entry;
    struct load load[LOADS];
    unsigned loads;
    struct symbol *symbol;
    unsigned symbols;
};

static struct program programs[FILES];
static unsigned program_count;

static uint32_t
word(const struct program *p, uint64_t at, unsigned bytes)
{
    uint32_t value = 0;

    if (at + bytes > p->size)
        return 0;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint32_t)p->image[at + i] << (8 * i);
    return value;
}

static bool
read_file(struct program *p, const char *path)
{
    FILE *file = fopen(path, "rb");
    long size;

    if (!file)
        return false;
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    p->image = malloc(size > 0 ? (size_t)size : 1);
    p->size = p->image && size > 0 ? fread(p->image, 1, (size_t)size, file) : 0;
    fclose(file);
    return p->size == (size_t)size;
}

static void
read_segments(struct program *p)
{
    uint32_t table = word(p, 28, 4), size = word(p, 42, 2), count = word(p, 44, 2);

    for (uint32_t i = 0; i < count && p->loads < LOADS; i++) {
        uint64_t at = table + (uint64_t)i * size;
        struct load *load = &p->load[p->loads];
        uint32_t offset = word(p, at + 4, 4), bytes = word(p, at + 16, 4);

        if (word(p, at, 4) != 1 || (uint64_t)offset + bytes > p->size)
            continue;
        *load = (struct load){word(p, at + 8, 4), word(p, at + 12, 4), bytes, p->image + offset,
                              word(p, at + 24, 4) & 1};
        p->loads++;
    }
}

static int
by_address(const void *a, const void *b)
{
    const struct symbol *x = a, *y = b;

    if (x->address != y->address)
        return x->address < y->address ? -1 : 1;
    if ((x->type == TYPE_FUNCTION) != (y->type == TYPE_FUNCTION))
        return x->type == TYPE_FUNCTION ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void
read_symbols(struct program *p, uint64_t section, uint64_t strings)
{
    uint32_t offset = word(p, section + 16, 4), count = word(p, section + 20, 4) / 16;
    uint32_t names = word(p, strings + 16, 4), names_size = word(p, strings + 20, 4);

    if (!names_size || (uint64_t)names + names_size > p->size || p->image[names + names_size - 1])
        return;
    p->symbol = calloc(count ? count : 1, sizeof *p->symbol);
    for (uint32_t i = 1; p->symbol && i < count; i++) {
        uint64_t at = offset + (uint64_t)i * 16;
        uint32_t name = word(p, at, 4);
        uint8_t type = word(p, at + 12, 1) & 15;

        if (name == 0 || name >= names_size || type == TYPE_SECTION || type == TYPE_FILE ||
            !word(p, at + 14, 2))
            continue;
        p->symbol[p->symbols++] = (struct symbol){(const char *)p->image + names + name,
                                                  word(p, at + 4, 4), word(p, at + 8, 4), type};
    }
    qsort(p->symbol, p->symbols, sizeof *p->symbol, by_address);
}

static void
read_sections(struct program *p)
{
    uint32_t table = word(p, 32, 4), size = word(p, 46, 2), count = word(p, 48, 2);

    for (uint32_t i = 0; i < count; i++) {
        uint64_t at = table + (uint64_t)i * size;

        if (word(p, at + 4, 4) == 2)
            read_symbols(p, at, table + (uint64_t)word(p, at + 24, 4) * size);
    }
}

bool
elf_add(const char *path)
{
    struct program *p = &programs[program_count];
    const char *slash = strrchr(path, '/');

    if (program_count == FILES) {
        fprintf(stderr, "l486sim: more than %d ELF files\n", FILES);
        return false;
    }
    if (!read_file(p, path)) {
        fprintf(stderr, "l486sim: cannot read %s\n", path);
        return false;
    }
    if (p->size < 52 || memcmp(p->image, "\177ELF\1\1", 6) != 0) {
        fprintf(stderr, "l486sim: %s is not a 32-bit little-endian ELF file\n", path);
        return false;
    }
    p->name = strdup(slash ? slash + 1 : path);
    p->entry = word(p, 24, 4);
    read_segments(p);
    read_sections(p);
    program_count++;
    return true;
}

static bool
symbol_in(int program, const char *name, uint32_t *address)
{
    const struct program *p = &programs[program];

    for (unsigned i = 0; i < p->symbols; i++)
        if (strcmp(p->symbol[i].name, name) == 0) {
            *address = p->symbol[i].address;
            return true;
        }
    return false;
}

bool
elf_symbol(const char *name, uint32_t *address, int *program)
{
    const char *slash = strrchr(name, '/');
    size_t length = slash ? (size_t)(slash - name) : 0;

    for (unsigned i = 0; i < program_count; i++) {
        if (slash &&
            (strlen(programs[i].name) != length || strncmp(programs[i].name, name, length) != 0))
            continue;
        *program = (int)i;
        if (symbol_in((int)i, slash ? slash + 1 : name, address))
            return true;
    }
    return false;
}

const char *
elf_marked(const char *prefix, unsigned n, uint32_t *address, int *program)
{
    for (unsigned i = 0; i < program_count; i++)
        for (unsigned s = 0; s < programs[i].symbols; s++) {
            const struct symbol *symbol = &programs[i].symbol[s];

            if (strncmp(symbol->name, prefix, strlen(prefix)) != 0 || n-- > 0)
                continue;
            *address = symbol->address;
            *program = (int)i;
            return symbol->name;
        }
    return NULL;
}

static const uint8_t *
bytes_at(const struct load *load, uint32_t address, unsigned size)
{
    if (address < load->address || (uint64_t)address - load->address + size > load->size)
        return NULL;
    return load->bytes + (address - load->address);
}

bool
elf_holds(int program, uint32_t address, const uint8_t *bytes, unsigned size)
{
    const struct program *p = &programs[program];

    for (unsigned i = 0; i < p->loads; i++) {
        const uint8_t *here = bytes_at(&p->load[i], address, size);

        if (here && memcmp(here, bytes, size) == 0)
            return true;
    }
    return false;
}

int
elf_program(uint32_t address, const uint8_t *bytes, unsigned size, uint32_t *linked)
{
    *linked = address;
    for (unsigned i = 0; i < program_count; i++)
        if (elf_holds((int)i, address, bytes, size))
            return (int)i;
    for (unsigned n = 0; program_count && n < programs[0].loads; n++) {
        const struct load *load = &programs[0].load[n];

        *linked = address - load->physical + load->address;
        if (elf_holds(0, *linked, bytes, size))
            return 0;
    }
    *linked = address;
    return -1;
}

/* A kernel linked high is entered at the physical address of its entry point. */
bool
elf_is_entry(uint32_t pc, const uint8_t *bytes, unsigned size)
{
    const struct program *p = &programs[0];

    if (program_count == 0)
        return false;
    for (unsigned i = 0; i < p->loads; i++) {
        const struct load *load = &p->load[i];
        uint32_t entry = p->entry;

        if (entry - load->address >= load->size && entry - load->physical < load->size)
            entry = entry - load->physical + load->address;
        if ((pc == entry || pc == entry - load->address + load->physical) &&
            bytes_at(load, entry, size) && memcmp(bytes_at(load, entry, size), bytes, size) == 0)
            return true;
    }
    return false;
}

const char *
elf_function(int program, uint32_t address)
{
    const struct program *p;
    const char *label = NULL;
    unsigned low = 0, high;

    if (program < 0)
        return NULL;
    p = &programs[program];
    high = p->symbols;
    while (low < high) {
        unsigned middle = (low + high) / 2;

        if (p->symbol[middle].address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    while (low-- > 0) {
        const struct symbol *s = &p->symbol[low];

        if (s->type == TYPE_FUNCTION && (address - s->address < s->size || s->size == 0))
            return s->name;
        if (s->type == TYPE_NONE && !label && address - s->address < 4096)
            label = s->name;
        if (address - s->address > 65536)
            break;
    }
    return label;
}

bool
elf_code(int program, unsigned n, uint32_t *address, const uint8_t **bytes, uint32_t *size)
{
    const struct program *p = &programs[program];
    uint32_t table = word(p, 32, 4), entry = word(p, 46, 2), count = word(p, 48, 2);

    for (uint32_t i = 0; i < count; i++) {
        uint64_t at = table + (uint64_t)i * entry;
        uint32_t offset = word(p, at + 16, 4), length = word(p, at + 20, 4);

        if (word(p, at + 4, 4) != 1 || !(word(p, at + 8, 4) & 4) ||
            (uint64_t)offset + length > p->size || n-- > 0)
            continue;
        *address = word(p, at + 12, 4);
        *bytes = p->image + offset;
        *size = length;
        return true;
    }
    return false;
}

uint32_t
elf_next_symbol(int program, uint32_t address)
{
    const struct program *p = &programs[program];

    for (unsigned i = 0; i < p->symbols; i++)
        if (p->symbol[i].address > address)
            return p->symbol[i].address;
    return ~0u;
}

bool
elf_is_data(int program, uint32_t address)
{
    const struct program *p = &programs[program];

    for (unsigned i = 0; i < p->symbols; i++)
        if (p->symbol[i].address == address && p->symbol[i].type == TYPE_OBJECT)
            return true;
    return false;
}

const char *
elf_name(int program)
{
    return program < 0 ? "?" : programs[program].name;
}

unsigned
elf_count(void)
{
    return program_count;
}
