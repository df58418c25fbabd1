/*
 * Loads the two programs that the kernel starts itself: sigma0 and the root task.
 */
#ifndef BOOT_ELF_H
#define BOOT_ELF_H

#include <l4/kip.h>
#include "boot/memory.h"

/*
 * Copies the segments of the ELF file in `module` to the physical addresses that equal their
 * virtual ones. They must lie in memory that is free: above `low`, below `high`, outside the
 * kernel's image. Returns entry point and extent. Panics with a sentence that names the module if
 * it is no static 32-bit x86 ELF file or does not fit.
 */
struct l4_boot_task elf_load(const struct boot_module *module, uint32_t low, uint32_t high);

#endif
