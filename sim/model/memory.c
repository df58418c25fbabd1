/*
 * What a memory access costs: translation, then the cache or a write buffer.
 *
 * Three kinds of access come here: data of an instruction (its physical address is known from
 * outside), the fetch of code lines (known from translation), and those that the processor makes
 * for an interrupt (walked here).
 */
#include "machine.h"
#include <assert.h>

/* The part of the first megabyte that holds devices and firmware: never cached. */
static bool
is_device(uint32_t pa)
{
    return (pa >= 0xa0000 && pa < 0x100000) || pa >= 0xfe000000;
}

/* A read that isn't where it was the last time. */
static void
read_elsewhere(struct machine *m, uint32_t pa, bool uncached, uint8_t *way)
{
    if (!m->params.cache)
        return;
    if (uncached || !m->caching || is_device(pa)) {
        machine_charge(m, BY_CACHE, m->params.uncached);
        return;
    }
    if (!cache_search(&m->cache, pa, false, way)) {
        m->count[CACHE_MISSES]++;
        machine_charge(m, BY_CACHE, m->params.cache_miss);
    }
}

static inline void
read_line(struct machine *m, uint32_t pa, bool uncached, uint8_t *way)
{
    if (uncached || !m->caching || !cache_hit(&m->cache, pa, *way))
        read_elsewhere(m, pa, uncached, way);
}

static inline void
write_word(struct machine *m, uint32_t pa, uint8_t *way)
{
    uint32_t wait;

    if (!cache_hit(&m->cache, pa, *way) && m->params.cache)
        cache_search(&m->cache, pa, true, way);
    wait = writes_push(&m->writes, m->now + m->lead, &m->params);
    if (wait)
        machine_charge(m, BY_WRITES, wait);
}

bool
memory_walk(struct machine *m, uint32_t cr3, uint32_t linear, uint32_t entry_pa[2],
            uint32_t entry[2])
{
    entry_pa[0] = (cr3 & ~(uint32_t)(PAGE - 1)) + (linear >> 22) * 4;
    if (!m->read || !m->read(m->source, entry_pa[0], &entry[0]) || !(entry[0] & 1))
        return false;
    entry_pa[1] = (entry[0] & ~(uint32_t)(PAGE - 1)) + ((linear >> 12) & 1023) * 4;
    return m->read(m->source, entry_pa[1], &entry[1]) && (entry[1] & 1);
}

/*
 * The walk after a TLB miss: its fixed cost, the bits to set, its two reads through the cache.
 */
static void
walk(struct machine *m, uint32_t linear, struct tlb_entry *e, bool store)
{
    uint32_t pa[2], entry[2];
    uint8_t way = 0;

    if (m->params.tlb) {
        m->count[TLB_MISSES]++;
        machine_charge(m, BY_TLB, m->params.tlb_miss);
    }
    if (!space_confirm(m, linear, e->frame) || !memory_walk(m, m->cr3, linear, pa, entry))
        return;
    e->uncached = (entry[0] | entry[1]) & 0x10;
    e->entry_pa = pa[1];
    e->dirty = !store && (entry[1] & 0x40);
    if (!m->params.tlb)
        return;
    for (unsigned level = 0; level < 2; level++)
        if (!space_bit_was_set(m, pa[level], SPACE_ACCESSED))
            machine_charge(m, BY_TLB, m->params.tlb_accessed);
    if (!m->params.walk_cache)
        return;
    read_line(m, pa[0], false, &way);
    read_line(m, pa[1], entry[0] & 0x10, &way);
}

/* Gives the entry of a page, walking when there is none. `pa` is where the address really lies. */
static inline struct tlb_entry *
translated(struct machine *m, uint32_t linear, uint32_t pa, bool store, uint8_t *way)
{
    struct tlb_entry *e;

    if (!tlb_touch(&m->tlb, linear, way, &e)) {
        e->frame = pa & ~(uint32_t)(PAGE - 1);
        walk(m, linear, e, store);
    }
    return e;
}

/* The first store through a TLB entry whose page isn't known as dirty. */
static void
set_dirty(struct machine *m, struct tlb_entry *e)
{
    e->dirty = true;
    if (m->params.tlb && e->entry_pa && !space_bit_was_set(m, e->entry_pa, SPACE_DIRTY))
        machine_charge(m, BY_TLB, m->params.tlb_dirty);
}

