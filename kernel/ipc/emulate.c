/*
 * LIDT and MOV DRn for user threads. Enter by emulate(), from general protection.
 */
#include "ipc/emulate.h"
#include "debug/assert.h"
#include "thread/guard.h"
#include "thread/switch.h"

#define DR7_RESERVED 0x0400u
#define DR7_LOCAL    0xFFFF0155u /* local enables, LE, lengths and kinds: no global ones, no GD */

/* ModRM: which register, by the processor's number. */
static uint32_t *
register_of(struct trap_frame *f, uint32_t number)
{
    uint32_t *const table[8] = {&f->eax,      &f->ecx, &f->edx, &f->ebx,
                                &f->user_esp, &f->ebp, &f->esi, &f->edi};
    return table[number & 7];
}

/* The scaled-index byte: its part of the address. *at points behind it. */
static uint32_t
scaled_address(struct trap_frame *f, const uint8_t **at, uint32_t mod)
{
    uint32_t sib = *(*at)++, address = 0;
    if (((sib >> 3) & 7) != 4)
        address = *register_of(f, sib >> 3) << (sib >> 6);
    if ((sib & 7) == 5 && mod == 0) {
        address += *(const uint32_t *)*at;
        *at += 4;
    } else {
        address += *register_of(f, sib);
    }
    return address;
}

/* The memory operand of a ModRM byte, 32-bit addressing. *at points to the byte, and behind the
 * operand afterwards. */
static uint32_t
operand_address(struct trap_frame *f, const uint8_t **at)
{
    uint32_t modrm = *(*at)++, mod = modrm >> 6, address;
    if ((modrm & 7) == 4) {
        address = scaled_address(f, at, mod);
    } else if ((modrm & 7) == 5 && mod == 0) {
        address = *(const uint32_t *)*at;
        *at += 4;
    } else {
        address = *register_of(f, modrm);
    }
    if (mod == 1)
        address += (uint32_t) * (const int8_t *)(*at)++;
    if (mod == 2) {
        address += *(const uint32_t *)*at;
        *at += 4;
    }
    return address;
}

static int
load_exception_table(struct trap_frame *f, const uint8_t *at)
{
    uint32_t operand = operand_address(f, &at);
    if (operand > KERNEL_BASE - 6)
        return 0;
    current()->exception_table = *(const uint32_t *)(operand + 2);
    f->eip = (uint32_t)at;
    return 1;
}

static void
debug_registers_changed(struct tcb *t)
{
    ASSERT(t == current(), "a thread changes its own debug registers");
    t->debug[7] = (t->debug[7] & DR7_LOCAL) | DR7_RESERVED;
    for (int i = 0; i < 4; i++) /* no breakpoints in the kernel */
        if (t->debug[i] >= KERNEL_BASE)
            t->debug[i] = 0;
    if (t->debug[7] & 0x55u)
        t->special |= SPECIAL_DEBUG;
    else
        t->special &= ~SPECIAL_DEBUG;
    switch_debug_registers(t);
}

static int
move_debug_register(struct trap_frame *f, const uint8_t *at, int to_debug)
{
    struct tcb *me = current();
    uint32_t number = (at[0] >> 3) & 7;
    if (number == 4 || number == 5 || at[0] < 0xC0)
        return 0;
    if (to_debug) {
        me->debug[number] = *register_of(f, at[0]);
        debug_registers_changed(me);
    } else {
        *register_of(f, at[0]) = me->debug[number];
    }
    f->eip += 3;
    return 1;
}

static uint32_t
decode(void *frame)
{
    struct trap_frame *f = frame;
    const uint8_t *at = (const uint8_t *)f->eip;
    if (f->eip > KERNEL_BASE - 16 || at[0] != 0x0F)
        return 0;
    if (at[1] == 0x01 && ((at[2] >> 3) & 7) == 3 && at[2] < 0xC0)
        return (uint32_t)load_exception_table(f, at + 2);
    if (at[1] == 0x21 || at[1] == 0x23)
        return (uint32_t)move_debug_register(f, at + 2, at[1] == 0x23);
    return 0;
}

int
emulate(struct trap_frame *f)
{
    return guarded(decode, f, &current()->guard) == 1;
}
