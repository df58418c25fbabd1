/* Labels: found when code is translated, counted when it runs. */
#include "labels.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "elf.h"
#include "json.h"
#include "windows.h"

struct label *labels;
unsigned label_count;

static unsigned room;
static uint32_t *order;
static uint64_t order_count;

static bool
resolve(const char *name, uint32_t *address, int *program)
{
    char *end;

    *program = -1;
    if (name[0] == '0' && (name[1] == 'x' || name[1] == 'X')) {
        *address = (uint32_t)strtoul(name, &end, 16);
        return *end == '\0' && name[2] != '\0';
    }
    return elf_symbol(name, address, program);
}

static int
add(const char *name, uint32_t address, int program)
{
    struct label *label;

    if (label_count == room) {
        room = room ? room * 2 : 64;
        labels = realloc(labels, room * sizeof *labels);
        if (!labels) {
            fprintf(stderr, "l486sim: out of memory\n");
            exit(1);
        }
    }
    label = &labels[label_count];
    memset(label, 0, sizeof *label);
    label->name = strdup(name);
    label->address = address;
    label->program = program;
    return (int)label_count++;
}

/* The label at a place, whatever its name; -1 when there is none. */
static int
find(uint32_t address, int program)
{
    for (unsigned i = 0; i < label_count; i++)
        if (labels[i].address == address && labels[i].program == program)
            return (int)i;
    return -1;
}

int
label_make(const char *name)
{
    uint32_t address;
    int program, place;

    for (unsigned i = 0; i < label_count; i++)
        if (strcmp(labels[i].name, name) == 0)
            return (int)i;
    if (!resolve(name, &address, &program)) {
        fprintf(
            stderr,
            "l486sim: no symbol %s in the ELF files (elf= must come before the names it gives)\n",
            name);
        return -1;
    }
    place = find(address, program);
    return place >= 0 ? place : add(name, address, program);
}

unsigned
label_make_marked(const char *prefix)
{
    uint32_t address;
    int program;
    unsigned n = 0;

    for (const char *name; (name = elf_marked(prefix, n, &address, &program)); n++)
        if (find(address, program) < 0)
            add(name, address, program);
    return n;
}

int
label_at(uint32_t address, const uint8_t *bytes, unsigned size)
{
    for (unsigned i = 0; i < label_count; i++)
        if (labels[i].address == address &&
            (labels[i].program < 0 || elf_holds(labels[i].program, address, bytes, size)))
            return (int)i;
    return -1;
}

void
label_hit(int number)
{
    struct label *label = &labels[number];

    machine_sync(&machine);
    if (label->hits < LABEL_HITS)
        label->cycles[label->hits] = machine.now;
    label->hits++;
    if (!order)
        order = malloc(ORDER_CAP * sizeof *order);
    if (order && order_count < ORDER_CAP)
        order[order_count] = (uint32_t)number;
    order_count++;
    if (label->windows_to)
        windows_end(number);
    if (label->windows_from)
        windows_begin(number);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(labels[*(const unsigned *)a].name, labels[*(const unsigned *)b].name);
}

static void
report_one(struct json *j, const struct label *label)
{
    json_open(j, label->name, '{');
    json_hex(j, "address", label->address);
    json_number(j, "count", label->hits);
    json_open(j, "cycles", '[');
    for (unsigned i = 0; i < label->hits && i < LABEL_HITS; i++)
        json_number(j, NULL, label->cycles[i]);
    json_close(j, ']');
    json_close(j, '}');
}

void
labels_report(struct json *j)
{
    unsigned *sorted = malloc((label_count + 1) * sizeof *sorted);

    json_open(j, "labels", '{');
    for (unsigned i = 0; sorted && i < label_count; i++)
        sorted[i] = i;
    if (sorted)
        qsort(sorted, label_count, sizeof *sorted, by_name);
    for (unsigned i = 0; sorted && i < label_count; i++)
        report_one(j, &labels[sorted[i]]);
    json_close(j, '}');
    free(sorted);
}

void
order_report(struct json *j)
{
    json_open(j, "order", '{');
    json_number(j, "count", order_count);
    json_open(j, "first", '[');
    for (uint64_t i = 0; i < order_count && i < ORDER_REPORTED; i++)
        json_string(j, NULL, labels[order[i]].name);
    json_close(j, ']');
    json_close(j, '}');
}
