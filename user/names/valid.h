/*
 * What is a name?
 */
#ifndef NAMES_VALID_H
#define NAMES_VALID_H

#include "ipc.h"

/* Is what stands in w1 and w2 a name: 1 to 8 visible characters, and NULs behind them? */
int name_is_valid(const struct words *w);

#endif
