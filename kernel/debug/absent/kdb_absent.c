/*
 * A kernel without debugger: what is called in place of debug/kdb/ by the release build.
 */
#include "debug/kdb.h"
#include "debug/panic.h"
#include "i486/serial.h"

void
kdb_init(const char *command_line)
{
}

int
kdb_breakpoint(struct trap_frame *f, const char *text)
{
    return 0;
}

int
kdb_read_key(struct trap_frame *f)
{
    return serial_get();
}

void
kdb_tick(struct trap_frame *f)
{
}

void
kdb_post_mortem(struct trap_frame *f, uint32_t eip, uint32_t ebp)
{
}

void
backtrace(uint32_t eip, uint32_t ebp)
{
}
