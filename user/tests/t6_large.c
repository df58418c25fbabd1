/*
 * Chapter 6, second part: strings over 4 MB borders, as many as a message can have, beyond the
 * space; fpages in memory.
 */
#include "check.h"
#include "ipc.h"
#include "message.h"
#include "sigma0.h"
#include "string.h"
#include "thread.h"

#define BORDER 0x10400000u /* sent from and received at, in this task */
#define AROUND (8 * L4_PAGE_SIZE)

static MESSAGE(3, 31) out, in;
static uint8_t there[2 * AROUND] __attribute__((aligned(L4_PAGE_SIZE)));
static volatile uint32_t result_there;
static volatile l4_id_t partner;

static uint8_t
letter(uint32_t i)
{
    return (uint8_t)(i * 11 + (i >> 8) * 5 + 3);
}

static void
receive_there(void)
{
    result_there = message_receive(partner, &in, L4_NEVER);
    thread_stop();
}

static void
send_there(void)
{
    result_there = message_send(partner, &out, L4_NEVER);
    thread_stop();
}

static void
prepare(void)
{
    for (uint32_t at = BORDER - AROUND; at < BORDER + AROUND; at += L4_PAGE_SIZE)
        if (!sigma0_map_any((void *)at))
            CHECK_EQ("a frame for", 0, at);
    message_init(&out, 3, 31);
    message_init(&in, 3, 31);
    message_words(&out, 3);
    result_there = 0x999;
    partner = thread_self();
}

TEST(6.30, "a string that is sent from over a 4 MB border")
{
    uint8_t *from = (uint8_t *)(BORDER - 5000);
    prepare();
    for (uint32_t i = 0; i < 10000; i++)
        from[i] = letter(i);
    memset(there, 0, sizeof there);
    message_string(&out, from, 10000);
    message_buffer(&in, there + 3, 10000);
    l4_id_t child = helper_task(0, receive_there);
    settle();
    CHECK_EQ("send", 0, IPC_ERROR(message_send(child, &out, L4_NEVER)));
    settle();
    CHECK_EQ("the bytes", 0, memcmp(from, there + 3, 10000));
}

static void
receive_over_border(uint32_t before, uint32_t size)
{
    uint8_t *to = (uint8_t *)(BORDER - before);
    prepare();
    for (uint32_t i = 0; i < size; i++)
        there[i] = letter(i);
    memset(to - 1, 0xA5, size + 2);
    message_string(&out, there, size);
    message_buffer(&in, to, size);
    l4_id_t child = helper_task(0, send_there);
    settle();
    CHECK_EQ("receive", 0, IPC_ERROR(message_receive(child, &in, L4_NEVER)));
    CHECK_EQ("the bytes", 0, memcmp(to, there, size));
    CHECK_EQ("guard before", 0xA5, to[-1]);
    CHECK_EQ("guard behind", 0xA5, to[size]);
}

TEST(6.31, "a string that is received over a 4 MB border: the window has two entries")
{
    receive_over_border(5000, 10000);
}

TEST(6.32, "strings that end at, before and behind a 4 MB border")
{
    for (uint32_t end = 0; end < 5; end++)
        receive_over_border(102 - end, 100);
}

TEST(6.33, "a string that begins right at a 4 MB border")
{
    receive_over_border(0, 9000);
}

TEST(6.34, "pieces of a scattered buffer on both sides of a 4 MB border, in the wrong order")
{
    prepare();
    for (uint32_t i = 0; i < 6000; i++)
        there[i] = letter(i);
    message_string(&out, there, 6000);
    message_buffer(&in, (void *)(BORDER + 100), 2500);
    message_buffer_more(&in, (void *)(BORDER - 3000), 2500);
    message_buffer_more(&in, (void *)(BORDER + 8000), 1000);
    l4_id_t child = helper_task(0, send_there);
    settle();
    CHECK_EQ("receive", 0, IPC_ERROR(message_receive(child, &in, L4_NEVER)));
    CHECK_EQ("first", 0, memcmp((void *)(BORDER + 100), there, 2500));
    CHECK_EQ("second", 0, memcmp((void *)(BORDER - 3000), there + 2500, 2500));
    CHECK_EQ("third", 0, memcmp((void *)(BORDER + 8000), there + 5000, 1000));
}

