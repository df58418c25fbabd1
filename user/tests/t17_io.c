/*
 * Chapter 17: I/O ports as fpages.
 */
#include "check.h"
#include "ipc.h"
#include "thread.h"

#define ALL_PORTS (L4_IO_MARK | 16u << 2)
#define SCRATCH   0x61u /* port of the board that may be read at any time */

static volatile uint32_t reached, value;
static volatile uint16_t port_to_read;
static volatile uint32_t window;

static uint8_t
in(uint16_t port)
{
    uint8_t v;
    __asm__ volatile("inb %1, %0" : "=a"(v) : "Nd"(port));
    return v;
}

static uint32_t
ask_sigma0(l4_fpage_t ports)
{
    struct words w = {ports, 0, 0};
    l4_id_t source;
    uint32_t result = l4_ipc(L4_SIGMA0, 0, ALL_PORTS | L4_RECV_FPAGE, L4_NEVER, &w, &source);
    return IPC_ERROR(result) ? 0 : w.w1;
}

/* Takes what the root task maps, then reads its port; with no right to it the thread halts. */
static void
take_and_read(void)
{
    struct words w;
    l4_id_t source;
    l4_ipc(L4_ROOT, L4_NO_SEND, window | L4_RECV_FPAGE, L4_NEVER, &w, &source);
    reached = 1;
    value = in(port_to_read);
    reached = 2;
    for (;;) {
        ipc_receive(L4_ROOT, &w, L4_NEVER);
        value = in(port_to_read);
        reached++;
    }
}

static l4_id_t
child(uint16_t port, l4_fpage_t receive)
{
    reached = 0;
    port_to_read = port;
    window = receive;
    l4_id_t c = helper_task(0, take_and_read);
    settle();
    return c;
}

static void
give(l4_id_t to, l4_fpage_t ports)
{
    struct words w = {0, ports, 0};
    l4_id_t source;
    CHECK_EQ("give", 0, IPC_ERROR(l4_ipc(to, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source)));
    settle();
}

TEST(17.01, "sigma0 gives all ports to the root task, which can read them")
{
    CHECK(ask_sigma0(ALL_PORTS) != 0);
    in(SCRATCH);
    in(0x71);
}

TEST(17.02, "a child without ports takes exception 13 at IN")
{
    l4_id_t c = child(SCRATCH, ALL_PORTS);
    struct words w = {0, 0, 0};
    ipc_send(c, &w, L4_NEVER);
    settle();
    CHECK_EQ("it came to the port and not past it", 1, reached);
}

TEST(17.03, "a port that was mapped to a child works there, and still here")
{
    l4_id_t c = child(SCRATCH, ALL_PORTS);
    give(c, l4_io_fpage(SCRATCH, 4, L4_FPAGE_WRITE));
    CHECK_EQ("past the port", 2, reached);
    in(SCRATCH);
}

TEST(17.04, "an I/O fpage of 16 ports gives those and no more")
{
    l4_id_t c = child(0x80, ALL_PORTS);
    give(c, l4_io_fpage(0x60, 4, L4_FPAGE_WRITE));
    CHECK_EQ("the next block is not there", 1, reached);
}

TEST(17.05, "an I/O fpage of 2^s ports gives all of them")
{
    for (uint32_t log2 = 5; log2 <= 16; log2++) {
        l4_id_t c =
            child((uint16_t)((1u << log2) - 1 < 0x3FF ? (1u << log2) - 1 : 0x3FF), ALL_PORTS);
        give(c, l4_io_fpage(0, log2, L4_FPAGE_WRITE));
        CHECK_EQ("past the last port", 2, reached);
    }
}

TEST(17.06, "a narrower window cuts what is sent; ports keep their numbers")
{
    l4_id_t c = child(SCRATCH, l4_io_fpage(0x60, 4, 0));
    give(c, ALL_PORTS | L4_FPAGE_WRITE);
    CHECK_EQ("in the window", 2, reached);
    c = child(0x80, l4_io_fpage(0x60, 4, 0));
    give(c, ALL_PORTS | L4_FPAGE_WRITE);
    CHECK_EQ("outside", 1, reached);
}

TEST(17.07, "the whole space as window takes ports, too")
{
    l4_id_t c = child(SCRATCH, L4_WHOLE_SPACE);
    give(c, l4_io_fpage(0x60, 4, L4_FPAGE_WRITE));
    CHECK_EQ("past the port", 2, reached);
}

TEST(17.08, "unmap takes the port from the child and leaves it to me")
{
    struct words w = {0, 0, 0};
    l4_id_t c = child(SCRATCH, ALL_PORTS);
    give(c, l4_io_fpage(0x60, 4, L4_FPAGE_WRITE));
    CHECK_EQ("past the port", 2, reached);
    ipc_send(c, &w, L4_NEVER);
    settle();
    CHECK_EQ("again", 3, reached);
    l4_fpage_unmap(l4_io_fpage(0x60, 4, 0), L4_UNMAP_REMOVE);
    ipc_send(c, &w, L4_NEVER);
    settle();
    CHECK_EQ("not again", 3, reached);
    in(SCRATCH);
}

