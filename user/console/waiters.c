/*
 * Clients whose answer must wait. Enter by waiters_add().
 */
#include "waiters.h"
#include "thread.h"

/* Who died while it waited hears no answer, and is to keep nobody out. */
static void
forget_dead(struct waiters *list)
{
    for (uint32_t i = list->count; i--;)
        if (!thread_alive(list->entry[i].who))
            waiters_remove(list, i);
}

int
waiters_add(struct waiters *list, l4_id_t who, uint32_t value)
{
    if (list->count == WAITERS)
        forget_dead(list);
    if (list->count == WAITERS)
        return 0;
    list->entry[list->count++] = (struct waiter){who, value};
    return 1;
}

void
waiters_remove(struct waiters *list, uint32_t i)
{
    list->count--;
    for (; i < list->count; i++)
        list->entry[i] = list->entry[i + 1];
}

void
waiters_forget(struct waiters *list, l4_id_t who)
{
    for (uint32_t i = list->count; i--;)
        if (list->entry[i].who == who)
            waiters_remove(list, i);
}
