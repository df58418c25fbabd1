/*
 * A long message under way. ipc/ only.
 *
 * The sender carries it, in its own address space, with the receiver's memory seen through the copy
 * window; interrupts are let in while bytes move. The struct lies on the sender's kernel stack;
 * both control blocks point to it.
 */
#ifndef IPC_TRANSFER_H
#define IPC_TRANSFER_H

#include "thread/tcb.h"

#define WINDOW_CLOSED 0xFFFFFFFFu

struct transfer {
    struct tcb *from, *to; /* to: NULL once it was deleted */
    uint32_t send;         /* the sender's descriptor */
    l4_timeout_t timeouts; /* and timeouts */
    uint32_t result;       /* dope and flags for the receiver */
    uint32_t window;       /* the receiver's address that the copy window shows; WINDOW_CLOSED */
    uint32_t abort;        /* error code that ends it, 0 while all is well */
    uint32_t theirs,
        theirs_size;             /* the receiver's memory that is being touched, in its addresses */
    uint32_t fault, fault_write; /* the receiver's page that is missing ... */
    uint32_t fault_error;        /* ... and what came of it */
};

/* In message.c: all but the three words in registers. Runs guarded. Returns L4_OK or an error code
 * without the phase bit. */
uint32_t message_copy(void *transfer);

/* In transfer.c: maps the send fpage in two words to the window, as far as the receiver offers one.
 */
uint32_t transfer_fpage(struct transfer *x, uint32_t base, l4_fpage_t fpage, l4_fpage_t window);

/* The kernel's address for the receiver's `address`; the 4 MB behind it are seen, too. */
uint32_t window_open(struct transfer *x, uint32_t address);

/* Makes the window show again what it should, after a switch dropped it. 0 if it does already. */
int window_restore(struct transfer *x);

/* The receiver's address for one in the window. */
uint32_t window_to_receiver(const struct transfer *x, uint32_t address);

/* Nothing shows through it any more. */
void window_close(struct transfer *x);

/* In pagefault.c: gets the receiver's page at `address`, by a message to its pager in its name.
 * Blocks. Throws if it fails. */
void receiver_page_in(struct transfer *x, uint32_t address, uint32_t write);

/* In abort.c: ends a transfer with `error`; what its sides wait for is broken off. */
void transfer_abort(struct transfer *x, uint32_t error);

#endif
