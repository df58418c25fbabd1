/*
 * Programs played on the host, for tests of what lies between a fault and the frames.
 *
 * A player is a program with the pages that the processor would have for it. It touches a page; if
 * the page is not there, or not to be written to, fault_resolve() is asked. What the pager takes
 * away with fpage_unmap is gone from all players.
 */
#ifndef PAGER_TESTS_PLAY_H
#define PAGER_TESTS_PLAY_H

#include "../fault.h"

#define FRAMES  40
#define PLAYERS 4
#define SPAN    48 /* pages that a program uses: 8 of text, 8 of data, 32 of bss */
#define TEXT    8
#define DATA    8
#define ODD     100 /* bytes of a third segment, on the page behind */
#define WORDS   (L4_PAGE_SIZE / 4)

extern struct player {
    struct task *task;
    uint32_t from[SPAN]; /* address of the pager, cut to 32 bits; 0: not mapped */
    int writable[SPAN];
    uint32_t expected[SPAN]; /* the word that fills the page */
} players[PLAYERS];

extern uint8_t *memory; /* the pager's frames */
extern uint8_t file[];  /* the program's file */
extern uint32_t seed;
extern uint32_t disk_fails; /* one write of so many is refused; 0: none */

/* Makes the file, before everything else. */
void make_file(void);

/* A program begins, or ends as by task_release(). */
void start(struct player *p);
void end(struct player *p);

/* The program touches page `i`. 1, or 0 where there was no memory for it. */
int touch(struct player *p, uint32_t i, int write);

/* The words of a page that it has. */
uint32_t *words_of(const struct player *p, uint32_t i);

#endif
