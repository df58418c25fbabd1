/*
 * Random operations on files, the same that server_model.py draws from the same seed. Enter by
 * load().
 *
 * Every operation has a result and perhaps a checksum of bytes that it saw; all of them go into a
 * digest that is printed now and then, for the host to compare. The generator is Marsaglia's
 * xorshift32.
 */
#include "server_guest.h"

#define SLOTS     8
#define FILES     32
#define MAX_BYTES 20000u
#define EVERY     100 /* operations between two digests */
#define NOTHING   0xFFFFFFFFu

static uint32_t state, digest;
static uint8_t buffer[MAX_BYTES];

/* Open files. `shown`: the block that the window shows. */
static struct {
    int handle; /* -1: none */
    uint32_t shown;
} slots[SLOTS];

static uint32_t
draw(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static void
note(uint32_t value)
{
    digest = (digest << 5 | digest >> 27) ^ value;
}

/* CRC-32, as zlib has it. */
static uint32_t
checksum(const uint8_t *at, uint32_t size)
{
    static uint32_t table[256];
    uint32_t sum = NOTHING;
    for (uint32_t i = 0; !table[255] && i < 256; i++) {
        table[i] = i;
        for (int bit = 0; bit < 8; bit++)
            table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xEDB88320u : 0);
    }
    for (uint32_t i = 0; i < size; i++)
        sum = sum >> 8 ^ table[(sum ^ at[i]) & 0xFF];
    return ~sum;
}

static uint8_t
pattern(uint32_t seed, uint32_t i)
{
    return (uint8_t)(seed + i * 7 + (i >> 8));
}

/* A quarter of the files lies in each of the root and three directories. */
static const char *
path_of(uint32_t n, char *room)
{
    n %= FILES;
    if (n % 4)
        snprintf(room, 32, "/d%u/f%u", n % 4, n / 4);
    else
        snprintf(room, 32, "/f%u", n / 4);
    return room;
}

static void
close_slot(uint32_t s)
{
    if (slots[s].handle < 0)
        return;
    note((uint32_t)files_close(slots[s].handle));
    slots[s].handle = -1;
}

static void
open_slot(uint32_t s, uint32_t b, uint32_t c)
{
    char path[32];
    uint32_t size = 0, flags = FILES_WRITABLE;
    close_slot(s);
    flags |= (c & 3 ? FILES_CREATE : 0) | (c % 8 == 5 ? FILES_TRUNCATE : 0) |
             (c % 8 == 6 ? FILES_EXCLUSIVE : 0);
    slots[s].handle = files_open(path_of(b, path), flags, WINDOW(s), &size);
    slots[s].shown = slots[s].handle >= 0 && size ? 0 : NOTHING;
    note(slots[s].handle < 0 ? (uint32_t)slots[s].handle : size);
    if (slots[s].handle < 0)
        slots[s].handle = -1;
}

static void
write_copy(uint32_t s, uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t bytes = c % MAX_BYTES;
    for (uint32_t i = 0; i < bytes; i++)
        buffer[i] = pattern(a >> 8, i);
    note((uint32_t)files_write(slots[s].handle, b % 120000, buffer, bytes));
}

static void
read_copy(uint32_t s, uint32_t b, uint32_t c)
{
    int n = files_read(slots[s].handle, b % 130000, buffer, c % MAX_BYTES);
    note((uint32_t)n);
    if (n > 0)
        note(checksum(buffer, (uint32_t)n));
}

static void
read_map(uint32_t s, uint32_t b)
{
    int n = files_map(slots[s].handle, b % 32 * FILES_BLOCK, 0);
    note((uint32_t)n);
    if (n <= 0)
        return;
    slots[s].shown = b % 32;
    note(checksum(WINDOW(s), (uint32_t)n));
}

static void
read_many(uint32_t s, uint32_t b, uint32_t c)
{
    int n = files_map_many(slots[s].handle, b % 32 * FILES_BLOCK, 1 + c % FILES_MANY, 0);
    note((uint32_t)n);
    if (n <= 0)
        return;
    slots[s].shown = b % 32;
    note(checksum(WINDOW(s), (uint32_t)n));
}

