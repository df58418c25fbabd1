/*
 * An ATA channel with its two drives, by programmed I/O. (AT Attachment with Packet Interface,
 * ANSI NCITS 317, T13/1153D: registers, commands, protocols)
 *
 * One command at a time. Whoever issued it sleeps until the drive's interrupt comes as a message
 * (interrupt.c). Data go between the drive's port and the page that the caller names, without a
 * copy.
 */
#ifndef ATA_H
#define ATA_H

#include <stdint.h>

#define ATA_DRIVES            2
#define ATA_SECTOR            512u
#define ATA_SECTORS_PER_BLOCK 8u /* a block is a page */

/* The primary channel: eight registers, and one more that is half of the next 16 ports. */
#define ATA_BASE    0x1F0
#define ATA_CONTROL 0x3F6
#define ATA_IRQ     14u

enum ata_status {
    ATA_BUSY = 0x80,  /* no other bit means anything */
    ATA_READY = 0x40, /* a drive that is there */
    ATA_FAULT = 0x20,
    ATA_DATA = 0x08, /* the data port is to be read or written */
    ATA_ERROR = 0x01,
};

/* What a drive or a board may not be able to do. */
enum ata_quirk {
    ATA_NO_INTERRUPTS =
        1,              /* the drives are told to raise none; commands are found done by looking */
    ATA_ONE_SECTOR = 2, /* a piece is one sector, not a block */
};

/* Resets the channel and finds out what is there. `quirks`: those to reckon with. Blocks at most
 * 31 s; no time if nothing is connected. May be called at any time, also in the middle of a
 * predecessor's transfer. */
void ata_start(uint32_t quirks);

/* Blocks of a drive; 0: there is no such drive. */
uint32_t ata_blocks(uint32_t drive);

/* Moves a block that exists between the drive and `page`. Three attempts, with a reset between; 0
 * or EIO. Block until the drive has answered, or has been silent for 31 s each time. */
int ata_read(uint32_t drive, uint32_t block, void *page);
int ata_write(uint32_t drive, uint32_t block, const void *page);

/* Has the drive empty its cache. 0 or EIO. */
int ata_flush(uint32_t drive);

/* interrupt.c: waits until the channel's drive is not busy, at most `ms`. Its status, ATA_BUSY if
 * the time is over. */
uint8_t interrupt_wait(uint32_t ms);

/* interrupt.c: looks whether the drive is still busy, for at most a millisecond. Its status. */
uint8_t interrupt_look(void);

/* interrupt.c: sleeps at least 4 ms. */
void interrupt_sleep(void);

/* The data port is read and written in these two and nowhere else. They are kept as functions
 * because `make bench` begins and ends its windows there. */
void ata_take(void *to, uint32_t sectors) __attribute__((noinline));
void ata_give(const void *from, uint32_t sectors) __attribute__((noinline));

#endif