TEST(6.35, "31 strings, the most that a message can have")
{
    prepare();
    for (uint32_t i = 0; i < 31 * 100; i++)
        there[i] = letter(i);
    for (uint32_t i = 0; i < 31; i++) {
        message_string(&out, there + 100 * i, 60 + i);
        message_buffer(&in, there + AROUND + 100 * i, 100);
    }
    l4_id_t child = helper_task(0, send_there);
    settle();
    uint32_t result = message_receive(child, &in, L4_NEVER);
    CHECK_EQ("error", 0, IPC_ERROR(result));
    CHECK_EQ("strings", 31, L4_DOPE_STRINGS(result));
    for (uint32_t i = 0; i < 31; i++) {
        CHECK_EQ("the bytes", 0, memcmp(there + 100 * i, there + AROUND + 100 * i, 60 + i));
        CHECK_EQ("length noted", 60 + i, message_dope(&in, i)->send_size);
    }
}

TEST(6.36, "a string gathered from 31 pieces of one byte and more")
{
    uint32_t total = 0;
    prepare();
    for (uint32_t i = 0; i < 31 * 100; i++)
        there[i] = letter(i);
    for (uint32_t i = 0; i < 31; total += 1 + i++)
        (i ? message_more : message_string)(&out, there + 100 * i, 1 + i);
    message_buffer(&in, there + AROUND, 1000);
    l4_id_t child = helper_task(0, send_there);
    settle();
    CHECK_EQ("receive", 0, IPC_ERROR(message_receive(child, &in, L4_NEVER)));
    CHECK_EQ("length noted", total, message_dope(&in, 0)->send_size & L4_STRING_SIZE);
    uint8_t *at = there + AROUND;
    for (uint32_t i = 0; i < 31; at += 1 + i++)
        CHECK_EQ("piece", 0, memcmp(at, there + 100 * i, 1 + i));
}

TEST(6.37, "an address beyond the user's space is no reason for harm: the transfer fails, on the "
           "side that named it")
{
    prepare();
    message_string(&out, there, 100);
    message_buffer(&in, (void *)0xC0000000u, 100);
    l4_id_t child = helper_task(0, send_there);
    settle();
    CHECK(IPC_ERROR(message_receive(child, &in, L4_NEVER)) != 0);
    settle();
    CHECK(IPC_ERROR(result_there) != 0);
    prepare();
    message_string(&out, (void *)0xBFFFFFF0u, 100);
    message_buffer(&in, there, 100);
    child = helper_task(0, send_there);
    settle();
    CHECK(IPC_ERROR(message_receive(child, &in, 0x00000F00)) != 0);
}

/* A message of fpages: pairs of words, the first one in registers. */
static MESSAGE(16, 0) map_out, map_in;

static void
receive_map_there(void)
{
    l4_id_t source;
    result_there = message_wait(&source, &map_in, L4_NEVER);
    if (!IPC_ERROR(result_there))
        result_there = *(volatile uint32_t *)0x20000000u + *(volatile uint32_t *)0x20003000u;
    thread_stop();
}

TEST(6.38, "a map message in memory maps each of its fpages to the buffer's receive fpage, up to "
           "the first zero")
{
    prepare();
    *(volatile uint32_t *)BORDER = 0x100;
    *(volatile uint32_t *)(BORDER + L4_PAGE_SIZE) = 0x023;
    message_init(&map_out, 16, 0);
    message_init(&map_in, 16, 0);
    map_in.receive_fpage = l4_fpage(0x20000000, 16, 0);
    message_words(&map_out, 8);
    uint32_t words[] = {0,      l4_fpage(BORDER, 12, L4_FPAGE_WRITE),
                        0x3000, l4_fpage(BORDER + L4_PAGE_SIZE, 12, 0),
                        0,      0,
                        7,      8};
    memcpy(map_out.dword, words, sizeof words);
    l4_id_t source, child = helper_task(0, receive_map_there);
    struct words w = {words[0], words[1], words[2]};
    settle();
    CHECK_EQ("send", 0,
             IPC_ERROR(l4_ipc(child, (uint32_t)&map_out | L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w,
                              &source)));
    settle();
    CHECK_EQ("both pages are there", 0x123, result_there);
    CHECK_EQ("the words came, too", words[3], map_in.dword[3]);
    CHECK_EQ("those behind the zero as well", 8, map_in.dword[7]);
}
