/*
 * The way in of id_nearest, INT 0x31.
 *
 * "Who am I?" (ESI = 0) is the shortest call that does something: the null call of the benchmarks.
 *
 * On entry ESI is an id, or 0; the stack is as for INT 0x30: ss esp eflags cs eip. On return EAX is
 * how near (0: the same clan), ESI the nearest id on the way; EDX, EBX, EDI and EBP are the
 * caller's. For ESI = 0 that is the caller's own id. Any other id is looked up by nearest_slow(),
 * which finds the call's registers in a struct ipc_frame and leaves its answer where ipc_resume
 * takes it from. Never blocks.
 *
 *   void nearest_slow(struct ipc_frame *f);
 */
#include "i486/layout.h"
#include "offsets.h"

        .section .text.hot, "ax", @progbits

        .p2align 4
        .globl  id_nearest_entry
id_nearest_entry:
        movl    $9f, %eax
        call    todo
9:      .asciz  "1.7"

        .section .note.GNU-stack, "", @progbits
