/*
 * The deeds of a victim that have to do with pages: what it wrote must be there whenever it looks.
 * Part of victim.c.
 */
#include "victim.h"
#include "errno.h"
#include "files.h"
#include "ipc.h"
#include "pager.h"
#include "start.h"
#include "tasks.h"
#include "thread.h"

#define DATA_MARK 0xDA7A0000u

uint32_t data[8][1024] __attribute__((aligned(4096))) = {
    {DATA_MARK},     {DATA_MARK + 1}, {DATA_MARK + 2}, {DATA_MARK + 3},
    {DATA_MARK + 4}, {DATA_MARK + 5}, {DATA_MARK + 6}, {DATA_MARK + 7}};

static uint32_t
mark(uint32_t page)
{
    return page * 2654435761u ^ 0x486;
}

/* Writes `number` pages and reads them all, three times, in two directions. */
int
deed_hog(int argc, char **argv)
{
    for (uint32_t i = 0; i < number; i++)
        PAGE_OF(i)[i % 1024] = mark(i);
    for (int round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < number; i++)
            if (PAGE_OF(i)[i % 1024] != mark(i))
                return BAD;
        for (uint32_t i = number; i-- > 0;)
            if (PAGE_OF(i)[i % 1024] != mark(i) || PAGE_OF(i)[(i + 1) % 1024])
                return BAD + 1;
    }
    return 0;
}

/* What another instance writes to its data must not be seen here. */
int
deed_data(int argc, char **argv)
{
    struct words w;
    for (uint32_t round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < 8; i++) {
            uint32_t *word = &data[i][round ? 1 : 0];
            if (*word != (round ? number + round - 1 : DATA_MARK + i))
                return BAD;
            data[i][1] = number + round;
        }
        ipc_receive(L4_NIL, &w, PAUSE); /* the other one's turn */
    }
    return 0;
}

/* The child of deed_share(): tells what it sees, then writes. */
int
deed_look(int argc, char **argv)
{
    struct words w;
    l4_id_t parent;
    if (IPC_ERROR(ipc_wait(&parent, &w, L4_NEVER)))
        return BAD;
    w.w0 = PAGE_OF(3)[5];
    ipc_call(parent, &w); /* which writes to its page meanwhile */
    w.w0 = PAGE_OF(3)[5];
    PAGE_OF(3)[5] = 0x0C41D;
    w.w1 = PAGE_OF(3)[5];
    w.w2 = data[2][0];
    ipc_call(parent, &w);
    return 0;
}

int
deed_share(int argc, char **argv)
{
    char *words[] = {"victim", "look"};
    struct words w = {0, 0, 0};
    PAGE_OF(3)[5] = 0xFA7E4;
    data[2][0] = 0xFA7E5;
    l4_id_t child = pager_spawn("/victim", 2, words);
    if (!child || pager_share(child, (void *)HEAP_BASE, 14) ||
        pager_share(child, data[2], L4_LOG2_PAGE))
        return BAD;
    if (pager_share(child, (void *)BUFFER_BASE, L4_LOG2_PAGE) != EINVAL ||
        pager_share(thread_self(), (void *)HEAP_BASE, L4_LOG2_PAGE) != EPERM)
        return BAD + 1;
    l4_id_t source;
    l4_ipc(child, 0, 0, L4_NEVER, &w, &source);
    if (w.w0 != 0xFA7E4)
        return BAD + 2;
    PAGE_OF(3)[5] = 0xC0;
    l4_ipc(child, 0, 0, L4_NEVER, &w, &source);
    if (w.w0 != 0xFA7E4 || w.w1 != 0x0C41D || w.w2 != 0xFA7E5 || PAGE_OF(3)[5] != 0xC0)
        return BAD + 3;
    ipc_send(child, &w, L4_NEVER);
    return pager_wait(child);
}

/* A window on a file whose pages we throw away: they come back by way of the pager. With a number
 * after a while. */
int
deed_window(int argc, char **argv)
{
    volatile uint32_t *window = (volatile uint32_t *)BUFFER_BASE;
    struct words w;
    uint32_t size;
    int handle = files_open("/data", 0, (void *)window, &size);
    if (handle < 0 || size != 8 * L4_PAGE_SIZE)
        return BAD;
    if (files_map_many(handle, 0, 8, 0) != 8 * L4_PAGE_SIZE)
        return BAD + 1;
    for (uint32_t i = 0; i < number; i++)
        ipc_receive(L4_NIL, &w, PAUSE);
    for (uint32_t round = 0; round < 5; round++) {
        for (uint32_t i = 0; i < 8; i++)
            if (window[i * 1024 + 9] != i * 1024 + 9)
                return BAD + 2;
        l4_fpage_unmap(l4_fpage(BUFFER_BASE, 15, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    }
    return files_close(handle);
}

/* Faults all the time, for `number` milliseconds, and needs nobody but the pager. */
int
deed_busy(int argc, char **argv)
{
    uint64_t end = start_clock() + (uint64_t)number * 1000;
    while (start_clock() < end) {
        for (uint32_t i = 0; i < 16; i++)
            PAGE_OF(i)[0]++;
        l4_fpage_unmap(l4_fpage(HEAP_BASE, 16, 0), L4_UNMAP_REMOVE | L4_UNMAP_FLUSH);
    }
    return 0;
}

/* The child of deed_stacked(): its pages come from its creator, who has them from the pager. */
static volatile uint32_t sums[4];

static void
stacked_child(void)
{
    struct words w = {1, 0, 0};
    l4_id_t creator;
    for (;;) {
        uint32_t error = ipc_wait(&creator, &w, L4_NEVER);
        uint32_t sum = 0;
        for (uint32_t i = 0; i < w.w0; i++)
            sum += PAGE_OF(i)[i] += 3;
        w.w0 = error ? 0 : sum;
        ipc_send(creator, &w, L4_NEVER);
    }
}

static void
stacked_pager(void *unused)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, IPC_SERVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, IPC_SERVER);
        uint32_t page = w.w0 & L4_PAGE_MASK, write = w.w0 & 2;
        sums[0]++;
        if (write)
            __asm__ volatile("orb $0, (%0)" : : "r"(page) : "memory", "cc");
        else
            (void)*(volatile char *)page;
        w = (struct words){page, l4_fpage(page, L4_LOG2_PAGE, write ? L4_FPAGE_WRITE : 0), 0};
        error = ipc_map_and_wait(&client, &w);
    }
}

/* The thread whose faults the pager answers is this one, so the task is made by the other. */
static void
stacked_start(void *unused)
{
    static char stack[4096] __attribute__((aligned(16)));
    sums[1] = tasks_create((uint32_t)stacked_child, (uint32_t)(stack + sizeof stack));
    stacked_pager(NULL);
}

int
deed_stacked(int argc, char **argv)
{
    static char stack[4096] __attribute__((aligned(16)));
    uint32_t expected = 0;
    thread_start(1, stacked_start, NULL, stack, sizeof stack, thread_pager());
    while (!sums[1])
        l4_thread_switch(L4_NIL);
    for (uint32_t round = 1; round <= 6; round++) {
        struct words w = {number, 0, 0};
        l4_id_t source;
        expected += 3 * number;
        l4_ipc(sums[1], 0, 0, L4_NEVER, &w, &source);
        if (w.w0 != expected)
            return BAD;
        if (round == 3 && pager_limit(thread_self(), number / 2))
            return BAD + 1;
    }
    return sums[0] > 2 * number ? 0 : BAD + 2;
}
