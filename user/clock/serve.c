/*
 * Requests to the clock server, and the chip's interrupt among them. Enter by clock_serve().
 *
 * One thread waits for both: an open wait takes the own interrupt, too, and the sender's id tells
 * them apart. The interrupt only counts the seconds. The date comes from the chip at each request,
 * so an interrupt that was lost makes nothing wrong.
 */
#include "serve.h"
#include "clock.h"
#include "errno.h"
#include "ipc.h"
#include "rtc.h"

static uint32_t interrupts;

static void
answer(struct words *w)
{
    struct date date;
    if (w->w0 != CLOCK_DATE) {
        *w = (struct words){EINVAL, 0, 0};
        return;
    }
    rtc_read(&date);
    *w = (struct words){0, date_seconds(&date), interrupts};
}

void
clock_serve(void)
{
    struct words w;
    l4_id_t client;
    interrupts = 0;
    ipc_receive(l4_irq_id(RTC_IRQ), &w, L4_RECV_ZERO); /* the line is this thread's from now on */
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error) || client == l4_irq_id(RTC_IRQ)) {
            if (!IPC_ERROR(error)) {
                interrupts++;
                rtc_acknowledge();
            }
            error = ipc_wait(&client, &w, IPC_SERVER);
        }
        answer(&w);
        error = ipc_reply_and_wait(&client, &w);
    }
}
