/*
 * The kernel info page: what the kernel tells every program. Asked of sigma0 with w0 = 1, w1 = 1;
 * read-only.
 *
 * Up to +0xB8 this is L4 Version X.0. What begins at +0x100 is ours: the boot modules and the
 * command line.
 */
#ifndef L4_KIP_H
#define L4_KIP_H

#include <stdint.h>

#define L4_KIP_MAGIC   0x4BE6344Cu
#define L4_MAX_MODULES 64

struct l4_range {
    uint32_t low, high; /* high = 0: none; addresses are physical, high is the first byte behind */
};

struct l4_boot_task {
    uint32_t esp, eip, begin, end;
};

/* One boot module, as the boot loader left it. `name` is an offset from the start of this page. */
struct l4_module {
    uint32_t begin, end, name;
};

struct l4_kip {
    uint32_t magic;                  /* 0x00 */
    uint32_t version;                /* 0x04 */
    uint8_t version_offset, pad0[3]; /* 0x08: offset/16 of the version string */
    uint32_t pad1[5];                /* 0x0c */
    struct l4_boot_task sigma0;      /* 0x20 */
    struct l4_boot_task sigma1;      /* 0x30 */
    struct l4_boot_task root;        /* 0x40 */
    uint32_t pad2[4];                /* 0x50 */
    struct l4_range main_memory;     /* 0x60 */
    struct l4_range reserved[2];     /* 0x68 */
    struct l4_range dedicated[5];    /* 0x78 */
    volatile uint64_t clock;         /* 0xa0: microseconds since the kernel started */
    uint32_t pad3[2];                /* 0xa8 */
    uint32_t processor_hz, bus_hz;   /* 0xb0 */
    uint32_t pad4[18];               /* 0xb8 */
    uint32_t module_count;           /* 0x100: boot modules behind the root task */
    uint32_t command_line;           /* 0x104: offset of the kernel's command line in this page */
    struct l4_module module[L4_MAX_MODULES]; /* 0x108 */
    char text[];                             /* version, command line, module names */
};

_Static_assert(__builtin_offsetof(struct l4_kip, sigma0) == 0x20, "kernel info page: sigma0");
_Static_assert(__builtin_offsetof(struct l4_kip, main_memory) == 0x60, "kernel info page: memory");
_Static_assert(__builtin_offsetof(struct l4_kip, clock) == 0xA0, "kernel info page: clock");
_Static_assert(__builtin_offsetof(struct l4_kip, processor_hz) == 0xB0,
               "kernel info page: frequency");
_Static_assert(__builtin_offsetof(struct l4_kip, module_count) == 0x100,
               "kernel info page: modules");

#endif
