/*
 * Everything between a fault and the frames: random reads and writes of four programs, sharing,
 * limits, ends of tasks, few frames and a small swap disk that fails now and then. What a program
 * reads must be what it wrote, whatever happened to its pages meanwhile.
 *
 * Tests: tests/play.c frame.c region.c page.c fault.c zero.c copy.c page_in.c replace.c swap.c
 * Tests: image.c elf.c
 */
#include "play.h"
#include "../replace.h"
#include "../swap.h"
#include "check.h"
#include <ipc.h>
#include <layout.h>
#include <stdlib.h>
#include <string.h>

static void
step(struct player *p)
{
    uint32_t i = random_next(&seed) % 4 ? random_next(&seed) % SPAN : random_next(&seed) % 12;
    int write = random_next(&seed) % 2;
    if (!touch(p, i, write)) {
        end(p);
        start(p);
        return;
    }
    if (write && i < TEXT)
        return;
    uint32_t *word = words_of(p, i), at = random_next(&seed) % WORDS;
    CHECK_EQ(p->expected[i], word[0]);
    CHECK_EQ(p->expected[i], word[at]);
    CHECK_EQ(p->expected[i], word[WORDS - 1]);
    if (write) {
        p->expected[i] = random_next(&seed);
        for (uint32_t n = 0; n < WORDS; n++)
            word[n] = p->expected[i];
    }
}

static void
share(struct player *from, struct player *to)
{
    uint32_t i = TEXT + random_next(&seed) % (SPAN - TEXT);
    enum fault_result result = page_share(from->task, to->task, PROGRAM_BASE + i * L4_PAGE_SIZE);
    CHECK(result == FAULT_MAP || result == FAULT_MEMORY);
    if (result == FAULT_MAP)
        to->expected[i] = from->expected[i];
}

/* A page that is mapped writable has one owner and no other copy. */
static void
writable_pages_are_single(void)
{
    for (int p = 0; p < PLAYERS; p++) {
        for (uint32_t i = 0; i < SPAN; i++) {
            if (!players[p].from[i])
                continue;
            uint32_t f = (players[p].from[i] - (uint32_t)(uintptr_t)memory) / L4_PAGE_SIZE;
            CHECK(frames[f].referenced);
            CHECK(!players[p].writable[i] ||
                  (frames[f].sharers == 1 && frames[f].copy == COPY_NONE));
        }
    }
}

static void
play(int steps)
{
    for (int p = 0; p < PLAYERS; p++)
        start(&players[p]);
    for (int n = 0; n < steps && !check_failed; n++) {
        struct player *p = &players[random_next(&seed) % PLAYERS];
        switch (random_next(&seed) % 100) {
        case 0:
            end(p);
            start(p);
            break;
        case 1:
            p->task->limit = random_next(&seed) % 2 ? 8 + random_next(&seed) % 20 : 0;
            break;
        case 2:
        case 3:
        case 4:
            share(p, &players[random_next(&seed) % PLAYERS]);
            break;
        default:
            step(p);
        }
        if (n % 64 == 0)
            writable_pages_are_single();
    }
    for (int p = 0; p < PLAYERS; p++)
        end(&players[p]);
    CHECK_EQ(FRAMES, frames_left());
}

static void
pages_keep_their_content(void)
{
    play(300000);
    CHECK_EQ(0, swap_used());
    for (int i = 0; i < PAGER_FORWARDED; i++)
        CHECK(pager_counts[i] > 1000);
}

/* A slot that could not be written is lost for good; programs end, nothing else happens. */
static void
a_bad_disk_ends_programs_only(void)
{
    disk_fails = 50;
    play(100000);
    CHECK(swap_used() > 10);
}

static uint32_t
again_after(uint32_t working_set, uint32_t limit)
{
    struct player *p = &players[0];
    start(p);
    p->task->limit = limit;
    for (int round = 0; round < 6; round++)
        for (uint32_t i = 0; i < working_set; i++)
            touch(p, TEXT + DATA + i, 1);
    uint32_t swapped = pager_counts[PAGER_SWAPPED_OUT];
    for (int round = 0; round < 10; round++)
        for (uint32_t i = 0; i < working_set; i++)
            touch(p, TEXT + DATA + i, 0);
    end(p);
    return pager_counts[PAGER_SWAPPED_OUT] - swapped;
}

static int
in_memory(const struct player *p, uint32_t i)
{
    page_t *record = page_find(&p->task->pages, PROGRAM_BASE + i * L4_PAGE_SIZE);
    return record && (*record & PAGE_KIND) == PAGE_FRAME;
}

