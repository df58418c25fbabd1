/*
 * hog [MB]: fills memory with numbers, and looks twice whether they are still there. With more than
 * the machine has, pages go to the swap disk and come back.
 */
#include "pager.h"
#include "start.h"
#include "stdio.h"
#include "stdlib.h"

#define MB   (1u << 20)
#define PAGE 4096u

/* Every word of memory is different from every other. */
static uint32_t
number_for(uint32_t page, uint32_t word)
{
    return (page * (PAGE / 4) + word) * 2654435761u + 1;
}

static void
fill(uint32_t *memory, uint32_t pages)
{
    for (uint32_t p = 0; p < pages; p++)
        for (uint32_t i = 0; i < PAGE / 4; i++)
            memory[p * (PAGE / 4) + i] = number_for(p, i);
}

/* How many words are wrong. */
static uint32_t
check(const uint32_t *memory, uint32_t pages)
{
    uint32_t wrong = 0;
    for (uint32_t p = 0; p < pages; p++)
        for (uint32_t i = 0; i < PAGE / 4; i++)
            wrong += memory[p * (PAGE / 4) + i] != number_for(p, i);
    return wrong;
}

int
main(int argc, char **argv)
{
    int megabytes = argc > 1 ? atoi(argv[1]) : 4;
    uint32_t pages = (uint32_t)megabytes * (MB / PAGE), wrong = 0;
    uint32_t out = pager_count(PAGER_SWAPPED_OUT), in = pager_count(PAGER_SWAPPED_IN);
    uint32_t *memory = megabytes > 0 && megabytes < 1024 ? malloc((uint32_t)megabytes * MB) : NULL;
    if (!memory) {
        fprintf(stderr, "hog: %d MB are not to be had; a program may touch %u KB\n", megabytes,
                start_page()->memory / 1024);
        return 1;
    }
    printf("hog: I fill %u pages.\n", pages);
    fill(memory, pages);
    for (int turn = 1; turn <= 2; turn++) {
        uint32_t bad = check(memory, pages);
        printf("hog: turn %d: %u words of %u are wrong.\n", turn, bad, pages * (PAGE / 4));
        wrong += bad;
    }
    printf("hog: meanwhile %u pages went to the swap disk and %u came back.\n",
           pager_count(PAGER_SWAPPED_OUT) - out, pager_count(PAGER_SWAPPED_IN) - in);
    return wrong != 0;
}
