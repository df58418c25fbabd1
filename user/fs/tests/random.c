/*
 * Random operations in step with the model:  random IMAGE OUTPUT SEED OPERATIONS PAGES
 *
 * Everything is compared in between, at the end, and once more after unmounting and mounting again.
 * OUTPUT is the disk after that: e2fsck must find nothing in it.
 */
#include "operate.h"

#include <stdio.h>
#include <stdlib.h>

static int
fails(const struct run *run, const char *what, int error)
{
    printf("  %s: %s (after %u operations)\n", what, ext2_error_text(error), run->done);
    return 1;
}

int
main(int argc, char **argv)
{
    static struct host host;
    struct run run = {.host = &host};
    if (argc != 6)
        return fails(&run, "usage: random IMAGE OUTPUT SEED OPERATIONS PAGES", EXT2_OK);
    uint32_t operations = (uint32_t)atoi(argv[4]), pages = (uint32_t)atoi(argv[5]);
    run.seed = (uint32_t)atoi(argv[3]);
    run.root = model_root();
    host_load(&host, argv[1]);
    run.big = host.blocks < 1024 ? 200000 : 5000000;
    int error = host_mount(&host, pages, 0);
    if (error || host.fs.read_only)
        return fails(&run, host.fs.why ? host.fs.why : "mount", error);
    while (run.done < operations)
        if (!run_step(&run) || (run.done % 1000 == 0 && !model_equals(&host.fs, run.root)))
            return fails(&run, "differs", EXT2_OK);
    if (!run_close_all(&run))
        return fails(&run, "close", EXT2_OK);
    error = host_unmount(&host);
    if (!error)
        error = host_mount(&host, pages, 1);
    if (error || !model_equals(&host.fs, run.root))
        return fails(&run, "after unmounting and mounting again", error);
    printf("  %u operations: %u refused rightly, %u for lack of room; %u blocks written\n",
           run.done, run.refused, run.full, host.writes);
    error = host_unmount(&host);
    host_save(&host, argv[2]);
    host_free(&host);
    model_free(run.root);
    return error ? fails(&run, "unmount", error) : 0;
}
