/*
 * Console services behind INT 3. Enter by kdebug_breakpoint().
 *
 * The instruction behind INT 3 says what is wanted, in the way of other X.0 kernels: `cmpb $op,
 * %al` is a service; everything else is a breakpoint.
 */
#include "debug/kdebug.h"
#include "debug/assert.h"
#include "debug/console.h"
#include "debug/invariants.h"
#include "debug/kdb.h"
#include "ipc/exception.h"
#include "l4/kdebug.h"
#include "space/kip.h"
#include "thread/guard.h"
#include "thread/tcb.h"

#include <stddef.h>

#define CMPB_AL    0x3C
#define JUMP_SHORT 0xEB
#define MAX_TEXT   80

struct entry_text {
    const char *from; /* in the user's memory */
    uint32_t length;
    char text[MAX_TEXT];
};

/* Reads the two bytes behind the breakpoint: operation code and operand. Guarded: a user may unmap
 * its code. */
static uint32_t
read_code(void *address)
{
    const uint8_t *code = address;
    return code[0] | (uint32_t)code[1] << 8;
}

static uint32_t
print_string(void *address)
{
    for (const char *s = address; (uint32_t)s < KERNEL_BASE && *s; s++)
        console_put(*s);
    return 0;
}

static uint32_t
wait_for_key(struct trap_frame *f)
{
    int c;
    while ((c = kdb_read_key(f)) < 0)
        ;
    return (uint32_t)c;
}

/* 1 if `op` is a service. */
static int
serve(struct trap_frame *f, uint32_t op)
{
    struct tcb *me = current();
    switch (op) {
    case L4_KD_PUTC:
        console_put((char)f->eax);
        return 1;
    case L4_KD_PUTS:
        guarded(print_string, (void *)f->eax, &me->guard);
        return 1;
    case L4_KD_HEX:
        kprintf("%08x", f->eax);
        return 1;
    case L4_KD_DEC:
        kprintf("%u", f->eax);
        return 1;
    case L4_KD_GETC:
        f->eax = wait_for_key(f);
        return 1;
    case L4_KD_TRYGET:
        f->eax = (uint32_t)kdb_read_key(f);
        return 1;
    case L4_KD_CHECK:
        f->eax = invariants_count(f->eax);
        return 1;
    case L4_KD_EXIT:
        machine_exit(f->eax & 0xFF);
    default:
        return 0;
    }
}

/* `int3; jmp over; .ascii "text"`: the jump's distance is the length of the text. The caller is
 * guarded. */
static uint32_t
fetch_text(void *argument)
{
    struct entry_text *e = argument;
    uint32_t n = 0;
    ASSERT(e->length < MAX_TEXT, "a text and its end fit the room for it");
    while (n < e->length && e->from[n] >= ' ' && e->from[n] < 0x7F) {
        e->text[n] = e->from[n];
        n++;
    }
    e->text[n] = 0;
    return 0;
}

/* 1 if there is a text behind the INT 3; `code` are the two bytes behind it. */
static int
get_text(struct trap_frame *f, uint32_t code, struct entry_text *e)
{
    e->from = (const char *)f->eip + 2;
    e->length = code >> 8 < MAX_TEXT ? code >> 8 : MAX_TEXT - 1;
    return (code & 0xFF) == JUMP_SHORT && !guarded(fetch_text, e, &current()->guard);
}

/* A breakpoint: the debugger's, if it is awake. Else a text goes to the console and the thread goes
 * on, and a breakpoint without text is an exception of the thread's. */
static void
breakpoint(struct trap_frame *f, uint32_t code)
{
    struct entry_text e;
    const char *text = get_text(f, code, &e) ? e.text : NULL;
    if (kdb_breakpoint(f, text))
        return;
    if (text)
        kprintf("thread %08x: %s\n", current()->id, text);
    else
        exception_deliver(f);
}

void
kdebug_breakpoint(struct trap_frame *f)
{
    if (!from_user(f))
        panic_frame(f, "a breakpoint in the kernel");
    uint32_t code = guarded(read_code, (void *)f->eip, &current()->guard);
    if ((code & 0xFF) != CMPB_AL || !serve(f, code >> 8))
        breakpoint(f, code);
}

static void
describe_thread(void)
{
    struct tcb *me = current();
    if ((uint32_t)me < TCB_BASE || (uint32_t)me >= TCB_BASE + TCB_AREA_SIZE)
        kprintf("thread: none yet (boot)\n");
    else
        kprintf("thread: %08x (task %u, lthread %u)%s\n", me->id, l4_task_no(me->id),
                l4_lthread_no(me->id), me->id ? "" : ", the idle thread");
}

void
kdebug_init(void)
{
    ASSERT(kip->magic == L4_KIP_MAGIC, "the info page, with the command line, is there");
    panic_describe_thread = describe_thread;
    kdb_init((const char *)kip + kip->command_line);
    invariants_init((const char *)kip + kip->command_line);
}
