/*
 * Memory, shown and written. Enter by kdb_memory() and kdb_set().
 */
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/parse.h"
#include "debug/kdb/session.h"
#include "debug/kdb/tables.h"

#define ROW           16u
#define DEFAULT_BYTES 64u
#define MAX_BYTES     4096u

static void
show_row(uint32_t directory, uint32_t address, uint32_t count)
{
    char text[ROW + 1];
    kprintf("%08x ", address);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t byte;
        int there = table_read_byte(directory, address + i, &byte);
        if (there)
            kprintf(" %02x", byte);
        else
            kprintf(" ??");
        text[i] = there && byte >= ' ' && byte < 0x7F ? (char)byte : '.';
    }
    text[count] = 0;
    kprintf("  %s\n", text);
}

/* The page directory by which `address` is seen: the kernel's, or that of the task at the line's
 * end. 0, with a message, if there is no such task. */
static uint32_t
directory_for(uint32_t address, const char *line)
{
    if (address >= KERNEL_BASE)
        return paging_kernel_directory();
    const struct space *s = parse_space_or_stopped(&line);
    return s ? s->directory_phys : 0;
}

void
kdb_memory(const char *line)
{
    uint32_t address, bytes = DEFAULT_BYTES;
    if (!parse_address(&line, &address)) {
        kprintf("which address? memory ADDRESS [BYTES [TASK]], or the name of a kernel function\n");
        return;
    }
    parse_decimal(&line, &bytes);
    uint32_t directory = directory_for(address, line);
    if (bytes > MAX_BYTES)
        bytes = MAX_BYTES;
    for (uint32_t at = 0; directory && at < bytes; at += ROW)
        show_row(directory, address + at, bytes - at < ROW ? bytes - at : ROW);
}

void
kdb_set(const char *line)
{
    uint32_t address, word;
    if (!parse_address(&line, &address) || !parse_hex(&line, &word)) {
        kprintf("set ADDRESS WORD [TASK], in hexadecimal digits\n");
        return;
    }
    address &= ~3u;
    uint32_t directory = directory_for(address, line);
    if (!directory)
        return;
    if (table_write(directory, address, word))
        show_row(directory, address, sizeof word);
    else
        kprintf("there is no memory at %08x\n", address);
}
