/*
 * What must hold for the thread switch: it brings back the registers that C wants kept. Enter by
 * invariants_check_switch().
 *
 * The compiler's own code saves them, too, around a switch, and so hides a switch that mixes them
 * up. Here is code that does not: there and back between two stacks, without a thread.
 */
#include "debug/kdb/invariants_parts.h"
#include "thread/switch.h"

#define ROOM 64 /* words of the other stack; both lie in the page of the thread that runs */

void
invariants_check_switch(void)
{
    static struct tcb other; /* of which nothing but its stack pointer is used */
    uint32_t room[ROOM];
    set_continuation_at(&other, room + ROOM, switch_other_side);
    uint32_t wrong = switch_round_trip(&other.stack);
    HOLDS(!wrong, wrong, "a thread that runs again finds EBX, ESI, EDI and EBP as it left them");
}
