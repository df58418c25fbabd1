/*
 * The modelled processor: its clock, its counters and its units. One per run.
 *
 *   instructions --> cost.c (clocks) --+
 *                --> memory.c ---------+--> tlb.c, cache.c, writes.c --> machine_charge()
 *   events       --> gate.c -----------+
 *
 * Nothing in model/ knows of QEMU: what must be read of the guest comes through the two function
 * pointers.
 */
#ifndef SIM_MACHINE_H
#define SIM_MACHINE_H

#include <stdbool.h>
#include <stdint.h>
#include "insn.h"
#include "lru.h"
#include "params.h"

/* What is counted. The first CAUSES are clocks by cause and add up to all cycles. */
enum counter {
    BY_BASE,
    BY_RULES,
    BY_TLB,
    BY_CACHE,
    BY_WRITES,
    BY_ENTRY,
    BY_EXIT,
    BY_IO,
    CAUSES,
    KERNEL_CYCLES = CAUSES,
    INSTRUCTIONS,
    KERNEL_INSTRUCTIONS,
    KERNEL_ENTRIES,
    INTERRUPTS,
    FAULTS,
    CR3_LOADS,
    SEGMENT_LOADS,
    TLB_MISSES,
    CACHE_MISSES,
    INVLPGS,
    HALTS,
    AMBIGUOUS,
    UNEXPLAINED,
    FOREIGN,
    CR3_GUESSES,
    BUFFER_OUT,                 /* bytes the kernel read from each named buffer */
    BUFFER_IN = BUFFER_OUT + 8, /* bytes it wrote into each */
    COUNTERS = BUFFER_IN + 8,
};
enum { BUFFERS = BUFFER_IN - BUFFER_OUT };

enum { TLB_SETS = 8, CACHE_SETS = 128, WAYS = 4, LINE = 16, PAGE = 4096 };

struct tlb_entry {
    uint32_t page, frame, entry_pa;
    bool valid, dirty, uncached;
};
struct tlb {
    struct tlb_entry way[TLB_SETS][WAYS];
    uint8_t order[TLB_SETS];
};
struct cache {
    uint32_t tag[CACHE_SETS][WAYS];
    uint8_t order[CACHE_SETS];
};
struct writes {
    uint64_t done[8];
    unsigned first, count;
};

/* The execution under way of one instruction: what its memory accesses have shown so far. */
struct pass {
    uint32_t loads, stores;
    uint32_t first, last; /* linear addresses of its first and last access */
    uint32_t value[5];    /* what the first loads read, or for IRET the popped words */
    uint32_t values;
    uint32_t operand;   /* what the instruction wants of the registers (operand.h) ... */
    bool operand_known; /* ... if it could be read */
};

/* One data access as the source of events reports it. `handle` lets the source find the physical
 * address. */
struct access {
    uint32_t linear, size;
    bool store;
    uint64_t handle;
};

struct machine {
    struct params params;
    uint64_t count[COUNTERS];
    uint64_t now;                                     /* all cycles */
    uint64_t kernel_since, kernel_instructions_since; /* what KERNEL_ counts already hold */
    struct insn *at;                                  /* whom the profile charges */
    uint8_t cpl, iopl;
    bool paging, caching;
    bool flushed;       /* the prefetch queue is empty: the next instruction fetches its line */
    uint32_t line;      /* linear address of the line fetched last */
    uint8_t written;    /* registers written by the last instruction */
    uint32_t esp;       /* the stack pointer as far as accesses have shown it */
    uint32_t code_base; /* of CS: QEMU gives linear addresses, stacks hold offsets */
    uint32_t cr3, cr3_next;
    bool cr3_known, cr3_next_known;
    uint32_t loaded_from[8]; /* physical address of the last load into each register ... */
    uint8_t loaded;          /* ... for the registers that a load wrote last */
#define FROM_CR3 0xffffffffu /* instead of an address: a copy of CR3 */
    uint32_t last_pa;        /* of the last data access */
    uint32_t lead;           /* clocks from the start of the instruction to the access under way */
    uint32_t idt, idt_limit, gdt, gdt_limit, ldt, tss;
    struct tlb tlb;
    struct cache cache;
    struct writes writes;
    uint32_t unexplained_at, unexplained_to, foreign_at;

