/*
 * What lies on a kernel stack after an interrupt, an exception or a system call.
 *
 * The processor pushes `struct iret_frame`, from ss down; where the level does not change (the
 * kernel itself was interrupted) user_esp and user_ss are missing. The stubs in trap.S push the
 * rest.
 */
#ifndef I486_FRAME_H
#define I486_FRAME_H

#include <stddef.h>
#include <stdint.h>

struct iret_frame {
    uint32_t eip, cs, eflags, user_esp, user_ss;
};

/* Made by trap.S with PUSHA, in the order that PUSHA has. */
struct trap_frame {
    uint32_t edi, esi, ebp, unused_esp, ebx, edx, ecx, eax;
    uint32_t vector, error; /* error is 0 for vectors without an error code */
    uint32_t eip, cs, eflags, user_esp, user_ss;
};

_Static_assert(sizeof(struct iret_frame) == 20, "the processor pushes five words");
_Static_assert(offsetof(struct trap_frame, vector) == 32, "PUSHA pushes eight words");

/* Did the trap come from ring 3? Then user_esp and user_ss are there. */
static inline int
from_user(const struct trap_frame *f)
{
    return (f->cs & 3) == 3;
}

#endif
