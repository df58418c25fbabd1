/* The guest's registers, where QEMU shows them: from interface 2 (QEMU 9.0) on. */
#ifndef SIM_REGISTERS_H
#define SIM_REGISTERS_H

#include "../model/machine.h"

/* Has this QEMU the functions? Can be asked at any time. */
bool registers_exist(void);

/* Lets the model read registers if its parameter says so. To be called by the thread of the guest's
 * processor. If a register is missing, sets the parameter back and says so. */
void registers_attach(struct machine *m);

/* What callbacks on execution have to tell QEMU: do they read registers? */
int registers_flag(void);

#endif
