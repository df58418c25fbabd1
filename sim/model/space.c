/*
 * Which page directory is in force.
 *
 * The oldest plugin interface doesn't show registers, so the value of a MOV CR3 is known only when
 * translation could follow it to an immediate or to memory (crvalue.c). Otherwise the directory is
 * found by its effect: it must translate an address that was used to the place where the access
 * went. Directories seen before are tried first, then every page of memory. Each search is counted
 * (cr3_guesses): it can't change a cycle but through the cache lines that a page walk touches.
 */
#include "machine.h"
#include <stdlib.h>

enum { KNOWN = 64 };

static uint32_t known[KNOWN];
static unsigned known_count;

static bool
agrees(struct machine *m, uint32_t cr3, uint32_t linear, uint32_t pa)
{
    uint32_t entry_pa[2], entry[2];

    return memory_walk(m, cr3, linear, entry_pa, entry) &&
           (entry[1] & ~(uint32_t)(PAGE - 1)) == (pa & ~(uint32_t)(PAGE - 1));
}

static void
remember(uint32_t cr3)
{
    for (unsigned i = 0; i < known_count; i++)
        if (known[i] == cr3)
            return;
    known[known_count < KNOWN ? known_count++ : 0] = cr3;
}

static bool
search(struct machine *m, uint32_t linear, uint32_t pa)
{
    m->count[CR3_GUESSES]++;
    for (unsigned i = 0; i < known_count; i++)
        if (agrees(m, known[i], linear, pa)) {
            m->cr3 = known[i];
            return true;
        }
    for (uint32_t page = 0; page < m->ram_size; page += PAGE)
        if (agrees(m, page, linear, pa)) {
            m->cr3 = page;
            remember(page);
            return true;
        }
    return false;
}

/*
 * The accessed and dirty bits. QEMU sets them before we can look, so the model keeps its own copy
 * of what a walk has set: two bits for each dword of memory that a walk has read as an entry, and a
 * mark on each page that holds such.
 */
static uint8_t *entry_bits[1 << 20];

static uint8_t *
bits_of(uint32_t entry_pa, bool make)
{
    uint32_t page = entry_pa / PAGE;

    if (!entry_bits[page] && make)
        entry_bits[page] = calloc(PAGE / 4, 1);
    return entry_bits[page] ? &entry_bits[page][entry_pa % PAGE / 4] : NULL;
}

bool
space_bit_was_set(struct machine *m, uint32_t entry_pa, enum space_bit bit)
{
    uint8_t *bits = bits_of(entry_pa, true);
    bool was = bits && (*bits >> bit & 1);

    (void)m;
    if (bits)
        *bits |= (uint8_t)(1u << bit);
    return was;
}

/* An entry was written: its bits are what the program wrote. */
void
space_stored(struct machine *m, uint32_t pa)
{
    uint8_t *bits = bits_of(pa, false);
    uint32_t entry;

    if (!bits || !m->read(m->source, pa & ~3u, &entry))
        return;
    *bits = (uint8_t)((entry >> 5 & 1) << SPACE_ACCESSED | (entry >> 6 & 1) << SPACE_DIRTY);
}

/* MOV CR3 retired: the next directory, when it is known, is in cr3_next. */
void
space_load(struct machine *m)
{
    m->cr3 = m->cr3_next & ~(uint32_t)(PAGE - 1);
    m->cr3_known = m->cr3_next_known;
    m->cr3_next_known = false;
    if (m->cr3_known)
        remember(m->cr3);
}

/* True when the directory is known and leads from the linear to the physical address. */
bool
space_confirm(struct machine *m, uint32_t linear, uint32_t pa)
{
    if (!m->read)
        return false;
    if (m->cr3_known && agrees(m, m->cr3, linear, pa))
        return true;
    if (m->cr3_known)
        return false;
    m->cr3_known = search(m, linear, pa);
    return m->cr3_known;
}
