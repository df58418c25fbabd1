/*
 * @test 117
 * title: The kernel's share is found among other words, also in bytes
 * exercise: 1.1
 * points: 1
 * why: the command line holds words that only look like it ("xkmem=1M", "kmemory"), and then
 *   "kmem=" with a number of bytes. The kernel's memory begins at a page, so its share is at least
 *   what was asked for, and less than a page more.
 * seed: the number of bytes
 * boot: xkmem=1M kmemory kmem={1000000 + mix(seed, 1) % 3000000} other=9M
 * hint: the words of the command line are separated by spaces
 * hint kernel: the word begins where a word begins; without a letter behind it the number is one of
 *   bytes
 * hint panic: is the end of the command line found?
 * answers:
 *     say("kernel", 1000000 + mix(seed, 1) % 3000000 + 4095 & ~4095)
 *     say("begin", 0)
 */
#include <test.h>
#include <sigma0.h>

#define INFO_PAGE ((void *)0x51000000)

int
main(void)
{
    test_begin();
    const struct l4_kip *info = sigma0_map_info(INFO_PAGE);
    test_say("kernel", info->reserved[1].high - info->reserved[1].low);
    test_say("begin", info->reserved[1].low % 4096);
    test_end();
}
