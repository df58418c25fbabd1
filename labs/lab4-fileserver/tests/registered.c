/*
 * @test 421
 * title: A name that was registered is found by everybody, with all of its characters
 * exercise: 4.2
 * points: 2
 * programs: names
 * why: four clients register names: one of one character, one of eight, and two of eight that
 *   differ in the last one only. Others look
 *   them up and get 0 and the id of the thread that registered. A name of which another one is the
 *   beginning is another name.
 * seed: the names
 * hint: follow one name through the server: what stands in w0, w1 and w2 when the request comes,
 *   and what must stand there in the answer?
 * hint register: w0 of the answer is 0 when the name was free; are both words of a name compared,
 *   or one?
 * hint found: w1 of the answer is the id of the thread that registered, version and all; both words
 *   of a name are compared
 * hint unknown: nobody has that name, so the answer is ENOENT: are names compared in full?
 * hint timeout: does the server wait for the next request after each answer?
 * hint deadlock: does the server answer at all, and wait for the next request afterwards?
 * hint crash: the server met an exception
 * hint fault: the server touched memory that it has not got
 * answers:
 *     for i in range(4):
 *         say("register", 0)
 *     for i in range(4):
 *         say("found", 0, i)
 *     for i in range(4):
 *         say("found", 0, i)
 *     say("unknown", 2, 255)
 *     say("unknown", 2, 255)
 */
#include "clients.h"

static void
test(void *unused)
{
    char name[6][9];
    clients_start();
    drawn_name(name[0], 0, 1);
    drawn_name(name[1], 1, 8);
    drawn_name(name[2], 2, 8);
    strcpy(name[3], name[2]);
    name[3][7] = (char)(name[2][7] == 'z' ? 'a' : name[2][7] + 1);
    strcpy(name[4], name[2]);
    name[4][4] = 0;
    strcpy(name[5], name[2]);
    name[5][0] = (char)(name[2][0] == 'z' ? 'a' : name[2][0] + 1);
    for (uint32_t i = 0; i < 4; i++)
        client_does("register", i, NAMES_REGISTER, name[i]);
    for (uint32_t i = 0; i < 4; i++)
        client_finds("found", 4, name[i]);
    for (uint32_t i = 0; i < 4; i++)
        client_finds("found", (i + 1) % 4, name[i]);
    client_finds("unknown", 5, name[4]);
    client_finds("unknown", 5, name[5]);
    test_end();
}

int
main(void)
{
    server_test("names", test);
}
