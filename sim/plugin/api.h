/* The plugin interface with its versions hidden. */
#ifndef SIM_API_H
#define SIM_API_H

#include "qemu_api.h"

/* Call first, with the version that the running QEMU speaks. */
void api_start(qemu_plugin_id_t id, int version);
int api_version(void);

/* `translated` is called for each block when QEMU translates it, `ended` once at the end. */
void api_register(void (*translated)(struct qemu_plugin_tb *), void (*ended)(void));

/* Copies at most `size` bytes of the instruction; returns how many. */
size_t api_insn_bytes(struct qemu_plugin_insn *insn, void *bytes, size_t size);

#endif
