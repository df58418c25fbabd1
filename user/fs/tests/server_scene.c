/*
 * The file server's tests from a client's side: windows, sharing, copying, names. Enter by scene().
 */
#include "server_guest.h"
#include "stdlib.h"

#define BIG        (1u << 20)
#define BIG_BLOCKS (BIG / FILES_BLOCK)

static volatile uint32_t shared[4]; /* between the two clients */
static uint8_t copy[3 * FILES_BLOCK];

/* The host made the file /big of these bytes. */
static uint8_t
big_byte(uint32_t i)
{
    return (uint8_t)(i * 7 + (i >> 12) * 13);
}

static uint32_t
wrong_bytes(const uint8_t *at, uint32_t position, uint32_t size)
{
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < size; i++)
        wrong += at[i] != big_byte(position + i);
    return wrong;
}

static uint32_t
count_of(const uint8_t *at, uint32_t size, uint8_t byte)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < size; i++)
        count += at[i] == byte;
    return count;
}

static void
reading(void)
{
    uint32_t size = 0, wrong = 0, before;
    int big = files_open("/big", 0, WINDOW(0), &size),
        again = files_open("/big", 0, WINDOW(1), NULL);
    CHECK("open tells the size", BIG, size);
    CHECK("block 0 is in the window after open", 0, wrong_bytes(WINDOW(0), 0, FILES_BLOCK));
    for (uint32_t i = 0; i < BIG_BLOCKS; i++) {
        if (files_map(big, i * FILES_BLOCK, 0) != (int)FILES_BLOCK)
            wrong++;
        wrong += wrong_bytes(WINDOW(0), i * FILES_BLOCK, FILES_BLOCK);
    }
    CHECK("each block shows up when the position moves", 0, wrong);
    before = restored;
    CHECK("a page that was taken back shows the same again", 0,
          wrong_bytes(WINDOW(1), 0, FILES_BLOCK));
    CHECK("and it was the pager who had it restored", before + 1, restored);
    CHECK("16 blocks at once", FILES_MANY * FILES_BLOCK,
          files_map_many(big, 5 * FILES_BLOCK, 16, 0));
    CHECK("all of them are right", 0,
          wrong_bytes(WINDOW(0), 5 * FILES_BLOCK, FILES_MANY * FILES_BLOCK));
    CHECK("at the end there are fewer", 3 * FILES_BLOCK,
          files_map_many(big, BIG - 3 * FILES_BLOCK, 16, 0));
    CHECK("behind the end there are none", 0, files_map(big, BIG, 0));
    CHECK("copying across borders", 10000, files_read(big, 4095, copy, 10000));
    CHECK("copied bytes are right", 0, wrong_bytes(copy, 4095, 10000));
    CHECK("copying up to the end", 100, files_read(big, BIG - 100, copy, 5000));
    CHECK("close", 0, files_close(big) | files_close(again));
}

static void
look_at_shared(void)
{
    static int handle = -1;
    if (shared[0] == 0) {
        handle = files_open("/mapped", FILES_WRITABLE, WINDOW(3), NULL);
        files_map(handle, FILES_BLOCK, 1);
    }
    shared[1] = WINDOW(3)[shared[2]];
    if (shared[3])
        WINDOW(3)[shared[2]] = (uint8_t)shared[3];
}

