/*
 * A program that does to the pager server what its first argument says (victim.c).
 */
#ifndef PAGER_TESTS_VICTIM_H
#define PAGER_TESTS_VICTIM_H

#include <layout.h>
#include <stdint.h>

#define HEAP       ((volatile uint32_t *)HEAP_BASE)
#define PAGE_OF(n) (HEAP + (n)*1024)
#define BAD        77
#define PAUSE      0x1400000Au /* 20 * 1024 us */

extern uint32_t number; /* the second argument */

/* Eight pages that come from the file, each with a mark at its begin. */
extern uint32_t data[8][1024];

/* victim_pages.c */
int deed_hog(int argc, char **argv), deed_data(int argc, char **argv);
int deed_look(int argc, char **argv), deed_share(int argc, char **argv);
int deed_window(int argc, char **argv), deed_busy(int argc, char **argv);
int deed_stacked(int argc, char **argv);

#endif
