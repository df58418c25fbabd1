/*
 * The guest's side of the console server's test: does what a letter says, by messages to the
 * server, and tells what came of it. The host's side is console.py.
 */
#include "console.h"
#include "ipc.h"
#include "kdebug.h"
#include "layout.h"
#include "message.h"
#include "names.h"
#include "ports.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"

#include <stdarg.h>

#define THREADS 12
#define STACK   4096
#define LINES   300
#define LONGEST 60    /* characters of a line */
#define BULK    4096  /* characters typed at once */
#define LAST    12935 /* numbers at the end: a little more than the host's pipe takes at once */
#define MS_10   0x0A00000Au

#define INTERRUPTS 0x3F9 /* of the line: which it makes */

static char stacks[THREADS][STACK] __attribute__((aligned(16)));
static char pieces[THREADS][CONSOLE_MAX];
static volatile uint32_t done, heard[THREADS];

static void
say(const char *format, ...)
{
    char line[120];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    console_write(line, (size_t)length);
}

static void
pause_ms(uint32_t ms)
{
    struct words w;
    for (; ms >= 10; ms -= 10)
        ipc_receive(L4_NIL, &w, MS_10);
}

static void
start(uint32_t lthread, void (*function)(void *))
{
    thread_start(lthread, function, (void *)lthread, stacks[lthread], STACK, thread_pager());
}

static char
key(void)
{
    char c = 0;
    console_read(&c, 1);
    return c;
}

static void
stop(void *argument)
{
    thread_stop();
}

/* Numbered lines of different lengths. Every fourth thread writes each at once, the others as many
 * together as a message holds. */
