/*
 * A drive's interrupt as a message. Enter by interrupt_wait().
 *
 * A thread owns an interrupt line from its first receive on, and hears of it by messages whose
 * sender is irq + 1. The kernel masks the line with each of them until the next receive. (l4 X.0:
 * interrupt protocol)
 *
 * The message says "look", and no more: what happened stands in the drive's status. So a message
 * that was left over from an earlier command does no harm, and neither does one that got lost:
 * after STEP_MS without one the status is read all the same.
 */
#include "ata.h"
#include "ipc.h"
#include "ports.h"

#define STATUS (ATA_BASE + 7)

/* A drive is nearly always done when it is looked at. If not, some time of the board has to pass,
 * and not only of the clock: under QEMU's virtual clock a sleep takes none. */
#define LOOKS 1024

#define STEP_MS 16u
#define STEP    0xFF00000Cu /* receive timeout: 255 * 4^3 us = 16 ms */
#define SHORT   0x8000000Cu /* 128 * 4^3 us = 8 ms, two ticks, of which the first has begun */

void
interrupt_sleep(void)
{
    struct words w;
    ipc_receive(L4_NIL, &w, SHORT);
}

uint8_t
interrupt_look(void)
{
    uint8_t status = ATA_BUSY;
    for (uint32_t i = 0; (status & ATA_BUSY) && i < LOOKS; i++)
        status = inb(STATUS); /* which also takes the drive's request back */
    return status;
}

uint8_t
interrupt_wait(uint32_t ms)
{
    struct words w;
    for (uint32_t waited = 0; waited <= ms; waited += STEP_MS) {
        uint32_t error = IPC_ERROR(ipc_receive(l4_irq_id(ATA_IRQ), &w, STEP));
        if (error == L4_ENOT_EXISTENT)
            interrupt_sleep(); /* the line is another's: then by looking alone */
        uint8_t status = error ? interrupt_look() : inb(STATUS);
        if (!(status & ATA_BUSY))
            return status;
    }
    return ATA_BUSY;
}
