/*
 * The loops that are measured, in bench_calls.S. The labels around what is measured are those of
 * the figures: bench_NAME_from and bench_NAME_to. `extra` is the message, the fpage, or nothing.
 */
#ifndef BENCH_H
#define BENCH_H

#include <l4/types.h>

#define BENCH_STRING 4096

/* A message of one string, as sender and as receiver see it. */
struct string_message {
    struct l4_message head;
    struct l4_string string;
};

extern struct string_message bench_buffer; /* where bench_echo_string receives */
extern char bench_page[L4_PAGE_SIZE];      /* what bench_faulting_client touches */

typedef void bench_loop(uint32_t rounds, l4_id_t partner, uint32_t extra);

bench_loop bench_null_call;
bench_loop bench_rpc_inter; /* calls bench_echo, in another space */
bench_loop bench_rpc_timed; /* the same with a receive timeout of a second */
bench_loop bench_rpc_intra; /* calls bench_echo_intra, in this one */
bench_loop bench_ipc_512, bench_ipc_2048,
    bench_ipc_4096; /* calls bench_echo_string; extra: the message */

/* Servers. */
void bench_echo(void);
void bench_echo_intra(void *unused);
void bench_echo_string(void);

/* Maps the page of each fault, one to one and writable. */
void bench_pager(void *unused);

/* Touches bench_page, asks the root task to unmap it (w0 = 0), and again. */
void bench_faulting_client(void);

/* The other side of it: answers `rounds` requests of `partner`, unmapping the fpage `extra` each
 * time. */
bench_loop bench_unmap_server;

/* Waits for `rounds` interrupts of the clock chip (`partner` is the interrupt's id), and
 * acknowledges each. */
bench_loop bench_irq_driver;

/* Runs for ever in user mode, for interrupts to interrupt. */
void bench_spin(void);

#endif
