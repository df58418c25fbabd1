/*
 * The pager's page frames: pages of its own heap region, which the root task gives it at the first
 * touch. What a frame holds and who shows it is kept in one record for each.
 */
#ifndef PAGER_FRAME_H
#define PAGER_FRAME_H

#include <stdint.h>

#define FRAMES_MAX 8192u /* 32 MB; memory beyond is not used */
#define NO_FRAME   0xFFFFFFFFu

enum frame_use {
    FRAME_FREE,
    FRAME_PRIVATE, /* a page of one task, or of several that copy it when they write */
    FRAME_IMAGE,   /* a page of a program's file, for all who run it; never written to */
    FRAME_KEPT,    /* records of the pager, a start page: never replaced */
};

/* Where else the content of a frame is to be had; else the number of its slot on the swap disk. A
 * frame that was mapped writable has COPY_NONE. */
#define COPY_NONE 0xFFFFFFFFu
#define COPY_ZERO 0xFFFFFFFEu /* nobody wrote to it: it is as a new one */
#define COPY_FILE 0xFFFFFFFDu

struct frame {
    uint8_t use;
    uint8_t referenced; /* mapped since the clock's hand passed; 0: nobody has it mapped */
    uint8_t pinned;     /* in the hands of somebody who goes on using it: not to be replaced */
    uint8_t sharers;    /* PRIVATE: how many tasks' records name it */
    uint32_t image;     /* IMAGE: its place in images[] */
    uint32_t page; /* the page's address in those tasks (the same in all); FREE: next free one */
    uint32_t copy;
};

extern struct frame frames[FRAMES_MAX];

/* `count` pages at `base` are the frames from now on; none is touched. */
void frames_init(void *base, uint32_t count);

/* A free frame, or NO_FRAME. Its content is anything. */
uint32_t frame_take(enum frame_use use);

/* Gives a frame back, after taking it from whoever has it mapped. */
void frame_free(uint32_t f);

/* Takes it from whoever has it mapped, so that the next touch faults: it is unreferenced then. */
void frame_unmap(uint32_t f);

/* Takes only the right to write away. */
void frame_protect(uint32_t f);

/* Where the pager itself sees it. */
void *frame_address(uint32_t f);

/* How many there are, and how many are free. */
uint32_t frames_all(void);
uint32_t frames_left(void);

#endif
