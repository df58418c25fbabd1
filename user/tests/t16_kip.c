/*
 * Chapter 16: the kernel info page.
 */
#include "check.h"
#include "hole.h"
#include "ipc.h"
#include "probe.h"
#include "program.h"
#include "sigma0.h"
#include "string.h"
#include "thread.h"

#define WINDOW 0x20000000u

static const struct l4_kip *
info(void)
{
    return sigma0_map_info((void *)0x30000000);
}

static uint32_t
word_at(uint32_t offset)
{
    return *(const volatile uint32_t *)((uint32_t)info() + offset);
}

TEST(16.01, "the page begins with the bytes L, 4, micro, K")
{
    CHECK_EQ("magic", 0x4BE6344C, word_at(0));
}

TEST(16.02, "the version string lies at 16 times the byte at +8, inside the page")
{
    uint32_t offset = (word_at(8) & 0xFF) * 16;
    CHECK(offset >= 0xC0 && offset < L4_PAGE_SIZE);
    const char *text = (const char *)info() + offset;
    CHECK(strstr(text, "L486") != 0);
}

TEST(16.03, "at +0x40 the root task: this program")
{
    CHECK_EQ("EIP, offset 4", 1,
             word_at(0x44) >= (uint32_t)program_begin && word_at(0x44) < (uint32_t)program_end);
    CHECK_EQ("begin", program_begin, word_at(0x48) & L4_PAGE_MASK);
    CHECK(word_at(0x4C) > word_at(0x48) && word_at(0x4C) <= (uint32_t)program_end);
}

TEST(16.04, "at +0x20 sigma0: below the root task, EIP between begin and end")
{
    CHECK(word_at(0x24) >= word_at(0x28) && word_at(0x24) < word_at(0x2C));
}

TEST(16.05, "at +0x60 main memory from 0; the reserved ranges lie in it")
{
    uint32_t high = word_at(0x64);
    CHECK_EQ("low", 0, word_at(0x60));
    CHECK_EQ("whole pages", 0, high % L4_PAGE_SIZE);
    for (uint32_t at = 0x68; at <= 0x70; at += 8)
        if (word_at(at + 4))
            CHECK(word_at(at) < word_at(at + 4) && word_at(at + 4) <= high);
}

TEST(16.06, "at +0x78 to +0x98 dedicated memory: each range empty or upright")
{
    for (uint32_t at = 0x78; at <= 0x98; at += 8)
        if (word_at(at + 4))
            CHECK(word_at(at) < word_at(at + 4));
}

TEST(16.07, "the programs' memory is not reserved to the kernel")
{
    const struct l4_kip *kip = info();
    for (int i = 0; i < 2; i++) {
        CHECK(kip->root.end <= kip->reserved[i].low || kip->root.begin >= kip->reserved[i].high);
        CHECK(kip->sigma0.end <= kip->reserved[i].low ||
              kip->sigma0.begin >= kip->reserved[i].high);
    }
}

TEST(16.08, "the clock at +0xA0 runs, in microseconds, and never backwards")
{
    uint32_t last = word_at(0xA0), begin = last;
    for (int i = 0; i < 200000 && word_at(0xA0) - begin < 20000; i++) {
        uint32_t now = *(const volatile uint32_t *)(0x30000000 + 0xA0);
        if (now < last)
            CHECK_EQ("clock", last, now);
        last = now;
    }
    CHECK(last - begin >= 16000);
}

TEST(16.09, "processor and bus frequency at +0xB0 are those of the board")
{
    CHECK(word_at(0xB0) >= 16000000 && word_at(0xB0) <= 100000000);
    CHECK(word_at(0xB4) > 0 && word_at(0xB4) <= word_at(0xB0));
}

TEST(16.10, "the page cannot be written, not even when its owner maps it on as writable")
{
    info();
    l4_id_t c = probe_start(0, WINDOW, 0x1000000);
    uint32_t value;
    probe_pass(PROBE_ME, c, 0, l4_fpage(0x30000000, 12, L4_FPAGE_WRITE), l4_fpage(WINDOW, 12, 0),
               NULL);
    CHECK(probe_read(c, WINDOW, &value));
    CHECK_EQ("magic", L4_KIP_MAGIC, value);
    CHECK_EQ("write", 0, probe_write(c, WINDOW, 0));
    CHECK_EQ("unchanged", L4_KIP_MAGIC, word_at(0));
}

TEST(16.11, "each boot module has its name and lies in main memory")
{
    const struct l4_kip *kip = info();
    CHECK(kip->module_count <= L4_MAX_MODULES);
    for (uint32_t i = 0; i < kip->module_count; i++) {
        CHECK(kip->module[i].begin < kip->module[i].end &&
              kip->module[i].end <= kip->main_memory.high);
        CHECK(kip->module[i].name < L4_PAGE_SIZE);
    }
    CHECK(kip->command_line < L4_PAGE_SIZE);
}
