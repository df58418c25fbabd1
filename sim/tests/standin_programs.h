/* The programs whose run the stand-in plays. */
#ifndef SIM_STANDIN_PROGRAMS_H
#define SIM_STANDIN_PROGRAMS_H

#include <stdbool.h>
#include <stdint.h>

enum { EAX, ECX, EDX, EBX, ESP, EBP, ESI, EDI, REGISTER_COUNT };

struct setting {
    uint32_t mask, value; /* which bits of the register; mask 0: none is set */
    unsigned reg;
};

/* One instruction: what the registers hold before it, what it does to memory, what it makes. */
struct step {
    unsigned size;
    uint8_t code[8];
    struct setting before[2], after;
    bool loads, stores;
    unsigned shift; /* of the accesses' size */
    uint32_t address, value;
};
struct program {
    const char *name;
    const struct step *steps;
    unsigned count;
    struct {
        unsigned first, count;
    } blocks[6];
    unsigned block_count;
    unsigned order[6]; /* in which the blocks run */
    unsigned runs;
    bool nameless; /* this QEMU names no registers */
};

/* NULL when there is none of that name. */
const struct program *program_find(const char *name);

#endif
