/*
 * The two 8259A interrupt controllers. Enter by pic_init(). Intel 8259A data sheet.
 */
#include "i486/pic.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "i486/cpu.h"
#include "i486/layout.h"

#define MASTER    0x20
#define SLAVE     0xA0
#define DATA      1 /* second port of each: mask, and initialisation words 2 to 4 */
#define ICW1      0x11
#define ICW4_8086 0x01
#define EOI       0x20
#define READ_ISR  0x0B

void
pic_init(void)
{
    TODO("1.5");
}

static uint16_t
mask_port(uint32_t irq)
{
    ASSERT(irq < IRQ_LINES, "the two controllers have sixteen lines");
    return (irq < 8 ? MASTER : SLAVE) + DATA;
}

void
pic_mask(uint32_t irq)
{
    uint16_t port = mask_port(irq);
    ASSERT(interrupts_are_off(), "nobody reads a mask between another's read and write");
    (void)port;
    TODO("1.5");
}

void
pic_unmask(uint32_t irq)
{
    uint16_t port = mask_port(irq);
    ASSERT(irq != IRQ_CASCADE, "the cascade is never masked, and nobody's");
    (void)port;
    TODO("1.5");
}

void
pic_acknowledge(uint32_t irq)
{
    TODO("1.5");
}

int
pic_is_spurious(uint32_t irq)
{
    uint16_t port = irq == 7 ? MASTER : SLAVE;
    if (irq != 7 && irq != 15)
        return 0;
    outb(port, READ_ISR);
    if (inb(port) & 0x80)
        return 0;
    if (irq == 15)
        outb(MASTER, EOI); /* the cascade itself was real */
    return 1;
}
