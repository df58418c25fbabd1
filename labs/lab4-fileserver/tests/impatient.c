/*
 * @test 425
 * title: Who gave up waiting for a name and asks for another is not told of the first
 * exercise: 4.2
 * points: 2
 * programs: names
 * why: a client waits for a name, gives up, and waits for another one. Then the first name is
 *   registered: that is no answer to what it
 *   waits for now. The second is. A client that gave up for good, or died, holds nobody up.
 * seed: the names
 * hint: the server learns that a client gave up when the client asks again: what stands in its list
 *   of those who wait then?
 * hint gaveup: the client's own timeout ends its wait
 * hint stale: whatever a client asks, it waits no longer for what it asked before
 * hint told: it waits for the second name still
 * hint register: one of those who waited is no longer there: telling it must not take time
 * hint deadlock: an answer that nobody receives is dropped: its timeout is zero
 * answers:
 *     say("gaveup", 1)
 *     say("gaveup", 1)
 *     say("register", 0)
 *     say("stale", 0)
 *     say("register", 0)
 *     say("told", 1, 0, 4)
 *     say("found", 0, 3)
 */
#include "clients.h"

#define PATIENCE 0x8000000Bu /* receive timeout: 128 * 4^4 us = 33 ms */

static void
gives_up(uint32_t client, const char *name)
{
    struct words w;
    client_patience[client] = PATIENCE;
    client_ask(client, NAMES_WAIT, name);
    int heard = client_heard(client, &w);
    test_say("gaveup", heard && (w.w0 & CUT) == CUT);
    client_patience[client] = 0;
}

static void
test(void *unused)
{
    char name[2][9];
    struct words w;
    clients_start();
    for (uint32_t i = 0; i < 2; i++)
        drawn_name(name[i], i, 8 - i);
    gives_up(0, name[0]);
    gives_up(1, name[0]);
    client_ask(2, NAMES_WAIT, name[0]);
    client_heard(2, &w);
    client_end(2);
    client_ask(0, NAMES_WAIT, name[1]);
    client_does("register", 3, NAMES_REGISTER, name[0]);
    client_waited("stale", 0);
    client_does("register", 4, NAMES_REGISTER, name[1]);
    client_waited("told", 0);
    client_finds("found", 5, name[0]);
    test_end();
}

int
main(void)
{
    server_test("names", test);
}
