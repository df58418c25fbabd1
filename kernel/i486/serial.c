/*
 * The serial line COM1, polled. Enter by serial_init(). National Semiconductor 16550A data sheet.
 */
#include "i486/serial.h"
#include "i486/cpu.h"

#define COM1            0x3F8
#define DATA            (COM1 + 0)
#define INTERRUPTS      (COM1 + 1)
#define FIFO            (COM1 + 2)
#define LINE_CONTROL    (COM1 + 3)
#define MODEM_CONTROL   (COM1 + 4)
#define LINE_STATUS     (COM1 + 5)
#define DIVISOR_LATCH   0x80
#define BITS_8N1        0x03
#define STATUS_RECEIVED 0x01
#define STATUS_EMPTY    0x20

void
serial_init(void)
{
    outb(INTERRUPTS, 0);
    outb(LINE_CONTROL, DIVISOR_LATCH);
    outb(DATA, 1); /* divisor 1: 115200 baud */
    outb(INTERRUPTS, 0);
    outb(LINE_CONTROL, BITS_8N1);
    outb(FIFO, 0x01);
    outb(MODEM_CONTROL, 0x03);
}

void
serial_put(char c)
{
    while (!(inb(LINE_STATUS) & STATUS_EMPTY))
        ;
    outb(DATA, (uint8_t)c);
}

int
serial_get(void)
{
    if (!(inb(LINE_STATUS) & STATUS_RECEIVED))
        return -1;
    return inb(DATA);
}
