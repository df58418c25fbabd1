/*
 * The disk server: a driver in user mode for the drives of the primary IDE channel. Its protocol
 * is disk.h. Arguments, for hardware that needs them: `noirq`, it works without interrupts;
 * `single`, it moves one sector at a time.
 *
 *   interrupt.c   the drive's interrupt as a message
 *   ata.c         commands to the drives
 *   serve.c       requests of clients
 */
#include "ata.h"
#include "names.h"
#include "serve.h"
#include "start.h"
#include "stdio.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"

/* The smallest piece of the I/O space that can be given away is 16 ports, so the control register
 * comes with its neighbours. */
#define PORTS_LOG2 4

#define SERVERS 4 /* that are known to be servers */

/* Once, and not again when this server had to be started anew. */
static void
tell_drives(void)
{
    struct task_info info;
    if (tasks_info(l4_task_no(thread_self()), &info) || info.restarts)
        return;
    for (uint32_t i = 0; i < ATA_DRIVES; i++) {
        if (ata_blocks(i))
            printf("disk: drive %u has %u blocks of 4 KB\n", (unsigned)i, (unsigned)ata_blocks(i));
    }
}

/* Blocks have no owners here: whoever may ask for one reads every file, and what every program has on
 * the swap disk. So only servers of the configuration may. The last ones are remembered. */
static int
is_server(l4_id_t client)
{
    static l4_id_t known[SERVERS];
    static uint32_t next;
    struct task_info info;
    l4_id_t task = l4_thread_of(client, 0);
    for (uint32_t i = 0; i < SERVERS; i++)
        if (known[i] == task)
            return 1;
    if (tasks_info(l4_task_no(task), &info) || info.id != task || tasks_find(info.name) != task)
        return 0;
    known[next++ % SERVERS] = task;
    return 1;
}

int
main(int argc, char **argv)
{
    if (tasks_ports(ATA_BASE, PORTS_LOG2) || tasks_ports(ATA_CONTROL, PORTS_LOG2)) {
        printf("disk: the root task refuses ports 1F0 and 3F0: see this server's line in the "
               "configuration\n");
        return 1;
    }
    uint32_t quirks = 0;
    for (int i = 1; i < argc; i++) {
        quirks |= strcmp(argv[i], "noirq") == 0 ? ATA_NO_INTERRUPTS : 0;
        quirks |= strcmp(argv[i], "single") == 0 ? ATA_ONE_SECTOR : 0;
    }
    ata_start(quirks);
    tell_drives();
    int error = names_register(start_page()->name);
    if (error)
        printf("disk: the name server refuses the name %s: error %d\n", start_page()->name, error);
    disk_serve(is_server);
}
