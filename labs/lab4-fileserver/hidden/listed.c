/*
 * @test 427
 * title: The list shows each living name once
 * exercise: 4.2
 * points: 1
 * programs: names
 * why: five names are registered, one of them twice by threads of one task. The list has five
 *   entries, numbered from 0 without a gap, each
 *   name once, in any order. After the death of two owners it has three.
 * seed: the names
 * hint: the index counts living names, not places in a table
 * hint entry: each entry up to the last is there, and is a name that was registered
 * hint once: a name stands in the list once
 * hint end: behind the last one is ENOENT; a dead owner's name is no entry
 * answers:
 *     for i in range(6):
 *         say("register", 0)
 *     for i in range(5):
 *         say("entry", 0)
 *     say("end", 2)
 *     say("once", 0x11111)
 *     for i in range(3):
 *         say("entry", 0)
 *     say("end", 2)
 *     say("once", 0x10110)
 */
#include "../tests/clients.h"

static char name[5][9];

/* Says the errors of the first `count` entries and of the next one, and how often each name
 * was there, a digit each. */
static void
list(uint32_t count)
{
    uint32_t seen = 0;
    for (uint32_t index = 0; index <= count; index++) {
        char text[9];
        struct words w = {NAMES_LIST, index, 0};
        ipc_send(client_id[5], &w, SHORTLY);
        if (!client_heard(5, &w))
            w.w0 = CUT;
        test_say(index < count ? "entry" : "end", w.w0);
        name_unpack(w.w1, w.w2, text);
        for (uint32_t i = 0; i < 5 && !w.w0; i++)
            seen += strcmp(text, name[i]) ? 0 : 1u << 4 * i;
    }
    test_say("once", seen);
}

static void
test(void *unused)
{
    clients_start();
    for (uint32_t i = 0; i < 5; i++)
        drawn_name(name[i], i, 4 + i);
    for (uint32_t i = 0; i < 4; i++)
        client_does("register", i, NAMES_REGISTER, name[i]);
    client_does("register", CLIENTS, NAMES_REGISTER, name[4]);
    client_does("register", CLIENTS + 1, NAMES_REGISTER, name[4]);
    list(5);
    client_end(0);
    client_end(3);
    list(3);
    test_end();
}

int
main(void)
{
    server_test("names", test);
}
