/*
 * @test 423
 * title: What makes no sense is refused, with the error that says why
 * exercise: 4.2
 * points: 1
 * programs: names
 * why: operations that do not exist and words that are no name are EINVAL, for each operation that
 *   takes a name; a name that nobody has
 *   is ENOENT, and so is the list behind its end. Nothing of that changes what is registered.
 * seed: the number of the operation that does not exist, and the names
 * hint: is the operation looked at before the name, and the name before anything is done with it?
 * hint operation: there are the operations 1 to 4; all others are EINVAL
 * hint empty: a name has one character at least: EINVAL
 * hint blank: a blank is no visible character: name_is_valid() knows
 * hint unknown: nobody has it: ENOENT, and not 0 with an id of 0
 * hint end: the list has one entry, number 0; behind it is ENOENT
 * hint found: what is refused changes nothing
 * answers:
 *     say("register", 0)
 *     say("operation", 22)
 *     say("operation", 22)
 *     say("operation", 22)
 *     for op in range(3):
 *         say("empty", 22)
 *         say("blank", 22)
 *     say("unknown", 2, 255)
 *     say("end", 2)
 *     say("end", 2)
 *     say("found", 0, 0)
 */
#include "clients.h"

/* The list's entry of that number. */
static void
list_at(const char *line, uint32_t index)
{
    struct words w = {NAMES_LIST, index, 0};
    ipc_send(client_id[1], &w, SHORTLY);
    if (!client_heard(1, &w))
        w.w0 = CUT;
    test_say(line, w.w0);
}

static void
test(void *unused)
{
    char name[9], other[9], blank[9];
    clients_start();
    drawn_name(name, 0, 6);
    drawn_name(other, 1, 7);
    strcpy(blank, name);
    blank[3] = ' ';
    client_does("register", 0, NAMES_REGISTER, name);
    client_does("operation", 1, 0, name);
    client_does("operation", 1, 5, name);
    client_does("operation", 1, 6 + (test_mix(test_seed(), 99) >> 1), name);
    for (uint32_t op = NAMES_REGISTER; op <= NAMES_WAIT; op++) {
        client_does("empty", 2, op, "");
        client_does("blank", 2, op, blank);
    }
    client_finds("unknown", 1, other);
    list_at("end", 1);
    list_at("end", 2 + test_mix(test_seed(), 98) % 1000);
    client_finds("found", 1, name);
    test_end();
}

int
main(void)
{
    server_test("names", test);
}
