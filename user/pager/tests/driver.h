/*
 * The tests of the pager server in the running system (driver.c): what all of them use. The pager
 * has PAGES frames and a swap disk of SLOTS (scene.py).
 */
#ifndef PAGER_TESTS_DRIVER_H
#define PAGER_TESTS_DRIVER_H

#include <l4/types.h>
#include <pager.h>

#define PAGES 256
#define SLOTS 1536
#define FAULT (PAGER_DIED - 14)

/* Records a failure of the running test; the first is printed. */
#define CHECK_EQ(expected, seen) check(#seen, (uint32_t)(expected), (uint32_t)(seen), __LINE__)
#define CHECK(condition)         check(#condition, 1, !!(condition), __LINE__)
void check(const char *what, uint32_t expected, uint32_t seen, int line);

/* Waits `times` 20 ms. */
void pause(int times);

/* Starts a victim (victim.c) with one argument or two; `run` waits for its end, too: its status, or
 * -1000 - error. */
l4_id_t start(const char *deed, const char *number);
int run(const char *deed, const char *number);

/* The pager's free frames. */
uint32_t free_frames(void);

/* driver_programs.c */
void statuses(void), arguments(void), wrong_files(void), wrong_requests(void), wrong_touches(void);
void kills(void), orphans(void), many(void), tracing(void), two_wait(void);

/* driver_pages.c */
void hog(void), limits(void), two_hogs(void), out_of_everything(void), data_is_copied(void);
void shared_pages(void), windows(void), stacked(void);

/* driver_servers.c */
void slow_file_server(void), servers_die(void), the_pager_dies(void);

#endif
