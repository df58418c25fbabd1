/*
 * @test 429
 * title: Forty-eight names of programs fit and the servers' own, and the dead make room
 * exercise: 4.2
 * points: 1
 * programs: names
 * why: three clients register 16 names each: all fit, the next is refused with ENOSPC, and the
 *   first and the last are found. A server of
 *   the configuration gets its name all the same. Then that server and one of the owners die: 16
 *   new names fit, and no more. A name that is there
 *   can be registered again by its owner even when there is no room.
 * seed: the names
 * hint: what does the server do when its table is full? First see who has died
 * hint fits: 48 living names fit beside those of servers
 * hint full: the 49th is ENOSPC, and what is there stays
 * hint server: 16 of the 64 places are for servers of the configuration alone
 * hint again: a name that is there takes no new room
 * hint room: the names of the dead make room
 * hint found: a name that was registered stays
 * hint crash: the server met an exception: how long is its table?
 * hint fault: the server touched memory that it has not got: how long is its table?
 * answers:
 *     say("fits", 48)
 *     say("full", 28)
 *     say("server", 0)
 *     say("again", 0)
 *     say("found", 0, 0)
 *     say("found", 0, 2)
 *     say("found", 0, 5)
 *     say("room", 16)
 *     say("full", 28)
 *     say("found", 0, 1)
 *     say("found", 0, 3)
 */
#include "../tests/clients.h"

/* Registers names from..to-1, 16 for each client from `client` on; how many were taken. */
static uint32_t
fill(uint32_t client, uint32_t from, uint32_t to)
{
    uint32_t taken = 0;
    char name[9];
    for (uint32_t n = from; n < to; n++) {
        struct words w;
        client_ask(client + (n - from) / 16, NAMES_REGISTER, drawn_name(name, n, 8));
        taken += client_heard(client + (n - from) / 16, &w) && !w.w0;
    }
    return taken;
}

static void
test(void *unused)
{
    char name[9];
    clients_start();
    strcpy(server.named[0].name, drawn_name(name, 200, 8));
    server.named[0].id = client_id[5];
    test_say("fits", fill(0, 0, 48));
    client_does("full", 4, NAMES_REGISTER, drawn_name(name, 48, 8));
    client_does("server", 5, NAMES_REGISTER, drawn_name(name, 200, 8));
    client_does("again", 2, NAMES_REGISTER, drawn_name(name, 47, 8));
    client_finds("found", 4, drawn_name(name, 0, 8));
    client_finds("found", 4, drawn_name(name, 47, 8));
    client_finds("found", 4, drawn_name(name, 200, 8));
    client_end(0);
    client_end(5);
    test_say("room", fill(3, 70, 86));
    client_does("full", 4, NAMES_REGISTER, drawn_name(name, 102, 8));
    client_finds("found", 4, drawn_name(name, 16, 8));
    client_finds("found", 4, drawn_name(name, 85, 8));
    test_end();
}

int
main(void)
{
    server_test("names", test);
}
