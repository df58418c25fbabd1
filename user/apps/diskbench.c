/*
 * The benchmark of the disk driver: a client has it read blocks, in a space of its own, and what
 * that costs is seen from outside. The driver's own functions are the labels: interrupt_wait() is
 * entered when the command was given, ata_take() when the data are to be moved, l4_fpage_unmap()
 * when they have been.
 *
 * How long the drive takes depends on QEMU's host. So that the figures do not, this program masks
 * the line at the interrupt controller and lets the drive finish before the driver goes to sleep:
 * its wait opens the line, and the interrupt comes. (interrupt_wait() is wrapped by the linker.)
 */
#include "../disk/ata.h"
#include "../disk/serve.h"
#include "family.h"
#include "ipc.h"
#include "kdebug.h"
#include "ports.h"
#include "sigma0.h"
#include "stdio.h"
#include "thread.h"

#define ROUNDS    200
#define BLOCKS    64
#define SPINS     15000 /* some 2 ms of virtual time, more on the host */
#define DRIVER    6
#define PIC_MASK  0xA1 /* of lines 8 to 15 */
#define ALL_PORTS (L4_IO_MARK | 16u << 2)

static char stack[4 * L4_PAGE_SIZE] __attribute__((aligned(16)));
static char page[L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));

uint32_t bench_disk_read(uint32_t block, l4_id_t driver, l4_fpage_t fpage);
uint8_t __real_interrupt_wait(uint32_t ms);
uint8_t __wrap_interrupt_wait(uint32_t ms);

/* A wait of a fixed number of instructions, in which any host's disk answers (if not, once more).
 * Each round begins at a tick and is shorter than one, so all rounds are alike. The status is
 * looked at where reading it does not take the interrupt back. */
uint8_t
__wrap_interrupt_wait(uint32_t ms)
{
    do {
        for (volatile uint32_t i = 0; i < SPINS; i++)
            continue;
    } while (inb(ATA_CONTROL) & ATA_BUSY);
    return __real_interrupt_wait(ms);
}

static void
drive(void)
{
    struct words w;
    l4_id_t source;
    l4_ipc(L4_ROOT, L4_NO_SEND, ALL_PORTS | L4_RECV_FPAGE, L4_NEVER, &w, &source);
    ata_start(0);
    disk_serve(NULL);
}

int
main(void)
{
    struct words ports = {0, ALL_PORTS | L4_FPAGE_WRITE, 0};
    l4_id_t source;
    sigma0_map_ports(0, 16);
    l4_id_t driver = family_start(DRIVER, drive, stack + sizeof stack);
    l4_ipc(driver, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &ports, &source);
    page[0] = 1; /* what is mapped on its owner must have */
    for (uint32_t i = 0; i < ROUNDS; i++) {
        interrupt_sleep();
        outb(PIC_MASK, inb(PIC_MASK) | 1u << (ATA_IRQ - 8));
        uint32_t error = bench_disk_read(i % BLOCKS, driver,
                                         l4_fpage((uint32_t)page, L4_LOG2_PAGE, L4_FPAGE_WRITE));
        if (error) {
            printf("diskbench: block %u: error %u\n", (unsigned)(i % BLOCKS), (unsigned)error);
            kd_exit(1);
        }
    }
    kd_exit(0);
    return 0;
}
