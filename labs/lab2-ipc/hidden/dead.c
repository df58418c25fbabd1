/*
 * @test 247
 * title: Sleepers that are deleted leave nothing behind
 * exercise: 2.4
 * points: 1
 * why: tasks with drawn numbers of sleepers are made and deleted, while others sleep on in the
 *   same lists. Who sleeps on wakes in time.
 * seed: how many sleepers each task has
 * hint: wakeup_forget() takes a thread out of its list wherever it stands: first, last, alone, or
 *   between two
 * hint woken: a list was torn apart when one of its threads went for ever
 * hint awake: a thread that is no more was woken
 * hint deadlock: a list was torn apart when one of its threads went for ever
 * hint timeout: a list runs in a ring, or leads into a control block that is no more
 * hint panic: a list leads into a control block that is no more
 * limit: 80
 * answers:
 *     for i in range(4):
 *         say("woken", 10)
 *     say("awake", 0)
 */
#include "../tests/crowd.h"

static volatile uint32_t woken;

static void
doze(void *number)
{
    sleep_ms(60 + (uint32_t)number);
    woken++;
    thread_stop();
}

int
main(void)
{
    test_begin();
    clock_begin();
    crowd_pager_begin();
    for (uint32_t i = 0; i < 4; i++) {
        woken = 0;
        l4_id_t task[3];
        for (uint32_t t = 0; t < 3; t++) {
            task[t] = crowd_sleepers(t, 4 + test_mix(test_seed(), 3 * i + t) % 20);
            for (uint32_t n = 1; n <= 3; n++)
                guest(3 * t + n, doze);
            settle();
        }
        guest(10, doze);
        settle();
        for (uint32_t t = 0; t < 3; t++)
            l4_task_new(task[(i + t) % 3], L4_ROOT, 0, 0, L4_NIL);
        sleep_ms(150);
        test_say("woken", woken);
    }
    test_say("awake", crowd_awake_count);
    test_end();
}
