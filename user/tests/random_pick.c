/*
 * Random arguments: mostly sensible ones near an edge, some that make no sense.
 */
#include "program.h"
#include "random.h"

#define EDGE         0x400000u /* the 4 MB border in the pool */
#define HEAD_DWORDS  40u
#define HEAD_STRINGS 31u

/* xorshift32: small, and never 0. */
static uint32_t
next(uint32_t n)
{
    uint32_t x = slots[n].seed;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return slots[n].seed = x;
}

uint32_t
pick(uint32_t n, uint32_t below)
{
    return (next(n) >> 8) % below;
}

uint32_t
pick_word(uint32_t n)
{
    static const uint32_t edges[] = {0,          1,          2,          3,          0xFFFFFFFF,
                                     0xFFFFFFFC, 0x7FFFFFFF, 0x80000000, 0xBFFFFFFC, 0xC0000000};
    if (pick(n, 4) == 0)
        return edges[pick(n, sizeof edges / sizeof *edges)];
    return next(n);
}

l4_id_t
pick_task(uint32_t n)
{
    uint32_t task = pick(n, TASKS), id = task_ids[task];
    switch (pick(n, 16)) {
    case 0:
        return id ^ 1u << pick(n, 10); /* another version */
    case 1:
        return pick_word(n);
    case 2:
        return L4_SIGMA0;
    default:
        return id;
    }
}

/* Mostly of the tasks that are nearly always there. */
l4_id_t
pick_worker(uint32_t n)
{
    uint32_t task = pick(n, pick(n, 8) ? CHILDREN + 1 : TASKS);
    return l4_thread_of(task_ids[task], first_lthread(task) + pick(n, WORKERS));
}

l4_id_t
pick_id(uint32_t n)
{
    uint32_t kind = pick(n, 24);
    if (kind == 0)
        return pick_word(n);
    if (kind == 1)
        return L4_NIL;
    if (kind == 2)
        return pick(n, 18); /* an interrupt, or nil */
    if (kind == 3)
        return L4_SIGMA0;
    if (kind == 4)
        return workers_pager;
    if (kind == 5)
        return pick_task(n);
    return pick_worker(n);
}

/* Short, so that nothing stands still; now and then for ever, until the supervisor comes by. */
l4_timeout_t
pick_timeouts(uint32_t n)
{
    uint32_t pf = pick(n, 3) ? (7 + pick(n, 9)) << 12 | (7 + pick(n, 9)) << 8 : 0;
    switch (pick(n, 8)) {
    case 0:
        return L4_NEVER | pf;
    case 1:
        return L4_BOTH_ZERO | pf;
    case 2:
        return L4_SEND_ZERO | (0x10000000u + (pick(n, 16) << 24)) | 11 | pf;
    case 3:
        return L4_RECV_ZERO | pf | (pick(n, 200) << 16) | 12 << 4;
    case 4:
        return pick_word(n) | 0x0000CC0Fu << 4; /* anything, but not long */
    default:
        return pick(n, 256) << 24 | pick(n, 256) << 16 | 12 << 4 | 12 | pf;
    }
}

/* An address for data that is read: pool, borders, the end of the space, nothing. */
static uint32_t
pick_source(uint32_t n)
{
    switch (pick(n, 8)) {
    case 0:
        return EDGE - pick(n, 5000);
    case 1:
        return WINDOW + pick(n, 0x400000);
    case 2:
        return 0xC0000000u - pick(n, 9000);
    case 3:
        return pick_word(n);
    default:
        return (uint32_t)pool + pick(n, POOL_SIZE);
    }
}

/* One for data that is written: never the program itself. */
static uint32_t
pick_target(uint32_t n, uint32_t size)
{
    uint32_t address = pick_source(n);
    if (address + size < (uint32_t)pool || address >= (uint32_t)program_end)
        return address >= (uint32_t)program_begin || address + size < (uint32_t)program_begin
                   ? address
                   : WINDOW;
    uint32_t room = POOL_SIZE - size;
    return (uint32_t)pool + (address < (uint32_t)pool ? 0 : (address - (uint32_t)pool) % room);
}

