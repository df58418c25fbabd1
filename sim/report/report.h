/* The report of a run. */
#ifndef SIM_REPORT_H
#define SIM_REPORT_H

#include <stdbool.h>

/* Writes the JSON report to path.tmp and renames it. False with a message on stderr. */
bool report_write(const char *path, const char *engine);

#endif
