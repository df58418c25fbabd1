/*
 * The gates of ipc and id_nearest, led past the checks. All registers reach the real entry as the
 * user gave them.
 *
 *   void invariants_ipc_entry(void);
 *   void invariants_nearest_entry(void);
 */
        .text
        .globl  invariants_ipc_entry
invariants_ipc_entry:
        cld
        pushal
        call    invariants_enter
        popal
        nop                     /* early 486 steppings mind a memory access right behind POPA */
        jmp     ipc_entry

        .globl  invariants_nearest_entry
invariants_nearest_entry:
        cld
        pushal
        call    invariants_enter
        popal
        nop
        jmp     id_nearest_entry

        .section .note.GNU-stack, "", @progbits
