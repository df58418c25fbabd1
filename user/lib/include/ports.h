/*
 * I/O ports for drivers in ring 3. A port that was not mapped to the task (tasks_ports(),
 * sigma0_map_ports()) is exception 13.
 */
#ifndef PORTS_H
#define PORTS_H

#include <stdint.h>

static inline uint8_t
inb(uint16_t port)
{
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static inline void
outb(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint16_t
inw(uint16_t port)
{
    uint16_t value;
    __asm__ volatile("inw %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static inline void
outw(uint16_t port, uint16_t value)
{
    __asm__ volatile("outw %0, %1" : : "a"(value), "Nd"(port));
}

/* `count` 16-bit words from the port to `to`, one after the other. Each may fault in memory: the
 * instruction goes on where it was, and no word is read twice. */
static inline void
insw(uint16_t port, void *to, uint32_t count)
{
    __asm__ volatile("cld; rep insw" : "+D"(to), "+c"(count) : "d"(port) : "memory", "cc");
}

/* The same from `from` to the port. */
static inline void
outsw(uint16_t port, const void *from, uint32_t count)
{
    __asm__ volatile("cld; rep outsw" : "+S"(from), "+c"(count) : "d"(port) : "memory", "cc");
}

#endif
