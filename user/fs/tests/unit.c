/*
 * Single properties of the ext2 library.
 *
 * It runs where run.py made its disks: groups.img is empty and has eight groups; folder.img is what
 * mke2fs made of a folder of files.
 */
#include "host.h"
#include "../ext2/internal.h"

#include "check.h"

#include <string.h>

static const char image[] = "groups.img", folder_image[] = "folder.img";
static struct host host;
static struct ext2 *const fs = &host.fs;

static void
begin(const char *name, uint32_t pages)
{
    host_load(&host, name);
    CHECK_EQ(0, host_mount(&host, pages, 0));
    CHECK(!fs->read_only);
}

static void
end(void)
{
    CHECK_EQ(0, host_unmount(&host));
    host_free(&host);
}

static uint32_t
make(const char *path)
{
    uint32_t inode = 0;
    CHECK_EQ(0, ext2_create(fs, EXT2_ROOT, path, 0644, &inode));
    return inode;
}

static void
put(uint32_t inode, uint32_t offset, const void *from, uint32_t size)
{
    uint32_t done = 0;
    CHECK_EQ(0, ext2_write(fs, inode, offset, from, size, &done));
    CHECK_EQ(size, done);
}

static uint32_t
free_blocks(void)
{
    struct ext2_space space;
    ext2_space(fs, &space);
    return space.free_blocks;
}

static uint32_t
free_inodes(void)
{
    struct ext2_space space;
    ext2_space(fs, &space);
    return space.free_inodes;
}

static void
known_bytes_are_there(const char *path, uint32_t from, uint32_t size, uint32_t seed)
{
    static uint8_t bytes[50000];
    uint32_t inode = 0, done;
    CHECK_EQ(0, ext2_lookup(fs, EXT2_ROOT, path, &inode));
    for (uint32_t at = 0; at < size; at += done) {
        CHECK_EQ(0, ext2_read(fs, inode, from + at, bytes, sizeof bytes, &done));
        if (!done)
            break;
        for (uint32_t i = at; i < at + done; i++)
            CHECK_EQ((i * 7 + i / 4096 + seed) % 251, bytes[i - at]);
    }
}

static void
disks_of_mke2fs(void)
{
    uint32_t inode = 0, done;
    uint8_t bytes[8192];
    struct ext2_stat stat;
    struct page *page;
    begin(folder_image, 24);
    known_bytes_are_there("small", 0, 100, 5);
    known_bytes_are_there("/below/single", 0, 49152 + 5000, 12);
    known_bytes_are_there("below//deeper/../deeper/double", 0, 4 * 1048576 + 49152 + 9999, 19);
    known_bytes_are_there("sparse", 1500u << 20, 4096, 3);
    CHECK_EQ(0, ext2_lookup(fs, EXT2_ROOT, "sparse", &inode));
    CHECK_EQ(0, ext2_stat(fs, inode, &stat));
    CHECK_EQ((1500u << 20) + 4096, stat.size);
    CHECK_EQ(0, ext2_read(fs, inode, 700u << 20, bytes, sizeof bytes, &done));
    CHECK_EQ(sizeof bytes, done);
    for (uint32_t i = 0; i < sizeof bytes; i++)
        CHECK_EQ(0, bytes[i]);
    CHECK_EQ(0, ext2_page_read(fs, inode, 1000, &page));
    CHECK(page == fs->zero);
    cache_put(page);
    CHECK_EQ(EXT2_ENOTDIR, ext2_lookup(fs, EXT2_ROOT, "small/x", &inode));
    CHECK_EQ(EXT2_ENOENT, ext2_lookup(fs, EXT2_ROOT, "below/x/y", &inode));
    CHECK_EQ(0, ext2_lookup(fs, EXT2_ROOT, "/", &inode));
    CHECK_EQ(EXT2_ROOT, inode);
    end();
}

