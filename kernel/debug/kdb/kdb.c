/*
 * The ways into the debugger: the command line, INT 3, a key. Enter by kdb_init().
 */
#include "debug/kdb.h"
#include "debug/kdb/breakpoints.h"
#include "debug/kdb/session.h"
#include "i486/cpu.h"
#include "i486/serial.h"
#include "lib/mem.h"

#define COM1_INTERRUPTS 0x3F9 /* which interrupts the line makes */
#define RECEIVED        0x01  /* one at each key */
#define KEYS            16    /* a power of two */

int kdb_armed;

/* Keys that the tick took from the line and that were not for the debugger. */
static char keys[KEYS];
static unsigned keys_in, keys_out;

void
kdb_init(const char *command_line)
{
    const char *s = command_line;
    for (; *s; s++)
        if ((s == command_line || s[-1] == ' ') && text_starts(s, "kdb") && (s[3] == ' ' || !s[3]))
            kdb_armed = 1;
    if (kdb_armed)
        breakpoints_init();
}

int
kdb_breakpoint(struct trap_frame *f, const char *text)
{
    if (!kdb_armed)
        return 0;
    kdb_enter(f, text ? text : "INT 3");
    return 1;
}

int
kdb_read_key(struct trap_frame *f)
{
    if (keys_in != keys_out)
        return (uint8_t)keys[keys_out++ % KEYS];
    int c = serial_get();
    if (c != KDB_KEY || !kdb_armed)
        return c;
    kdb_enter(f, "key");
    return -1;
}

/* A driver that has the line interrupt at each key reads the keys itself. (The interrupt
 * controller's mask says less: the line is masked, too, while a driver is at work.) */
static int
line_has_a_driver(void)
{
    return inb(COM1_INTERRUPTS) & RECEIVED;
}

void
kdb_tick(struct trap_frame *f)
{
    if (!kdb_armed)
        return;
    breakpoints_tick();
    if (keys_in - keys_out == KEYS || line_has_a_driver())
        return;
    int c = serial_get();
    if (c == KDB_KEY)
        kdb_enter(f, "key");
    else if (c >= 0)
        keys[keys_in++ % KEYS] = (char)c;
}
