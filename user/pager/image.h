/*
 * Program files in memory: one image for all tasks that run the same file. Its pages are read when
 * they are touched, dropped when a frame is needed, and read again.
 *
 * A file is the same if its inode, size and date are. Who writes to a file that is being run
 * changes the pages that were not read yet, as in old systems.
 */
#ifndef PAGER_IMAGE_H
#define PAGER_IMAGE_H

#include <files.h>
#include <stdint.h>
#include "elf.h"
#include "region.h"

#define IMAGES      31u        /* each holds a file open, and the file server gives a task 32 */
#define IMAGE_BYTES (4u << 20) /* the file's pages lie in the first 4 MB from PROGRAM_BASE on */

struct image {
    uint32_t users; /* 0: this place is free */
    int handle;
    struct files_stat file;
    char path[FILES_PATH + 1];
    struct elf_program program;
    uint32_t table; /* the frame with the number of each page's frame, plus 1 */
};

/* The image of the program at `path` with one more user; NULL with an error of errno.h in *error.
 * Asks the file server, and blocks while it works. */
struct image *image_open(const char *path, int *error);

/* One user less; behind the last one its frames are free. */
void image_close(struct image *image);

/* Adds the regions that the program's file describes. 0 or -1. */
int image_regions(const struct image *image, struct regions *regions);

/* The frame of the page at `address` (in a region of the file), read from the file if need be, or
 * NO_FRAME with an error in *error. *was_read: 1 if it was not in memory. Blocks while it is read.
 */
uint32_t image_page(struct image *image, uint32_t address, int *was_read, int *error);

/* Takes that page, if it is in memory, from whoever has it mapped. */
void image_hide(struct image *image, uint32_t address);

/* Drops the frame `f` of an image. */
void image_drop(uint32_t f);

#endif
