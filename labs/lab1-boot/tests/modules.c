/*
 * @test 115
 * title: The boot modules are moved to the end of the free memory and arrive whole
 * exercise: 1.1
 * points: 2
 * why: three modules of drawn sizes are loaded behind the test. Each begins at a page, the last one
 *   ends in the last page below the kernel's memory, each other one right below the next, and all
 *   that stands in them is what the loader brought.
 * seed: the sizes of the modules, and the words in them
 * modules: {5000 + mix(seed, 1) % 9000} {20000 + mix(seed, 2) % 9000} {1 + mix(seed, 3) % 4096}
 * hint: draw the memory before and after, with the addresses of all modules; in which order can
 *   they be moved?
 * hint count: modules 3 and later are told in the kernel info page
 * hint size: begin and end of a module are those of its new place
 * hint place: a module begins at a page, as high as it can
 * hint sum: a module was written over before it was moved, or not all of it was
 * hint panic: was a module written over before it was moved, or are its begin and end not those of
 *   its new place?
 * hint triple-fault: a module that is moved to where another one still lies destroys it: which one
 *   must go first?
 * answers:
 *     sizes = [5000 + mix(seed, 1) % 9000, 20000 + mix(seed, 2) % 9000, 1 + mix(seed, 3) % 4096]
 *     say("count", 3)
 *     for n in range(3):
 *         words = [mix(seed, 1000 * (n + 1) + i) for i in range((sizes[n] + 3) // 4)]
 *         total = 0
 *         for b in b"".join(w.to_bytes(4, "little") for w in words)[:sizes[n]]:
 *             total = (total * 3 + b) & 0xFFFFFFFF
 *         say("size", sizes[n])
 *         say("place", 1)
 *         say("sum", total)
 */
#include <test.h>
#include <sigma0.h>

#define INFO_PAGE ((void *)0x51000000)
#define WINDOW    0x52000000u
#define PAGE      4096u

/* The module at physical memory `begin` to `end`, byte by byte. */
static uint32_t
sum_of(uint32_t begin, uint32_t end)
{
    uint32_t total = 0;
    for (uint32_t frame = begin; frame < end; frame += PAGE)
        sigma0_map_frame(frame, (void *)(WINDOW + frame));
    for (uint32_t at = begin; at < end; at++)
        total = total * 3 + *(const uint8_t *)(WINDOW + at);
    return total;
}

int
main(void)
{
    test_begin();
    const struct l4_kip *info = sigma0_map_info(INFO_PAGE);
    test_say("count", info->module_count);
    for (uint32_t i = 0; i < info->module_count; i++) {
        const struct l4_module *m = &info->module[i];
        uint32_t limit = i + 1 < info->module_count ? m[1].begin : info->reserved[1].low;
        uint32_t bytes = m->end - m->begin;
        test_say("size", bytes);
        test_say("place", m->begin == ((limit - bytes) & ~(PAGE - 1)));
        test_say("sum", sum_of(m->begin, m->end));
    }
    test_end();
}
