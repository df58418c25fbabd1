/*
 * ipcbench [SECONDS]: how many round trips of a short message there are between two tasks, each
 * second. (What one costs in cycles of an i486, make bench measures.)
 */
#include "errno.h"
#include "ipc.h"
#include "pager.h"
#include "start.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"

#define BATCH  100
#define SECOND 1000000u

/* The other task: the same program, started with "answer". */
static void
answer(void)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, L4_NEVER);
        w.w0++;
        error = ipc_reply_and_wait(&client, &w);
    }
}

/* Round trips in a second; 0 if one went wrong. */
static uint32_t
measure(l4_id_t partner, uint32_t *microseconds)
{
    uint32_t trips = 0, begin = (uint32_t)start_clock();
    do {
        for (uint32_t i = 0; i < BATCH; i++) {
            struct words w = {trips, 0, 0};
            if (IPC_ERROR(ipc_call(partner, &w)) || w.w0 != trips + 1)
                return 0;
            trips++;
        }
        *microseconds = (uint32_t)start_clock() - begin;
    } while (*microseconds < SECOND);
    return trips;
}

int
main(int argc, char **argv)
{
    char *again[] = {argv[0], "answer"};
    if (argc > 1 && !strcmp(argv[1], "answer"))
        answer();
    l4_id_t partner = pager_spawn("/bin/ipcbench", 2, again);
    if (!partner) {
        fprintf(stderr, "ipcbench: the second task: %s\n", strerror(errno));
        return 1;
    }
    for (int left = argc > 1 ? atoi(argv[1]) : 3; left > 0; left--) {
        uint32_t took, trips = measure(partner, &took);
        if (!trips) {
            fprintf(stderr, "ipcbench: the other task does not answer rightly\n");
            break;
        }
        printf("%u round trips in %u ms, %u ns each\n", trips, took / 1000,
               (uint32_t)((uint64_t)took * 1000 / trips));
    }
    pager_kill(partner);
    return 0;
}
