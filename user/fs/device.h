/*
 * What the ext2 library and the page cache see of the world: the disk, the clients who have pages
 * mapped, and the time.
 */
#ifndef FS_DEVICE_H
#define FS_DEVICE_H

#include "cache.h"

extern const struct cache_disk device;

/* Seconds since 1970, by the clock server's date when it was there first, else since the start of
 * 2000. `context` is not used. Never blocks for long: device_ask_date() asks. */
uint32_t device_time(void *context);

/* Asks the clock server for the date, if there is one and we do not know it yet. */
void device_ask_date(void);

/* All that was written is on the medium: 0, or an error of errno.h. */
int device_flush(void);

#endif