static void
holes_and_the_largest_file(void)
{
    uint32_t before, inode, done;
    char bytes[3];
    begin(image, 24);
    before = free_blocks();
    inode = make("/holes");
    put(inode, EXT2_SIZE_MAX - 2, "ab", 2);
    CHECK_EQ(3, before - free_blocks()); /* the block, and two indirect ones above it */
    CHECK_EQ(0, ext2_read(fs, inode, EXT2_SIZE_MAX - 3, bytes, 3, &done));
    CHECK(done == 3 && !memcmp(bytes, "\0ab", 3));
    CHECK_EQ(EXT2_ERANGE, ext2_write(fs, inode, EXT2_SIZE_MAX, "a", 1, &done));
    CHECK_EQ(EXT2_ERANGE, ext2_truncate(fs, inode, EXT2_SIZE_MAX + 1));
    CHECK_EQ(0, ext2_truncate(fs, inode, 0));
    CHECK_EQ(0, ext2_sync(fs));
    CHECK_EQ(before, free_blocks());
    end();
}

/* It begins at 4 GB, where no file of this library reaches: but the way there must be right. */
static void
the_triple_indirect_block(void)
{
    const uint32_t index = 12 + 1024 + 1024 * 1024 + 5 * 1024 * 1024 + 7 * 1024 + 9;
    uint32_t inode, block = 0, found = 0;
    struct inode *raw;
    struct page *page;
    struct way way;
    begin(image, 24);
    inode = make("/f");
    CHECK_EQ(0, e2_begin(fs, 4, 0));
    CHECK_EQ(0, e2_map(fs, inode, index, &block));
    CHECK_EQ(0, e2_end(fs, 0));
    CHECK_EQ(0, e2_block_of(fs, inode, index, &found));
    CHECK(found && found == block);
    CHECK_EQ(0, e2_inode(fs, inode, &raw, &page));
    CHECK_EQ(0, e2_way(fs, raw, index, &way));
    CHECK_EQ(3, way.depth);
    CHECK_EQ(raw->block[14], way.block[0]);
    CHECK(way.slot[1] == 5 && way.slot[2] == 7 && way.slot[3] == 9);
    CHECK_EQ(EXT2_ERANGE, e2_way(fs, raw, 12 + 1024 + 1024 * 1024 + (1u << 30), &way));
    cache_put(page);
    end();
}

static void
an_open_file_outlives_its_name(void)
{
    uint32_t blocks, inodes, inode, done;
    char bytes[4];
    begin(image, 32);
    blocks = free_blocks();
    inodes = free_inodes();
    inode = make("/gone");
    put(inode, 0, "here", 4);
    CHECK_EQ(0, ext2_open(fs, inode));
    CHECK_EQ(0, ext2_open(fs, inode));
    CHECK_EQ(0, ext2_unlink(fs, EXT2_ROOT, "gone"));
    CHECK_EQ(0, ext2_sync(fs));
    CHECK_EQ(0, ext2_close(fs, inode));
    CHECK_EQ(0, ext2_read(fs, inode, 0, bytes, 4, &done));
    CHECK(done == 4 && !memcmp(bytes, "here", 4));
    CHECK_EQ(inodes - 1, free_inodes());
    CHECK_EQ(0, ext2_close(fs, inode));
    CHECK_EQ(EXT2_ENOENT, ext2_read(fs, inode, 0, bytes, 4, &done));
    CHECK_EQ(0, ext2_sync(fs));
    CHECK_EQ(blocks, free_blocks());
    CHECK_EQ(inodes, free_inodes());
    end();
}

static void
the_disk_says_whether_it_is_clean(void)
{
    begin(image, 32);
    uint16_t *state = (uint16_t *)(host.disk + 1024 + 58);
    CHECK_EQ(1, *state);
    uint32_t inode = make("/f");
    CHECK_EQ(1, *state); /* nothing is written yet */
    CHECK_EQ(0, ext2_sync(fs));
    CHECK_EQ(1, *state);
    CHECK_EQ(0, ext2_open(fs, inode));
    CHECK_EQ(0, ext2_unlink(fs, EXT2_ROOT, "f"));
    CHECK_EQ(0, ext2_sync(fs));
    CHECK_EQ(0, *state);
    host_drop(&host);
    CHECK_EQ(0, host_mount(&host, 32, 0));
    CHECK(fs->read_only && fs->why);
    CHECK_EQ(EXT2_EREADONLY, ext2_create(fs, EXT2_ROOT, "g", 0644, NULL));
    end();
}

