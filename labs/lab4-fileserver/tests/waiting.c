/*
 * @test 424
 * title: Who waits for a name hears of it when it is registered, and not before
 * exercise: 4.2
 * points: 2
 * programs: names
 * why: three clients wait for two names that nobody has. The server serves others meanwhile. When
 *   one name is registered those who wait
 *   for it get the id, and the one that waits for the other name goes on waiting. Who waits for a
 *   name that is there is answered
 *   at once.
 * seed: the names
 * hint: a request for which there is no answer yet is written down, and the server goes on with the
 *   next one
 * hint quiet: nothing is registered, so nobody may be answered
 * hint meanwhile: while somebody waits the server is there for others: who is answered, and who is
 *   waited for next?
 * hint told: all who wait for the name are answered, with 0 and the id of the new owner
 * hint other: who waits for another name has not got what it waits for
 * hint there: a name that is there is answered like a look-up
 * hint deadlock: while somebody waits the server must wait for the next request
 * answers:
 *     for i in range(3):
 *         say("quiet", 0)
 *     say("meanwhile", 0)
 *     for i in range(3):
 *         say("other", 0)
 *     say("register", 0)
 *     say("told", 1, 0, 4)
 *     say("told", 1, 0, 4)
 *     say("other", 0)
 *     say("there", 1, 0, 4)
 *     say("register", 0)
 *     say("told", 1, 0, 5)
 */
#include "clients.h"

static void
test(void *unused)
{
    char name[3][9];
    clients_start();
    for (uint32_t i = 0; i < 3; i++)
        drawn_name(name[i], i, 4 + i);
    for (uint32_t i = 0; i < 3; i++)
        client_ask(i, NAMES_WAIT, name[i % 2]);
    for (uint32_t i = 0; i < 3; i++)
        client_waited("quiet", i);
    client_does("meanwhile", 3, NAMES_REGISTER, name[2]);
    for (uint32_t i = 0; i < 3; i++)
        client_waited("other", i);
    client_does("register", 4, NAMES_REGISTER, name[0]);
    client_waited("told", 0);
    client_waited("told", 2);
    client_waited("other", 1);
    client_ask(3, NAMES_WAIT, name[0]);
    client_waited("there", 3);
    client_does("register", 5, NAMES_REGISTER, name[1]);
    client_waited("told", 1);
    test_end();
}

int
main(void)
{
    server_test("names", test);
}
