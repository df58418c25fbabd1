/* Windows: what happened between a label and another, pass by pass. */
#ifndef SIM_WINDOWS_H
#define SIM_WINDOWS_H

#include <stdbool.h>

/* Adds NAME:FROM:TO. False with a message on stderr when it makes no sense. */
bool windows_add(const char *text);

/* A label was hit where windows end, or begin. A window whose FROM is hit again begins anew. */
void windows_end(int label);
void windows_begin(int label);

struct json;
void windows_report(struct json *json);

#endif
