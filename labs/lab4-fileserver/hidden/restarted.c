/*
 * @test 428
 * title: A name server that was started again knows the servers of the configuration
 * exercise: 4.2
 * points: 1
 * programs: names
 * why: two servers of the configuration and another client are registered. The name server is ended
 *   and started again: it knows the two
 *   servers without being told, the other client is forgotten and registers again. A task that only
 *   bears the name of a server is none.
 * seed: the names
 * hint: tasks_info() of the own task says how often it was started; it also says what other tasks
 *   there are
 * hint learned: all tasks whose name tasks_find() gives to them are registered before the first
 *   request
 * hint forgotten: nobody told the new name server of that one
 * hint namesake: two tasks may bear one name; tasks_find() says which is the server
 * hint register: after the restart all goes on as before
 * answers:
 *     say("register", 0)
 *     say("register", 0)
 *     say("register", 0)
 *     say("learned", 0, 0)
 *     say("learned", 0, 1)
 *     say("namesake", 0, 1)
 *     say("forgotten", 2, 255)
 *     say("register", 0)
 *     say("found", 0, 2)
 *     say("taken", 17)
 */
#include "../tests/clients.h"

static void
test(void *unused)
{
    char name[3][9];
    clients_start();
    for (uint32_t i = 0; i < 3; i++)
        drawn_name(name[i], i, 8 - i);
    for (uint32_t i = 0; i < 3; i++) {
        strcpy(server.named[i].name,
               i == 2 ? name[1] : name[i]); /* the third bears the second one's name */
        server.named[i].id = i < 2 ? client_id[i] : client_id[4];
    }
    for (uint32_t i = 0; i < 3; i++)
        client_does("register", i, NAMES_REGISTER, name[i]);
    server_end();
    server.restarts = 1 + test_mix(test_seed(), 99) % 5;
    server_start();
    client_finds("learned", 5, name[0]);
    client_finds("learned", 5, name[1]);
    client_finds("namesake", 3, name[1]);
    client_finds("forgotten", 5, name[2]);
    client_does("register", 2, NAMES_REGISTER, name[2]);
    client_finds("found", 3, name[2]);
    client_does("taken", 3, NAMES_REGISTER, name[0]);
    test_end();
}

int
main(void)
{
    server_test("names", test);
}