static void
sharing(void)
{
    uint32_t pages, mapped, changed, before;
    int h = files_open("/mapped", FILES_WRITABLE | FILES_CREATE, WINDOW(2), NULL);
    CHECK("a new file shows nothing", 0, files_map(h, 0, 0));
    for (uint32_t i = 0; i < 3; i++) {
        files_map(h, i * FILES_BLOCK, 1);
        memset(WINDOW(2), (int)('A' + i), FILES_BLOCK);
    }
    CHECK("what was written by mapping is read by copying", 3 * FILES_BLOCK,
          files_read(h, 0, copy, sizeof copy));
    CHECK("byte by byte", FILES_BLOCK, count_of(copy + FILES_BLOCK, FILES_BLOCK, 'B'));
    files_map(h, FILES_BLOCK, 1);
    shared[0] = 0, shared[2] = 7, shared[3] = '#';
    other_runs(look_at_shared);
    CHECK("another client sees it in its window", 'B', shared[1]);
    CHECK("what it writes there is here at once", '#', WINDOW(2)[7]);
    WINDOW(2)[8] = '+';
    shared[0] = 1, shared[2] = 8, shared[3] = 'B';
    other_runs(look_at_shared);
    CHECK("and the other way round", '+', shared[1]);
    CHECK("sync", 0, files_sync());
    files_cache(&pages, &mapped, &changed);
    CHECK("after it nothing is changed", 0, changed);
    before = restored;
    WINDOW(2)[7] = 'B';
    CHECK("the first write after a sync is seen", before + 1, restored);
    files_cache(&pages, &mapped, &changed);
    CHECK("and counts as a change", 1, changed != 0);
    WINDOW(2)[9] = 'B';
    CHECK("the second is not", before + 1, restored);
    CHECK("close a file that is mapped", 0, files_close(h));
}

static void
read_only(void)
{
    uint32_t before = refused;
    int h = files_open("/small", 0, WINDOW(4), NULL);
    CHECK("mapping for writing wants a file open for writing", -EACCES, files_map(h, 0, 1));
    CHECK("so does writing", -EACCES, files_write(h, 0, "y", 1));
    CHECK("and resizing", EACCES, files_resize(h, 0));
    CHECK("a block of a short file has its bytes", 100, files_map(h, 0, 0));
    CHECK("and zeros behind them", FILES_BLOCK - 100,
          count_of(WINDOW(4) + 100, FILES_BLOCK - 100, 0));
    *(volatile uint8_t *)WINDOW(4) = 'y';
    CHECK("a write to a window for reading is refused", before + 1, refused);
    CHECK("with EACCES", EACCES, refused_error);
    files_read(h, 0, copy, 1);
    CHECK("and changes nothing", 'x', copy[0]);
    files_close(h);
}

static void
other_cuts(void)
{
    int h = files_open("/gone", FILES_WRITABLE, NULL, NULL);
    shared[0] = (uint32_t)files_resize(h, 10);
    files_close(h);
}

static void
vanishing(void)
{
    uint32_t space[4], before;
    files_sync();
    files_space(&space[0], &space[1]);
    int h = files_open("/gone", FILES_WRITABLE | FILES_CREATE, WINDOW(5), NULL);
    files_map_many(h, 0, 4, 1);
    memset(WINDOW(5), 'g', 4 * FILES_BLOCK);
    files_sync();
    files_read(h, 0, copy, sizeof copy);
    other_runs(other_cuts);
    CHECK("a mapped file is cut by another client", 0, shared[0]);
    before = refused;
    CHECK("pages behind the end are gone", POISON, WINDOW(5)[2 * FILES_BLOCK]);
    CHECK("the pager was told so", before + 1, refused);
    CHECK("of the last page the rest is zero", FILES_BLOCK - 10,
          count_of(WINDOW(5) + 10, FILES_BLOCK - 10, 0));
    CHECK("lengthened again it is all zero", 0, files_resize(h, 2 * FILES_BLOCK));
    files_map(h, FILES_BLOCK, 0);
    CHECK("for readers, too", FILES_BLOCK,
          (files_read(h, FILES_BLOCK, copy, FILES_BLOCK), count_of(copy, FILES_BLOCK, 0)));
    CHECK("in the window, too", FILES_BLOCK, count_of(WINDOW(5), FILES_BLOCK, 0));
    CHECK("a name is taken from an open file", 0, files_remove("/gone"));
    struct files_stat stat;
    CHECK("it is gone", ENOENT, files_stat("/gone", &stat));
    files_map(h, 0, 1);
    WINDOW(5)[0] = 'G';
    files_read(h, 0, copy, 1);
    CHECK("the file still lives", 'G', copy[0]);
    files_sync();
    CHECK("its last close", 0, files_close(h));
    files_sync();
    files_space(&space[2], &space[3]);
    CHECK("gives all its blocks back", space[1], space[3]);
}

