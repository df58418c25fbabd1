/*
 * The board's devices that can interrupt, for tests: the real-time clock (line 8) and the serial
 * line (4), and channel 2 of the timer as a watch.
 */
#ifndef BOARD_H
#define BOARD_H

#include <ipc.h>
#include <ports.h>
#include <sigma0.h>
#include <syscall.h>
#include <test.h>

#define LINE_COM  4u
#define LINE_RTC  8u
#define RTC_INDEX 0x70
#define RTC_DATA  0x71
#define MS_100    0x6200000Au /* receive timeout: 98 * 1024 us */

static const struct l4_kip *board_info;

static inline void
board_begin(void)
{
    board_info = sigma0_map_info((void *)0x51000000);
    sigma0_map_ports(0, 16);
}

static inline uint32_t
board_attach(uint32_t line)
{
    struct words w;
    return IPC_ERROR(ipc_receive(line + 1, &w, L4_RECV_ZERO));
}

/* The next interrupt of the line: 0, or the error. */
static inline uint32_t
board_wait(uint32_t line)
{
    struct words w;
    return IPC_ERROR(ipc_receive(line + 1, &w, MS_100));
}

static inline uint8_t
rtc_read(uint8_t what)
{
    outb(RTC_INDEX, what);
    return inb(RTC_DATA);
}

static inline void
rtc_write(uint8_t what, uint8_t value)
{
    outb(RTC_INDEX, what);
    outb(RTC_DATA, value);
}

/* The clock interrupts 128 times a second. Each must be read from register C before the next. */
static inline void
rtc_start(void)
{
    rtc_write(0x0A, 0x29);
    rtc_write(0x0B, (uint8_t)(rtc_read(0x0B) | 0x40));
    rtc_read(0x0C);
}

/* The serial line interrupts because it has nothing to send. */
static inline void
com_ask(void)
{
    outb(0x3F8 + 4, 0x0B);
    outb(0x3F8 + 1, 0);
    outb(0x3F8 + 1, 2);
}

/* Reading the cause takes it away. */
static inline void
com_quiet(void)
{
    (void)inb(0x3F8 + 2);
    outb(0x3F8 + 1, 0);
}

/* Starts the watch: channel 2 counts down from 65536, 1193182 times a second. */
static inline void
watch_start(void)
{
    outb(0x61, (uint8_t)((inb(0x61) & 0xFC) | 1));
    outb(0x43, 0xB4);
    outb(0x42, 0);
    outb(0x42, 0);
}

/* Microseconds since its start, at most 54 000. */
static inline uint32_t
watch_us(void)
{
    outb(0x43, 0x80);
    uint32_t low = inb(0x42), left = low | (uint32_t)inb(0x42) << 8;
    return ((0x10000 - left) & 0xFFFF) * 1000 / 1193;
}

/* Waits until the kernel's clock has just moved; its time. */
static inline uint32_t
board_tick(void)
{
    uint32_t now = (uint32_t)board_info->clock;
    while ((uint32_t)board_info->clock == now)
        ;
    return (uint32_t)board_info->clock;
}

#endif
