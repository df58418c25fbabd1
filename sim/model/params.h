/* What can be set of the modelled machine, and the machines that have a name. */
#ifndef SIM_PARAMS_H
#define SIM_PARAMS_H

#include <stdbool.h>
#include <stdint.h>

/* Every member is a number of clocks unless its comment says otherwise. Order and names: params.c.
 */
struct params {
    uint32_t tlb;                    /* 1: the TLB can miss */
    uint32_t tlb_miss;               /* a walk of two levels */
    uint32_t tlb_accessed;           /* more for each accessed bit that the walk has to set */
    uint32_t tlb_dirty;              /* more for a dirty bit */
    uint32_t walk_cache;             /* 1: the walk's two reads go through the cache */
    uint32_t cache;                  /* 1: the cache can miss */
    uint32_t cache_miss;             /* until the wanted word of a line arrives */
    uint32_t uncached;               /* a read that may not be cached */
    uint32_t write_buffers;          /* number of buffers; 0: writes never wait */
    uint32_t write;                  /* one write on the bus */
    uint32_t fetch_split;            /* a branch's target that crosses a line */
    uint32_t agi;                    /* an address made from a register written just before */
    uint32_t index;                  /* an index register in an address */
    uint32_t displacement_immediate; /* both in one instruction */
    uint32_t prefix;                 /* each prefix byte */
    uint32_t misaligned;             /* an operand across a boundary of its size */
    uint32_t interrupt;              /* hardware interrupt, beyond its gate */
    uint32_t page_fault;             /* page fault, beyond its gate */
    uint32_t exception;              /* other exceptions, beyond their gate */
    uint32_t registers;              /* 1: exact where a register tells the clocks */
    uint32_t task_switch;            /* between two 32-bit task segments */
};

/* The name of the preset in force, for the report. */
extern const char *params_preset;

/* Sets all parameters from a preset. False when there is none of that name. */
bool params_load(struct params *params, const char *preset);

/* Sets one by name. False when there is none of that name. */
bool params_set(struct params *params, const char *name, uint32_t value);

/* The n-th parameter in the order of names; NULL after the last. For the report. */
const char *params_name(unsigned n);
uint32_t params_value(const struct params *params, unsigned n);

#endif
