/* The two engines that follow the guest and drive the model. */
#ifndef SIM_ENGINE_H
#define SIM_ENGINE_H

#include "../model/buffer.h"
#include "../model/cost.h"
#include "api.h"

/* A translated block. Blocks are kept for good: the profile needs their instructions at the end. */
struct block {
    uint32_t pc;
    unsigned count; /* of instructions */
    struct insn *insn;
    uint32_t *clocks_before; /* sums over the instructions before each one, count + 1 of them */
    uint32_t *rules_before;
    uint16_t *fetches; /* instructions that may need a new line */
    unsigned fetch_count;
    uint16_t *specials; /* instructions whose end needs cost_retire */
    unsigned special_count;
    enum {
        QUICK_NOT,
        QUICK_PLAIN,
        QUICK_BRANCH,
        QUICK_JUMP,
        QUICK_RETURN
    } quick;             /* how it may end quickly */
    uint32_t after;      /* the address behind it */
    uint32_t taken_more; /* clocks when its branch is taken */
    int last_store;      /* number of the last instruction that stores, -1 */
    int program;         /* number of the ELF file that this code is from, -1 */
    uint32_t moved;      /* from where it runs to where that file has it */
    int cr3_load;        /* number of the load that gives CR3's next value, -1 */
    struct cr_value *cr; /* of the control register that it loads, by instruction cr_at */
    unsigned cr_at;
    uint8_t computes; /* registers whose last value here doesn't come from a load */
    uint64_t runs;    /* complete executions, for the profile */
    uint64_t hash;
    struct block *next; /* in its hash chain */
};

struct engine {
    const char *name;
    /* Asks QEMU for the calls that the engine needs of a block. */
    void (*instrument)(struct block *block, struct qemu_plugin_tb *tb);
    /* The run is over: what is pending has retired. */
    void (*finish)(void);
};

/* block.c: the load that holds the next CR3 has read `linear`. */
void block_cr3(struct block *block, uint32_t linear);

extern const struct engine fast_engine, slow_engine;
extern struct machine machine;

/* Common to both: what the end of an instruction means. */
void engine_end(struct insn *in, struct pass *pass, enum outcome outcome, int vector,
                uint32_t next);

/* An access as QEMU reports it. */
static inline struct access
engine_access(qemu_plugin_meminfo_t info, uint64_t vaddr)
{
    return (struct access){
        .linear = (uint32_t)vaddr,
        .size = 1u << qemu_plugin_mem_size_shift(info),
        .store = qemu_plugin_mem_is_store(info),
        .handle = info,
    };
}

/* For a block that did not run to its end, the profile counts its instructions one by one. */
void engine_count_part(struct block *block, unsigned retired);

/* Charges what a retired instruction costs before its outcome; `stall` is its wait for the one
 * before. */
void engine_charge_static(struct insn *in, uint32_t stall);

/* block.c: decodes a block, or finds it among those known. NULL before the kernel's entry. */
struct block *block_translate(struct qemu_plugin_tb *tb);
void block_each(void (*each)(struct block *, void *), void *user);

/* trace.c */
void trace_open(const char *path, uint64_t limit);
void trace_insn(const struct insn *in, const char *event, uint64_t cycles);
void trace_close(void);
extern bool trace_on;

#endif
