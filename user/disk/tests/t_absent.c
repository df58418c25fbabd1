/*
 * Drives that are not there. The command line says which are: drives=0 to 3, one bit each.
 */
#include "frame.h"
#include "errno.h"
#include "ipc.h"

static uint32_t
size(uint32_t drive)
{
    struct words w = {0, 0, DISK_SIZE | drive << 8};
    ipc_call(driver_id, &w);
    return w.w0;
}

TEST(22.01, "a missing drive is ENODEV for every request, and one that is there works")
{
    uint32_t drives = option("drives", 3);
    start_driver();
    for (uint32_t d = 0; d < 2; d++) {
        int there = drives >> d & 1;
        CHECK_EQ("size", there ? 0 : ENODEV, size(d));
        CHECK_EQ("read", there ? 0 : ENODEV, read_block(d, 5));
        if (there)
            CHECK_EQ("contents", 1, is_block(page, d, 5, 0));
        CHECK_EQ("write", there ? 0 : ENODEV, write_block(d, 5, 0));
        CHECK_EQ("flush", there ? 0 : ENODEV, request(DISK_FLUSH | d << 8, 0, 0));
    }
}

TEST(22.02, "starting takes less than five seconds")
{
    uint32_t begin = clock_us();
    start_driver();
    size(0);
    CHECK(clock_us() - begin < 5000000);
}
