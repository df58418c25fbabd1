/*
 * Windows: what happened between a label and another, pass by pass.
 *
 * Passes without a hardware interrupt make the histogram, passes with one are kept apart. Of each
 * different cost the first pass is kept whole, so that the most frequent cost can be shown in
 * detail.
 */
#include "windows.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "json.h"
#include "labels.h"
#include "summary.h"

enum { COSTS = 4096 };

struct cost {
    uint64_t cycles, passes, order;
    uint64_t count[COUNTERS];
};

/* One set of passes: those without interrupts, or those with. */
struct passes {
    struct cost *cost;
    unsigned costs;
    uint64_t count, first, lost;
};

struct window {
    char *name;
    int from, to;
    bool open;
    uint64_t begun;
    uint64_t at_begin[COUNTERS];
    struct passes undisturbed, disturbed;
    struct window *next;
};

static struct window *windows;

bool
windows_add(const char *text)
{
    struct window *w = calloc(1, sizeof *w), **end = &windows;
    char *copy = strdup(text), *from = strchr(copy, ':'), *to = from ? strchr(from + 1, ':') : NULL;

    if (!w || !to || from == copy) {
        fprintf(stderr, "l486sim: window=%s: NAME:FROM:TO expected\n", text);
        return false;
    }
    *from++ = *to++ = '\0';
    w->name = copy;
    w->from = label_make(from);
    w->to = label_make(to);
    if (w->from < 0 || w->to < 0)
        return false;
    labels[w->from].windows_from++;
    labels[w->to].windows_to++;
    while (*end && strcmp((*end)->name, w->name) < 0)
        end = &(*end)->next;
    w->next = *end;
    *end = w;
    return true;
}

static struct cost *
cost_of(struct passes *p, uint64_t cycles)
{
    for (unsigned i = 0; i < p->costs; i++)
        if (p->cost[i].cycles == cycles)
            return &p->cost[i];
    if (p->costs == COSTS)
        return NULL;
    if ((p->costs & (p->costs - 1)) == 0)
        p->cost = realloc(p->cost, (p->costs ? 2 * p->costs : 1) * sizeof *p->cost);
    if (!p->cost)
        return NULL;
    memset(&p->cost[p->costs], 0, sizeof *p->cost);
    p->cost[p->costs].cycles = cycles;
    return &p->cost[p->costs++];
}

static void
add_pass(struct window *w)
{
    uint64_t cycles = machine.now - w->begun;
    bool disturbed = machine.count[INTERRUPTS] != w->at_begin[INTERRUPTS];
    struct passes *p = disturbed ? &w->disturbed : &w->undisturbed;
    struct cost *cost = cost_of(p, cycles);

    if (p->count++ == 0)
        p->first = cycles;
    if (!cost) {
        p->lost++;
        return;
    }
    if (cost->passes++ == 0)
        for (unsigned i = 0; i < COUNTERS; i++)
            cost->count[i] = machine.count[i] - w->at_begin[i];
}

void
windows_end(int label)
{
    for (struct window *w = windows; w; w = w->next)
        if (w->to == label && w->open) {
            w->open = false;
            add_pass(w);
        }
}

void
windows_begin(int label)
{
    for (struct window *w = windows; w; w = w->next)
        if (w->from == label) {
            w->open = true;
            w->begun = machine.now;
            memcpy(w->at_begin, machine.count, sizeof w->at_begin);
        }
}

static int
by_cycles(const void *a, const void *b)
{
    const struct cost *x = a, *y = b;

    return x->cycles < y->cycles ? -1 : x->cycles > y->cycles;
}

/* The most frequent cost; of several the smallest. */
static const struct cost *
mode_of(const struct passes *p)
{
    const struct cost *best = NULL;

    for (unsigned i = 0; i < p->costs; i++)
        if (!best || p->cost[i].passes > best->passes)
            best = &p->cost[i];
    return best;
}

static void
report_histogram(struct json *j, const struct passes *p)
{
    json_open(j, "histogram", '[');
    for (unsigned i = 0; i < p->costs; i++) {
        json_open(j, NULL, '[');
        json_number(j, NULL, p->cost[i].cycles);
        json_number(j, NULL, p->cost[i].passes);
        json_close(j, ']');
    }
    json_close(j, ']');
}

static void
report_spread(struct json *j, const struct passes *p)
{
    const struct cost *mode = mode_of(p);

    if (!mode) {
        json_null(j, "max");
        json_null(j, "min");
        json_null(j, "mode");
        return;
    }
    json_number(j, "max", p->cost[p->costs - 1].cycles);
    json_number(j, "min", p->cost[0].cycles);
    json_number(j, "mode", mode->cycles);
}

static void
report_one(struct json *j, struct window *w)
{
    struct passes *p = &w->undisturbed, *d = &w->disturbed;
    const struct cost *mode;

    qsort(p->cost, p->costs, sizeof *p->cost, by_cycles);
    qsort(d->cost, d->costs, sizeof *d->cost, by_cycles);
    mode = mode_of(p);
    json_open(j, w->name, '{');
    json_number(j, "count", p->count + d->count);
    if (p->count)
        json_number(j, "first", p->first);
    else
        json_null(j, "first");
    json_string(j, "from", labels[w->from].name);
    report_histogram(j, p);
    report_spread(j, p);
    if (mode)
        summary_report(j, "pass", mode->count);
    else
        json_null(j, "pass");
    json_string(j, "to", labels[w->to].name);
    json_open(j, "with_interrupts", '{');
    json_number(j, "count", d->count);
    report_spread(j, d);
    json_close(j, '}');
    json_close(j, '}');
}

void
windows_report(struct json *j)
{
    json_open(j, "windows", '{');
    for (struct window *w = windows; w; w = w->next)
        report_one(j, w);
    json_close(j, '}');
}
