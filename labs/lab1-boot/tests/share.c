/*
 * @test 114
 * title: The command line says how much memory the kernel takes
 * exercise: 1.1
 * points: 1
 * why: "kmem=2500K" on the command line gives the kernel 2500 KB at the end of the memory, whatever
 *   number stands there; the frame where its share begins is nobody else's, and the frame before it
 *   is not the kernel's.
 * seed: the number of kilobytes
 * boot: kmem={4 * (400 + mix(seed, 1) % 400)}K
 * hint: kernel_memory_option() looks for the word "kmem=" and reads the number behind it
 * hint kernel: K are 1024 bytes; the kernel's memory is at the end of what there is
 * hint outside: who may ask sigma0 for a frame of the kernel's?
 * hint panic: the number was read in another unit than it was meant?
 * answers:
 *     kmem = 4 * (400 + mix(seed, 1) % 400) << 10
 *     say("kernel", kmem)
 *     say("end", 1)
 *     say("outside", 0)
 */
#include <test.h>
#include <sigma0.h>

#define INFO_PAGE ((void *)0x51000000)
#define SOMEWHERE ((void *)0x52000000)

int
main(void)
{
    test_begin();
    const struct l4_kip *info = sigma0_map_info(INFO_PAGE);
    test_say("kernel", info->reserved[1].high - info->reserved[1].low);
    test_say("end", info->reserved[1].high == info->main_memory.high);
    test_say("outside", (uint32_t)sigma0_map_frame(info->reserved[1].low, SOMEWHERE));
    test_end();
}
