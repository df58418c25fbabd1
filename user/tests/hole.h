/*
 * A pager that a test plays on. It maps the program's pages as every pager does, but for the hole:
 * there it does as it was told, and notes what came. For tests of faults that are answered late,
 * wrongly, or never.
 */
#ifndef HOLE_H
#define HOLE_H

#include <stdint.h>

enum hole_mode {
    HOLE_SILENT, /* no answer, until hole_answer() */
    HOLE_MAP,    /* the page, at once */
    HOLE_READ,   /* the page, read-only */
};

struct hole {
    uint32_t begin, end; /* page-aligned; set by the test */
    enum hole_mode mode;
    uint32_t faults;               /* how many came, in the hole */
    uint32_t address, eip, client; /* of the last one: w0, w1 and who */
};

extern volatile struct hole hole;

/* Starts the pager (once), with an empty note and the hole at `size` bytes from `begin`. Returns
 * its id. */
uint32_t hole_pager(volatile void *begin, uint32_t size, enum hole_mode mode);

/* The pager answers its last silent client now: with the page, or if `words` is set with words
 * only. */
void hole_answer(int words);

#endif
