/*
 * Program files in memory. Enter by image_open().
 */
#include "image.h"
#include "fault.h"
#include "frame.h"
#include "replace.h"
#include <errno.h>
#include <l4/types.h>
#include <layout.h>
#include <string.h>

static struct image images[IMAGES];

static uint32_t
page_up(uint32_t address)
{
    return (address + L4_PAGE_SIZE - 1) & L4_PAGE_MASK;
}

static int
same_file(const struct files_stat *a, const struct files_stat *b)
{
    return a->inode == b->inode && a->size == b->size && a->seconds == b->seconds;
}

static struct image *
find(const struct files_stat *file)
{
    for (struct image *i = images; i < images + IMAGES; i++)
        if (i->users && same_file(&i->file, file))
            return i;
    return NULL;
}

/* Opens the file again when the file server was restarted and has forgotten us; it must still be
 * the same file. */
static int
open_again(struct image *image)
{
    struct files_stat now;
    int error = files_stat(image->path, &now);
    if (error)
        return error;
    if (!same_file(&now, &image->file))
        return EIO;
    image->handle = files_open(image->path, 0, NULL, NULL);
    return image->handle < 0 ? -image->handle : 0;
}

/* Reads all of `bytes`, or it is an error. */
static int
read_all(struct image *image, uint32_t position, void *to, uint32_t bytes)
{
    int got = files_read(image->handle, position, to, bytes);
    if (got == -EBADF || got == -EPIPE) {
        int error = open_again(image);
        if (error)
            return error;
        got = files_read(image->handle, position, to, bytes);
    }
    if (got < 0)
        return -got;
    return (uint32_t)got == bytes ? 0 : EIO;
}

/* The pages that come from the file must have a place in the table. */
static int
fits(const struct elf_program *p)
{
    for (uint32_t i = 0; i < p->count; i++)
        if (p->segment[i].bytes &&
            p->segment[i].address + p->segment[i].bytes > PROGRAM_BASE + IMAGE_BYTES)
            return 0;
    return 1;
}

/* The headers are read to the frame that is then the image's table. */
static int
load(struct image *image)
{
    uint32_t size = image->file.size, bytes = size < ELF_HEAD ? size : ELF_HEAD;
    void *head = frame_address(image->table);
    int error = read_all(image, 0, head, bytes);
    if (error)
        return error;
    if (elf_check(head, bytes, size, &image->program) || !fits(&image->program))
        return ENOEXEC;
    memset(head, 0, L4_PAGE_SIZE);
    return 0;
}

static int
open_new(struct image *image, const char *path)
{
    if (image->file.kind != FILES_IS_FILE)
        return EACCES;
    strncpy(image->path, path, sizeof image->path - 1);
    image->handle = files_open(path, 0, NULL, NULL);
    if (image->handle < 0)
        return -image->handle;
    image->table = frame_obtain(FRAME_KEPT, NULL);
    int error = image->table == NO_FRAME ? ENOMEM : load(image);
    if (error) {
        files_close(image->handle);
        if (image->table != NO_FRAME)
            frame_free(image->table);
    }
    return error;
}

struct image *
image_open(const char *path, int *error)
{
    struct files_stat file;
    *error = files_stat(path, &file);
    if (*error)
        return NULL;
    struct image *image = find(&file);
    if (image) {
        image->users++;
        return image;
    }
    for (image = images; image < images + IMAGES && image->users; image++)
        ;
    if (image == images + IMAGES) {
        *error = EAGAIN;
        return NULL;
    }
    *image = (struct image){.file = file};
    *error = open_new(image, path);
    image->users = *error ? 0 : 1;
    return *error ? NULL : image;
}

/* Where the number of the frame of the page at `address` is noted, plus 1. */
static uint32_t *
place_of(struct image *image, uint32_t address)
{
    return (uint32_t *)frame_address(image->table) + (address - PROGRAM_BASE) / L4_PAGE_SIZE;
}

void
image_close(struct image *image)
{
    if (--image->users)
        return;
    for (uint32_t at = 0; at < IMAGE_BYTES; at += L4_PAGE_SIZE) {
        uint32_t *place = place_of(image, PROGRAM_BASE + at);
        if (*place)
            image_drop(*place - 1);
    }
    frame_free(image->table);
    files_close(image->handle);
}

int
image_regions(const struct image *image, struct regions *regions)
{
    for (uint32_t i = 0; i < image->program.count; i++) {
        const struct elf_segment *s = &image->program.segment[i];
        uint32_t file_end = s->bytes ? page_up(s->address + s->bytes) : s->begin;
        enum region_kind kind = s->writable ? REGION_DATA : REGION_TEXT;
        if (region_add(regions, s->begin, file_end, kind) ||
            region_add(regions, file_end, s->end, REGION_ZERO))
            return -1;
    }
    return 0;
}

/* Fills a frame with the page at `address`: what the segment has there, and zeros around it. */
static int
fill(struct image *image, uint32_t address, uint8_t *to)
{
    for (uint32_t i = 0; i < image->program.count; i++) {
        const struct elf_segment *s = &image->program.segment[i];
        if (address < s->begin || address >= s->end)
            continue;
        uint32_t begin = address > s->address ? address : s->address;
        uint32_t end = address + L4_PAGE_SIZE, file_end = s->address + s->bytes;
        if (end > file_end)
            end = file_end;
        if (end - begin < L4_PAGE_SIZE)
            memset(to, 0, L4_PAGE_SIZE);
        return read_all(image, s->offset + (begin - s->address), to + (begin - address),
                        end - begin);
    }
    return EIO;
}

uint32_t
image_page(struct image *image, uint32_t address, int *was_read, int *error)
{
    uint32_t *place = place_of(image, address);
    *error = *was_read = 0;
    if (*place)
        return *place - 1;
    uint32_t f = frame_obtain(FRAME_IMAGE, NULL);
    if (f == NO_FRAME) {
        *error = ENOMEM;
        return NO_FRAME;
    }
    *error = fill(image, address, frame_address(f));
    if (*error) {
        frame_free(f);
        return NO_FRAME;
    }
    frames[f].image = (uint32_t)(image - images);
    frames[f].page = address;
    frames[f].copy = COPY_FILE;
    *place = f + 1;
    *was_read = 1;
    pager_counts[PAGER_READ]++;
    return f;
}

void
image_hide(struct image *image, uint32_t address)
{
    if (address < PROGRAM_BASE || address - PROGRAM_BASE >= IMAGE_BYTES)
        return;
    uint32_t *place = place_of(image, address);
    if (*place)
        frame_unmap(*place - 1);
}

void
image_drop(uint32_t f)
{
    *place_of(&images[frames[f].image], frames[f].page) = 0;
    frame_free(f);
}
