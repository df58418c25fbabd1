/* Cycles by function: from what each block and each instruction has collected during the run. */
#include "functions.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../plugin/engine.h"
#include "elf.h"
#include "json.h"

struct line {
    int program;
    uint32_t pc;
    uint64_t runs, cycles;
    const char *function;
};
struct lines {
    struct line *line;
    size_t count, room;
};

static void
add_line(struct lines *all, const struct line *line)
{
    if (all->count == all->room) {
        struct line *more;

        all->room = all->room ? 2 * all->room : 4096;
        more = realloc(all->line, all->room * sizeof *more);
        if (!more) {
            fprintf(stderr, "l486sim: out of memory\n");
            exit(1);
        }
        all->line = more;
    }
    all->line[all->count++] = *line;
}

/* In the slow engine stalls are in `extra`, in the fast one they are in the block's sums. */
static void
add_block(struct block *b, void *user)
{
    for (unsigned i = 0; i < b->count; i++) {
        const struct insn *in = &b->insn[i];
        uint64_t runs = in->runs + b->runs;
        struct line line = {b->program, in->pc + b->moved, runs,
                            in->extra + runs * (in->clocks + in->rules), NULL};

        if (b->runs)
            line.cycles += b->runs * in->stall;
        if (line.cycles || runs)
            add_line(user, &line);
    }
}

static int
by_place(const void *a, const void *b)
{
    const struct line *x = a, *y = b;

    if (x->program != y->program)
        return x->program < y->program ? -1 : 1;
    return x->pc < y->pc ? -1 : x->pc > y->pc;
}

static struct lines
collect(void)
{
    struct lines all = {NULL, 0, 0};
    size_t to = 0;

    block_each(add_block, &all);
    if (all.count)
        qsort(all.line, all.count, sizeof *all.line, by_place);
    for (size_t i = 0; i < all.count; i++)
        if (to && by_place(&all.line[to - 1], &all.line[i]) == 0) {
            all.line[to - 1].runs += all.line[i].runs;
            all.line[to - 1].cycles += all.line[i].cycles;
        } else
            all.line[to++] = all.line[i];
    all.count = to;
    for (size_t i = 0; i < all.count; i++)
        all.line[i].function = elf_function(all.line[i].program, all.line[i].pc);
    return all;
}

static int
by_function(const void *a, const void *b)
{
    const struct line *x = a, *y = b;

    if (x->program != y->program)
        return strcmp(elf_name(x->program), elf_name(y->program));
    return strcmp(x->function ? x->function : "?", y->function ? y->function : "?");
}

void
functions_report(struct json *j)
{
    struct lines all = collect();
    char key[256];

    if (all.count)
        qsort(all.line, all.count, sizeof *all.line, by_function);
    json_open(j, "functions", '{');
    for (size_t i = 0; i < all.count;) {
        uint64_t cycles = 0, runs = 0;
        size_t first = i;

        for (; i < all.count && by_function(&all.line[first], &all.line[i]) == 0; i++) {
            cycles += all.line[i].cycles;
            runs += all.line[i].runs;
        }
        snprintf(key, sizeof key, "%s/%s", elf_name(all.line[first].program),
                 all.line[first].function ? all.line[first].function : "?");
        json_open(j, key, '{');
        json_number(j, "cycles", cycles);
        json_number(j, "instructions", runs);
        json_close(j, '}');
    }
    json_close(j, '}');
    free(all.line);
}

bool
functions_profile(const char *path)
{
    struct lines all = collect();
    FILE *out = fopen(path, "w");

    for (size_t i = 0; out && i < all.count; i++)
        fprintf(out, "%s 0x%08" PRIx32 " %" PRIu64 " %" PRIu64 " %s\n",
                elf_name(all.line[i].program), all.line[i].pc, all.line[i].runs, all.line[i].cycles,
                all.line[i].function ? all.line[i].function : "?");
    free(all.line);
    if (out && fclose(out) == 0)
        return true;
    fprintf(stderr, "l486sim: cannot write %s\n", path);
    return false;
}
