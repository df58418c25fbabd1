/*
 * The kernel's console on the host: what a test makes of it.
 */
#ifndef KDEBUG_H
#define KDEBUG_H

void kd_put(char c);
int kd_try_get(void);

#endif
