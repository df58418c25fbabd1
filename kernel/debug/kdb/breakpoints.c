/*
 * Breakpoints by the debug registers. Enter by kdb_break() and debug_exception().
 *
 * i486 Programmer's Reference Manual, chapter 11.2: DR0 to DR3 hold addresses, DR7 says which are
 * in use and for what, DR6 which of them struck.
 */
#include "debug/kdb/breakpoints.h"
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/parse.h"
#include "debug/kdb/session.h"
#include "debug/kdb/show.h"
#include "i486/trap.h"
#include "thread/switch.h"

#include <stddef.h>

#define BREAKPOINTS 4
#define DR6_STEP    0x00004000u
#define DR7_EXACT   0x00000200u /* data breakpoints strike at once */

/* What strikes: the field of DR7, with the length of a word for data. */
enum strike { ON_EXECUTION = 0x0, ON_WRITE = 0xD, ON_TOUCH = 0xF };

static struct {
    uint32_t address, used;
    enum strike strike;
} points[BREAKPOINTS];

static trap_handler *users_own; /* who handles what is not ours */
static struct tcb *stepping;    /* runs one instruction and stops again */

static void
write_address(unsigned n, uint32_t value)
{
    switch (n) {
    case 0:
        __asm__ volatile("movl %0, %%db0" : : "r"(value));
        break;
    case 1:
        __asm__ volatile("movl %0, %%db1" : : "r"(value));
        break;
    case 2:
        __asm__ volatile("movl %0, %%db2" : : "r"(value));
        break;
    default:
        __asm__ volatile("movl %0, %%db3" : : "r"(value));
    }
}

static void
write_control(uint32_t value)
{
    __asm__ volatile("movl %0, %%db7" : : "r"(value));
}

static uint32_t
read_status(void)
{
    uint32_t value;
    __asm__ volatile("movl %%db6, %0" : "=r"(value));
    return value;
}

/* The processor sets bits in it and takes none away. */
static void
clear_status(void)
{
    __asm__ volatile("movl %0, %%db6" : : "r"(0));
}

void
breakpoints_off(void)
{
    write_control(0);
}

static void
load(void)
{
    uint32_t control = 0;
    for (unsigned n = 0; n < BREAKPOINTS; n++) {
        if (!points[n].used)
            continue;
        write_address(n, points[n].address);
        control |= (2u << (2 * n)) | ((uint32_t)points[n].strike << (16 + 4 * n)) | DR7_EXACT;
    }
    write_control(control);
}

/* A thread with debug registers of its own gets those back; ours return with a tick of another
 * thread. */
void
breakpoints_on(void)
{
    struct tcb *t = kdb_stop.thread;
    if (t && (t->special & SPECIAL_DEBUG))
        switch_debug_registers(t);
    else
        load();
}

static void
list(void)
{
    int any = 0;
    for (unsigned n = 0; n < BREAKPOINTS; n++) {
        if (!points[n].used)
            continue;
        any = 1;
        kprintf("breakpoint %u: ", n);
        show_code(points[n].address);
        kprintf("%s\n", points[n].strike == ON_EXECUTION ? ""
                        : points[n].strike == ON_WRITE   ? ", when the word is written"
                                                         : ", when the word is read or written");
    }
    if (!any)
        kprintf("there are no breakpoints\n");
}

static void
set(uint32_t address, enum strike strike)
{
    for (unsigned n = 0; n < BREAKPOINTS; n++) {
        if (points[n].used)
            continue;
        points[n].used = 1;
        points[n].address = strike == ON_EXECUTION ? address : address & ~3u;
        points[n].strike = strike;
        list();
        return;
    }
    kprintf("the processor has four breakpoints, and all are in use; clear one first\n");
}

void
kdb_break(const char *line)
{
    uint32_t address;
    enum strike strike = ON_EXECUTION;
    if (parse_end(line)) {
        list();
        return;
    }
    if (!parse_address(&line, &address)) {
        kprintf("that is no address and no function of the kernel\n");
        return;
    }
    if (parse_word(&line, "w"))
        strike = ON_WRITE;
    else if (parse_word(&line, "rw"))
        strike = ON_TOUCH;
    set(address, strike);
}

void
kdb_clear(const char *line)
{
    uint32_t number;
    if (parse_word(&line, "all")) {
        for (unsigned n = 0; n < BREAKPOINTS; n++)
            points[n].used = 0;
    } else if (parse_decimal(&line, &number) && number < BREAKPOINTS) {
        points[number].used = 0;
    } else {
        kprintf("which? a number from 0 to 3, or all\n");
        return;
    }
    list();
}

void
kdb_step(const char *line)
{
    if (!kdb_stop.resumable) {
        kprintf("after a panic nothing runs\n");
        return;
    }
    kdb_stop.frame->eflags |= EFLAGS_TF;
    stepping = kdb_stop.thread;
    kdb_stop.leave = 1;
}

/* The breakpoint that DR6 names, or -1. The processor sets bits of registers not in use, too. */
static int
struck(uint32_t status)
{
    for (int n = 0; n < BREAKPOINTS; n++)
        if ((status & (1u << n)) && points[n].used && !(current()->special & SPECIAL_DEBUG))
            return n;
    return -1;
}

static void
debug_exception(struct trap_frame *f)
{
    static const char *const why[BREAKPOINTS] = {"breakpoint 0", "breakpoint 1", "breakpoint 2",
                                                 "breakpoint 3"};
    struct tcb *me = current();
    uint32_t status = read_status();
    /* The kernel steps for nobody else: a step of ours may have gone through a thread switch. */
    int point = struck(status), stepped = (status & DR6_STEP) && (me == stepping || !from_user(f));
    if (point < 0 && !stepped) {
        users_own(f);
        return;
    }
    clear_status();
    if (stepped) {
        f->eflags &= ~EFLAGS_TF;
        stepping = NULL;
    }
    kdb_enter(f, point >= 0 ? why[point] : "step");
}

void
breakpoints_tick(void)
{
    if (!(current()->special & SPECIAL_DEBUG))
        load();
}

void
breakpoints_init(void)
{
    users_own = trap_set_handler(VECTOR_DEBUG, debug_exception);
}
