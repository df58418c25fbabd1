/*
 * The serial line COM1, by interrupts. National Semiconductor 16550A data sheet.
 *
 * The kernel uses the same line, polled, for its own words (panics, the debugger, INT 3); it set
 * speed and format, which stay, and waits until the transmitter is empty before it sends a byte.
 */
#ifndef UART_H
#define UART_H

#define UART_IRQ 4

/* Bytes that may follow an empty transmitter at once: one less than its FIFO holds, for the kernel
 * may have sent one since we looked. */
#define UART_BURST 15

/* Turns the interrupts of received bytes on, and with `sending` those of an empty transmitter. Safe
 * to repeat: no byte that waits in the FIFOs is lost. */
void uart_interrupts(int sending);

/* A byte that has arrived, or -1. */
int uart_get(void);

/* Does the transmitter take a burst? */
int uart_can_send(void);
void uart_send(char c);

/* Takes note of what the line asks for, so that its interrupt ends. 1 if it asked for something. */
int uart_acknowledge(void);

#endif
