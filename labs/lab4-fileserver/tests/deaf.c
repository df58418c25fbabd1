/*
 * @test 426
 * title: A client that does not receive its answer holds nobody up
 * exercise: 4.2
 * points: 1
 * programs: names
 * why: a thread sends requests of each kind and never receives. The server drops those answers at
 *   once and is there for the others.
 * seed: the names
 * hint: which timeouts has the server's ipc, for the answer and for the next request? See
 *   IPC_SERVER
 * hint served: the server waits for somebody who does not wait for it
 * hint deadlock: the server waits for somebody who does not wait for it: the answer's timeout must
 *   be zero
 * hint crash: an answer that could not be given is an error of ipc and no reason to end
 * answers:
 *     for i in range(4):
 *         say("served", 0)
 *         say("served", 0, i)
 */
#include "clients.h"

static void
test(void *unused)
{
    char name[2][9];
    clients_start();
    for (uint32_t i = 0; i < 4; i++) {
        struct words w = {NAMES_REGISTER + i, 0, 0};
        drawn_name(name[0], 2 * i, 6);
        drawn_name(name[1], 2 * i + 1, 6);
        if (w.w0 != NAMES_LIST)
            name_pack(name[0], &w.w1, &w.w2);
        ipc_send(server.id, &w, SHORTLY); /* and nothing is received */
        client_does("served", i, NAMES_REGISTER, name[1]);
        client_finds("served", 5, name[1]);
    }
    test_end();
}

int
main(void)
{
    server_test("names", test);
}
