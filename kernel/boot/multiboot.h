/*
 * What a Multiboot loader (GRUB, or QEMU's -kernel) hands over. Multiboot Specification 0.6.96.
 */
#ifndef BOOT_MULTIBOOT_H
#define BOOT_MULTIBOOT_H

#define MULTIBOOT_HEADER_MAGIC 0x1BADB002
#define MULTIBOOT_HEADER_FLAGS 0x00000003 /* modules at page borders; tell us the memory */
#define MULTIBOOT_BOOT_MAGIC   0x2BADB002

#ifndef __ASSEMBLER__
#include <stdint.h>

#define MULTIBOOT_HAS_MEMORY       0x01u
#define MULTIBOOT_HAS_COMMAND_LINE 0x04u
#define MULTIBOOT_HAS_MODULES      0x08u

/* All addresses are physical. */
struct multiboot_info {
    uint32_t flags;
    uint32_t mem_lower, mem_upper; /* KB from 0, and from 1 MB */
    uint32_t boot_device;
    uint32_t command_line;
    uint32_t module_count, modules;
};

struct multiboot_module {
    uint32_t begin, end, text, reserved;
};
#endif

#endif
