/* Physical memory of the guest, and where an access of it went. */
#ifndef SIM_GUEST_H
#define SIM_GUEST_H

#include "../model/machine.h"

/*
 * Learns where guest memory lies in this process, from one instruction whose physical address is
 * known. False when QEMU doesn't tell host addresses.
 */
bool guest_find(const void *host, uint32_t pa);

/* The physical address of a host address inside guest memory. */
bool guest_physical(const void *host, uint32_t *pa);

/* Gives the machine its two functions of the guest. */
void guest_attach(struct machine *m);

#endif
