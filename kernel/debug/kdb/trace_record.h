/*
 * One event into the ring: part of debug/trace.h in the debug build.
 */
struct trace_event {
    uint32_t kind, thread, other, value;
};

#define TRACE_EVENTS 1024 /* a power of two */

extern struct trace_event trace_ring[TRACE_EVENTS];
extern uint32_t trace_count; /* events since boot: the next one's number */

/* May be called everywhere. Interrupts are off. */
static inline void
trace(enum trace_kind kind, uint32_t thread, uint32_t other, uint32_t value)
{
    trace_ring[trace_count++ % TRACE_EVENTS] = (struct trace_event){kind, thread, other, value};
}
