/* One set of counters as JSON: of the whole run, or of one pass through a window. */
#ifndef SIM_SUMMARY_H
#define SIM_SUMMARY_H

#include <stdint.h>
#include "json.h"

/* `count` has COUNTERS members. */
void summary_report(struct json *json, const char *key, const uint64_t *count);

/* The counters of events alone, without clocks. Writes members into the object that is open. */
void summary_events(struct json *json, const uint64_t *count);

#endif