/* Fills bytes from .. to of what the window shows. */
static void
fill(uint32_t s, uint32_t a, uint32_t c, uint32_t bytes)
{
    uint32_t from = c % bytes, to = from + (c >> 12) % (bytes - from + 1);
    for (uint32_t i = from; i < to; i++)
        WINDOW(s)[i] = pattern(a >> 8, i);
}

static void
write_map(uint32_t s, uint32_t a, uint32_t b, uint32_t c)
{
    int n = files_map(slots[s].handle, b % 32 * FILES_BLOCK, 1);
    note((uint32_t)n);
    if (n <= 0)
        return;
    slots[s].shown = b % 32;
    fill(s, a, c, (uint32_t)n);
}

static void
write_many(uint32_t s, uint32_t a, uint32_t b, uint32_t c)
{
    int n = files_map_many(slots[s].handle, b % 32 * FILES_BLOCK, 1 + (c >> 4) % FILES_MANY, 1);
    note((uint32_t)n);
    if (n <= 0)
        return;
    slots[s].shown = b % 32;
    fill(s, a, c, (uint32_t)n);
}

/* Looks or writes at the window without a call: what it shows may have been taken back. */
static void
touch(uint32_t s, uint32_t a, uint32_t b, uint32_t c)
{
    struct files_stat stat;
    uint32_t begin = slots[s].shown * FILES_BLOCK;
    if (slots[s].shown == NOTHING || files_stat_handle(slots[s].handle, &stat) ||
        stat.size <= begin)
        return;
    uint32_t bytes = stat.size - begin < FILES_BLOCK ? stat.size - begin : FILES_BLOCK;
    if (b & 1)
        fill(s, a, c, bytes);
    note(checksum(WINDOW(s), bytes));
}

static void
on_names(uint32_t kind, uint32_t b, uint32_t c)
{
    char path[32], other[32];
    struct files_stat stat = {0, 0, 0, 0};
    switch (kind) {
    case 12:
        note((uint32_t)files_remove(path_of(b, path)));
        break;
    case 13:
        note((uint32_t)files_rename(path_of(b, path), path_of(c, other)));
        break;
    case 14:
        snprintf(path, sizeof path, "/d%u", 1 + (b >> 8) % 3);
        note((uint32_t)(b & 1 ? files_remove_directory(path) : files_make_directory(path)));
        break;
    default:
        note((uint32_t)files_stat(path_of(b, path), &stat));
        note(stat.kind);
        note(stat.size);
    }
}

static void
operation(void)
{
    uint32_t kind = draw() % 16, a = draw(), b = draw(), c = draw(), s = a % SLOTS;
    if (kind >= 12)
        on_names(kind, b, c);
    else if (kind <= 1)
        open_slot(s, b, c);
    else if (slots[s].handle < 0)
        open_slot(s, b, c | 1);
    else if (kind == 2)
        close_slot(s);
    else if (kind <= 4)
        write_copy(s, a, b, c);
    else if (kind == 5)
        read_copy(s, b, c);
    else if (kind == 6)
        read_map(s, b);
    else if (kind == 7)
        read_many(s, b, c);
    else if (kind == 8)
        write_map(s, a, b, c);
    else if (kind == 9)
        write_many(s, a, b, c);
    else if (kind == 10)
        touch(s, a, b, c);
    else
        note((uint32_t)files_resize(slots[s].handle, b % 130000));
}

void
load(uint32_t seed, uint32_t operations, uint32_t sync_every, uint32_t cut, uint32_t ms)
{
    uint32_t pages, mapped, changed;
    state = seed;
    for (uint32_t s = 0; s < SLOTS; s++)
        slots[s].handle = -1;
    for (uint32_t i = 1; i <= operations; i++) {
        operation();
        if (i == cut)
            power_fails(ms);
        if (sync_every && i % sync_every == 0)
            printf("synced %u %d\n", i, files_sync());
        if (!sync_every && i % EVERY == 0)
            printf("digest %u %08x\n", i, digest);
    }
    for (uint32_t s = 0; s < SLOTS; s++)
        close_slot(s);
    int error = files_sync();
    files_cache(&pages, &mapped, &changed);
    printf("load: %u operations, sync %d, %u pages, %u changed, restored %u, refused %u\n",
           operations, error, pages, changed, restored, refused);
}
