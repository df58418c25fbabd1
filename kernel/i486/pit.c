/*
 * The interval timer. Enter by pit_init(). Intel 8254 data sheet.
 */
#include "i486/pit.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "i486/cpu.h"

#define COUNTER_0      0x40
#define CONTROL        0x43
#define RATE_GENERATOR 0x34 /* counter 0, low then high byte, mode 2 */
#define INPUT_HZ       1193182u

void
pit_init(unsigned us)
{
//@ex 1.5 timer and interrupt controller
    uint32_t divisor = INPUT_HZ / 1000 * us / 1000;
    ASSERT(divisor > 1 && divisor <= 0x10000, "the timer divides by 2 to 65536");
    outb(CONTROL, RATE_GENERATOR);
    outb(COUNTER_0, divisor & 0xFF);
    outb(COUNTER_0, (divisor >> 8) & 0xFF);
//@stub
//:     TODO("1.5");
//@end
}
