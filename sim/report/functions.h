/* Cycles by function, and by instruction for the profile. */
#ifndef SIM_FUNCTIONS_H
#define SIM_FUNCTIONS_H

#include <stdbool.h>

struct json;

/* Writes "functions": for each file and function its cycles and instructions. */
void functions_report(struct json *json);

/* Writes one line for each instruction that ran: file, address, runs, cycles. sim/profile.py makes
 * more of it. */
bool functions_profile(const char *path);

#endif
