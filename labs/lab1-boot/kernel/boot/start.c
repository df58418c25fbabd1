/*
 * From the boot loader to the first thread. entry.S enters by start().
 *
 * Read it from the bottom: start() names the steps in their order.
 */
#include "boot/elf.h"
#include "boot/memory.h"
#include "debug/assert.h"
#include "debug/console.h"
#include "debug/kdebug.h"
#include "debug/todo.h"
#include "i486/descriptors.h"
#include "i486/pic.h"
#include "i486/pit.h"
#include "i486/serial.h"
#include "ipc/exception.h"
#include "ipc/ipc.h"
#include "l4/vectors.h"
#include "space/frames.h"
#include "space/kip.h"
#include "space/map.h"
#include "thread/ready.h"
#include "thread/slice.h"
#include "thread/switch.h"
#include "thread/timeout.h"

#define LOW_MEMORY_BEGIN 0x1000u /* page 0 holds the BIOS's data */
#define LOW_MEMORY_END   0xA0000u
#define HIGH_MEMORY      0x100000u

void start(uint32_t magic, uint32_t info);

extern uint8_t kernel_begin[], kernel_end[]; /* linker script */

static void
fill_info_page(const struct boot_memory *memory)
{
    kip_init(boot_command_line);
    kip->main_memory = (struct l4_range){0, memory->top};
    kip->reserved[0] = (struct l4_range){virt_to_phys(kernel_begin), virt_to_phys(kernel_end)};
    kip->reserved[1] = (struct l4_range){memory->kernel_low, memory->top};
    kip->dedicated[0] = (struct l4_range){LOW_MEMORY_END, HIGH_MEMORY};
    for (uint32_t i = 2; i < boot_module_count; i++)
        kip_add_module(boot_modules[i].begin, boot_modules[i].end, boot_modules[i].name);
}

/* sigma0 and the root task share nothing; each lies at addresses of its own, virtual = physical. */
static void
load_programs(const struct boot_memory *memory)
{
    if (boot_module_count < 2)
        panic("%u boot modules: the first must be sigma0, the second the root task",
              boot_module_count);
    kip->sigma0 = elf_load(&boot_modules[0], LOW_MEMORY_BEGIN, LOW_MEMORY_END);
    kip->sigma0.esp = kip_frame(); /* its argument: where the info page is */
    kip->root = elf_load(&boot_modules[1], HIGH_MEMORY, memory->modules_low);
}

/* The thread that runs when nobody can; it stands for the processor itself until there are others.
 */
static void
make_idle_thread(void)
{
    struct tcb *idle = tcb_create(L4_NIL, NULL, NULL);
    ASSERT(idle, "there is memory for the first control block");
    idle->state = THREAD_READY;
    idle->priority = 0;
}

/*
 * The first thread of a task that the kernel starts by itself: it begins at `program->eip` in ring
 * 3 with `program->esp`, interrupts on, flat user segments, all other registers and flags 0, as
 * soon as schedule() chooses it. `pager` answers its page faults; NIL: it has all memory. Runs on
 * the idle thread's stack, interrupts off; does not start the thread itself.
 */
static void
start_task(l4_id_t id, const struct l4_boot_task *program, l4_id_t pager)
{
    struct space *s = space_at(l4_task_no(id));
    ASSERT(!s->active, "a number stands for one task");
    s->task = id;
    struct tcb *t = space_activate(s) ? tcb_create(id, s, NULL) : NULL;
    if (!t)
        panic("no kernel memory for task %08x: start with a larger kmem=", id);
    t->pager = pager;
    TODO("1.7");
}

static void
set_handlers(void)
{
    exceptions_init();
    for (uint32_t irq = 0; irq < IRQ_LINES; irq++)
        trap_set_handler(VECTOR_IRQ + irq, interrupt_handler);
    trap_set_handler(VECTOR_IRQ + IRQ_TIMER, tick);
    trap_set_handler(VECTOR_PAGE, page_fault);
    trap_set_handler(VECTOR_BREAK, kdebug_breakpoint);
    trap_set_handler(L4_INT_FPAGE_UNMAP, sys_fpage_unmap);
    trap_set_handler(L4_INT_THREAD_SWITCH, sys_thread_switch);
    trap_set_handler(L4_INT_THREAD_SCHEDULE, sys_thread_schedule);
    trap_set_handler(L4_INT_LTHREAD_EX_REGS, sys_lthread_ex_regs);
    trap_set_handler(L4_INT_TASK_NEW, sys_task_new);
}

/* On the idle thread's stack, with everything in place. */
static void
run_system(void)
{
    start_task(L4_SIGMA0, &kip->sigma0, L4_NIL);
    start_task(L4_ROOT, &kip->root, L4_SIGMA0);
    pit_init(TICK_US);
    pic_unmask(IRQ_TIMER);
    idle_loop();
}

static void
leave_boot_stack(void)
{
    static uint32_t boot_stack_pointer; /* never used again */
    struct tcb *idle = tcb_idle();
    ASSERT(interrupts_are_off(), "the first interrupt finds a thread that runs");
    set_continuation(idle, run_system);
    switch_stacks(&boot_stack_pointer, idle->stack);
}

void
start(uint32_t magic, uint32_t info)
{
    serial_init();
    if (magic != MULTIBOOT_BOOT_MAGIC)
        panic("not started by a Multiboot loader (magic %08x)", magic);
    struct boot_memory memory = boot_memory_init(phys_to_virt(info));
    fill_info_page(&memory);
    frames_init(memory.kernel_low, memory.top);
    paging_init(memory.top);
    set_handlers();
    descriptors_init();
    paging_finish();
    ipc_init();
    pic_init();
    kdebug_init();
    spaces_init((memory.top - memory.kernel_low) / PAGE_SIZE / 2);
    load_programs(&memory);
    make_idle_thread();
    kprintf("%s: %u KB of memory, %u KB for the kernel\n",
            (const char *)kip + kip->version_offset * 16, memory.top >> 10,
            (memory.top - memory.kernel_low) >> 10);
    leave_boot_stack();
}
