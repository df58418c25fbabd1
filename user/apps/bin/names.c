/*
 * names: what the name server knows, and which thread has each name.
 */
#include "names.h"
#include "stdio.h"

int
main(void)
{
    char name[9];
    for (uint32_t i = 0; !names_list(i, name); i++) {
        l4_id_t id = names_look_up(name);
        printf("%-8s  task %u, thread %u (id %08x)\n", name, l4_task_no(id), l4_lthread_no(id), id);
    }
    return 0;
}
