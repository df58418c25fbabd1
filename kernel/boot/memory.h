/*
 * Which memory there is, and who gets it at boot.
 *
 *   0        BIOS, sigma0, whatever sigma0 hands out
 *   1 MB     the kernel's image
 *            ... free ...
 *            boot modules, moved up
 *   top - kmem
 *            the kernel's own memory (frames.h)
 *   top
 */
#ifndef BOOT_MEMORY_H
#define BOOT_MEMORY_H

#include "boot/multiboot.h"

#define MAX_BOOT_MODULES 66
#define MAX_COMMAND_LINE 256
#define MAX_MODULE_NAME  64

struct boot_module {
    uint32_t begin, end; /* physical */
    char name[MAX_MODULE_NAME];
};

/* What the loader said, in a place of our own; filled by boot_memory_init(). */
extern struct boot_module boot_modules[MAX_BOOT_MODULES];
extern uint32_t boot_module_count;
extern char boot_command_line[MAX_COMMAND_LINE];

struct boot_memory {
    uint32_t top;         /* end of memory, at most PHYS_LIMIT */
    uint32_t kernel_low;  /* the kernel's own memory is from here to the top */
    uint32_t modules_low; /* the first module begins here */
};

/* Reads the loader's tables, moves the modules up, divides the memory. Runs before paging. Panics
 * with a sentence if it does not fit. */
struct boot_memory boot_memory_init(const struct multiboot_info *info);

#endif
