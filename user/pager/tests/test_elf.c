/*
 * The check of program files: good ones, and good ones with random damage.
 * Tests: elf.c
 */
#include "../elf.h"
#include "check.h"
#include <l4/types.h>
#include <layout.h>
#include <string.h>

#define SIZE    0x6000
#define PHDR(n) (52 + 32 * (n))

static uint8_t file[SIZE];

static void
put(uint32_t at, uint32_t value)
{
    memcpy(file + at, &value, 4);
}

static void
put_segment(uint32_t n, uint32_t offset, uint32_t address, uint32_t bytes, uint32_t memory,
            uint32_t flags)
{
    uint32_t at = PHDR(n);
    put(at, 1);
    put(at + 4, offset);
    put(at + 8, address);
    put(at + 12, address);
    put(at + 16, bytes);
    put(at + 20, memory);
    put(at + 24, flags);
    put(at + 28, 0x1000);
}

static void
make_good(void)
{
    memset(file, 0, sizeof file);
    memcpy(file, "\177ELF\1\1\1", 7);
    put(16, 3 << 16 | 2); /* an executable for the 386 */
    put(20, 1);
    put(24, PROGRAM_BASE + 0x80);
    put(28, 52);
    put(40, 32 << 16 | 52);
    put(44, 2);
    put_segment(0, 0x1000, PROGRAM_BASE, 0x2345, 0x2345, 5);
    put_segment(1, 0x4000, PROGRAM_BASE + 0x3000, 0x1800, 0x9000, 6);
}

static int
check(struct elf_program *p)
{
    return elf_check(file, ELF_HEAD, SIZE, p);
}

static void
a_good_file_is_described(void)
{
    struct elf_program p;
    make_good();
    CHECK_EQ(0, check(&p));
    CHECK_EQ(2, p.count);
    CHECK_EQ(PROGRAM_BASE + 0x80, p.entry);
    CHECK_EQ(PROGRAM_BASE + 0x3000, p.segment[0].end);
    CHECK_EQ(PROGRAM_BASE + 0xC000, p.segment[1].end);
    CHECK_EQ(0x1800, p.segment[1].bytes);
    CHECK(!p.segment[0].writable && p.segment[1].writable);
}

/* One lie each, by name. */
static void
lies_are_seen(void)
{
    static const struct {
        uint32_t at, value;
    } lies[] = {
        {0, 0x464C457E},             /* magic */
        {16, 62 << 16 | 2},          /* another processor */
        {16, 3 << 16 | 1},           /* an object file */
        {24, PROGRAM_BASE + 0x2345}, /* begins behind its text */
        {24, 0},
        {28, 4090},                /* headers beyond the first page */
        {28, 0xFFFFFFF0},          /* or around the end of memory */
        {44, 0xFFFF},              /* as many as there is no room for */
        {44, 0},                   /* nothing to load */
        {40, 31 << 16 | 52},       /* headers of another size */
        {PHDR(0) + 4, SIZE},       /* a segment behind the file */
        {PHDR(0) + 4, 0xFFFFF000}, /* offset + size wraps around */
        {PHDR(0) + 16, 0x2346},    /* more in the file than in memory */
        {PHDR(0) + 20, 0x2344},
        {PHDR(0) + 8, PROGRAM_BASE - 0x1000}, /* below the programs' place */
        {PHDR(1) + 8, HEAP_BASE - 0x1000},    /* into the heap */
        {PHDR(1) + 8, 0xFFFFF000},            /* around the end of memory */
        {PHDR(1) + 20, 0xFFFFFFFF},
        {PHDR(1) + 8, PROGRAM_BASE + 0x2400}, /* a page of the other segment */
    };
    for (unsigned i = 0; i < sizeof lies / sizeof *lies; i++) {
        struct elf_program p;
        make_good();
        put(lies[i].at, lies[i].value);
        if (check(&p) == 0)
            printf("  lie %u was believed\n", i);
        CHECK_EQ(-1, check(&p));
    }
    for (uint32_t bytes = 0; bytes < 52; bytes++) {
        struct elf_program p;
        make_good();
        CHECK_EQ(-1, elf_check(file, bytes, SIZE, &p));
        CHECK_EQ(-1, elf_check(file, bytes, bytes, &p));
    }
}

/* Whatever is accepted keeps to what elf.h promises. */
static int
promises_kept(const struct elf_program *p)
{
    int entry = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        const struct elf_segment *s = &p->segment[i];
        if (s->begin < PROGRAM_BASE || s->end > HEAP_BASE || s->begin >= s->end ||
            (s->begin | s->end) & ~L4_PAGE_MASK || s->address < s->begin ||
            (uint64_t)s->address + s->bytes > s->end || (uint64_t)s->offset + s->bytes > SIZE)
            return 0;
        entry |= p->entry >= s->address && (uint64_t)p->entry < (uint64_t)s->address + s->bytes;
        for (uint32_t j = 0; j < i; j++)
            if (s->begin < p->segment[j].end && p->segment[j].begin < s->end)
                return 0;
    }
    return entry && p->count <= ELF_SEGMENTS;
}

static void
random_damage_harms_nothing(void)
{
    static const uint32_t values[] = {0,          1,          0xFFFFFFFF, 0x80000000, 0x7FFFFFFF,
                                      0xFFFFF000, 0x00400000, 0x0FFFFFFF, 0x1000,     8};
    uint32_t seed = 0x454C46, accepted = 0;
    for (int n = 0; n < 400000; n++) {
        struct elf_program p;
        make_good();
        if (random_next(&seed) % 4 == 0)
            put(44, random_next(&seed) % 12); /* more segments, of zeros or of damage */
        for (uint32_t k = random_next(&seed) % 6; k > 0; k--) {
            uint32_t at = random_next(&seed) % 360;
            if (random_next(&seed) % 2)
                file[at] = (uint8_t)random_next(&seed);
            else
                put(at & ~3u, values[random_next(&seed) % 10]);
        }
        if (check(&p) == 0) {
            accepted++;
            CHECK(promises_kept(&p));
        }
    }
    CHECK(accepted > 20000 && accepted < 399000);
}

int
main(void)
{
    RUN(a_good_file_is_described, "elf: a good file is described as it is");
    RUN(lies_are_seen, "elf: each of 19 lies is seen, and files cut short");
    RUN(random_damage_harms_nothing, "elf: 400 000 files with random damage keep the promises");
    return failures;
}