static void
fill_hole(void)
{
    int h = files_open("/hole", FILES_WRITABLE, NULL, NULL);
    files_write(h, 5 * FILES_BLOCK, "hello", 5);
    files_close(h);
}

static void
holes(void)
{
    int h = files_open("/hole", FILES_WRITABLE | FILES_CREATE, WINDOW(6), NULL);
    uint32_t blocks, before, after;
    files_sync();
    files_space(&blocks, &before);
    CHECK("a file of holes", 0, files_resize(h, 100 * FILES_BLOCK));
    files_sync();
    files_space(&blocks, &after);
    CHECK("takes no blocks", before, after);
    files_map(h, 5 * FILES_BLOCK, 0);
    CHECK("a hole is full of zeros", FILES_BLOCK, count_of(WINDOW(6), FILES_BLOCK, 0));
    other_runs(fill_hole);
    CHECK("what another client writes into it shows up", 0, memcmp(WINDOW(6), "hello", 5));
    files_map(h, 6 * FILES_BLOCK, 0);
    WINDOW(6)[1] = 'w';
    files_map(h, 7 * FILES_BLOCK, 0);
    CHECK("a write to one hole is not seen in another", FILES_BLOCK,
          count_of(WINDOW(6), FILES_BLOCK, 0));
    files_read(h, 6 * FILES_BLOCK, copy, 2);
    CHECK("but where it was made", 'w', copy[1]);
    files_close(h);
    files_remove("/hole");
}

static void
names(void)
{
    struct files_stat stat;
    struct files_entry entry;
    uint32_t position = 0, seen = 0;
    CHECK("stat of a directory", 0, files_stat("/folder", &stat));
    CHECK("tells its kind", FILES_IS_DIRECTORY, stat.kind);
    CHECK("make a directory", 0, files_make_directory("/folder/inner"));
    CHECK("not twice", EEXIST, files_make_directory("/folder/inner"));
    CHECK("rename into it", 0, files_rename("/folder/leaf", "/folder/inner/leaf"));
    CHECK("a directory with something in it stays", ENOTEMPTY,
          files_remove_directory("/folder/inner"));
    CHECK("a path through a file", ENOTDIR, files_stat("/small/x", &stat));
    CHECK("a directory is not written", -EISDIR, files_open("/folder", FILES_WRITABLE, NULL, NULL));
    int h = files_open("/folder/inner", 0, WINDOW(7), NULL);
    while (files_list(h, &position, &entry) > 0)
        seen += !strcmp(entry.name, "leaf") && entry.size == 5 ? 100 : 1;
    CHECK("listing tells what is there", 102, seen);
    CHECK("a directory is not mapped", -EISDIR, files_map(h, 0, 0));
    CHECK("nor read", -EISDIR, files_read(h, 0, copy, 10));
    files_close(h);
    CHECK("rename back", 0, files_rename("/folder/inner/leaf", "/folder/leaf"));
    CHECK("remove a directory", 0, files_remove_directory("/folder/inner"));
    h = files_open("/\x01\xFF odd\x80", FILES_WRITABLE | FILES_CREATE, NULL, NULL);
    CHECK("a name of odd bytes", 1, h >= 0);
    files_close(h);
    CHECK("is found again", 0, files_stat("/\x01\xFF odd\x80", &stat));
    CHECK("and removed", 0, files_remove("/\x01\xFF odd\x80"));
}

static void
streams(void)
{
    char line[32];
    FILE *f = fopen("/stream", "w+");
    CHECK("fopen", 1, f != NULL);
    fprintf(f, "first %d\n", 1);
    fprintf(f, "second\n");
    fseek(f, 6, SEEK_SET);
    CHECK("what was written is read back", 0, strcmp(fgets(line, sizeof line, f), "1\n"));
    fclose(f);
    f = fopen("/stream", "a");
    fprintf(f, "third\n");
    fclose(f);
    struct files_stat stat = {0, 0, 0, 0};
    files_stat("/stream", &stat);
    CHECK("appending lengthens", 21, stat.size);
    CHECK("remove()", 0, remove("/stream"));
}

void
scene(void)
{
    files_use();
    reading();
    sharing();
    read_only();
    vanishing();
    holes();
    names();
    streams();
}