TEST(17.09, "unmap of another block leaves the port alone")
{
    struct words w = {0, 0, 0};
    l4_id_t c = child(SCRATCH, ALL_PORTS);
    give(c, l4_io_fpage(0x60, 4, L4_FPAGE_WRITE));
    l4_fpage_unmap(l4_io_fpage(0x70, 4, 0), L4_UNMAP_REMOVE);
    ipc_send(c, &w, L4_NEVER);
    settle();
    CHECK_EQ("again", 3, reached);
}

/* A child that takes ports and passes them on to `second`, by mapping (0) or by grant. */
static volatile l4_id_t second;
static volatile uint32_t how, passed;

static void
take_and_pass(l4_fpage_t ports)
{
    struct words w;
    l4_id_t source;
    l4_ipc(L4_ROOT, L4_NO_SEND, ALL_PORTS | L4_RECV_FPAGE, L4_NEVER, &w, &source);
    w = (struct words){0, ports | L4_FPAGE_WRITE | how, 0};
    passed = 1 + l4_ipc(second, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source);
    thread_stop();
}

static void
take_and_pass_on(void)
{
    take_and_pass(l4_io_fpage(0x60, 4, 0));
}

static void
take_and_pass_all_on(void)
{
    take_and_pass(ALL_PORTS);
}

static void
take_from_first(void)
{
    struct words w;
    l4_id_t source;
    l4_ipc(L4_NIL, L4_NO_SEND, ALL_PORTS | L4_RECV_FPAGE | L4_RECV_OPEN, L4_NEVER, &w, &source);
    for (;;) {
        value = in(SCRATCH);
        reached++;
        ipc_wait(&source, &w, L4_NEVER);
    }
}

static void
pass_through_two(uint32_t grant)
{
    how = grant;
    passed = reached = 0;
    second = helper_task(1, take_from_first);
    l4_id_t first = helper_task(0, take_and_pass_on);
    settle();
    give(first, l4_io_fpage(0x60, 4, L4_FPAGE_WRITE));
    settle();
    CHECK_EQ("passed on", 1, passed);
    CHECK_EQ("the second one has it", 1, reached);
}

static void
take_back_and_check(void)
{
    struct words w = {0, 0, 0};
    l4_fpage_unmap(l4_io_fpage(0x60, 4, 0), L4_UNMAP_REMOVE);
    ipc_send(second, &w, L4_NEVER);
    settle();
    CHECK_EQ("it has it no more", 1, reached);
}

TEST(17.11, "unmap takes a port from a child's child, too")
{
    pass_through_two(0);
    take_back_and_check();
}

TEST(17.12, "a port that was granted on comes from the first mapper, who can take it back")
{
    pass_through_two(L4_FPAGE_GRANT);
    take_back_and_check();
}

/* Channel 2 of the board's timer counts `us` down, once; afterwards its output is high. */
static void
out(uint16_t port, uint32_t v)
{
    __asm__ volatile("outb %0, %1" : : "a"((uint8_t)v), "Nd"(port));
}

static void
count_down(uint32_t us)
{
    uint32_t count = us * 1193u / 1000u;
    out(0x61, (in(0x61) & 0xFCu) | 1); /* gate on, speaker off */
    out(0x43, 0xB0);                   /* channel 2, both bytes, mode 0 */
    out(0x42, count);
    out(0x42, count >> 8);
}

static int
is_down(void)
{
    return (in(0x61) & 0x20) != 0;
}

TEST(17.13, "to take all ports back from a child that has sixteen costs less than 10 ms")
{
    l4_id_t c = child(SCRATCH, ALL_PORTS);
    give(c, l4_io_fpage(0x60, 4, L4_FPAGE_WRITE));
    CHECK_EQ("past the port", 2, reached);
    count_down(10000);
    CHECK_EQ("it counts", 0, is_down());
    l4_fpage_unmap(ALL_PORTS, L4_UNMAP_REMOVE);
    CHECK_EQ("in time", 0, is_down());
    pause_us(20000);
    CHECK_EQ("it counted", 1, is_down());
    struct words w = {0, 0, 0};
    ipc_send(c, &w, L4_NEVER);
    settle();
    CHECK_EQ("the child has it no more", 2, reached);
}

TEST(17.14,
     "to take all ports back from a child that has all, and its child, costs less than 50 ms")
{
    window = ALL_PORTS;
    how = 0;
    passed = reached = 0;
    second = helper_task(1, take_from_first);
    l4_id_t first = helper_task(0, take_and_pass_all_on);
    settle();
    give(first, ALL_PORTS | L4_FPAGE_WRITE);
    settle();
    CHECK_EQ("passed on", 1, passed);
    count_down(50000);
    l4_fpage_unmap(ALL_PORTS, L4_UNMAP_REMOVE);
    CHECK_EQ("in time", 0, is_down());
    take_back_and_check();
}

TEST(17.10, "the interrupt flag is not the user's: CLI is exception 13")
{
    extern void clear_interrupts(void);
    reached = 0;
    helper_task(0, clear_interrupts);
    settle();
    CHECK_EQ("it came to CLI and not past it", 1, reached);
}

void clear_interrupts(void);
void
clear_interrupts(void)
{
    reached = 1;
    __asm__ volatile("cli");
    reached = 2;
    thread_stop();
}
