/*
 * @test 141
 * title: The kernel's memory is out of reach for a program
 * exercise: 1.4
 * points: 2
 * why: a program reads and writes at drawn places of the kernel's part of the address space: its
 *   image, the physical memory behind it, the tables, control blocks. Each is a page fault from
 *   ring 3 on a page that is there, so the error code is 5 or 7.
 * seed: the places
 * hint: bit 2 of an entry opens a page to ring 3, if it is set in the directory and in the table
 * hint read: a program could read there, or found no page
 * hint write: a program could write there, or found no page
 * hint panic: which entry of which table belongs to an address: bits 22 to 31, then bits 12 to 21
 * hint triple-fault: with the PG bit the next instruction is fetched through the tables: does CR3
 *   hold a physical address, is the code there?
 * answers:
 *     for i in range(6):
 *         say("read", 1, 4, 5)
 *         say("write", 1, 4, 7)
 *     say("alive", mix(seed, 20))
 */
#include "catch.h"

static uint32_t places[6];
extern volatile uint32_t *volatile place;
volatile uint32_t *volatile place;

ATTEMPT(read_there, "movl place, %ecx", "movl (%ecx), %eax");
ATTEMPT(write_there, "movl place, %ecx; xorl %eax, %eax", "movl %eax, (%ecx)");

static void
try_at(const char *name, void (*attempt)(void))
{
    catch (attempt, test_pager());
    uint32_t said[3] = {catch_came, (catch_before - catch_esp) / 4, catch_words[0] & 7};
    test_say_all(name, said, 3);
}

int
main(void)
{
    test_begin();
    uint32_t seed = test_seed();
    places[0] = 0xC0100000 + test_mix(seed, 0) % 0x8000 * 4;   /* the kernel's image */
    places[1] = 0xC0000000 + test_mix(seed, 1) % 0x200000 * 4; /* physical memory */
    places[2] = 0xC0800000 + test_mix(seed, 2) % 0x180000 * 4;
    places[3] = 0xD0802000 + test_mix(seed, 3) % 1024 * 4;      /* the tables */
    places[4] = 0xE0000000 + test_mix(seed, 4) % 0x1000000 * 4; /* control blocks */
    places[5] = 0xE0000000 + (4 * 64 + 9) * 4096 + test_mix(seed, 5) % 1024 * 4;
    for (int i = 0; i < 6; i++) {
        place = (volatile uint32_t *)places[i];
        try_at("read", read_there);
        try_at("write", write_there);
    }
    test_say("alive", test_mix(seed, 20));
    test_end();
}
