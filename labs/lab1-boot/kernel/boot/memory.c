/*
 * Which memory there is, and who gets it at boot. Enter by boot_memory_init(). Physical memory is
 * seen through phys_to_virt(), as later with paging.
 */
#include "boot/memory.h"
#include "debug/assert.h"
#include "debug/panic.h"
#include "debug/todo.h"
#include "i486/paging.h"
#include "lib/mem.h"

struct boot_module boot_modules[MAX_BOOT_MODULES];
uint32_t boot_module_count;
char boot_command_line[MAX_COMMAND_LINE];

extern uint8_t kernel_end[]; /* linker script */

static void
copy_text(char *to, uint32_t from, uint32_t size)
{
    const char *s = from ? phys_to_virt(from) : "";
    uint32_t i = 0;
    for (; i + 1 < size && s[i]; i++)
        to[i] = s[i];
    to[i] = 0;
}

/* The loader's own tables may lie where we want to move things: take a copy of all of them first.
 */
static void
copy_tables(const struct multiboot_info *info)
{
    if (info->flags & MULTIBOOT_HAS_COMMAND_LINE)
        copy_text(boot_command_line, info->command_line, MAX_COMMAND_LINE);
    if (!(info->flags & MULTIBOOT_HAS_MODULES))
        return;
    const struct multiboot_module *m = phys_to_virt(info->modules);
    if (info->module_count > MAX_BOOT_MODULES)
        panic("%u boot modules, but at most %u can be used", info->module_count, MAX_BOOT_MODULES);
    boot_module_count = info->module_count;
    for (uint32_t i = 0; i < boot_module_count; i++) {
        boot_modules[i].begin = m[i].begin;
        boot_modules[i].end = m[i].end;
        copy_text(boot_modules[i].name, m[i].text, MAX_MODULE_NAME);
    }
}

/* "kmem=4M", "kmem=512K" or "kmem=1234567" among the words of the command line, which spaces
 * separate: how many bytes that is; 0 if it is not there. */
static uint32_t
kernel_memory_option(void)
{
    TODO("1.1");
}

/* The module with the highest place below `limit`, or -1. */
static int
highest_below(uint32_t limit)
{
    int best = -1;
    for (int i = 0; i < (int)boot_module_count; i++)
        if (boot_modules[i].begin < limit &&
            (best < 0 || boot_modules[i].begin > boot_modules[best].begin))
            best = i;
    return best;
}

/* Moves the modules to the end of the free memory, which ends at `limit`: each begins at a page, as
 * high as it can, and they keep their order. boot_modules[] says where they are then. Panics where
 * there is no room. Returns where the lowest begins. */
static uint32_t
move_modules(uint32_t limit)
{
    uint32_t target = limit, below = 0xFFFFFFFFu;
    int i;
    while ((i = highest_below(below)) >= 0) {
        TODO("1.1");
    }
    return target;
}

struct boot_memory
boot_memory_init(const struct multiboot_info *info)
{
    struct boot_memory memory;
    if (!(info->flags & MULTIBOOT_HAS_MEMORY))
        panic("the boot loader does not say how much memory there is");
    memory.top = ((1u << 20) + (info->mem_upper << 10)) & PAGE_MASK;
    if (info->mem_upper > (PHYS_LIMIT - (1u << 20)) >> 10)
        memory.top = PHYS_LIMIT;
    copy_tables(info);
    uint32_t kmem = kernel_memory_option();
    TODO("1.1"); /* a quarter, if nobody asked for more; it must leave both sides enough */
    memory.kernel_low = (memory.top - kmem) & PAGE_MASK;
    memory.modules_low = move_modules(memory.kernel_low);
    ASSERT(memory.modules_low <= memory.kernel_low && memory.kernel_low < memory.top,
           "the modules lie below the kernel's memory, and that below the top");
    ASSERT(memory.top <= PHYS_LIMIT, "no more memory is used than the kernel can see");
    return memory;
}
