/* The trace for teaching: each instruction with what it cost. Only with the slow engine. */
#include <inttypes.h>
#include <stdio.h>
#include "../report/elf.h"
#include "engine.h"

bool trace_on;

static FILE *out;
static uint64_t left;

void
trace_open(const char *path, uint64_t limit)
{
    out = fopen(path, "w");
    left = limit;
    trace_on = out != NULL;
    if (!out)
        fprintf(stderr, "l486sim: cannot write %s\n", path);
}

void
trace_insn(const struct insn *in, const char *event, uint64_t cycles)
{
    const char *function = elf_function(in->block->program, in->pc + in->block->moved);

    fprintf(out, "%12" PRIu64 " %4" PRIu64 "  cpl%d 0x%08" PRIx32 " %-24s row %d  %s%s%s\n",
            machine.now - cycles, cycles, machine.cpl, in->pc,
            in->form ? in->form->name : "(not of the 486)",
            in->form ? (int)(in->form - form_at(0)) : -1, function ? function : "?",
            event[0] ? " -> " : "", event);
    if (--left == 0)
        trace_close();
}

void
trace_close(void)
{
    if (out)
        fclose(out);
    out = NULL;
    trace_on = false;
}
