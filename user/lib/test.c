/*
 * What a test says, line by line. Enter by test_begin().
 */
#include "test.h"
#include <kdebug.h>
#include <sigma0.h>
#include <stdio.h>
#include <string.h>
#include <syscall.h>

#define INFO_PAGE  ((void *)0x50000000) /* beyond all memory: no other use of it in a test */
#define MAX_VALUES 8

static uint32_t seed;
static uint32_t lines; /* said so far */
static l4_id_t pager;

/* The number behind "0x" at `s`. */
static uint32_t
parse_hex(const char *s)
{
    uint32_t value = 0;
    for (;; s++) {
        if (*s >= '0' && *s <= '9')
            value = value * 16 + (uint32_t)(*s - '0');
        else if (*s >= 'a' && *s <= 'f')
            value = value * 16 + (uint32_t)(*s - 'a' + 10);
        else
            return value;
    }
}

void
test_begin(void)
{
    struct thread_regs r = {L4_INVALID, L4_INVALID, L4_INVALID, L4_INVALID, 0};
    l4_lthread_ex_regs(0, &r); /* and not thread_pager(), which asks for its own id: an exercise */
    pager = r.pager;
    const struct l4_kip *info = sigma0_map_info(INFO_PAGE);
    const char *word = info ? strstr((const char *)info + info->command_line, "seed=0x") : NULL;
    seed = word ? parse_hex(word + strlen("seed=0x")) : 0;
    test_begun();
}

uint32_t
test_seed(void)
{
    return seed;
}

uint32_t
test_pager(void)
{
    return pager;
}

uint32_t
test_mix(uint32_t s, uint32_t i)
{
    uint32_t x = s ^ (i * 0x9E3779B9u);
    x = (x ^ (x >> 16)) * 0x7FEB352Du;
    x = (x ^ (x >> 15)) * 0x846CA68Bu;
    return x ^ (x >> 16);
}

void
test_say(const char *name, uint32_t value)
{
    test_say_all(name, &value, 1);
}

/* One line is one call of the kernel: nothing that the kernel prints by itself can stand inside it.
 */
void
test_say_all(const char *name, const uint32_t *values, uint32_t count)
{
    char line[40 + 9 * MAX_VALUES];
    test_saying();
    int at = snprintf(line, 40, "[%u] %s", ++lines, name);
    for (uint32_t i = 0; i < count && i < MAX_VALUES; i++)
        at += snprintf(line + at, 10, " %08x", values[i]);
    snprintf(line + at, 2, "\n");
    kd_puts(line);
    test_said();
}

void
test_line_begin(const char *name)
{
    char line[40];
    test_saying();
    snprintf(line, sizeof line, "[%u] %s ", ++lines, name);
    kd_puts(line);
}

void
test_line_end(void)
{
    kd_puts("\n");
    test_said();
}

void
test_end(void)
{
    char line[20];
    snprintf(line, sizeof line, "[end %u]\n", lines);
    test_ended();
    kd_puts(line);
    for (;;)
        kd_exit(TEST_EXIT_END);
}
