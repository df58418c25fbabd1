/*
 * Console services behind INT 3. Enter by kdebug_breakpoint().
 *
 * The instruction behind INT 3 says what is wanted, in the way of other X.0 kernels: `cmpb $op, %al` is a service;
 * everything else is a breakpoint.
 */
#include "debug/kdebug.h"
#include "debug/console.h"
#include "debug/panic.h"
#include "i486/serial.h"
#include "ipc/exception.h"
#include "l4/kdebug.h"
#include "thread/guard.h"
#include "thread/tcb.h"

#define CMPB_AL 0x3C

/* Reads the two bytes behind the breakpoint: operation code and operand. Guarded: a user may unmap its code. */
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
wait_for_key(void)
{
    int c;
    while ((c = serial_get()) < 0)
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
        f->eax = wait_for_key();
        return 1;
    case L4_KD_TRYGET:
        f->eax = (uint32_t)serial_get();
        return 1;
    case L4_KD_EXIT:
        machine_exit(f->eax & 0xFF);
    default:
        return 0;
    }
}

void
kdebug_breakpoint(struct trap_frame *f)
{
    if (!from_user(f))
        panic_frame(f, "a breakpoint in the kernel");
    uint32_t code = guarded(read_code, (void *)f->eip, &current()->guard);
    if ((code & 0xFF) == CMPB_AL && serve(f, code >> 8))
        return;
    exception_deliver(f);
}

static void
describe_thread(void)
{
    struct tcb *me = current();
    if ((uint32_t)me < TCB_BASE || (uint32_t)me >= TCB_BASE + TCB_AREA_SIZE)
        kprintf("thread: none yet (boot)\n");
    else
        kprintf("thread: %08x (task %u, lthread %u)%s\n", me->id, l4_task_no(me->id), l4_lthread_no(me->id),
                me->id ? "" : ", the idle thread");
}

void
kdebug_init(void)
{
    panic_describe_thread = describe_thread;
}