static void
write_lines(void *argument)
{
    static const char filling[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
    uint32_t n = (uint32_t)argument, length = 0;
    char *text = pieces[n];
    for (uint32_t i = 0; i < LINES; i++) {
        length += (uint32_t)snprintf(text + length, LONGEST, "%c%u%.*s\n", (char)('A' + n), i,
                                     (int)(i % 50), filling);
        if (n % 4 == 0 || length + LONGEST > CONSOLE_MAX || i == LINES - 1) {
            console_write(text, length);
            length = 0;
        }
    }
    done++;
    thread_stop();
}

static void
flood_out(void)
{
    done = 0;
    for (uint32_t i = 1; i < THREADS; i++)
        start(i, write_lines);
    while (done < THREADS - 1)
        pause_ms(10);
}

/* Takes what was typed, in pieces of every size, and tells its sum. */
static void
flood_in(void)
{
    uint32_t sum = 0, count = 0;
    char piece[8];
    say("type\n");
    while (count < BULK) {
        int n = console_read(piece, 1 + count % 8);
        for (int i = 0; i < n; i++)
            sum = sum * 31 + (uint8_t)piece[i];
        count += (uint32_t)n;
    }
    say("%u characters, sum %08x\n", count, sum);
}

/* The kernel's own words between the server's. */
static void
share_the_line(void)
{
    done = 0;
    start(1, write_lines);
    for (uint32_t i = 0; i < 100; i++) {
        kd_puts("#########");
        pause_ms(10);
    }
    while (!done)
        pause_ms(10);
}

static void
wait_for_break(void *argument)
{
    for (;;) {
        int error = console_break();
        heard[(uint32_t)argument]++;
        say("%u heard %d\n", (uint32_t)argument, error);
        if ((uint32_t)argument == 2)
            thread_stop();
    }
}

/* 1 waits first, 2 once, and 3 is cancelled. */
static void
breaks(void)
{
    for (uint32_t i = 1; i <= 3; i++) {
        start(i, wait_for_break);
        pause_ms(20);
    }
    start(3, stop);
    say("type\n");
    while (heard[1] < 2)
        pause_ms(10);
    char left;
    int count = console_poll(&left, 1);
    start(1, stop);
    say("left %d\n", count);
    say("and now %u\n", key());
}

static void
read_one(void *argument)
{
    heard[0] = (uint8_t)key();
    say("%u reads %c\n", (uint32_t)argument, (int)heard[0]);
    thread_stop();
}

/* Who was cancelled takes nothing with it, and stands behind the others when it asks again. */
static void
readers(void)
{
    for (uint32_t i = 1; i <= 3; i++) {
        start(i, read_one);
        pause_ms(20);
    }
    start(1, read_one);
    pause_ms(20);
    heard[0] = 0;
    say("type\n");
    while (heard[0] != 'z')
        pause_ms(10);
    pause_ms(20);
}

static void
restart(void)
{
    heard[0] = heard[2] = 0;
    start(1, read_one);
    start(2, wait_for_break);
    pause_ms(20);
    l4_id_t old = names_look_up("console");
    int error = tasks_kill(old);
    say("killed: %d; ", error);
    say("it is %s\n", names_look_up("console") != old ? "another" : "the same");
    pause_ms(100);
    say("type\n");
    while (!heard[0])
        pause_ms(10);
    say("and Ctrl-C\n");
    while (!heard[2])
        pause_ms(10);
}

static void
lose_interrupts(void)
{
    heard[0] = 0;
    start(1, read_one);
    pause_ms(20);
    outb(INTERRUPTS, 0);
    kd_puts("type\n"); /* a request would make the server look */
    while (!heard[0])
        pause_ms(10);
}

/* Words that mean nothing, and strings whose pages are not there yet. No answer is waited for. */
static void
random_requests(void)
{
    l4_id_t server = names_look_up("console");
    struct l4_message *m = (struct l4_message *)stacks[1];
    uint32_t answers = 0, refused = 0;
    for (uint32_t i = 0; i < 5000; i++) {
        struct words w = {(uint32_t)rand() >> rand() % 31, (uint32_t)rand(), (uint32_t)rand()};
        l4_id_t source;
        message_init(m, 3 + (uint32_t)rand() % 8, 1 + (uint32_t)rand() % 3);
        message_words(m, 3 + (uint32_t)rand() % 8);
        if (rand() & 1)
            message_string(m, (void *)(HEAP_BASE + (uint32_t)rand() % 0x10000),
                           (uint32_t)rand() % 2000);
        uint32_t send = rand() & 1 ? (uint32_t)m : 0;
        if ((w.w0 & 0xFF) == CONSOLE_WRITE)
            w.w0++; /* what it would print spoils the test's words */
        uint32_t result = l4_ipc(server, send, 0, rand() & 1 ? MS_10 : L4_RECV_ZERO, &w, &source);
        answers += !IPC_ERROR(result);
        refused += IPC_ERROR(result) && (result & L4_IN_SEND);
    }
    say("%s %s\n", answers > 100 ? "answers," : "no answers", refused > 100 ? "refusals" : "none");
    say("it is %s\n", names_look_up("console") == server ? "the same" : "another");
}

static void
edit(void)
{
    static struct history history;
    char line[20];
    for (int i = 0; i < 3; i++) {
        int n = console_read_line("edit> ", line, sizeof line, &history);
        say("%d %s\n", n, line);
        history_add(&history, line);
    }
}

static void
end(void)
{
    for (int i = 0; i < LAST; i++)
        say("%d\n", i);
    console_drain();
    kd_exit(0);
}

int
main(void)
{
    static const struct {
        char letter;
        void (*run)(void);
    } tests[] = {
        {'o', flood_out}, {'i', flood_in}, {'k', share_the_line},  {'b', breaks},
        {'r', readers},   {'x', restart},  {'l', lose_interrupts}, {'z', random_requests},
        {'e', edit},      {'q', end},
    };
    if (tasks_ports(0x3F0, 4))
        kd_puts("contest: no ports\n");
    for (;;) {
        say("ready> ");
        char letter = key();
        for (unsigned i = 0; i < sizeof tests / sizeof *tests; i++)
            if (tests[i].letter == letter)
                tests[i].run();
    }
}
