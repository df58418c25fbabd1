/*
 * Who dies, and what is left: clients, the disk driver, the server itself. Enter by scene_deaths().
 */
#include "server_guest.h"
#include "names.h"
#include "tasks.h"
#include "thread.h"

#define ROUNDS 6
#define KILLS  4
#define MORE   20 /* blocks that are read behind the last kill */

static volatile uint32_t wrong, done, stop;
static uint8_t part[FILES_BLOCK];

static void
open_many(void)
{
    done = 0;
    while (files_open("/small", 0, WINDOW(done), NULL) >= 0)
        done++;
}

static void
dirty_window(void)
{
    int h = files_open("/dying", FILES_WRITABLE | FILES_CREATE, WINDOW(0), NULL);
    files_map_many(h, 0, 16, 1);
    memset(WINDOW(0), 'd', 16 * FILES_BLOCK);
}

static void
clients_die(void)
{
    uint32_t wanted = 0;
    other_anew();
    for (uint32_t i = 0; i < ROUNDS; i++) {
        other_runs(open_many);
        wanted += done == FILES_HANDLES;
        other_anew();
    }
    CHECK("what dead tasks had open is collected", ROUNDS, wanted);
    other_runs(dirty_window);
    other_anew();
    int h = files_open("/dying", 0, WINDOW(0), NULL);
    uint32_t right = 0;
    for (uint32_t i = 0; i < 16; i++) {
        files_read(h, i * FILES_BLOCK, part, FILES_BLOCK);
        right += part[0] == 'd' && part[FILES_BLOCK - 1] == 'd';
    }
    CHECK("what a client wrote to its window survives it", 16, right);
    files_close(h);
    files_remove("/dying");
}

static void
read_all_the_time(void)
{
    int h = files_open("/big", 0, NULL, NULL);
    wrong = done = 0;
    while (!stop) {
        for (uint32_t at = 0; at < 1u << 20 && !stop; at += FILES_BLOCK, done++) {
            wrong += files_read(h, at, part, FILES_BLOCK) != (int)FILES_BLOCK;
            for (uint32_t i = 0; i < FILES_BLOCK; i++)
                wrong += part[i] != (uint8_t)((at + i) * 7 + (at >> 12) * 13);
        }
    }
    files_close(h);
}

static void
sleep_ms(uint32_t ms)
{
    struct words w;
    ipc_receive(L4_NIL, &w, (ms / 4 + 1) << 24 | 9); /* units of 4^6 us */
}

static void
disk_dies(void)
{
    uint32_t killed = 0;
    stop = 0;
    other_begins(read_all_the_time);
    for (uint32_t i = 0; i < KILLS; i++) {
        sleep_ms(200);
        killed += !kill_task(tasks_find("disk"));
    }
    for (done = 0; done < MORE;) /* without an end if reading does not go on */
        sleep_ms(20);
    stop = 1;
    other_ends();
    CHECK("the disk driver is killed while files are read", KILLS, killed);
    CHECK("reading goes on, and no byte is wrong", 0, wrong);
}

/* Nobody syncs: the server does by itself. */
static void
time_passes(void)
{
    uint32_t pages, mapped, changed;
    int h = files_open("/timed", FILES_WRITABLE | FILES_CREATE, WINDOW(1), NULL);
    files_map(h, 0, 1);
    WINDOW(1)[0] = 't';
    files_cache(&pages, &mapped, &changed);
    CHECK("a change waits in the cache", 1, changed != 0);
    for (int i = 0; i < 8; i++)
        sleep_ms(900);
    files_cache(&pages, &mapped, &changed);
    CHECK("8 seconds later it is on the disk", 0, changed);
    files_close(h);
}

static void
server_dies(void)
{
    struct files_stat stat;
    int h = files_open("/kept", FILES_WRITABLE | FILES_CREATE, WINDOW(1), NULL);
    files_write(h, 0, "kept", 4);
    CHECK("sync before the server's death", 0, files_sync());
    l4_id_t old = names_look_up("fs");
    CHECK("the server is killed", 0, kill_task(old));
    CHECK("its handles died with it", -EBADF, files_read(h, 0, part, 4));
    wait_for_server();
    CHECK("another one is there", 0, files_stat("/kept", &stat));
    CHECK("under another id", 1, names_look_up("fs") != old);
    CHECK("with what was synced", 4, stat.size);
    int again = files_open("/kept", FILES_WRITABLE, WINDOW(1), NULL);
    CHECK("an old handle is not mistaken for a new one", -EBADF, files_read(h, 0, part, 4));
    CHECK("it may be written", 4, files_write(again, 4, "more", 4));
    for (uint32_t i = 0; i < KILLS; i++) {
        files_write(again, 8 + i, "x", 1);
        kill_task(names_look_up("fs"));
        wait_for_server();
        again = files_open("/kept", FILES_WRITABLE, WINDOW(1), NULL);
    }
    CHECK("killed again and again with changes unwritten, it comes back", 1, again >= 0);
    CHECK("and is not read-only", 1, files_write(again, 0, "K", 1));
    files_close(again);
    CHECK("and can sync", 0, files_sync());
}

void
scene_deaths(void)
{
    clients_die();
    disk_dies();
    time_passes();
    server_dies();
    files_sync();
}
