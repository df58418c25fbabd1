/*
 * The benchmark of the kernel's calls: it does each thing often enough for the caches to be warm, and says nothing. What
 * it costs is seen from outside, by the timing model, between the labels of bench_calls.S.
 */
#include "bench.h"
#include "family.h"
#include "ipc.h"
#include "kdebug.h"
#include "stdio.h"
#include "thread.h"

#define ROUNDS 2000

static char stacks[3][L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));

static void
measure(const char *name, void (*run)(uint32_t rounds, l4_id_t partner), l4_id_t partner)
{
    printf("%s\n", name);
    run(ROUNDS, partner);
}

int
main(void)
{
    l4_id_t other_space = family_start(5, bench_echo, stacks[0] + sizeof stacks[0]);
    l4_id_t same_space =
        thread_start(2, bench_echo_intra, NULL, stacks[1], sizeof stacks[1], thread_pager());
    if (other_space == L4_NIL) {
        printf("the kernel refused a second task\n");
        kd_exit(1);
    }
    measure("null_call", bench_null_call, L4_NIL);
    measure("rpc_short_inter", bench_rpc_inter, other_space);
    measure("rpc_short_intra", bench_rpc_intra, same_space);
    printf("bench: end\n");
    kd_exit(0);
    return 0;
}
