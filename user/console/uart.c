/*
 * The serial line COM1. Enter by uart_interrupts().
 */
#include "uart.h"
#include "ports.h"

#define COM1           0x3F8
#define DATA           (COM1 + 0)
#define INTERRUPTS     (COM1 + 1)
#define IDENTIFICATION (COM1 + 2) /* read: what the line asks for; write: the FIFOs */
#define FIFO           IDENTIFICATION
#define MODEM_CONTROL  (COM1 + 4)
#define LINE_STATUS    (COM1 + 5)
#define MODEM_STATUS   (COM1 + 6)

#define INTERRUPT_RECEIVED 0x01
#define INTERRUPT_EMPTY    0x02
#define FIFO_ENABLE        0x01 /* interrupt at each byte; the bits that would empty them are 0 */
#define MODEM_READY        0x03 /* data terminal ready, request to send */
#define MODEM_OUT2         0x08 /* the board's gate from the chip to the interrupt line */
#define NOTHING_PENDING    0x01
#define STATUS_RECEIVED    0x01
#define STATUS_EMPTY       0x20

void
uart_interrupts(int sending)
{
    outb(FIFO, FIFO_ENABLE);
    outb(MODEM_CONTROL, MODEM_READY | MODEM_OUT2);
    outb(INTERRUPTS, INTERRUPT_RECEIVED | (sending ? INTERRUPT_EMPTY : 0));
}

int
uart_get(void)
{
    return inb(LINE_STATUS) & STATUS_RECEIVED ? inb(DATA) : -1;
}

int
uart_can_send(void)
{
    return (inb(LINE_STATUS) & STATUS_EMPTY) != 0;
}

void
uart_send(char c)
{
    outb(DATA, (uint8_t)c);
}

int
uart_acknowledge(void)
{
    if (inb(IDENTIFICATION) & NOTHING_PENDING)
        return 0;
    inb(LINE_STATUS);
    inb(MODEM_STATUS);
    return 1;
}