static uint32_t
pick_size(uint32_t n)
{
    static const uint32_t edges[] = {0, 1, 3, 4, 5, 4095, 4096, 4097, 8192};
    return pick(n, 2) ? edges[pick(n, sizeof edges / sizeof *edges)] : pick(n, 12000);
}

uint32_t
pick_map_base(uint32_t n)
{
    return (WINDOW + pick(n, 0x800000)) & ~(pick(n, 2) ? 0xFFFu : 0);
}

l4_fpage_t
pick_fpage(uint32_t n)
{
    uint32_t rights = pick(n, 4);
    switch (pick(n, 16)) {
    case 0:
        return l4_fpage(pick_word(n), pick(n, 34), rights);
    case 1:
        return L4_WHOLE_SPACE | rights;
    case 2:
        return l4_io_fpage(pick(n, 0x10000), pick(n, 17), rights);
    case 3:
        return 0;
    case 4:
    case 5:
    case 6:
        return l4_fpage(WINDOW + pick(n, 0x800000), 12 + pick(n, 11), rights);
    default:
        return l4_fpage((uint32_t)pool + pick(n, POOL_SIZE), 12 + pick(n, 6), rights);
    }
}

l4_fpage_t
pick_window(uint32_t n)
{
    if (pick(n, 16) == 0)
        return L4_WHOLE_SPACE;
    return l4_fpage(WINDOW + pick(n, 0x800000), 12 + pick(n, 11), 0);
}

/* A message with dopes that may lie about its size, but not beyond its place. */
static void
fill(uint32_t n, uint32_t *m, int map)
{
    uint32_t dwords = pick(n, HEAD_DWORDS + 1),
             strings = pick(n, 4) ? pick(n, 5) : pick(n, HEAD_STRINGS + 1);
    m[0] = pick_window(n);
    m[1] = L4_DOPE(dwords, strings) | pick(n, 256);
    m[2] = L4_DOPE(pick(n, HEAD_DWORDS + 1),
                   pick(n, 8) ? pick(n, strings + 2) : pick(n, HEAD_STRINGS + 1));
    for (uint32_t i = 0; i < HEAD_DWORDS; i++)
        m[3 + i] = !map ? pick_word(n) : i % 2 ? pick_fpage(n) : pick_map_base(n);
    for (uint32_t i = 0; i < HEAD_STRINGS; i++) {
        struct l4_string *s = (struct l4_string *)(m + 3 + dwords) + i;
        uint32_t size = pick_size(n);
        s->send_size = size | (pick(n, 4) ? 0 : L4_STRING_CONTINUES);
        s->send_addr = pick_source(n);
        size = pick_size(n);
        s->recv_size = size | (pick(n, 4) ? 0 : L4_STRING_CONTINUES);
        s->recv_addr = pick_target(n, size);
    }
}

uint32_t
pick_send(uint32_t n)
{
    uint32_t flags = pick(n, 4) == 0 ? L4_SEND_MAP : 0;
    if (pick(n, 8) == 0)
        flags |= L4_SEND_PROP;
    switch (pick(n, 8)) {
    case 0:
        return L4_NO_SEND;
    case 1:
        return (pick_source(n) & ~3u); /* no map: what lies there is not ours to choose */
    case 2:
    case 3:
    case 4:
        fill(n, slots[n].send, (int)(flags & L4_SEND_MAP));
        return (uint32_t)slots[n].send | flags;
    default:
        return flags;
    }
}

uint32_t
pick_receive(uint32_t n)
{
    uint32_t open = pick(n, 4) ? L4_RECV_OPEN : 0;
    switch (pick(n, 8)) {
    case 0:
        return L4_NO_RECEIVE;
    case 1:
        return pick_window(n) | L4_RECV_FPAGE | open;
    case 2:
    case 3:
    case 4:
        fill(n, slots[n].receive, 0);
        return (uint32_t)slots[n].receive | open;
    default:
        return open;
    }
}
