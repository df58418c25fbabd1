/* One decoded instruction at one place in memory, with all that can be known before it runs. */
#ifndef SIM_INSN_H
#define SIM_INSN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "form.h"

struct params;
struct block;

/* What of the registers exact clocks depend on: a value before it runs, the byte that it makes, its
 * address. */
enum wanted { WANT_NOTHING, WANT_VALUE, WANT_RESULT, WANT_ADDRESS };

/* Numbers of registers: 0 to 7 as in ModRM, then the segment registers in the processor's order. */
enum { SEGMENT_ES = 8, SEGMENT_SS = 10, SEGMENT_DS = 11, REGISTERS = 14, NO_REGISTER = 0xff };

/* A memory operand's address; the displacement is insn.target. */
struct parts {
    uint8_t base, index; /* NO_REGISTER for none */
    uint8_t shift;       /* of the index */
    uint8_t segment;
    bool narrow; /* 16 bits */
};

struct insn {
    uint32_t pc;
    uint32_t pa, pa_end;     /* physical address of the first and of the last byte */
    const struct form *form; /* NULL: not an instruction of the i486 */
    uint32_t target;         /* where a direct branch or far transfer goes; else the displacement */
    uint32_t immediate;
    uint16_t selector; /* of a direct far transfer */
    uint8_t length;
    uint8_t bits;   /* operand size: 8, 16 or 32 */
    uint8_t vector; /* of INT n */
    uint8_t modrm;
    uint8_t writes;    /* registers written, for the address rule of the next instruction */
    uint8_t address;   /* registers that make up this one's address */
    uint8_t displaced; /* bytes of displacement */
    uint8_t wants;     /* enum wanted; nothing unless registers are to be read */
    struct parts parts;
    uint16_t clocks;  /* charged whenever it retires; cost.c adds what depends on the outcome */
    uint16_t rules;   /* prefixes, index, displacement with immediate */
    uint16_t stall;   /* its wait for the instruction before it in the same block */
    bool truncated;   /* the bytes given end before the instruction does */
    bool piecewise;   /* its operand is longer than its accesses: their alignment is no matter */
    bool memory;      /* can touch data memory */
    uint8_t captures; /* the register that it loads whole, as a set; 0 when not the block's last
                          word on it */
    bool watched;     /* its end is not certain from the accesses alone */
    uint8_t code_way[2], code_page_way, data_way,
        data_page_way; /* where cache and TLB had it the last time */
    unsigned index;    /* place in its block */
    struct block *block;
    int label;      /* number of the label here, -1 for none */
    uint64_t runs;  /* for the profile: times retired alone or in a block's part */
    uint64_t extra; /* for the profile: cycles beyond clocks and rules */
};

/*
 * Decodes one instruction of 32-bit code at pc. Returns false when the bytes are no instruction
 * that an i486DX has; the length is then at least that of what was looked at. Never reads beyond
 * `size`.
 */
bool insn_decode(struct insn *out, const uint8_t *bytes, size_t size, uint32_t pc,
                 const struct params *params);

/* The number of forms in the table, and one of them, for tests and listings. */
size_t form_count(void);
const struct form *form_at(size_t number);

#endif
