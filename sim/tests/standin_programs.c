/*
 * What each instruction must cost stands in versions.py.
 *
 * `loop`        the least: three passes of a loop with a load and an update
 * `registers`   clocks that depend on registers, at the beginning, middle and end of blocks
 * `nameless`    the same under a QEMU that names no registers
 * `invlpg`      INVLPG through registers, with 32-bit and 16-bit addresses
 */
#include "standin_programs.h"
#include <stddef.h>
#include <string.h>

enum { DATA = 0x200000, NEXT = 0x201000, LOW = 0x2000 };

#define COUNT(list)        (sizeof(list) / sizeof(list)[0])
#define BYTES(length, ...) .size = (length), .code = {__VA_ARGS__}
#define SET(reg, value)                                                                            \
    {                                                                                              \
        0xffffffff, value, reg                                                                     \
    }
#define LOADS   .loads = true, .shift = 2, .address
#define UPDATES .stores = true, LOADS
#define AT_DATA 0, 0, 0x20, 0
#define END                                                                                        \
    {BYTES(2, 0xb0, 0)},                                                                           \
    {                                                                                              \
        BYTES(2, 0xe6, 0xf4)                                                                       \
    }

static const struct step loop[] = {
    {BYTES(5, 0xb9, 3)},                             /* mov $3,%ecx */
    {BYTES(5, 0xa1, AT_DATA), LOADS = DATA},         /* mov DATA,%eax */
    {BYTES(6, 0x01, 0x05, AT_DATA), UPDATES = DATA}, /* add %eax,DATA */
    {BYTES(1, 0x49)},                                /* dec %ecx */
    {BYTES(2, 0x75, 0xf2)},                          /* jnz to the load */
    END,                                             /* mov $0,%al; out %al,$0xf4 */
};

static const struct step registers[] = {
    {BYTES(2, 0xf7, 0xe1), .before = {SET(ECX, 0xffff)}},                      /* mul %ecx */
    {BYTES(2, 0xf6, 0xea), .before = {SET(EDX, 0x7ff)}},                       /* imul %dl */
    {BYTES(2, 0xf6, 0xe4), .before = {SET(EAX, 0x8001)}},                      /* mul %ah */
    {BYTES(3, 0x0f, 0xaf, 0xc3), .before = {SET(EBX, 0x80000000)}},            /* imul %ebx,%eax */
    {BYTES(4, 0x66, 0x0f, 0xaf, 0xc3), .before = {SET(EBX, 0xff00)}},          /* imul %bx,%ax */
    {BYTES(3, 0x0f, 0xbc, 0xc6), .before = {SET(ESI, 0x10000)}},               /* bsf %esi,%eax */
    {BYTES(3, 0x0f, 0xbd, 0xc6)},                                              /* bsr %esi,%eax */
    {BYTES(3, 0x0f, 0xbc, 0xc7), .before = {SET(EDI, 0)}},                     /* bsf %edi,%eax */
    {BYTES(2, 0xd3, 0xd0), .before = {SET(ECX, 0xff21)}},                      /* rcl %cl,%eax */
    {BYTES(6, 0xd3, 0x1d, AT_DATA), .before = {SET(ECX, 31)}, UPDATES = DATA}, /* rcr %cl,DATA */
    {BYTES(3, 0x0f, 0x94, 0xc0), .after = {0xff, 1, EAX}},                     /* sete %al */
    {BYTES(3, 0x0f, 0x94, 0xc4), .after = {0xff00, 0, EAX}},                   /* sete %ah */
    {BYTES(7, 0x0f, 0x92, 0x05, AT_DATA), .stores = true, .address = DATA,
     .value = 0}, /* setb DATA */
    {BYTES(7, 0x0f, 0x92, 0x05, AT_DATA), .stores = true, .address = DATA,
     .value = 1}, /* setb DATA */
    {BYTES(7, 0x0f, 0xb1, 0x0d, AT_DATA), .before = {SET(EAX, 5)}, UPDATES = DATA, .value = 5},
    {BYTES(7, 0x0f, 0xb1, 0x0d, AT_DATA), UPDATES = DATA, .value = 6}, /* both cmpxchg %ecx,DATA */
    {BYTES(7, 0x0f, 0xb0, 0x0d, AT_DATA),                              /* cmpxchg %cl,DATA */
     .before = {SET(EAX, 0x105)}, .loads = true, .stores = true, .address = DATA, .value = 5},
    END,
};

static const struct step invlpg[] = {
    {BYTES(5, 0xb8, 0, 0, 0x40, 0)},                  /* mov $0x400000,%eax */
    {BYTES(3, 0x0f, 0x22, 0xd8)},                     /* mov %eax,%cr3 */
    {BYTES(5, 0xb8, 1, 0, 0, 0x80)},                  /* mov $0x80000001,%eax */
    {BYTES(3, 0x0f, 0x22, 0xc0)},                     /* mov %eax,%cr0 */
    {BYTES(5, 0xa1, AT_DATA), LOADS = DATA},          /* mov DATA,%eax */
    {BYTES(5, 0xa1, 0, 0x10, 0x20, 0), LOADS = NEXT}, /* mov NEXT,%eax */
    {BYTES(5, 0x0f, 0x01, 0x7c, 0xb3, 0xf0),          /* invlpg -0x10(%ebx,%esi,4) */
     .before = {SET(EBX, NEXT - 0x3008), SET(ESI, 0x1000)}},
    {BYTES(5, 0xa1, AT_DATA), LOADS = DATA},          /* mov DATA,%eax */
    {BYTES(5, 0xa1, 0, 0x10, 0x20, 0), LOADS = NEXT}, /* mov NEXT,%eax */
    {BYTES(5, 0xa1, 0, 0x20, 0, 0), LOADS = LOW},     /* mov LOW,%eax */
    {BYTES(5, 0x67, 0x0f, 0x01, 0x7f, 0x10),
     .before = {SET(EBX, 0xdead1ff0)}},           /* invlpg 0x10(%bx) */
    {BYTES(5, 0xa1, 0, 0x20, 0, 0), LOADS = LOW}, /* mov LOW,%eax */
    END,
};

#define REGISTERS_RUN                                                                              \
    registers, COUNT(registers), {{0, 3}, {3, 7}, {10, 2}, {12, 5}, {17, 2}}, 5, {0, 1, 2, 3, 4}, 5

static const struct program programs[] = {
    {"loop", loop, COUNT(loop), {{0, 5}, {1, 4}, {5, 2}}, 3, {0, 1, 1, 2}, 4, false},
    {"registers", REGISTERS_RUN, false},
    {"nameless", REGISTERS_RUN, true},
    {"invlpg", invlpg, COUNT(invlpg), {{0, 4}, {4, 8}, {12, 2}}, 3, {0, 1, 2}, 3, false},
};

const struct program *
program_find(const char *name)
{
    for (unsigned i = 0; i < COUNT(programs); i++)
        if (strcmp(programs[i].name, name) == 0)
            return &programs[i];
    return NULL;
}
