/*
 * The loops that are measured, in bench_calls.S. Each makes `rounds` calls; the labels around the INTs are those of the
 * figures: bench_NAME_from and bench_NAME_to.
 */
#ifndef BENCH_H
#define BENCH_H

#include <l4/types.h>

void bench_null_call(uint32_t rounds, l4_id_t unused);

/* Calls `partner`, which runs bench_echo in another space, or bench_echo_intra in this one. */
void bench_rpc_inter(uint32_t rounds, l4_id_t partner);
void bench_rpc_intra(uint32_t rounds, l4_id_t partner);
void bench_echo(void);
void bench_echo_intra(void *unused);

#endif
