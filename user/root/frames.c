/*
 * All memory of the machine that the kernel leaves, and who has which frame. Enter by frame_take().
 *
 * Here virtual = physical, as sigma0 gives it. A frame knows its task and the page it is there; a
 * hash of the two leads to it, so that a fault costs the same however much memory there is.
 */
#include "root.h"
#include "sigma0.h"
#include "string.h"

#define MAX_FRAMES 16384 /* 64 MB; what a machine has beyond is not used */
#define BUCKETS    1024
#define NOBODY     0
#define NOT_OURS   0xFFFFFFFFu

/* Page (bits 31..12) and task (7..0), or one of the two above. */
static uint32_t holder[MAX_FRAMES];
static uint16_t next[MAX_FRAMES], bucket[BUCKETS]; /* frame numbers; 0 ends a chain */
static uint32_t end, total, free_count, candidate;

static uint32_t
bucket_of(uint32_t who)
{
    return ((who >> 12) ^ (who << 4)) % BUCKETS;
}

/* Is the frame nobody's by the kernel info page? sigma0 has the last word. */
static int
is_free_at_start(uint32_t frame)
{
    uint32_t at = frame << L4_LOG2_PAGE;
    for (int i = 0; i < 2; i++)
        if (at >= kip->reserved[i].low && at < kip->reserved[i].high)
            return 0;
    for (uint32_t i = 0; i < kip->module_count; i++)
        if (at >= (kip->module[i].begin & L4_PAGE_MASK) && at < kip->module[i].end)
            return 0;
    return !(at >= kip->root.begin && at < kip->root.end);
}

void
frames_init(void)
{
    end = kip->main_memory.high >> L4_LOG2_PAGE;
    if (end > MAX_FRAMES)
        end = MAX_FRAMES;
    for (uint32_t i = 0; i < end; i++) {
        holder[i] = NOT_OURS;
        if (i == 0 || !is_free_at_start(i) ||
            !sigma0_map_frame(i << L4_LOG2_PAGE, (void *)(i << L4_LOG2_PAGE)))
            continue;
        holder[i] = NOBODY;
        total++;
    }
    free_count = total;
    sigma0_map_ports(0, 16);
}

uint32_t
frames_total(void)
{
    return total;
}

uint32_t
frames_free(void)
{
    return free_count;
}

uint32_t
frame_find(uint32_t task, uint32_t page)
{
    uint32_t who = page | task;
    for (uint32_t i = bucket[bucket_of(who)]; i; i = next[i])
        if (holder[i] == who)
            return i << L4_LOG2_PAGE;
    return 0;
}

uint32_t
frame_take(uint32_t task, uint32_t page)
{
    uint32_t who = page | task;
    if (!free_count)
        return 0;
    do /* there is a free one */
        candidate = candidate + 1 < end ? candidate + 1 : 1;
    while (holder[candidate] != NOBODY);
    free_count--;
    holder[candidate] = who;
    uint16_t *first = &bucket[bucket_of(who)];
    next[candidate] = *first;
    *first = (uint16_t)candidate;
    memset((void *)(candidate << L4_LOG2_PAGE), 0, L4_PAGE_SIZE);
    return candidate << L4_LOG2_PAGE;
}

/* Takes a frame out of its chain. */
static void
leave_chain(uint32_t frame)
{
    uint16_t *link = &bucket[bucket_of(holder[frame])];
    while (*link != frame)
        link = &next[*link];
    *link = next[frame];
}

void
frames_return(uint32_t task)
{
    for (uint32_t i = 1; i < end; i++) {
        if (holder[i] == NOT_OURS || holder[i] == NOBODY || (holder[i] & 0xFF) != task)
            continue;
        /* The task is gone, and what it had with it; nobody else may have got it from us. */
        l4_fpage_unmap(l4_fpage(i << L4_LOG2_PAGE, L4_LOG2_PAGE, 0), L4_UNMAP_REMOVE);
        leave_chain(i);
        holder[i] = NOBODY;
        free_count++;
    }
}
