/*
 * A drive that fails: run.py has QEMU refuse some sectors. Of drive 0, sectors of block 10 once
 * for a read, of block 11 once for a write, of block 12 each time.
 */
#include "frame.h"
#include "errno.h"

TEST(23.01, "a read that fails once is made again")
{
    start_driver();
    CHECK_EQ("read", 0, read_block(0, 10));
    CHECK_EQ("contents", 1, is_block(page, 0, 10, 0));
}

TEST(23.02, "a write that fails once is made again")
{
    start_driver();
    CHECK_EQ("write", 0, write_block(0, 11, 1));
    CHECK_EQ("read", 0, read_block(0, 11));
    CHECK_EQ("contents", 1, is_block(page, 0, 11, 1));
}

TEST(23.03, "a sector that always fails is EIO, and others are read and written all the same")
{
    start_driver();
    CHECK_EQ("read", EIO, read_block(0, 12));
    CHECK_EQ("write", EIO, write_block(0, 12, 1));
    for (uint32_t b = 11; b <= 13; b += 2) {
        CHECK_EQ("neighbour", 0, read_block(0, b));
        CHECK_EQ("its contents", 1, is_block(page, 0, b, b == 11));
    }
    CHECK_EQ("write", 0, write_block(0, 14, 1));
    CHECK_EQ("other drive", 0, read_block(1, 12));
    CHECK_EQ("its contents", 1, is_block(page, 1, 12, 0));
}
