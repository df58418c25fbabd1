/* One set of counters as JSON. */
#include "summary.h"
#include "../model/buffer.h"
#include "labels.h"

static const struct {
    const char *name;
    enum counter counter;
} causes[] = {
    {"address_rules", BY_RULES},
    {"base", BY_BASE},
    {"cache", BY_CACHE},
    {"entry", BY_ENTRY},
    {"exit", BY_EXIT},
    {"io", BY_IO},
    {"tlb", BY_TLB},
    {"write_buffer", BY_WRITES},
};

static const struct {
    const char *name;
    enum counter counter;
} events[] = {
    {"ambiguous_branches", AMBIGUOUS},
    {"cache_misses", CACHE_MISSES},
    {"cr3_guesses", CR3_GUESSES},
    {"cr3_loads", CR3_LOADS},
    {"faults", FAULTS},
    {"foreign_instructions", FOREIGN},
    {"halts", HALTS},
    {"interrupts", INTERRUPTS},
    {"invlpg", INVLPGS},
    {"kernel_entries", KERNEL_ENTRIES},
    {"segment_loads", SEGMENT_LOADS},
    {"tlb_misses", TLB_MISSES},
    {"unexplained_jumps", UNEXPLAINED},
};

static void
report_buffers(struct json *j, const uint64_t *count)
{
    json_open(j, "buffers", '{');
    for (unsigned i = 0; machine.buffers && i < machine.buffers->count; i++) {
        json_open(j, machine.buffers->buffer[i].name, '{');
        json_number(j, "in", count[BUFFER_IN + i]);
        json_number(j, "out", count[BUFFER_OUT + i]);
        json_close(j, '}');
    }
    json_close(j, '}');
}

void
summary_events(struct json *j, const uint64_t *count)
{
    for (unsigned i = 0; i < sizeof events / sizeof events[0]; i++)
        json_number(j, events[i].name, count[events[i].counter]);
}

void
summary_report(struct json *j, const char *key, const uint64_t *count)
{
    uint64_t cycles = 0;

    json_open(j, key, '{');
    report_buffers(j, count);
    json_open(j, "causes", '{');
    for (unsigned i = 0; i < sizeof causes / sizeof causes[0]; i++) {
        json_number(j, causes[i].name, count[causes[i].counter]);
        cycles += count[causes[i].counter];
    }
    json_close(j, '}');
    json_number(j, "cycles", cycles);
    json_open(j, "events", '{');
    summary_events(j, count);
    json_close(j, '}');
    json_number(j, "instructions", count[INSTRUCTIONS]);
    json_number(j, "kernel_cycles", count[KERNEL_CYCLES]);
    json_number(j, "kernel_instructions", count[KERNEL_INSTRUCTIONS]);
    json_number(j, "user_cycles", cycles - count[KERNEL_CYCLES]);
    json_close(j, '}');
}
