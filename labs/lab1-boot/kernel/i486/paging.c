/*
 * The kernel's part of every address space. Enter by paging_init().
 *
 * i486 Programmer's Reference Manual, chapter 5.3.
 */
#include "i486/paging.h"
#include "i486/cpu.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "space/frames.h"

static pte_t kernel_directory[ENTRIES] __attribute__((aligned(PAGE_SIZE)));
static uint8_t zeros[PAGE_SIZE] __attribute__((aligned(PAGE_SIZE))); /* nobody writes to it */
static uint8_t no_ports[3][PAGE_SIZE] __attribute__((aligned(PAGE_SIZE)));

/* The table under `virt` in the kernel's directory, as the kernel sees it; made of a frame of zeros
 * if there is none. Ring 3 reaches nothing through it. */
static pte_t *
kernel_table(uint32_t virt)
{
    TODO("1.4");
}

/* Shows the frame `phys` at `virt`, for ring 0; `bits` is PTE_WRITE or 0. What the TLB knows of
 * that page is the caller's. */
static void
set_kernel_page(uint32_t virt, uint32_t phys, uint32_t bits)
{
    ASSERT(virt >= KERNEL_BASE, "the kernel maps its own part of the address space");
    ASSERT((virt | phys) % PAGE_SIZE == 0, "what is mapped are pages");
    TODO("1.4");
}

/* The TSS says that the I/O bitmap follows its page. All bits set: no port is allowed. */
static void
map_tables_page(void)
{
    extern uint8_t tables_phys[]; /* set by the linker script */
    set_kernel_page(TABLES_BASE, (uint32_t)tables_phys, PTE_WRITE);
    for (uint32_t i = 0; i < 3; i++) {
        for (uint32_t j = 0; j < PAGE_SIZE; j++)
            no_ports[i][j] = 0xFF;
        set_kernel_page(IO_BITMAP + i * PAGE_SIZE, virt_to_phys(no_ports[i]), 0);
    }
}

void
paging_init(uint32_t memory_end)
{
    ASSERT(memory_end <= PHYS_LIMIT, "all memory is seen above KERNEL_BASE");
    TODO("1.4");
    map_tables_page();
    (void)zeros; /* what shows behind each control block that is not made yet */
    TODO("1.4");
}

void
paging_finish(void)
{
    TODO("1.4");
}

void
paging_share_kernel(pte_t *directory)
{
    ASSERT(directory != kernel_directory, "the kernel's part is copied to another directory");
    TODO("1.4");
}

void
paging_clear_window(pte_t *directory)
{
    pte_t *window = &directory[directory_index(WINDOW_BASE)];
    window[0] = window[1] = 0;
}

void
paging_map_kernel(uint32_t virt, uint32_t phys)
{
    TODO("1.4");
}

void
paging_private_bitmap(pte_t *directory, pte_t *table, uint32_t low, uint32_t high)
{
    const pte_t *shared = kernel_table(IO_BITMAP);
    ASSERT((low | high) % PAGE_SIZE == 0, "the bitmap is two frames");
    ASSERT(directory_index(TABLES_BASE) == directory_index(IO_BITMAP),
           "one page table shows the tables page and the bitmap behind it");
    for (uint32_t i = 0; i < ENTRIES; i++)
        table[i] = shared[i];
    table[table_index(IO_BITMAP)] = low | PTE_PRESENT | PTE_WRITE;
    table[table_index(IO_BITMAP) + 1] = high | PTE_PRESENT | PTE_WRITE;
    directory[directory_index(IO_BITMAP)] = virt_to_phys(table) | PTE_PRESENT | PTE_WRITE;
}

void
paging_unmap_kernel(uint32_t virt)
{
    ASSERT(virt - TCB_BASE < TCB_AREA_SIZE, "only a control block's page is ever taken back");
    TODO("1.4");
}

uint32_t
paging_kernel_frame(uint32_t virt)
{
    ASSERT(virt >= KERNEL_BASE, "a kernel page lies above KERNEL_BASE");
    return kernel_table(virt)[table_index(virt)] & PTE_FRAME;
}

uint32_t
paging_kernel_directory(void)
{
    return virt_to_phys(kernel_directory);
}
