/*
 * Chapter 10: interrupts as messages. The lines of the board that a program can make come: the
 * real-time clock's (8) and the serial line's (4), by ports from sigma0.
 */
#include "check.h"
#include "ipc.h"
#include "thread.h"

#define LINE_RTC 8u
#define LINE_COM 4u
#define MS_30    0x1E00000Au /* receive 30 * 1024 us */

static volatile uint32_t results[4], count;

static uint32_t
attach(uint32_t line)
{
    struct words w;
    return ipc_receive(line + 1, &w, L4_RECV_ZERO);
}

static void
detach(void)
{
    struct words w;
    ipc_receive(L4_NIL, &w, L4_RECV_ZERO);
}

/* All ports, once. */
static void
get_ports(void)
{
    struct words w = {L4_IO_MARK | 16u << 2, 0, 0};
    l4_id_t source;
    l4_ipc(L4_SIGMA0, 0, (L4_IO_MARK | 16u << 2) | L4_RECV_FPAGE, L4_NEVER, &w, &source);
}

static void
out(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static uint8_t
in(uint16_t port)
{
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

static uint8_t
rtc_read(uint8_t what)
{
    out(0x70, what);
    return in(0x71);
}

static void
rtc_write(uint8_t what, uint8_t value)
{
    out(0x70, what);
    out(0x71, value);
}

/* The clock interrupts 64 times a second, until rtc_stop(). Reading register C acknowledges. */
static void
rtc_start(void)
{
    get_ports();
    rtc_write(0x0A, 0x2A);
    rtc_write(0x0B, (uint8_t)(rtc_read(0x0B) | 0x40));
    rtc_read(0x0C);
}

static void
rtc_stop(void)
{
    rtc_write(0x0B, (uint8_t)(rtc_read(0x0B) & ~0x40));
    rtc_read(0x0C);
    detach();
}

TEST(10.01, "attaching to a free line ends with the receive timeout, 0x20")
{
    CHECK_EQ("result", 0x20, attach(LINE_RTC));
    detach();
}

TEST(10.02, "attaching again to the own line succeeds again")
{
    attach(LINE_RTC);
    CHECK_EQ("result", 0x20, attach(LINE_RTC));
    detach();
}

static void
attach_there(void)
{
    results[0] = attach(LINE_RTC);
    thread_stop();
}

static void
detach_there(void)
{
    detach();
    results[1] = 1;
    thread_stop();
}

TEST(10.03, "a line that another thread has is refused: 0x10")
{
    helper_thread(0, attach_there);
    settle();
    CHECK_EQ("the other has it", 0x20, results[0]);
    CHECK_EQ("taken", 0x10, attach(LINE_RTC));
    helper_thread(0, detach_there);
    settle();
}

TEST(10.04, "a line whose owner was deleted is free")
{
    l4_id_t owner = helper_task(0, attach_there);
    settle();
    CHECK_EQ("taken", 0x10, attach(LINE_RTC));
    l4_task_new(owner, L4_ROOT, 0, 0, L4_NIL);
    CHECK_EQ("free", 0x20, attach(LINE_RTC));
    detach();
}

TEST(10.05, "lines that do not exist are refused: 16 and more")
{
    struct words w;
    for (uint32_t line = 16; line < 255; line += 17)
        CHECK_EQ("result", 0x10, ipc_receive(line + 1, &w, L4_RECV_ZERO));
    CHECK_EQ("the last id", 0x10, ipc_receive(0xFF, &w, L4_RECV_ZERO));
}

TEST(10.06, "the kernel's own lines are refused: timer and cascade")
{
    CHECK_EQ("timer", 0x10, attach(0));
    CHECK_EQ("cascade", 0x10, attach(2));
}

TEST(10.07, "a line that was detached can be attached by another")
{
    CHECK_EQ("mine", 0x20, attach(LINE_RTC));
    detach();
    helper_thread(0, attach_there);
    settle();
    CHECK_EQ("the other's", 0x20, results[0]);
    helper_thread(0, detach_there);
    settle();
}

TEST(10.08, "one line for each thread: attaching to another gives the first one back")
{
    attach(LINE_RTC);
    CHECK_EQ("second", 0x20, attach(LINE_COM));
    helper_thread(0, attach_there);
    settle();
    CHECK_EQ("the first is free", 0x20, results[0]);
    helper_thread(0, detach_there);
    settle();
    detach();
}

TEST(10.09, "an interrupt arrives as a message with source irq + 1")
{
    struct words w;
    l4_id_t source = 0;
    attach(LINE_RTC);
    rtc_start();
    CHECK_EQ("result", 0, l4_ipc(LINE_RTC + 1, L4_NO_SEND, 0, MS_30, &w, &source));
    CHECK_EQ("source", LINE_RTC + 1, source);
    rtc_stop();
}

TEST(10.10, "one interrupt after the other arrives, at each receive one")
{
    struct words w;
    attach(LINE_RTC);
    rtc_start();
    for (int i = 0; i < 10; i++) {
        CHECK_EQ("result", 0, ipc_receive(LINE_RTC + 1, &w, MS_30));
        rtc_read(0x0C);
    }
    rtc_stop();
}

TEST(10.11, "the line is masked until the next receive: without it nothing more comes in")
{
    struct words w;
    attach(LINE_RTC);
    rtc_start();
    CHECK_EQ("first", 0, ipc_receive(LINE_RTC + 1, &w, MS_30));
    rtc_read(0x0C);
    pause_us(60000);
    CHECK_EQ("the line's request waits at the board", 0x80, rtc_read(0x0C) & 0x80);
    CHECK_EQ("next", 0, ipc_receive(LINE_RTC + 1, &w, MS_30));
    rtc_stop();
}

TEST(10.12, "an open wait takes the own interrupt, too")
{
    struct words w;
    l4_id_t source = 0;
    attach(LINE_RTC);
    rtc_start();
    CHECK_EQ("result", 0, ipc_wait(&source, &w, MS_30));
    CHECK_EQ("source", LINE_RTC + 1, source);
    rtc_stop();
}

TEST(10.13, "a closed receive from a thread does not take the interrupt, which is kept for later")
{
    struct words w;
    l4_id_t source, other = helper_thread(0, thread_stop);
    attach(LINE_RTC);
    rtc_start();
    ipc_wait(&source, &w, MS_30);
    rtc_read(0x0C);
    CHECK_EQ("open with timeout 0: none yet, the line is open now", 0x20,
             ipc_wait(&source, &w, L4_RECV_ZERO));
    CHECK_EQ("closed", 0x20, ipc_receive(other, &w, MS_30));
    CHECK_EQ("pending", 0, ipc_receive(LINE_RTC + 1, &w, L4_RECV_ZERO));
    rtc_stop();
}

TEST(10.14, "a pending interrupt is remembered once, not as often as it came")
{
    struct words w;
    l4_id_t source;
    attach(LINE_RTC);
    rtc_start();
    ipc_wait(&source, &w, MS_30);
    rtc_read(0x0C);
    ipc_wait(&source, &w, L4_RECV_ZERO); /* opens the line */
    for (int i = 0; i < 5; i++) {
        pause_us(20000);
        rtc_read(0x0C);
    }
    rtc_write(0x0B, (uint8_t)(rtc_read(0x0B) & ~0x40)); /* no more from here */
    rtc_read(0x0C);
    CHECK_EQ("once", 0, ipc_receive(LINE_RTC + 1, &w, L4_RECV_ZERO));
    CHECK_EQ("not twice", 0x20, ipc_receive(LINE_RTC + 1, &w, L4_RECV_ZERO));
    detach();
}

static void
send_one(void)
{
    struct words w = {0x10, 0, 0};
    ipc_send(L4_ROOT, &w, L4_NEVER);
    thread_stop();
}

TEST(10.15, "a pending interrupt is first in the queue, before a sender that waits longer")
{
    struct words w;
    l4_id_t source = 0;
    attach(LINE_RTC);
    rtc_start();
    ipc_wait(&source, &w, MS_30);
    rtc_read(0x0C);
    ipc_wait(&source, &w, L4_RECV_ZERO);
    l4_id_t sender = helper_thread(0, send_one);
    pause_us(40000);
    CHECK_EQ("first", 0, ipc_wait(&source, &w, L4_RECV_ZERO));
    CHECK_EQ("is the interrupt", LINE_RTC + 1, source);
    CHECK_EQ("then", 0, ipc_receive(sender, &w, L4_RECV_ZERO));
    CHECK_EQ("the sender", 0x10, w.w0);
    rtc_stop();
}

TEST(10.16, "a receive from an interrupt with a timeout ends with 0x20 when none comes")
{
    struct words w;
    uint32_t begin = clock_us();
    CHECK_EQ("result", 0x20, ipc_receive(LINE_COM + 1, &w, MS_30));
    CHECK(clock_us() - begin >= 24000);
    detach();
}

/* A driver of its own in another task; its ports come from this one. */
static void
driver(void)
{
    struct words w;
    l4_id_t source;
    l4_ipc(L4_ROOT, L4_NO_SEND, (L4_IO_MARK | 16u << 2) | L4_RECV_FPAGE, L4_NEVER, &w, &source);
    attach(LINE_RTC);
    for (;;) {
        if (IPC_ERROR(ipc_receive(LINE_RTC + 1, &w, L4_NEVER)))
            continue;
        rtc_read(0x0C);
        count++;
    }
}

TEST(10.17, "a driver in another task gets the interrupts while others run")
{
    struct words w = {0, L4_IO_MARK | 16u << 2, 0};
    l4_id_t source, child = helper_task(0, driver);
    count = 0;
    rtc_start();
    CHECK_EQ("ports", 0, l4_ipc(child, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source));
    settle();
    pause_us(200000);
    CHECK(count >= 8 && count <= 20);
    rtc_stop();
}
