/*
 * Offsets of the fields that assembly touches. The build compiles this file to assembly, takes the
 * lines marked DEFINE out of it, and makes build/kernel/offsets.h: C's layout is the only one there
 * is.
 */
#include "i486/descriptors.h"
#include "ipc/ipc.h"

#define DEFINE(name, value) __asm__ volatile("\nDEFINE " #name " %c0" : : "i"(value))

void offsets(void);

void
offsets(void)
{
    DEFINE(TCB_ID, offsetof(struct tcb, id));
    DEFINE(TCB_DIRECTORY, offsetof(struct tcb, directory));
    DEFINE(TCB_RECEIVE, offsetof(struct tcb, receive));
    DEFINE(TCB_PARTNER, offsetof(struct tcb, partner));
    DEFINE(TCB_TIMEOUTS, offsetof(struct tcb, timeouts));
    DEFINE(TCB_SEND, offsetof(struct tcb, send));
    DEFINE(TCB_RESULT, offsetof(struct tcb, result));
    DEFINE(TCB_SOURCE, offsetof(struct tcb, source));
    DEFINE(TCB_WORD, offsetof(struct tcb, word));
    DEFINE(TSS_ESP0, offsetof(struct tss, esp0));
    DEFINE(TCB_SIZE_BYTES, TCB_SIZE);
    DEFINE(TRAP_EIP, offsetof(struct trap_frame, eip));
    DEFINE(TRAP_FRAME_SIZE, sizeof(struct trap_frame));
    DEFINE(IRET_FRAME_SIZE, sizeof(struct iret_frame));
}
