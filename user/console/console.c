/*
 * The console server (console.h): between its clients and the serial line stand two queues of
 * characters and three lists of clients whose answer must wait. Enter by main().
 *
 * One thread waits for everything: requests, the line's interrupt, and the time after which an
 * interrupt must have been lost. What a request or an interrupt changes is carried on by move().
 */
#include "console.h"
#include "errno.h"
#include "ipc.h"
#include "kdebug.h"
#include "message.h"
#include "names.h"
#include "ring.h"
#include "start.h"
#include "tasks.h"
#include "uart.h"
#include "waiters.h"

#define PORTS    0x3F0 /* 16 of them: the line's are the upper half */
#define CTRL_C   0x03
#define KDB_KEY  0x1C /* Ctrl-\ */
#define IN_WORDS 8    /* characters that travel in registers */

#define OUT_SIZE 8192
#define OUT_MARK 2048 /* a writer is answered when no more than this waits before the line */

/* Receive timeouts: while something is to be sent an interrupt is due soon; without interrupts the
 * line is looked at as often. */
#define SOON  (IPC_SERVER | 0x2000000Au) /* 32 * 1024 us */
#define LATER (IPC_SERVER | 0xF4000009u) /* 244 * 4096 us */

static char out_room[OUT_SIZE], in_room[CONSOLE_TYPED];
static struct ring out = {.size = OUT_SIZE, .room = out_room};
static struct ring in = {.size = CONSOLE_TYPED, .room = in_room};

static struct waiters writers;  /* value: how much may still wait before the line at the answer */
static struct waiters readers;  /* value: how many characters at most */
static struct waiters breakers; /* for Ctrl-C; the newest is the last */

static MESSAGE(3, 1) request;
static char text[CONSOLE_MAX];

/* 1 if the client still waited for its answer. */
static int
answer(l4_id_t client, uint32_t w0, uint32_t w1, uint32_t w2)
{
    struct words w = {w0, w1, w2};
    return !IPC_ERROR(ipc_send(client, &w, IPC_SERVER));
}

/* Hands a reader up to `most` of what was typed, 1 if it took them. Else they stay. */
static int
hand_over(l4_id_t reader, uint32_t most)
{
    uint32_t w[2] = {0, 0}, count = ring_used(&in) < most ? ring_used(&in) : most;
    for (uint32_t i = 0; i < count; i++)
        w[i / 4] |= (uint32_t)(uint8_t)ring_peek(&in, i) << 8 * (i % 4);
    if (!answer(reader, count << 8, w[0], w[1]))
        return 0;
    ring_drop(&in, count);
    return 1;
}

/* 1 if somebody heard that Ctrl-C was typed. Those who no longer wait are forgotten. */
static int
break_newest(void)
{
    while (breakers.count)
        if (answer(breakers.entry[--breakers.count].who, 0, 0, 0))
            return 1;
    return 0;
}

static void
typed(char c)
{
    if (c == KDB_KEY) {
        enter_kdebug("Ctrl-Backslash on the console");
    } else if (c == CTRL_C && break_newest()) {
        ring_drop(&in, ring_used(&in));
    } else if (ring_free(&in)) {
        ring_put(&in, c);
    }
}

static void
send(void)
{
    while (ring_used(&out) && uart_can_send())
        for (uint32_t i = 0; i < UART_BURST && ring_used(&out); i++) {
            uart_send(ring_peek(&out, 0));
            ring_drop(&out, 1);
        }
}

/* Moves what can be moved: characters to and from the line, answers to those who waited. */
static void
move(void)
{
    int c;
    do {
        send();
        while ((c = uart_get()) >= 0)
            typed((char)c);
    } while (uart_acknowledge());

    while (readers.count && ring_used(&in)) {
        hand_over(readers.entry[0].who, readers.entry[0].value);
        waiters_remove(&readers, 0);
    }
    while (writers.count && ring_used(&out) <= writers.entry[0].value &&
           (ring_used(&out) || uart_can_send())) {
        answer(writers.entry[0].who, 0, 0, 0);
        waiters_remove(&writers, 0);
    }
    uart_interrupts(ring_used(&out) || writers.count);
}

/* 0, or an error; the answer to a writer comes when its characters are near the line. */
static uint32_t
take(l4_id_t writer, const char *from, uint32_t count)
{
    if (ring_free(&out) < count || writers.count == WAITERS)
        return EAGAIN;
    for (uint32_t i = 0; i < count; i++)
        ring_put(&out, from[i]);
    waiters_add(&writers, writer, count ? OUT_MARK : 0);
    return 0;
}

static uint32_t
serve_write(l4_id_t client, uint32_t count, uint32_t strings)
{
    const char *words = (const char *)&request.dword[1];
    if (strings)
        return count ? EINVAL : take(client, text, request.string[0].send_size);
    return count <= IN_WORDS ? take(client, words, count) : EINVAL;
}

static uint32_t
serve_read(l4_id_t client, uint32_t most)
{
    if (most > IN_WORDS)
        return EINVAL;
    return waiters_add(&readers, client, most ? most : IN_WORDS) ? 0 : EAGAIN;
}

/* 0 if the answer was given or comes later. */
static uint32_t
serve(l4_id_t client, uint32_t strings)
{
    uint32_t count = request.dword[0] >> 8;
    switch (request.dword[0] & 0xFF) {
    case CONSOLE_WRITE:
        return serve_write(client, count, strings);
    case CONSOLE_READ:
        return serve_read(client, count);
    case CONSOLE_POLL:
        if (count > IN_WORDS)
            return EINVAL;
        hand_over(client, count ? count : IN_WORDS);
        return 0;
    case CONSOLE_BREAK:
        return waiters_add(&breakers, client, 0) ? 0 : EAGAIN;
    default:
        return EINVAL;
    }
}

/* A client that asks no longer waits for the answer to what it asked before. */
static void
handle(l4_id_t client, uint32_t strings)
{
    waiters_forget(&writers, client);
    waiters_forget(&readers, client);
    waiters_forget(&breakers, client);
    uint32_t error = serve(client, strings);
    if (error)
        answer(client, error, 0, 0);
}

/* Makes the line's interrupt this thread's. 1, or 0 while another has it: any thread may attach to an
 * interrupt that nobody has, so also to this one after our predecessor's death. */
static int
attach(void)
{
    struct words w;
    return IPC_ERROR(ipc_receive(l4_irq_id(UART_IRQ), &w, L4_RECV_ZERO)) != L4_ENOT_EXISTENT;
}

static void
begin(void)
{
    if (tasks_ports(PORTS, 4)) {
        kd_puts("console: the ports at 3F0 are not mine: see the configuration\n");
        start_end(1);
    }
    move();
    if (names_register(start_page()->name))
        kd_puts("console: another thread has my name; I wait without one\n");
}

int
main(void)
{
    begin();
    for (int attached = 0;;) {
        l4_id_t client;
        if (!attached)
            attached = attach();
        message_init(&request, 3, 1);
        message_buffer(&request, text, sizeof text);
        int soon = !attached || ring_used(&out) || writers.count;
        uint32_t result = message_wait(&client, &request, soon ? SOON : LATER);
        if (!IPC_ERROR(result) && !l4_is_irq(client))
            handle(client, L4_DOPE_STRINGS(result));
        move();
    }
}
