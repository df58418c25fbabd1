/*
 * The serial line COM1, 115200 baud, 8N1, polled: the kernel's console.
 */
#ifndef I486_SERIAL_H
#define I486_SERIAL_H

void serial_init(void);

/* Sends one byte; waits for room in the transmitter. */
void serial_put(char c);

/* One byte that has arrived, or -1 if there is none. Never waits. */
int serial_get(void);

#endif
