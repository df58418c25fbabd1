/* Places in the guest's code that have a name, and the windows between them. */
#ifndef SIM_LABELS_H
#define SIM_LABELS_H

#include <stdbool.h>
#include <stdint.h>
#include "../model/machine.h"

enum { LABEL_HITS = 64, ORDER_CAP = 4096, ORDER_REPORTED = ORDER_CAP };

struct label {
    char *name;
    uint32_t address;
    int program; /* number of its ELF file, -1 for a bare address */
    uint64_t hits;
    uint64_t cycles[LABEL_HITS];       /* the clock at the first hits */
    unsigned windows_from, windows_to; /* how many windows begin and end here */
};

extern struct label *labels;
extern unsigned label_count;

/* The number of the label of that name, made when new; -1 with a message on stderr when the name is
 * unknown. */
int label_make(const char *name);

/* Makes a label of each symbol whose name begins so; gives how many. */
unsigned label_make_marked(const char *prefix);

/* The label at an address whose code begins with these bytes, or -1. */
int label_at(uint32_t address, const uint8_t *bytes, unsigned size);

/* The guest is about to run the instruction at this label. */
void label_hit(int number);

/* Writes "labels" and "order" of the report. */
struct json;
void labels_report(struct json *json);
void order_report(struct json *json);

extern struct machine machine;

#endif