/* The second chance: a page that is used between two visits of the hand stays. */
static void
used_pages_stay(void)
{
    struct player *p = &players[0];
    uint32_t used[5], count = 0;
    CHECK_EQ(0, again_after(10, 10));
    start(p);
    p->task->limit = 10;
    for (uint32_t i = 16; i < 26; i++)
        touch(p, i, 1);
    touch(p, 26, 1); /* the hand takes all references away, and one page */
    for (uint32_t i = 16; i < 26 && count < 5; i++)
        if (in_memory(p, i))
            used[count++] = i;
    CHECK_EQ(5, count);
    uint32_t again = pager_counts[PAGER_AGAIN];
    for (uint32_t k = 0; k < 5; k++)
        touch(p, used[k], 0);
    CHECK_EQ(again + 5, pager_counts[PAGER_AGAIN]);
    for (uint32_t i = 27; i < 31; i++)
        touch(p, i, 1); /* four more: the four that were not used go */
    for (uint32_t k = 0; k < 5; k++)
        CHECK(in_memory(p, used[k]));
    CHECK_EQ(10, p->task->pages.frames);
    CHECK_EQ(5, p->task->pages.slots);
    end(p);
}

/* What was read back and not changed has its copy on the disk already. */
static void
clean_pages_are_not_written_again(void)
{
    struct player *p = &players[0];
    start(p);
    p->task->limit = 8;
    for (uint32_t i = 0; i < 16; i++)
        touch(p, TEXT + DATA + i, 1);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 16; i++)
            touch(p, TEXT + DATA + i, 0); /* now all 16 are on the disk */
    uint32_t out = pager_counts[PAGER_SWAPPED_OUT], in = pager_counts[PAGER_SWAPPED_IN];
    for (int round = 0; round < 5; round++)
        for (uint32_t i = 0; i < 16; i++)
            touch(p, TEXT + DATA + i, 0);
    CHECK(pager_counts[PAGER_SWAPPED_IN] >= in + 40);
    CHECK_EQ(out, pager_counts[PAGER_SWAPPED_OUT]);
    end(p);
}

/* Around what a segment has on its page there are zeros. */
static void
odd_pages_are_filled(void)
{
    struct player *p = &players[0];
    struct fault_page page;
    uint32_t wrong = 0;
    memset(memory, 0xEE, FRAMES * L4_PAGE_SIZE); /* all are free */
    start(p);
    memset(file + 4000, 0x55, 96);
    CHECK_EQ(FAULT_MAP, fault_resolve(p->task, PROGRAM_BASE + SPAN * L4_PAGE_SIZE, 0, &page));
    const uint8_t *seen = memory + (page.from - (uint32_t)(uintptr_t)memory);
    for (uint32_t i = 0; i < L4_PAGE_SIZE; i++)
        if (seen[i] != (i >= 40 && i < 40 + ODD ? file[4000 + i - 40] : 0))
            wrong++;
    CHECK_EQ(0, wrong);
    end(p);
}

/* Zeros that a task gave to another stay zeros where that one's own page would be the file's. */
static void
shared_zeros_stay_zeros(void)
{
    struct player *from = &players[0], *to = &players[1];
    start(from);
    start(to);
    from->task->regions = (struct regions){0};
    region_add(&from->task->regions, PROGRAM_BASE, PROGRAM_BASE + SPAN * L4_PAGE_SIZE, REGION_ZERO);
    CHECK_EQ(1, touch(from, TEXT, 0));
    CHECK_EQ(FAULT_MAP, page_share(from->task, to->task, PROGRAM_BASE + TEXT * L4_PAGE_SIZE));
    while (replace_one(NULL) == 0)
        ;
    CHECK_EQ(1, touch(to, TEXT, 0));
    CHECK_EQ(0, *words_of(to, TEXT));
    end(from);
    end(to);
}

int
main(void)
{
    memory = aligned_alloc(L4_PAGE_SIZE, FRAMES * L4_PAGE_SIZE);
    frames_init(memory, FRAMES);
    make_file();
    RUN(pages_keep_their_content, "pages: 300 000 steps of 4 programs in 40 frames, nothing lost");
    RUN(used_pages_stay, "clock: pages in use get their second chance, others go");
    RUN(clean_pages_are_not_written_again, "swap: a page with a copy there is not written again");
    RUN(odd_pages_are_filled, "image: zeros around what the file has on a page");
    RUN(shared_zeros_stay_zeros, "copy on write: shared zeros stay zeros when they are replaced");
    RUN(a_bad_disk_ends_programs_only, "swap: a disk that fails ends programs and nothing else");
    free(memory);
    return failures;
}