static inline void
data_part(struct machine *m, const struct access *access, struct insn *in)
{
    struct tlb_entry *e = NULL;
    uint32_t pa = access->linear;

    if (m->paging) {
        e = &m->tlb.way[(pa >> 12) & (TLB_SETS - 1)][in->data_page_way];
        if (!e->valid || (e->page ^ pa) >> 12)
            e = tlb_find(&m->tlb, pa);
    }
    if (e)
        pa = e->frame + (access->linear & (PAGE - 1));
    else if (m->paging && (!m->data_pa || !m->data_pa(m->source, access, &pa)))
        return;
    m->last_pa = pa;
    if (m->paging) {
        e = translated(m, access->linear, pa, access->store, &in->data_page_way);
        if (access->store && !e->dirty)
            set_dirty(m, e);
    }
    if (access->store) {
        write_word(m, pa, &in->data_way);
        if (m->paging)
            space_stored(m, pa);
    } else
        read_line(m, pa, e && e->uncached, &in->data_way);
    if (m->buffers)
        buffer_access(m, access->linear, pa, access->size, access->store);
}

void
memory_data(struct machine *m, const struct access *access, struct insn *in)
{
    uint32_t reach = access->linear & (LINE - 1);
    struct access part;

    assert(access->size && !(access->size & (access->size - 1)) &&
           "QEMU reports accesses of 1, 2, 4 or 8 bytes");
    if (access->size <= 4 && (access->linear & 3) + access->size > 4 && !in->piecewise)
        machine_charge(m, BY_RULES, m->params.misaligned);
    if (reach + access->size <= LINE) {
        data_part(m, access, in);
        return;
    }
    part = *access;
    part.size = LINE - reach;
    data_part(m, &part, in);
    part.linear = access->linear + part.size;
    part.size = access->size - part.size;
    data_part(m, &part, in);
}

/* Fetches one line of code: linear address and where it lies. */
static inline void
fetch_line(struct machine *m, uint32_t linear, uint32_t pa, struct insn *in, unsigned part)
{
    struct tlb_entry *e = NULL;

    if (!m->paging && pa != linear)
        m->paging = true;
    if (m->paging)
        e = translated(m, linear, pa, false, &in->code_page_way);
    read_line(m, pa, e && e->uncached, &in->code_way[part]);
    m->line = linear & ~(uint32_t)(LINE - 1);
}

/*
 * The code lines that hold an instruction, where they differ from the line fetched last. After a
 * transfer of control the queue is empty and the line is fetched again.
 */
void
memory_fetch(struct machine *m, struct insn *in)
{
    uint32_t first = in->pc & ~(uint32_t)(LINE - 1);
    uint32_t last = (in->pc + in->length - 1) & ~(uint32_t)(LINE - 1);
    bool flushed = m->flushed;

    m->flushed = false;
    if (flushed || first != m->line)
        fetch_line(m, in->pc, in->pa, in, 0);
    if (last == first)
        return;
    fetch_line(m, last, in->pa_end & ~(uint32_t)(LINE - 1), in, 1);
    if (flushed)
        machine_charge(m, BY_RULES, m->params.fetch_split);
}

/* Where a linear address lies, by TLB or by a walk that costs nothing. */
static bool
quiet_translate(struct machine *m, uint32_t linear, uint32_t *pa)
{
    struct tlb_entry *e = tlb_find(&m->tlb, linear);
    uint32_t entry_pa[2], entry[2];

    *pa = linear;
    if (!m->paging)
        return true;
    if (e)
        *pa = e->frame + (linear & (PAGE - 1));
    else if (m->cr3_known && memory_walk(m, m->cr3, linear, entry_pa, entry))
        *pa = (entry[1] & ~(uint32_t)(PAGE - 1)) + (linear & (PAGE - 1));
    else
        return false;
    return true;
}

bool
memory_read(struct machine *m, uint32_t linear, uint32_t *value)
{
    uint32_t pa, low, high;

    if (!m->read || !quiet_translate(m, linear, &pa))
        return false;
    if (!(pa & 3))
        return m->read(m->source, pa, value);
    if (!m->read(m->source, pa & ~3u, &low) || !m->read(m->source, (pa & ~3u) + 4, &high))
        return false;
    *value = (uint32_t)(((uint64_t)high << 32 | low) >> (8 * (pa & 3)));
    return true;
}

void
memory_made_up(struct machine *m, uint32_t linear, bool store)
{
    struct tlb_entry *e = NULL;
    uint32_t pa;
    uint8_t page_way = 0, way = 0;

    if (!quiet_translate(m, linear, &pa))
        return;
    if (m->paging) {
        e = translated(m, linear, pa, store, &page_way);
        if (store && !e->dirty)
            set_dirty(m, e);
    }
    if (store)
        write_word(m, pa, &way);
    else
        read_line(m, pa, e && e->uncached, &way);
}
