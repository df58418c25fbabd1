/*
 * Page tables of the processor: entries, and the kernel's share of every address space.
 *
 * Enter by paging_init(). A page directory is used through its address in the kernel's view of
 * physical memory (phys_to_virt); the processor gets the physical one.
 */
#ifndef I486_PAGING_H
#define I486_PAGING_H

#include <stdint.h>
#include "i486/layout.h"

typedef uint32_t pte_t;

#define PTE_PRESENT  0x001u
#define PTE_WRITE    0x002u
#define PTE_USER     0x004u
#define PTE_NO_CACHE 0x010u
#define PTE_ACCESSED 0x020u
#define PTE_DIRTY    0x040u
#define PTE_FRAME    0xFFFFF000u

#define ENTRIES          1024
#define DIRECTORY_SHIFT  22
#define USER_DIRECTORIES (KERNEL_BASE >> DIRECTORY_SHIFT)

static inline void *
phys_to_virt(uint32_t phys)
{
    return (void *)(phys + KERNEL_BASE);
}

/* For addresses in the kernel's view of physical memory only (the kernel's image and all frames).
 */
static inline uint32_t
virt_to_phys(const void *virt)
{
    return (uint32_t)virt - KERNEL_BASE;
}

static inline uint32_t
directory_index(uint32_t address)
{
    return address >> DIRECTORY_SHIFT;
}

static inline uint32_t
table_index(uint32_t address)
{
    return (address >> PAGE_SHIFT) & (ENTRIES - 1);
}

/*
 * Builds the kernel's part of the address space: physical memory up to `memory_end`, the tables
 * page, and the array of control blocks, each of which shows a read-only page of zeros until it is
 * made (so that one comparison of ids finds out whether a thread exists [Liedtke '93, 5.3.1]).
 * Takes page tables from frame_alloc(). Then switches paging on.
 */
void paging_init(uint32_t memory_end);

/* Takes the low half away that paging_init() needs while the boot's segments, with their base of
 * -0xC0000000, are loaded: after descriptors_init(). */
void paging_finish(void);

/* Fills the kernel's part of a new page directory (upper quarter; the copy window is left empty).
 */
void paging_share_kernel(pte_t *directory);

/* The copy window of a space shows nothing any more. What the TLB knows of it is the caller's. */
void paging_clear_window(pte_t *directory);

/* Backs the kernel page at `virt` (tables page or control block) by the frame at `phys`, writable.
 */
void paging_map_kernel(uint32_t virt, uint32_t phys);

/* Gives one address space its own I/O bitmap: `table`, a frame, becomes a copy of the page table of
 * the tables page, with the two frames in the bitmap's place. */
void paging_private_bitmap(pte_t *directory, pte_t *table, uint32_t low, uint32_t high);

/* Takes a control block's page back; the page of zeros shows again. */
void paging_unmap_kernel(uint32_t virt);

/* Physical address of the frame behind a kernel page that was mapped so. */
uint32_t paging_kernel_frame(uint32_t virt);

/* Physical address of the page directory that the kernel runs on while no task does. */
uint32_t paging_kernel_directory(void);

#endif
