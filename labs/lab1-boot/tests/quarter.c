/*
 * @test 113
 * title: The kernel takes a quarter of the memory where nobody asks for another share
 * exercise: 1.1
 * points: 1
 * why: a machine of 12 MB (of which the firmware may keep some at the end): the kernel info page
 *   says that the memory of the kernel ends where all memory does, and is a quarter of it, less
 *   than a page more where that is no whole number of pages.
 * seed: a word that is written to the last frame below the kernel's memory
 * memory: 12
 * hint: boot_memory_init() divides the memory, and the kernel info page tells what came of it
 * hint kernel: without "kmem=" the kernel has a quarter of what there is
 * hint panic: nobody asked for a share: is 0 what kernel_memory_option() says then?
 * answers:
 *     say("memory", 0, 11)
 *     say("kernel", 1, 1)
 *     say("word", mix(seed, 1))
 */
#include <test.h>
#include <sigma0.h>

#define INFO_PAGE ((void *)0x51000000)

static uint32_t volatile word;

int
main(void)
{
    test_begin();
    const struct l4_kip *info = sigma0_map_info(INFO_PAGE);
    uint32_t top = info->main_memory.high, share = info->reserved[1].high - info->reserved[1].low;
    uint32_t memory[2] = {info->main_memory.low, (top - 1) >> 20};
    uint32_t kernel[2] = {share - top / 4 < 4096, info->reserved[1].high == top};
    test_say_all("memory", memory, 2);
    test_say_all("kernel", kernel, 2);
    word = test_mix(test_seed(), 1);
    test_say("word", word);
    test_end();
}
