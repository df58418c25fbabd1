/* Buffers of user programs whose copying by the kernel is counted. */
#ifndef SIM_BUFFER_H
#define SIM_BUFFER_H

#include "machine.h"

enum { BUFFER_PAGES = 64 };

struct buffer {
    const char *name;
    uint32_t start, size;
    int owner;                    /* number of the ELF file, -1 for any program */
    uint32_t frame[BUFFER_PAGES]; /* physical page with bit 0 set, 0 while unknown */
};

struct buffers {
    struct buffer buffer[BUFFERS];
    unsigned count;
    int running; /* number of the ELF file whose code runs, -1 when unknown */
};

#endif
