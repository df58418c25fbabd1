/*
 * @test 146
 * title: Not even the kernel writes to a page that is read-only
 * exercise: 1.4
 * points: 1
 * why: a program names the kernel info page, which it has read-only, as the place for a message.
 *   The kernel, which writes the message there, must fault like the program would: the page holds
 *   what it held.
 * seed: what is sent
 * hint: a bit of CR0 decides whether ring 0 may write to read-only pages
 * hint magic: the kernel wrote through a read-only page
 * hint panic: the kernel's own data must be writable for it
 * answers:
 *     say("magic", 0x4BE6344C, 1)
 *     say("alive", mix(seed, 7))
 */
#include <test.h>
#include <ipc.h>
#include <sigma0.h>
#include <thread.h>

#define FIRST_VIEW  0x51000000u
#define SECOND_VIEW 0x53000000u

static struct {
    struct l4_message head;
    uint32_t more[8];
} message;
static uint32_t stack[2][512];

static void
send(void *unused)
{
    struct words w = {1, 2, 3};
    l4_id_t source;
    message.head.size_dope = message.head.send_dope = L4_DOPE(11, 0);
    for (uint32_t i = 0; i < 8; i++)
        message.more[i] = test_mix(test_seed(), i);
    l4_ipc(l4_thread_of(L4_ROOT, 2), (uint32_t)&message, L4_NO_RECEIVE, L4_NEVER, &w, &source);
    thread_stop();
}

/* The buffer begins one word before the info page, so that the page's first word, the magic number,
 * is taken for a size dope: it offers room for many words. */
static void
receive(void *unused)
{
    struct words w = {0, 0, 0};
    l4_id_t source;
    uint32_t buffer = FIRST_VIEW - 4;
    l4_ipc(L4_NIL, L4_NO_SEND, buffer | L4_RECV_OPEN, L4_NEVER, &w, &source);
    thread_stop();
}

int
main(void)
{
    static uint32_t before[1024];
    test_begin();
    sigma0_map_any((void *)(FIRST_VIEW - 4096));
    sigma0_map_info((void *)FIRST_VIEW);
    const struct l4_kip *kip = sigma0_map_info((void *)SECOND_VIEW);
    const volatile uint32_t *words = (const volatile uint32_t *)kip;
    for (uint32_t i = 0; i < 1024; i++)
        before[i] = words[i];
    thread_start(2, receive, 0, stack[0], sizeof stack[0], test_pager());
    l4_thread_switch(L4_NIL);
    thread_start(3, send, 0, stack[1], sizeof stack[1], test_pager());
    for (int turn = 0; turn < 50; turn++)
        l4_thread_switch(L4_NIL);
    uint32_t same = 1;
    for (uint32_t i = 0; i < 1024; i++)
        if (i * 4 != 0xA0 && i * 4 != 0xA4) /* the clock goes on */
            same &= words[i] == before[i];
    uint32_t said[2] = {kip->magic, same};
    test_say_all("magic", said, 2);
    test_say("alive", test_mix(test_seed(), 7));
    test_end();
}
