/*
 * @test 338
 * title: What stood in the window goes first
 * exercise: 3.3
 * points: 2
 * why: a task has a page, and another has it from there. A new page takes its place: the task sees
 *   the new one, the other nothing. And who gets his own page back, at the place where he has it,
 *   loses it, and so does the giver.
 * seed: the pages
 * hint: mapping over a page begins with an unmap, and that may take away what the sender was about
 *   to send
 * hint new: the new page is not there
 * hint derived: who had the old page from this place must lose it
 * hint back: a page that came from the receiver itself goes away when its place is made free; look
 *   again whether the sender has it still
 * hint panic: the tree or the tables have two pages in one place: remove what is there, then look
 *   at the sender's page again
 * answers:
 *     for i in range(6):
 *         say("new", mix(seed, 1000 + 32 + mix(seed, 2 * i + 1) % 32))
 *         say("derived", 0)
 *         say("back", 0, 0)
 */
#include "../tests/clients.h"

int
main(void)
{
    clients_start();
    for (uint32_t i = 0; i < 6; i++) {
        uint32_t a = ARENA + (i << 24), b = a + 0x10000000u;
        give_page(0, SOURCE(MIX(2 * i) % 32), 2, 1, a);
        give_page(1, a, 2, 3, b);
        give_page(0, SOURCE(32 + MIX(2 * i + 1) % 32), 2, 1, a);
        test_say("new", look(1, a));
        test_say("derived", look(3, b));
        give_page(1, a, 2, 2, b);
        give_page(2, b, 2, 1, a);
        uint32_t all[2] = {look(1, a), look(2, b)};
        test_say_all("back", all, 2);
    }
    test_end();
}
