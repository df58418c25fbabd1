/*
 * What must hold for the kernel's frames. Enter by invariants_check_frames().
 *
 * Every use of a frame is claimed once: directories, page tables, frames of nodes, control blocks.
 * What is claimed for a task is what it is charged; all claims, the free list and
 * what the kernel took at boot make up the whole.
 */
#include "debug/kdb/invariants_parts.h"
#include "i486/paging.h"
#include "space/frames.h"
#include "space/io.h"
#include "space/pages.h"

#include <stddef.h>

static uint32_t claimed[PHYS_LIMIT / PAGE_SIZE / 32];
static uint32_t charge[L4_MAX_TASKS];
static uint32_t boot_frames = 0xFFFFFFFFu;

/* Marks a frame as in use. 1 if it was not. */
static int
claim(uint32_t phys)
{
    uint32_t n = phys >> PAGE_SHIFT, bit = 1u << (n % 32);
    int first = !(claimed[n / 32] & bit);
    claimed[n / 32] |= bit;
    return first;
}

static void
claim_for(uint32_t task, uint32_t phys)
{
    HOLDS(phys && phys < PHYS_LIMIT && phys % PAGE_SIZE == 0, phys,
          "what a task is charged for is a frame");
    HOLDS(claim(phys), phys, "a frame has one use");
    charge[task]++;
}

static void
claim_tables(struct space *s, uint32_t task)
{
    claim_for(task, s->directory_phys);
    for (uint32_t i = 0; i < USER_DIRECTORIES; i++)
        if (s->directory[i])
            claim_for(task, s->directory[i] & PTE_FRAME);
    for (uint32_t i = 0; i < USER_GIGABYTES; i++) {
        if (!s->areas[i])
            continue;
        claim_for(task, virt_to_phys(s->areas[i]));
        for (uint32_t k = 0; k < ENTRIES; k++)
            if (s->areas[i][k])
                claim_for(task, virt_to_phys(s->areas[i][k]));
    }
}

/* The bitmap of ports: who gave a block has it himself. */
static void
claim_ports(const struct space *s, uint32_t task)
{
    const struct io_space *io = s->io;
    if (!io)
        return;
    claim_for(task, virt_to_phys(io));
    claim_for(task, virt_to_phys(io->giver));
    claim_for(task, virt_to_phys(io->bitmap[0]));
    claim_for(task, virt_to_phys(io->bitmap[1]));
    claim_for(task, virt_to_phys(io->table));
    for (uint32_t block = 0; block < IO_BLOCKS; block++) {
        uint32_t giver = io->giver[block];
        const struct io_space *his = giver ? space_at(giver)->io : NULL;
        HOLDS(!giver || giver == l4_task_no(L4_SIGMA0) || (his && his->giver[block]),
              block << 8 | task, "who gave ports has them");
    }
}

static void
claim_thread(const struct tcb *t)
{
    claim_for(l4_task_no(t->id), paging_kernel_frame((uint32_t)t));
}

void
invariants_check_frames(void)
{
    uint32_t all = frames_free_count();
    for (uint32_t i = 0; i < sizeof claimed / sizeof *claimed; i++)
        claimed[i] = 0;
    for (uint32_t i = 0; i < L4_MAX_TASKS; i++)
        charge[i] = 0;
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++)
        if (space_at(i)->active) {
            claim_tables(space_at(i), i);
            claim_ports(space_at(i), i);
        }
    invariants_each_thread(claim_thread);
    for (uint32_t i = 1; i < L4_MAX_TASKS; i++) {
        HOLDS(charge[i] == space_at(i)->frames, i,
              "a task is charged for the frames that it makes the kernel use");
        all += charge[i];
    }
    if (boot_frames == 0xFFFFFFFFu)
        boot_frames = all;
    HOLDS(all == boot_frames, all, "no frame is lost and none is made");
}
