/*
 * Memory, numbers, sorting, and the end of the program, with the standard names and meanings.
 */
#ifndef STDLIB_H
#define STDLIB_H

#include <stddef.h>

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define EXIT_ABORT   134 /* the status of abort(), as shells show it elsewhere */
#define RAND_MAX     0x7FFFFFFF

/*
 * Memory from HEAP_BASE on (layout.h), aligned to 16 bytes. Its pages come by faults, zeroed, from
 * the program's pager. NULL with ENOMEM if there is no room below the limit. Any thread may call
 * these; one that finds the heap in use gives the processor up. A block that is freed twice, or
 * whose header was overwritten, ends the program with a sentence.
 */
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void *aligned_alloc(size_t alignment, size_t size); /* alignment: a power of two */
void free(void *block);

/* How many bytes the heap may span, headers included: as many as the pager gives, for beyond that a
 * touch would end the program. All of the region if nobody says so. */
void malloc_limit(size_t bytes);

/* Bytes that the heap spans now, free blocks between used ones included. */
size_t malloc_span(void);

/* Numbers from text: base 2 to 36, or 0 for C's prefixes. Behind the last digit stops *end (may be
 * NULL). Out of range: the nearest value, and ERANGE. */
long strtol(const char *text, char **end, int base);
unsigned long strtoul(const char *text, char **end, int base);
long long strtoll(const char *text, char **end, int base);
unsigned long long strtoull(const char *text, char **end, int base);
int atoi(const char *text);
long atol(const char *text);

int abs(int value);
long labs(long value);
long long llabs(long long value);

typedef struct {
    int quot, rem;
} div_t;
typedef struct {
    long quot, rem;
} ldiv_t;
div_t div(int a, int b);
ldiv_t ldiv(long a, long b);

/* Sorts in place, in n log n steps whatever the order was; equal elements may change places. */
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
void *bsearch(const void *key, const void *base, size_t count, size_t size,
              int (*compare)(const void *, const void *));

/* 0 to RAND_MAX, the same sequence on every machine. Not for secrets. */
int rand(void);
void srand(unsigned seed);

/* exit() calls what atexit() was given, last first (0, or -1 if 32 are waiting), writes what
 * streams hold back, and ends the program. _Exit() only ends it, as abort() does. They may be
 * called by any thread; what ends is said by program_end_hook(). */
void exit(int status) __attribute__((noreturn));
int atexit(void (*function)(void));
void _Exit(int status) __attribute__((noreturn));
void abort(void) __attribute__((noreturn));

/* Not the library's: how a program ends, where somebody wants to know. If it returns, or if there
 * is none, the calling thread stops for ever. */
void program_end_hook(int status);

#endif
