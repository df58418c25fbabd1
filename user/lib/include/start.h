/*
 * What a program is started with: a read-only page at START_PAGE that whoever starts it fills.
 * The library's start code makes argc and argv of main() from it.
 */
#ifndef START_H
#define START_H

#include <l4/kip.h>
#include <l4/types.h>
#include "layout.h"
#include "program.h"

#define START_MAGIC 0x53363834u /* "486S" */
#define START_NAME  8
#define START_TEXT  3040

struct start_page {
    uint32_t magic;
    l4_id_t parent;  /* who hears of its end: the pager server, or the root task */
    uint32_t memory; /* bytes of memory that it may touch beyond its file */
    uint32_t argc;   /* argv[i] begins at text + argument[i] */
    uint32_t argument[64];
    char name[START_NAME]; /* NUL-padded; a server registers under it */
    char directory[256];   /* where relative paths begin */
    char input[256];       /* file that stdin reads in place of the console; "": the console */
    char output[256];      /* the same for stdout */
    uint32_t append;       /* 1: the output goes behind what its file holds already */
    char text[START_TEXT];
};

_Static_assert(sizeof(struct start_page) <= L4_PAGE_SIZE,
               "what a program is started with is a page");

/* The page of this program, or NULL in sigma0, the root task and the kernel's tests, which nobody
 * started this way. */
const struct start_page *start_page(void);

/* Microseconds since the kernel started, by the kernel info page: no system call, one memory access
 * more when the low half turns over. For programs that have a start page. */
uint64_t start_clock(void);

/* Has the calling thread's exceptions end the program with a word to the parent. Threads of
 * thread_start() do so by themselves. */
void start_catch(void);

/* Ends the program and tells its parent. `exit()` comes here. */
void start_end(int status) __attribute__((noreturn));

#endif
