/*
 * The clock server: the date, by a chip whose time run.py sets. The command line says what the
 * date is when the machine starts: begin=SECONDS.
 */
#include "../../tests/check.h"
#include "../rtc.h"
#include "../serve.h"
#include "clock.h"
#include "errno.h"
#include "ipc.h"
#include "sigma0.h"
#include "stdlib.h"
#include "string.h"
#include "thread.h"

#define ALL_PORTS (L4_IO_MARK | 16u << 2)

static l4_id_t server;
static const struct l4_kip *info;

static void
serve(void)
{
    struct words w;
    l4_id_t source;
    l4_ipc(L4_ROOT, L4_NO_SEND, ALL_PORTS | L4_RECV_FPAGE, L4_NEVER, &w, &source);
    rtc_start();
    clock_serve();
}

static void
start_server(void)
{
    static char window[L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));
    struct words w = {0, ALL_PORTS | L4_FPAGE_WRITE, 0};
    l4_id_t source;
    if (!info) {
        sigma0_map_ports(0, 16);
        info = sigma0_map_info(window);
    }
    server = helper_task(0, serve);
    CHECK_EQ("ports", 0,
             IPC_ERROR(l4_ipc(server, L4_SEND_MAP, L4_NO_RECEIVE, L4_NEVER, &w, &source)));
}

/* The date; *interrupts is what the server has seen. */
static uint32_t
ask(uint32_t *interrupts)
{
    struct words w = {CLOCK_DATE, 0, 0};
    CHECK_EQ("result", 0, IPC_ERROR(ipc_call(server, &w)));
    CHECK_EQ("error", 0, w.w0);
    *interrupts = w.w2;
    return w.w1;
}

/* The date that it must be: that of the start, and what the kernel's clock says has passed. The
 * kernel began some seconds after the machine (firmware, loader): those are in begin=, measured
 * once. */
static uint32_t
begin(void)
{
    const char *at = strstr((const char *)info + info->command_line, "begin=");
    return at ? (uint32_t)strtoul(at + strlen("begin="), NULL, 10) : 0;
}

TEST(24.01, "the date is the chip's, through the end of a day, a month, a year")
{
    uint32_t interrupts;
    start_server();
    for (int i = 0; i < 8; i++) {
        uint32_t before = clock_us(), date = ask(&interrupts), passed = date - begin();
        CHECK(passed <= before / 1000000 + 4);
        CHECK(passed >= clock_us() / 1000000);
        clock_sleep(500);
    }
}

TEST(24.02, "each second is one interrupt, and one step of the date")
{
    uint32_t first, last;
    start_server();
    uint32_t date = ask(&first);
    clock_sleep(5000);
    uint32_t steps = ask(&last) - date;
    CHECK(steps == 5 || steps == 6);
    CHECK_EQ("interrupts", steps, last - first);
}

TEST(24.03, "a server that was killed and started again knows the date")
{
    uint32_t interrupts, dates[3];
    for (int i = 0; i < 3; i++) {
        start_server();
        dates[i] = ask(&interrupts);
        clock_sleep(1000);
    }
    CHECK(dates[1] - dates[0] == 1 || dates[1] - dates[0] == 2);
    CHECK(dates[2] - dates[1] == 1 || dates[2] - dates[1] == 2);
}

TEST(24.04, "another request is EINVAL")
{
    uint32_t interrupts;
    start_server();
    struct words w = {CLOCK_DATE + 1, 0, 0};
    ipc_call(server, &w);
    CHECK_EQ("error", EINVAL, w.w0);
    CHECK(ask(&interrupts) != 0);
}

static void
hold_line(void)
{
    struct words w;
    ipc_receive(l4_irq_id(RTC_IRQ), &w, L4_RECV_ZERO);
    thread_stop();
}

TEST(24.05, "without its interrupt the server still knows the date")
{
    uint32_t interrupts;
    helper_thread(0, hold_line);
    settle();
    start_server();
    uint32_t date = ask(&interrupts);
    clock_sleep(2000);
    uint32_t steps = ask(&interrupts) - date;
    CHECK(steps == 2 || steps == 3);
    CHECK_EQ("interrupts", 0, interrupts);
}

TEST(24.06, "a sleep lasts as long as it was told, and at most 2 % and three ticks more")
{
    static const uint32_t times[] = {1, 5, 50, 300, 1000, 1001, 3333};
    for (uint32_t i = 0; i < sizeof times / sizeof *times; i++) {
        uint32_t from = clock_us();
        clock_sleep(times[i]);
        uint32_t slept = clock_us() - from;
        CHECK(slept >= times[i] * 1000);
        CHECK(slept <= times[i] * 1020 + 3 * 4096);
    }
}