static void
mount_refuses(uint32_t offset, uint8_t byte, int error)
{
    host_load(&host, image);
    host.disk[1024 + offset] ^= byte;
    CHECK_EQ(error, host_mount(&host, 32, 0));
    CHECK(fs->why != NULL);
    if (!error) {
        CHECK(fs->read_only);
        CHECK_EQ(0, host_unmount(&host));
    } else {
        for (uint32_t i = 0; i < host.page_count; i++)
            CHECK_EQ(0, host.pages[i].pins);
        host_drop(&host);
    }
    host_free(&host);
}

static void
foreign_disks_are_refused(void)
{
    mount_refuses(56, 1, EXT2_EFORMAT); /* magic number */
    mount_refuses(24, 2, EXT2_EFORMAT); /* block size */
    mount_refuses(76, 1, EXT2_EFORMAT); /* revision 0 */
    mount_refuses(96, 4, EXT2_EFORMAT); /* a journal to be replayed */
    mount_refuses(97, 2, EXT2_EFORMAT); /* flexible groups */
    mount_refuses(100, 8, EXT2_OK);     /* unknown read-only feature */
    mount_refuses(58, 2, EXT2_OK);      /* errors were seen */
    mount_refuses(40, 1, EXT2_EFORMAT); /* inodes of a group */
}

static void
a_full_disk_changes_nothing(void)
{
    static char bytes[4096];
    uint32_t inode, done, last = 0;
    begin(image, 32);
    CHECK_EQ(0, ext2_mkdir(fs, EXT2_ROOT, "d", 0755, NULL));
    inode = make("/fill");
    while (ext2_write(fs, inode, last, bytes, sizeof bytes, &done) == EXT2_OK)
        last += done;
    CHECK_EQ(EXT2_ENOSPC, ext2_write(fs, inode, last, bytes, 1, &done));
    CHECK_EQ(0, free_blocks());
    CHECK_EQ(EXT2_ENOSPC, ext2_mkdir(fs, EXT2_ROOT, "e", 0755, NULL));
    CHECK_EQ(EXT2_ENOENT, ext2_lookup(fs, EXT2_ROOT, "e", &inode));
    uint32_t small = make("/small"); /* there is room in the root's block */
    CHECK_EQ(EXT2_ENOSPC, ext2_write(fs, small, 0, bytes, 1, &done));
    CHECK_EQ(0, done);
    CHECK_EQ(0, ext2_unlink(fs, EXT2_ROOT, "fill"));
    put(small, 0, bytes, sizeof bytes); /* a sync comes first, unasked */
    end();
}

