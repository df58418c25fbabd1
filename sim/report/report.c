/* The report of a run: JSON, keys sorted, nothing of the host in it. */
#include "report.h"
#include <stdlib.h>
#include <string.h>
#include "../model/buffer.h"
#include "elf.h"
#include "functions.h"
#include "json.h"
#include "labels.h"
#include "summary.h"
#include "windows.h"

static void
report_buffers(struct json *j)
{
    json_open(j, "buffers", '{');
    for (unsigned i = 0; machine.buffers && i < machine.buffers->count; i++) {
        const struct buffer *b = &machine.buffers->buffer[i];

        json_open(j, b->name, '{');
        json_hex(j, "address", b->start);
        json_number(j, "in", machine.count[BUFFER_IN + i]);
        json_number(j, "out", machine.count[BUFFER_OUT + i]);
        json_number(j, "size", b->size);
        json_close(j, '}');
    }
    json_close(j, '}');
}

/* The events of the run, with the addresses of the first of those that should not happen. */
static void
report_events(struct json *j)
{
    const uint64_t *c = machine.count;

    json_open(j, "events", '{');
    json_number(j, "ambiguous_branches", c[AMBIGUOUS]);
    json_number(j, "cache_misses", c[CACHE_MISSES]);
    json_number(j, "cr3_guesses", c[CR3_GUESSES]);
    json_number(j, "cr3_loads", c[CR3_LOADS]);
    json_number(j, "faults", c[FAULTS]);
    if (c[FOREIGN])
        json_hex(j, "foreign_first", machine.foreign_at);
    else
        json_null(j, "foreign_first");
    json_number(j, "foreign_instructions", c[FOREIGN]);
    json_number(j, "halts", c[HALTS]);
    json_number(j, "interrupts", c[INTERRUPTS]);
    json_number(j, "invlpg", c[INVLPGS]);
    json_number(j, "kernel_entries", c[KERNEL_ENTRIES]);
    json_number(j, "segment_loads", c[SEGMENT_LOADS]);
    json_number(j, "tlb_misses", c[TLB_MISSES]);
    if (c[UNEXPLAINED]) {
        json_hex(j, "unexplained_from", machine.unexplained_at);
        json_number(j, "unexplained_jumps", c[UNEXPLAINED]);
        json_hex(j, "unexplained_to", machine.unexplained_to);
    } else {
        json_null(j, "unexplained_from");
        json_number(j, "unexplained_jumps", 0);
        json_null(j, "unexplained_to");
    }
    json_close(j, '}');
}

/* Said in the report, lest a reader take cycles for time. */
static void
report_halts(struct json *j)
{
    json_open(j, "hlt", '{');
    json_number(j, "halts", machine.count[HALTS]);
    json_string(j, "note",
                "HLT counts as its clocks alone; QEMU's plugin interface doesn't show how long the "
                "processor slept");
    json_null(j, "time_asleep");
    json_close(j, '}');
}

static void
report_params(struct json *j)
{
    json_open(j, "params", '{');
    for (unsigned i = 0; params_name(i); i++)
        if (strcmp(params_name(i), "registers") == 0)
            json_string(j, "registers", machine.params.registers ? "exact" : "constant");
        else
            json_number(j, params_name(i), params_value(&machine.params, i));
    json_close(j, '}');
}

static void
report_all(struct json *j, const char *engine)
{
    json_open(j, NULL, '{');
    report_buffers(j);
    json_open(j, "elf", '[');
    for (unsigned i = 0; i < elf_count(); i++)
        json_string(j, NULL, elf_name((int)i));
    json_close(j, ']');
    json_string(j, "engine", engine);
    report_events(j);
    functions_report(j);
    report_halts(j);
    labels_report(j);
    order_report(j);
    report_params(j);
    json_string(j, "preset", params_preset);
    json_string(j, "schema", "l486-sim/1");
    summary_report(j, "total", machine.count);
    windows_report(j);
    json_close(j, '}');
    putc('\n', j->out);
}

bool
report_write(const char *path, const char *engine)
{
    char *temporary = malloc(strlen(path) + 5);
    struct json j = {.first = true};
    bool good;

    if (!temporary)
        return false;
    strcat(strcpy(temporary, path), ".tmp");
    j.out = fopen(temporary, "w");
    if (j.out)
        report_all(&j, engine);
    good = j.out && !ferror(j.out) && fclose(j.out) == 0 && rename(temporary, path) == 0;
    if (!good)
        fprintf(stderr, "l486sim: cannot write %s\n", path);
    free(temporary);
    return good;
}
