/*
 * The ring of events, for other commands.
 */
#ifndef KDB_EVENTS_H
#define KDB_EVENTS_H

#include <l4/types.h>
#include "debug/trace.h"

/* The last event of this kind while `thread` ran; NULL if the ring has none (any more). */
const struct trace_event *event_last(enum trace_kind kind, l4_id_t thread);

#endif
