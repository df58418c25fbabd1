/*
 * sigma0: the initial address space. It owns all memory that the kernel does not keep, and hands it
 * out, each frame to one task, as often as that task asks. (l4 X.0: sigma0 protocol)
 *
 * A page-fault message is a valid request, so sigma0 is the root task's pager: virtual = physical
 * there.
 *
 *   w0 = 0xFFFFFFFC            any free frame
 *   w0 = address               the frame at that address
 *   w0 from 0x40000000 on      device memory, at 1 GB above: to whoever asks, within bounds
 *   w0 = an I/O fpage          those ports
 *   w0 = 1, w1 = 1             the kernel info page, read-only
 *
 * A refusal is an answer of zeros without a mapping.
 */
#include "ipc.h"
#include "program.h"
#include <l4/kip.h>

#define ANY_FRAME  0xFFFFFFFCu
#define INFO_PAGE  1u
#define MAX_FRAMES 0x10000u /* 256 MB */

/* Virtual addresses of the board's devices; they lie at 0x40000000 above. */
#define DEVICES_BEGIN 0x40000000u
#define DEVICES_END   0xC0000000u
#define AREA_SHIFT                                                                                 \
    20 /* what sigma0's first page costs the kernel: at most two frames for each MB */
#define AREAS       ((DEVICES_END - DEVICES_BEGIN) >> AREA_SHIFT)
#define PAGE_SHIFT  12
#define PORT_BLOCKS 4096u

/* Who has a frame: a task's number. */
#define NOBODY   0
#define RESERVED 1 /* the kernel, the BIOS, devices */

static uint8_t owner[MAX_FRAMES];
static uint32_t frame_count, area_count; /* frames of memory; areas of devices that may be had */
static const struct l4_kip *kip;

static void
set_owner(uint32_t low, uint32_t high, uint8_t who)
{
    uint32_t first = low >> PAGE_SHIFT, end = (high + L4_PAGE_SIZE - 1) >> PAGE_SHIFT;
    for (uint32_t i = first; i < end && i < MAX_FRAMES; i++)
        owner[i] = who;
}

static void
read_info_page(void)
{
    kip = (const struct l4_kip *)start_argument;
    frame_count = kip->main_memory.high >> PAGE_SHIFT;
    set_owner(0, L4_PAGE_SIZE, RESERVED);
    for (int i = 0; i < 2; i++) {
        if (kip->reserved[i].high)
            set_owner(kip->reserved[i].low, kip->reserved[i].high, RESERVED);
        uint32_t frames = (kip->reserved[i].high - kip->reserved[i].low) >> PAGE_SHIFT;
        area_count += frames / 8;
    }
    for (int i = 0; i < 5; i++)
        if (kip->dedicated[i].high)
            set_owner(kip->dedicated[i].low, kip->dedicated[i].high, RESERVED);
    set_owner(kip->sigma0.begin, kip->sigma0.end, (uint8_t)l4_task_no(L4_SIGMA0));
    set_owner(kip->root.begin, kip->root.end, (uint8_t)l4_task_no(L4_ROOT));
    for (uint32_t i = 0; i < kip->module_count; i++)
        set_owner(kip->module[i].begin, kip->module[i].end, (uint8_t)l4_task_no(L4_ROOT));
}

/* The highest frame that nobody has, or 0. */
static uint32_t
free_frame(void)
{
    for (uint32_t i = frame_count; i-- > 1;)
        if (owner[i] == NOBODY)
            return i << PAGE_SHIFT;
    return 0;
}

/* May this task have this frame? If so it is its from now on. */
static int
take(uint32_t frame, uint8_t task)
{
    uint32_t i = frame >> PAGE_SHIFT;
    if (i >= frame_count || (owner[i] != NOBODY && owner[i] != task))
        return 0;
    owner[i] = task;
    return 1;
}

static int
is_device(uint32_t frame)
{
    return frame >= DEVICES_BEGIN && frame < DEVICES_END;
}

/*
 * The kernel's page tables and mapping nodes for what sigma0 has are charged to sigma0, which may have
 * half of the kernel's memory; the client pays for its own. RAM is little, but a client that asks
 * for a page in each MB of 2 GB would use all of it up, and nobody got a frame any more. So device
 * memory takes half of sigma0's share at most, and a task opens a quarter of that: 32 MB of devices
 * where the kernel has 4 MB. An area that is open costs nothing, so the same device can be asked for
 * again and by others.
 */
static int
open_area(uint32_t address, uint8_t task)
{
    static uint8_t open[AREAS];
    static uint16_t opened_by[L4_MAX_TASKS], opened;
    uint32_t area = (address - DEVICES_BEGIN) >> AREA_SHIFT;
    if (open[area])
        return 1;
    if (opened == area_count || opened_by[task] >= area_count / 4)
        return 0;
    opened++;
    opened_by[task]++;
    open[area] = 1;
    return 1;
}

/* I/O ports, in blocks of 16: the task that asks first has them. 1 if all blocks of the fpage are
 * its. */
static int
take_ports(l4_fpage_t f, uint8_t task)
{
    static uint8_t port_owner[PORT_BLOCKS];
    uint32_t log2 = l4_fpage_log2(f), first = (f >> 12) & (PORT_BLOCKS - 1);
    if (log2 < 4 || log2 > 16)
        return 0;
    uint32_t count = 1u << (log2 - 4);
    first &= ~(count - 1);
    for (uint32_t i = first; i < first + count; i++)
        if (port_owner[i] != NOBODY && port_owner[i] != task)
            return 0;
    for (uint32_t i = first; i < first + count; i++)
        port_owner[i] = task;
    return 1;
}

/* Turns a request into an answer: a send fpage (base and fpage), or two zeros. */
static void
answer(l4_id_t client, struct words *w)
{
    uint8_t task = (uint8_t)l4_task_no(client);
    uint32_t frame = w->w0 & L4_PAGE_MASK, rights = L4_FPAGE_WRITE;
    if (l4_is_io_fpage(w->w0)) {
        *w = (struct words){0, take_ports(w->w0, task) ? w->w0 | L4_FPAGE_WRITE : 0, 0};
        return;
    }
    if (w->w0 == INFO_PAGE && w->w1 == 1) {
        frame = (uint32_t)kip;
        rights = 0;
    } else {
        if (w->w0 == ANY_FRAME)
            frame = free_frame();
        if (!frame || !(is_device(frame) ? open_area(frame, task) : take(frame, task)))
            rights = frame = 0;
    }
    w->w0 = frame;
    w->w1 = frame ? l4_fpage(frame, L4_LOG2_PAGE, rights) : 0;
    w->w2 = 0;
}

int
main(void)
{
    struct words w;
    l4_id_t client;
    read_info_page();
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, IPC_SERVER);
        answer(client, &w);
        error = ipc_map_and_wait(&client, &w);
    }
}
