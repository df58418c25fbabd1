/*
 * A dump of memory. Enter by kdb_memory().
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

void
kdb_memory(const char *line)
{
    uint32_t address, bytes = DEFAULT_BYTES;
    if (!parse_address(&line, &address)) {
        kprintf("which address? memory ADDRESS [BYTES [TASK]], or the name of a kernel function\n");
        return;
    }
    parse_decimal(&line, &bytes);
    uint32_t directory = paging_kernel_directory();
    if (address < KERNEL_BASE) {
        const struct space *s = parse_space_or_stopped(&line);
        if (!s)
            return;
        directory = s->directory_phys;
    }
    if (bytes > MAX_BYTES)
        bytes = MAX_BYTES;
    for (uint32_t at = 0; at < bytes; at += ROW)
        show_row(directory, address + at, bytes - at < ROW ? bytes - at : ROW);
}