static void
renaming_onto_oneself_and_into_oneself(void)
{
    uint32_t inode;
    begin(image, 32);
    CHECK_EQ(0, ext2_mkdir(fs, EXT2_ROOT, "/a", 0755, NULL));
    CHECK_EQ(0, ext2_mkdir(fs, EXT2_ROOT, "/a/b", 0755, NULL));
    make("/f");
    CHECK_EQ(EXT2_ECYCLE, ext2_rename(fs, EXT2_ROOT, "/a", EXT2_ROOT, "/a/b/c"));
    CHECK_EQ(0, ext2_rename(fs, EXT2_ROOT, "/a", EXT2_ROOT, "a"));
    CHECK_EQ(EXT2_EISDIR, ext2_rename(fs, EXT2_ROOT, "/f", EXT2_ROOT, "/a"));
    CHECK_EQ(EXT2_ENOTDIR, ext2_rename(fs, EXT2_ROOT, "/a/b", EXT2_ROOT, "/f"));
    CHECK_EQ(EXT2_ENAME, ext2_rename(fs, EXT2_ROOT, "/a/.", EXT2_ROOT, "/x"));
    CHECK_EQ(EXT2_EBUSY, ext2_rename(fs, EXT2_ROOT, "/", EXT2_ROOT, "/x"));
    CHECK_EQ(0, ext2_lookup(fs, EXT2_ROOT, "/a/b", &inode));
    CHECK_EQ(0, ext2_open(fs, inode));
    CHECK_EQ(EXT2_EBUSY, ext2_rename(fs, EXT2_ROOT, "/a/b", EXT2_ROOT, "/moved"));
    CHECK_EQ(EXT2_EBUSY, ext2_rmdir(fs, EXT2_ROOT, "/a/b"));
    CHECK_EQ(0, ext2_close(fs, inode));
    CHECK_EQ(0, ext2_rename(fs, EXT2_ROOT, "/a/b", EXT2_ROOT, "/moved"));
    CHECK_EQ(0, ext2_lookup(fs, EXT2_ROOT, "/moved/..", &inode));
    CHECK_EQ(EXT2_ROOT, inode);
    end();
}

static void
readdir_survives_changes(void)
{
    struct ext2_entry entry;
    char name[16];
    uint32_t position = 0, seen = 0;
    begin(image, 32);
    for (int i = 0; i < 500; i++) {
        snprintf(name, sizeof name, "%d", i);
        make(name);
        if (i % 50 == 0)
            CHECK_EQ(0, ext2_sync(fs));
    }
    while (ext2_readdir(fs, EXT2_ROOT, &position, &entry) == EXT2_OK)
        if (entry.name[0] >= '0' && entry.name[0] <= '9') {
            CHECK_EQ(0, ext2_unlink(fs, EXT2_ROOT, entry.name));
            seen++;
        }
    CHECK_EQ(500, seen);
    end();
}

/* The disk fails from one write on: the sync says so, and the next one, on a disk that works
 * again, is whole. */
static void
a_failed_sync_can_be_repeated(void)
{
    for (uint32_t fail = 1; fail < 14; fail++) {
        uint32_t done;
        char bytes[8];
        begin(image, 40);
        CHECK_EQ(0, ext2_mkdir(fs, EXT2_ROOT, "d", 0755, NULL));
        uint32_t inode = make("d/f");
        put(inode, 0, "contents", 8);
        host.fail_write = host.writes + fail;
        int error = ext2_sync(fs);
        host.fail_write = 0;
        if (!error) { /* so many writes it does not need */
            CHECK(fail > 7);
            end();
            break;
        }
        CHECK_EQ(EXT2_EIO, error);
        CHECK_EQ(0, ext2_rename(fs, EXT2_ROOT, "d/f", EXT2_ROOT, "g"));
        CHECK_EQ(0, host_unmount(&host));
        CHECK_EQ(0, host_mount(&host, 24, 0));
        CHECK(!fs->read_only);
        CHECK_EQ(0, ext2_lookup(fs, EXT2_ROOT, "g", &inode));
        CHECK_EQ(0, ext2_read(fs, inode, 0, bytes, 8, &done));
        CHECK(done == 8 && !memcmp(bytes, "contents", 8));
        end();
    }
}

TEST_MAIN({"ext2: disks of mke2fs, direct to double indirect, sparse", disks_of_mke2fs},
          {"ext2: holes and the largest file", holes_and_the_largest_file},
          {"ext2: the triple indirect block", the_triple_indirect_block},
          {"ext2: an open file outlives its name", an_open_file_outlives_its_name},
          {"ext2: the disk says whether it is clean", the_disk_says_whether_it_is_clean},
          {"ext2: foreign disks are refused", foreign_disks_are_refused},
          {"ext2: a full disk changes nothing", a_full_disk_changes_nothing},
          {"ext2: renaming onto and into oneself", renaming_onto_oneself_and_into_oneself},
          {"ext2: readdir survives changes", readdir_survives_changes},
          {"ext2: a failed sync can be repeated", a_failed_sync_can_be_repeated})
