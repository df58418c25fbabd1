/*
 * The ring of events, and how it is shown. Enter by kdb_events(); debug/trace.h fills it.
 */
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/events.h"
#include "debug/kdb/parse.h"
#include "debug/kdb/show.h"
#include "i486/trap.h"

#include <stddef.h>

#define DEFAULT_COUNT 20
#define ALL_KINDS     0xFFFFFFFFu
#define IPC_KINDS     (1u << TRACE_FAST | 1u << TRACE_SEND | 1u << TRACE_WAIT)

struct trace_event trace_ring[TRACE_EVENTS];
uint32_t trace_count;

struct filter {
    uint32_t count, kinds;
    const struct tcb *thread; /* NULL: all */
};

static const struct {
    const char *name;
    uint32_t kinds;
} kinds[] = {
    {"ipc", IPC_KINDS},       {"fault", 1u << TRACE_FAULT},   {"switch", 1u << TRACE_SWITCH},
    {"irq", 1u << TRACE_IRQ}, {"wakeup", 1u << TRACE_WAKEUP}, {"exception", 1u << TRACE_EXCEPTION},
};

static int
parse_kind(const char **line, uint32_t *set)
{
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (parse_prefix(line, kinds[i].name)) {
            *set = *set == ALL_KINDS ? kinds[i].kinds : *set | kinds[i].kinds;
            return 1;
        }
    return 0;
}

/* Count, kinds and a thread, in any order. A number alone is a count. 0, with a message, for
 * anything else. */
static int
parse_filter(const char *line, struct filter *f)
{
    struct tcb *t;
    while (!parse_end(line)) {
        if (parse_decimal(&line, &f->count) || parse_kind(&line, &f->kinds))
            continue;
        if (!parse_thread(&line, &t) || !t) {
            kprintf("what is wanted? a count, a kind of event, a thread that exists\n");
            return 0;
        }
        f->thread = t;
    }
    return 1;
}

static int
is_of(l4_id_t id, const struct tcb *t)
{
    return t == tcb_idle() ? id == L4_NIL : id == t->id;
}

/* An event concerns the thread that ran and, where there is one, its partner. */
static int
passes(const struct trace_event *e, const struct filter *f)
{
    int has_partner = e->kind <= TRACE_WAIT || e->kind == TRACE_SWITCH || e->kind == TRACE_WAKEUP;
    if (!(f->kinds & 1u << e->kind))
        return 0;
    return !f->thread || is_of(e->thread, f->thread) || (has_partner && is_of(e->other, f->thread));
}

const struct trace_event *
event_last(enum trace_kind kind, l4_id_t thread)
{
    uint32_t limit = trace_count > TRACE_EVENTS ? trace_count - TRACE_EVENTS : 0;
    for (uint32_t at = trace_count; at > limit; at--) {
        const struct trace_event *e = &trace_ring[(at - 1) % TRACE_EVENTS];
        if (e->kind == (uint32_t)kind && e->thread == thread)
            return e;
    }
    return NULL;
}

static void
show_id_or_idle(l4_id_t id, unsigned width)
{
    if (id == L4_NIL)
        show_text("idle", width);
    else
        show_id(id, width);
}

static void
show_message(const struct trace_event *e)
{
    if (e->kind == TRACE_WAIT && (e->other == L4_NIL || e->other == e->thread)) {
        kprintf(e->other ? "sleeps\n" : "waits for a message from anybody\n");
        return;
    }
    if (e->kind == TRACE_WAIT)
        kprintf(e->value ? "waits to send to " : "waits for a message from ");
    else
        kprintf("sends to ");
    show_id(e->other, 0);
    if (e->kind == TRACE_FAST)
        kprintf(" on the fast path, then receives");
    else if (e->kind == TRACE_SEND)
        kprintf(", first word %08x", e->value);
    kprintf("\n");
}

static void
show_switch(const struct trace_event *e)
{
    kprintf("is left for ");
    show_id_or_idle(e->other, 0);
    kprintf("\n");
}

static void
show_event(const struct trace_event *e)
{
    switch (e->kind) {
    case TRACE_SWITCH:
        show_switch(e);
        break;
    case TRACE_FAULT:
        kprintf("page fault, %s at %08x, eip %08x\n", e->value & 2 ? "write" : "read",
                e->value & ~3u, e->other);
        break;
    case TRACE_IRQ:
        kprintf("interrupt %u, eip %08x\n", e->other, e->value);
        break;
    case TRACE_WAKEUP:
        kprintf("the time of ");
        show_id(e->other, 0);
        kprintf(" is over\n");
        break;
    case TRACE_EXCEPTION:
        kprintf("exception %u, %s, eip %08x\n", e->value, trap_name(e->value), e->other);
        break;
    default:
        show_message(e);
    }
}

/* The number of the oldest event to show: goes back from the newest until `count` of them pass. */
static uint32_t
oldest(const struct filter *f)
{
    uint32_t limit = trace_count > TRACE_EVENTS ? trace_count - TRACE_EVENTS : 0;
    uint32_t at = trace_count, left = f->count;
    while (at > limit && left > 0)
        if (passes(&trace_ring[--at % TRACE_EVENTS], f))
            left--;
    return at;
}

void
kdb_events(const char *line)
{
    struct filter f = {DEFAULT_COUNT, ALL_KINDS, NULL};
    uint32_t shown = 0;
    if (!parse_filter(line, &f))
        return;
    for (uint32_t i = oldest(&f); i < trace_count && shown < f.count; i++) {
        const struct trace_event *e = &trace_ring[i % TRACE_EVENTS];
        if (!passes(e, &f))
            continue;
        kprintf("#%u ", i);
        show_id_or_idle(e->thread, 8);
        show_event(e);
        shown++;
    }
    kprintf("%u of %u events since boot; the last %u are kept\n", shown, trace_count, TRACE_EVENTS);
}
