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
    TODO("1.5");
}
