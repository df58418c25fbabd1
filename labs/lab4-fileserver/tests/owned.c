/*
 * @test 422
 * title: A name belongs to one task as long as its thread lives
 * exercise: 4.2
 * points: 2
 * programs: names
 * why: what another task has is refused with EEXIST and stays whose it was; another thread of the
 *   same task may take it over. When the
 *   owner has died its name is unknown, and free for others. The name of a server of the
 *   configuration is refused with EPERM to
 *   all but that server, also while nobody has registered it, and while the server does not run.
 * seed: the names
 * hint: write down who may have a name: nobody living has it; a thread of my own task has it; it is
 *   my own in the configuration
 * hint taken: a living thread of another task has the name: EEXIST, and nothing changes
 * hint twin: threads are of one task when their ids have the same task number; the one that asked
 *   last has the name
 * hint dead: the id of a task that was deleted is stale, and thread_alive() says so: look before
 *   you answer
 * hint reserved: tasks_find() tells which task has the name in the configuration; others get EPERM
 * hint absent: tasks_is_server_name() knows the names of servers that do not run, too; nobody may
 *   have those
 * hint server: the task that tasks_find() names may register that name itself
 * answers:
 *     say("register", 0)
 *     say("taken", 17)
 *     say("found", 0, 0)
 *     say("register", 0)
 *     say("twin", 0)
 *     say("twin", 0, 7)
 *     say("taken", 17)
 *     say("dead", 2, 255)
 *     say("dead", 0)
 *     say("dead", 0, 2)
 *     say("reserved", 1)
 *     say("reserved", 2, 255)
 *     say("absent", 1)
 *     say("server", 0)
 *     say("server", 0, 4)
 */
#include "clients.h"

static void
test(void *unused)
{
    char name[3][9];
    clients_start();
    for (uint32_t i = 0; i < 3; i++)
        drawn_name(name[i], i, 5 + i);
    client_does("register", 0, NAMES_REGISTER, name[0]);
    client_does("taken", 1, NAMES_REGISTER, name[0]);
    client_finds("found", 2, name[0]);
    client_does("register", CLIENTS, NAMES_REGISTER, name[1]);
    client_does("twin", CLIENTS + 1, NAMES_REGISTER, name[1]);
    client_finds("twin", 2, name[1]);
    client_does("taken", 1, NAMES_REGISTER, name[1]);
    client_end(0);
    client_finds("dead", 1, name[0]);
    client_does("dead", 2, NAMES_REGISTER, name[0]);
    client_finds("dead", 1, name[0]);
    strcpy(server.named[0].name, name[2]);
    server.named[0].id = client_id[4];
    client_does("reserved", 3, NAMES_REGISTER, name[2]);
    client_finds("reserved", 1, name[2]);
    server.named[0].id = L4_NIL;
    client_does("absent", 3, NAMES_REGISTER, name[2]);
    server.named[0].id = client_id[4];
    client_does("server", 4, NAMES_REGISTER, name[2]);
    client_finds("server", 1, name[2]);
    test_end();
}

int
main(void)
{
    server_test("names", test);
}
