/* The instruction forms of the table, as the decoder sees them. The rows are made from the .tbl
 * files. */
#ifndef SIM_FORM_H
#define SIM_FORM_H

#include <stdint.h>

/* What a form does besides costing its clocks; cost.c has one case for each that is not PLAIN. */
enum kind {
    KIND_PLAIN,
    KIND_JCC,
    KIND_JMP,
    KIND_JMPI,
    KIND_CALL,
    KIND_CALLI,
    KIND_RET,
    KIND_RETF,
    KIND_FARJMP,
    KIND_FARJMPI,
    KIND_FARCALL,
    KIND_FARCALLI,
    KIND_INT,
    KIND_INTO,
    KIND_IRET,
    KIND_BOUND,
    KIND_ENTER,
    KIND_SETCC,
    KIND_CMPXCHG,
    KIND_MUL8,
    KIND_MUL,
    KIND_MULI,
    KIND_DIV,
    KIND_BSF,
    KIND_BSR,
    KIND_RCL,
    KIND_RCLI,
    KIND_REP,
    KIND_REPIO,
    KIND_IO,
    KIND_SREG,
    KIND_DESC,
    KIND_LGDT,
    KIND_LIDT,
    KIND_LLDT,
    KIND_LTR,
    KIND_CR0,
    KIND_CR3,
    KIND_INVLPG,
    KIND_INVD,
    KIND_POPF,
    KIND_PRIV,
    KIND_HLT,
    KIND_X87,
};

enum mod { MOD_ANY, MOD_REG, MOD_MEM };
enum repeat { REPEAT_NONE, REPEAT_REP, REPEAT_REPNE };

/* Kinds of immediate, a set. IMM_Z is 2 or 4 bytes by operand size, IMM_FAR has a selector besides.
 */
enum immediate {
    IMM_B = 1,
    IMM_W = 2,
    IMM_Z = 4,
    IMM_FAR = 8,
    IMM_JB = 16,
    IMM_JZ = 32,
    IMM_OFFSET = 64,
};

/* Register sets: bit n is register n in the processor's order (EAX ECX EDX EBX ESP EBP ESI EDI). */
enum {
    REG_AX = 1,
    REG_CX = 2,
    REG_DX = 4,
    REG_BX = 8,
    REG_SP = 16,
    REG_BP = 32,
    REG_SI = 64,
    REG_DI = 128
};
enum { WRITES_REG = 0x100, WRITES_REG8 = 0x200, WRITES_RM = 0x400, WRITES_RM8 = 0x800 };

struct form {
    const char *name;
    uint8_t kind;
    uint16_t clocks[4];
    uint8_t loads, stores; /* memory accesses of one execution (of one pass, when repeated) */
    uint8_t varies;        /* the number of accesses depends on what is found */
    uint8_t modrm;
    int8_t digit;
    uint8_t mod;
    int16_t exact;
    uint8_t immediate;
    uint8_t repeat;
    uint16_t writes;
    uint8_t uses;
};

#endif
