/*
 * The two 8259A interrupt controllers: sixteen lines, 0..15; line 2 is the cascade.
 */
#ifndef I486_PIC_H
#define I486_PIC_H

#include <stdint.h>

#define IRQ_LINES   16
#define IRQ_TIMER   0
#define IRQ_CASCADE 2

/* Lines at vectors VECTOR_IRQ to VECTOR_IRQ + 15, all masked but the cascade, each to be acknowledged.
 * Interrupts are off. */
void pic_init(void);

/* Closes and opens a line; all others stay as they are. Interrupts are off. */
void pic_mask(uint32_t irq);
void pic_unmask(uint32_t irq);

/* Tells the controllers that `irq` was taken; the next one may come. A line of the second controller
 * came through the first one. */
void pic_acknowledge(uint32_t irq);

/* 1 if `irq` (7 or 15) came without a cause, as the 8259A does when a line falls too early. A
 * spurious one must not be acknowledged. */
int pic_is_spurious(uint32_t irq);

#endif
