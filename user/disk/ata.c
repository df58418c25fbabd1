/*
 * Commands to the drives of an ATA channel. Enter by ata_start(), ata_read() and ata_write().
 *
 * Every command is: choose the drive, write the registers, write the command, then for each piece
 * of data wait for the interrupt and move it. A drive that can (all since 1990) moves the eight
 * sectors of a block in one piece (READ MULTIPLE), so a block is one interrupt; others one sector.
 */
#include "ata.h"
#include "errno.h"
#include "ports.h"

#include <stddef.h>

enum registers {
    DATA = ATA_BASE,
    COUNT = ATA_BASE + 2,
    LOW,    /* bits 7..0 of the sector's number */
    MIDDLE, /* 15..8 */
    HIGH,   /* 23..16 */
    DRIVE,  /* 27..24, and which drive */
    COMMAND,
    STATUS = COMMAND, /* when it is read */
};

#define BY_NUMBER   0xE0 /* DRIVE: sectors have numbers, not cylinders and heads (LBA) */
#define DRIVE_SHIFT 4

#define RESET         4 /* ATA_CONTROL */
#define NO_INTERRUPTS 2

enum command {
    READ_SECTORS = 0x20,
    WRITE_SECTORS = 0x30,
    READ_MULTIPLE = 0xC4,
    WRITE_MULTIPLE = 0xC5,
    SET_MULTIPLE = 0xC6,
    FLUSH_CACHE = 0xE7,
    IDENTIFY = 0xEC,
};

#define FLOATING    0xFF /* nobody drives the bus */
#define ATTEMPTS    3
#define IDENTIFY_MS 1000
#define ANSWER_MS   31000 /* so long may a drive take, that sleeps or was reset */
#define SLEEP_MS    8

static struct drive {
    uint32_t sectors; /* 0: no such drive */
    uint32_t at_once; /* sectors for each interrupt: 8 or 1 */
    int has_cache;
} drives[ATA_DRIVES];

static uint32_t most_at_once;
static uint8_t control; /* what ATA_CONTROL was last given */
static uint8_t chosen;  /* what DRIVE was last given; 0: not known */

void
ata_take(void *to, uint32_t sectors)
{
    insw(DATA, to, sectors * ATA_SECTOR / 2);
}

void
ata_give(const void *from, uint32_t sectors)
{
    outsw(DATA, from, sectors * ATA_SECTOR / 2);
}

/* A drive needs 400 ns to show its status after it was chosen: four reads of a register on the bus,
 * this one because reading it acknowledges no interrupt. */
static void
settle(void)
{
    for (int i = 0; i < 4; i++)
        inb(ATA_CONTROL);
}

/* Waits for a state that comes by itself, without an interrupt, and nearly always at once. The
 * status, with ATA_BUSY in it when the time is over. */
static uint8_t
look(uint32_t ms)
{
    uint8_t status = interrupt_look();
    for (uint32_t waited = 0; (status & ATA_BUSY) && waited < ms; waited += SLEEP_MS) {
        interrupt_sleep();
        status = interrupt_look();
        if (status == FLOATING)
            return status;
    }
    return status;
}

/* Chooses the drive, with bits 27..24 of a sector. 0, or EIO if the channel is not free. */
static int
choose(uint32_t drive, uint32_t sector)
{
    uint8_t value = (uint8_t)(BY_NUMBER | drive << DRIVE_SHIFT | sector >> 24);
    uint8_t old = chosen;
    if (value != old) {
        outb(DRIVE, value);
        chosen = value;
        if ((value ^ old) & 1u << DRIVE_SHIFT || !old)
            settle();
    }
    return look(ANSWER_MS) & (ATA_BUSY | ATA_DATA) ? EIO : 0;
}

/* Gives a command for `count` sectors from `sector` on. 0 or EIO. */
static int
issue(enum command command, uint32_t drive, uint32_t sector, uint32_t count)
{
    if (choose(drive, sector))
        return EIO;
    outb(COUNT, (uint8_t)count);
    outb(LOW, (uint8_t)sector);
    outb(MIDDLE, (uint8_t)(sector >> 8));
    outb(HIGH, (uint8_t)(sector >> 16));
    outb(COMMAND, (uint8_t)command);
    return 0;
}

/* A command without data. */
static int
simple_command(enum command command, uint32_t drive, uint32_t count, uint32_t ms)
{
    if (issue(command, drive, 0, count))
        return EIO;
    return interrupt_wait(ms) & (ATA_BUSY | ATA_DATA | ATA_FAULT | ATA_ERROR) ? EIO : 0;
}

/* Does the status say that data is to be moved, and nothing else? */
static int
wants_data(uint8_t status)
{
    return (status & (ATA_BUSY | ATA_FAULT | ATA_ERROR | ATA_DATA)) == ATA_DATA;
}

static int
read_once(uint32_t drive, uint32_t sector, uint8_t *to)
{
    uint32_t at_once = drives[drive].at_once;
    if (issue(at_once > 1 ? READ_MULTIPLE : READ_SECTORS, drive, sector, ATA_SECTORS_PER_BLOCK))
        return EIO;
    for (uint32_t n = 0; n < ATA_SECTORS_PER_BLOCK; n += at_once, to += at_once * ATA_SECTOR) {
        if (!wants_data(interrupt_wait(ANSWER_MS)))
            return EIO;
        ata_take(to, at_once);
    }
    return 0;
}

