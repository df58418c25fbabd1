/*
 * The driver in a task of its own, its pager, its clients. Enter by start_driver().
 */
#include "frame.h"
#include "../ata.h"
#include "../serve.h"
#include "ipc.h"
#include "layout.h"
#include "program.h"
#include "sigma0.h"
#include "stdlib.h"
#include "string.h"
#include "test.h"
#include "thread.h"

#define DRIVER    0 /* helper task */
#define PAGER     0 /* helper thread */
#define ALL_PORTS (L4_IO_MARK | 16u << 2)

uint32_t page[1024] __attribute__((aligned(L4_PAGE_SIZE)));
uint32_t other_page[1024] __attribute__((aligned(L4_PAGE_SIZE)));
static uint32_t zeros[1024] __attribute__((aligned(L4_PAGE_SIZE)));

volatile l4_id_t driver_id;
volatile int kill_at_fault;
volatile uint32_t window_faults;

static const struct l4_kip *
info(void)
{
    static char window[L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));
    static const struct l4_kip *kip;
    if (!kip)
        kip = sigma0_map_info(window);
    return kip;
}

uint32_t
option(const char *name, uint32_t otherwise)
{
    const char *line = (const char *)info() + info()->command_line;
    const char *at = strstr(line, name);
    return at && at[strlen(name)] == '=' ? (uint32_t)atoi(at + strlen(name) + 1) : otherwise;
}

/* In the driver's task: what user/disk/disk.c does in the running system. */
static void
drive(void)
{
    struct words w;
    l4_id_t source;
    l4_ipc(L4_ROOT, L4_NO_SEND, ALL_PORTS | L4_RECV_FPAGE, L4_NEVER, &w, &source);
    ata_start((option("noirq", 0) ? ATA_NO_INTERRUPTS : 0) |
              (option("single", 0) ? ATA_ONE_SECTOR : 0));
    disk_serve(NULL);
}

/* The answer to a fault: the program's own page, or a page of zeros for the window. */
static void
answer_fault(struct words *w)
{
    uint32_t address = w->w0 & L4_PAGE_MASK, from = address;
    if (address == WINDOW_BASE) {
        window_faults++;
        if (kill_at_fault) {
            kill_at_fault = 0;
            l4_task_new(driver_id, L4_ROOT, 0, 0, L4_NIL);
        }
        from = (uint32_t)zeros;
    }
    __asm__ volatile("orb $0, (%0)" : : "r"(from) : "memory", "cc");
    *w = (struct words){address, l4_fpage(from, L4_LOG2_PAGE, L4_FPAGE_WRITE), 0};
}

static void
serve_faults(void)
{
    struct words w;
    l4_id_t client = L4_NIL;
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, IPC_SERVER);
        answer_fault(&w);
        error = ipc_map_and_wait(&client, &w);
    }
}

void
start_driver(void)
{
    static int have_ports;
    struct words w = {0, ALL_PORTS | L4_FPAGE_WRITE, 0};
    l4_id_t source, pager = l4_thread_of(thread_self(), 2 + PAGER);
    if (!have_ports)
        have_ports = sigma0_map_ports(0, 16);
    info();
    if (!driver_id || !thread_alive(driver_id))
        pager = helper_thread(PAGER, serve_faults);
    driver_id = helper_task_paged(DRIVER, drive, pager);
    CHECK_EQ("ports", 0,
             IPC_ERROR(l4_ipc(driver_id, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source)));
}

uint32_t
request(uint32_t op, uint32_t block, l4_fpage_t fpage)
{
    struct words w = {block, fpage, op};
    l4_id_t source;
    uint32_t error = IPC_ERROR(l4_ipc(driver_id, L4_SEND_MAP, 0, L4_NEVER, &w, &source));
    return error ? 1000 + error : w.w0;
}

uint32_t
read_block(uint32_t drive, uint32_t block)
{
    memset(page, 0xEE, sizeof page);
    return request(DISK_READ | drive << 8, block,
                   l4_fpage((uint32_t)page, L4_LOG2_PAGE, L4_FPAGE_WRITE));
}

uint32_t
write_block(uint32_t drive, uint32_t block, uint32_t version)
{
    fill(page, drive, block, version);
    return request(DISK_WRITE | drive << 8, block, l4_fpage((uint32_t)page, L4_LOG2_PAGE, 0));
}

static uint32_t
seed(uint32_t drive, uint32_t block, uint32_t version)
{
    return drive << 28 | version << 16 | block;
}

void
fill(uint32_t *p, uint32_t drive, uint32_t block, uint32_t version)
{
    for (uint32_t i = 0; i < L4_PAGE_SIZE / 4; i++)
        p[i] = test_mix(seed(drive, block, version), i);
}

int
is_block(const uint32_t *p, uint32_t drive, uint32_t block, uint32_t version)
{
    for (uint32_t i = 0; i < L4_PAGE_SIZE / 4; i++) {
        if (p[i] != test_mix(seed(drive, block, version), i))
            return 0;
    }
    return 1;
}