    /* Of the guest: a dword of physical memory; the physical address behind an access. False when
     * unknown. */
    bool (*read)(void *source, uint32_t pa, uint32_t *value);
    bool (*data_pa)(void *source, const struct access *access, uint32_t *pa);
    void *source;
    bool (*reg)(void *source, unsigned number, uint32_t *value); /* a register; NULL: not seen */
    uint32_t ram_size;
    struct buffers *buffers; /* NULL when none is watched */
};

/* Cold units, ring 0, paging off. The two functions of the guest stay unset. */
void machine_init(struct machine *m, const struct params *params);

/*
 * Brings up to date what isn't counted as it happens: the kernel's share, and BY_BASE, which is all
 * that no other cause has taken. Call before the counters are read.
 */
void machine_sync(struct machine *m);

/* Changes the privilege level: what came before is the old level's. */
void machine_level(struct machine *m, uint8_t level);

/* Lets time pass for a reason; the level at the time of the call pays. Negative takes back. */
static inline void
machine_charge(struct machine *m, enum counter cause, int64_t clocks)
{
    m->count[cause] += (uint64_t)clocks;
    m->now += (uint64_t)clocks;
    if (m->at)
        m->at->extra += (uint64_t)clocks;
}

/* tlb.c: true on a hit; *entry is the page's entry, to be filled after a miss. */
bool tlb_search(struct tlb *tlb, uint32_t linear, struct tlb_entry **entry);
void tlb_flush(struct tlb *tlb);
void tlb_drop(struct tlb *tlb, uint32_t linear);
struct tlb_entry *tlb_find(struct tlb *tlb, uint32_t linear);

/* cache.c: true on a hit. A read that misses fills the line, a write that misses does not. *way is
 * where it is. */
bool cache_search(struct cache *cache, uint32_t pa, bool store, uint8_t *way);
void cache_flush(struct cache *cache);

/* The same, trying first the way where it was found the last time. */
static inline bool
tlb_touch(struct tlb *tlb, uint32_t linear, uint8_t *way, struct tlb_entry **entry)
{
    uint32_t page = linear & ~(uint32_t)(PAGE - 1);
    unsigned set = (page >> 12) & (TLB_SETS - 1);
    struct tlb_entry *e = &tlb->way[set][*way];
    bool hit;

    if (e->valid && e->page == page) {
        tlb->order[set] = lru_use(tlb->order[set], *way);
        *entry = e;
        return true;
    }
    hit = tlb_search(tlb, linear, entry);
    *way = (uint8_t)(*entry - tlb->way[set]);
    return hit;
}

/* Is the line still in this way? Then it counts as used. */
static inline bool
cache_hit(struct cache *cache, uint32_t pa, uint8_t way)
{
    unsigned set = (pa / LINE) & (CACHE_SETS - 1);

    if (cache->tag[set][way] != ((pa & ~(uint32_t)(LINE - 1)) | 1))
        return false;
    cache->order[set] = lru_use(cache->order[set], way);
    return true;
}

/* writes.c: clocks that a write at `now` has to wait for a buffer. */
uint32_t writes_push(struct writes *writes, uint64_t now, const struct params *params);

/* memory.c */
void memory_data(struct machine *m, const struct access *access, struct insn *in);
void memory_fetch(struct machine *m, struct insn *in);
void memory_made_up(struct machine *m, uint32_t linear, bool store);
bool memory_read(struct machine *m, uint32_t linear, uint32_t *value);
bool memory_walk(struct machine *m, uint32_t cr3, uint32_t linear, uint32_t entry_pa[2],
                 uint32_t entry[2]);

/* space.c: which page directory is in force, where the interface doesn't tell. */
void space_load(struct machine *m);

/* Bits of page-table entries as the processor found them: was it set (else it is now)? A store
 * forgets. */
enum space_bit { SPACE_ACCESSED, SPACE_DIRTY };
bool space_bit_was_set(struct machine *m, uint32_t entry_pa, enum space_bit bit);
void space_stored(struct machine *m, uint32_t pa);
bool space_confirm(struct machine *m, uint32_t linear, uint32_t pa);

/* buffer.c */
void buffer_access(struct machine *m, uint32_t linear, uint32_t pa, uint32_t size, bool store);

#endif