/* The drive asks for the first piece at once, and interrupts when it has each one. */
static int
write_once(uint32_t drive, uint32_t sector, const uint8_t *from)
{
    uint32_t at_once = drives[drive].at_once;
    if (issue(at_once > 1 ? WRITE_MULTIPLE : WRITE_SECTORS, drive, sector, ATA_SECTORS_PER_BLOCK))
        return EIO;
    settle();
    uint8_t status = look(ANSWER_MS);
    for (uint32_t n = 0; n < ATA_SECTORS_PER_BLOCK; n += at_once, from += at_once * ATA_SECTOR) {
        if (!wants_data(status))
            return EIO;
        ata_give(from, at_once);
        status = interrupt_wait(ANSWER_MS);
    }
    return status & (ATA_BUSY | ATA_FAULT | ATA_ERROR | ATA_DATA) ? EIO : 0;
}

/* Ends whatever the drives are at. They forget how many sectors go into a piece. */
static void
reset(void)
{
    outb(ATA_CONTROL, control | RESET);
    interrupt_sleep(); /* at least 5 us */
    outb(ATA_CONTROL, control);
    chosen = 0;
    interrupt_sleep(); /* at least 2 ms */
    look(ANSWER_MS);
    for (uint32_t i = 0; i < ATA_DRIVES; i++) {
        if (drives[i].at_once > 1 &&
            simple_command(SET_MULTIPLE, i, ATA_SECTORS_PER_BLOCK, ANSWER_MS))
            drives[i].at_once = 1;
    }
}

int
ata_read(uint32_t drive, uint32_t block, void *page)
{
    for (int i = 0; i < ATTEMPTS; i++) {
        if (!read_once(drive, block * ATA_SECTORS_PER_BLOCK, page))
            return 0;
        reset();
    }
    return EIO;
}

int
ata_write(uint32_t drive, uint32_t block, const void *page)
{
    for (int i = 0; i < ATTEMPTS; i++) {
        if (!write_once(drive, block * ATA_SECTORS_PER_BLOCK, page))
            return 0;
        reset();
    }
    return EIO;
}

int
ata_flush(uint32_t drive)
{
    if (!drives[drive].has_cache)
        return 0;
    for (int i = 0; i < ATTEMPTS; i++) {
        if (!simple_command(FLUSH_CACHE, drive, 0, ANSWER_MS))
            return 0;
        reset();
    }
    return EIO;
}

uint32_t
ata_blocks(uint32_t drive)
{
    return drives[drive].sectors / ATA_SECTORS_PER_BLOCK;
}

/* Has the drive describe itself in 256 words. 0, or ENODEV if there is none, or one that is no
 * disk, or one that knows no sector numbers. */
static int
identify(uint32_t drive, uint16_t words[ATA_SECTOR / 2])
{
    outb(DRIVE, (uint8_t)(BY_NUMBER | drive << DRIVE_SHIFT));
    chosen = 0;
    settle();
    uint8_t status = inb(STATUS);
    if (status == 0 || status == FLOATING || issue(IDENTIFY, drive, 0, 0))
        return ENODEV;
    settle();
    if (inb(ATA_CONTROL) == 0 || !wants_data(interrupt_wait(IDENTIFY_MS)))
        return ENODEV;
    ata_take(words, 1);
    return words[49] & 1u << 9 ? 0 : ENODEV; /* word 49, bit 9: sector numbers */
}

/* Words 60, 61: sectors; 47: how many in one piece; 83, bit 12: FLUSH CACHE. */
static void
find(uint32_t drive)
{
    uint16_t words[ATA_SECTOR / 2];
    drives[drive] = (struct drive){0, 1, 0};
    if (identify(drive, words))
        return;
    drives[drive].sectors = words[60] | (uint32_t)words[61] << 16;
    drives[drive].has_cache =
        (words[83] & 0xD000) == 0x5000; /* bits 15, 14: 01 if it says anything */
    if (most_at_once > 1 && (words[47] & 0xFF) >= ATA_SECTORS_PER_BLOCK &&
        !simple_command(SET_MULTIPLE, drive, ATA_SECTORS_PER_BLOCK, ANSWER_MS))
        drives[drive].at_once = ATA_SECTORS_PER_BLOCK;
}

void
ata_start(uint32_t quirks)
{
    control = quirks & ATA_NO_INTERRUPTS ? NO_INTERRUPTS : 0;
    most_at_once = quirks & ATA_ONE_SECTOR ? 1 : ATA_SECTORS_PER_BLOCK;
    for (uint32_t i = 0; i < ATA_DRIVES; i++)
        drives[i] = (struct drive){0, 1, 0};
    if (inb(STATUS) == FLOATING && inb(ATA_CONTROL) == FLOATING)
        return;
    reset();
    for (uint32_t i = 0; i < ATA_DRIVES; i++)
        find(i);
}
