/*
 * Client stubs of the console server. Enter by console_write().
 *
 * A request whose server died at work is made again: rather is something printed twice than lost.
 */
#include "console.h"
#include "errno.h"
#include "ipc.h"
#include "message.h"
#include "read_line.h"
#include "service.h"
#include "stdio.h"
#include "string.h"

#define IN_WORDS 8           /* characters that travel in registers */
#define PAUSE    0x1400000Au /* 20 * 1024 us, when too many wait */
#define COLUMNS  80

static struct service server = {"console", L4_NIL};

static void
pause(void)
{
    struct words w;
    ipc_receive(L4_NIL, &w, PAUSE);
}

/* Asks until it is not too busy. 0 or an error. */
static int
ask(struct words *w)
{
    struct words request = *w;
    for (;;) {
        int error = service_call_again(&server, w);
        if (!error)
            error = (int)(w->w0 & 0xFF);
        if (error != EAGAIN)
            return error;
        pause();
        *w = request;
    }
}

static int
write_words(const char *from, size_t size)
{
    struct words w = {CONSOLE_WRITE | (uint32_t)size << 8, 0, 0};
    memcpy(&w.w1, from, size < 4 ? size : 4);
    if (size > 4)
        memcpy(&w.w2, from + 4, size - 4);
    return ask(&w);
}

static int
write_string(const char *from, size_t size)
{
    MESSAGE(3, 1) m;
    for (;;) {
        message_init(&m, 3, 1);
        message_words(&m, 3);
        message_string(&m, from, size);
        m.dword[0] = CONSOLE_WRITE;
        m.dword[1] = m.dword[2] = 0;
        int error = service_message(&server, &m, &m);
        if (!error)
            error = (int)(m.dword[0] & 0xFF);
        if (error != EAGAIN && error != EPIPE)
            return error;
        if (error == EAGAIN)
            pause();
    }
}

int
console_write(const char *from, size_t size)
{
    int error = 0;
    while (size && !error) {
        size_t part = size < CONSOLE_MAX ? size : CONSOLE_MAX;
        error = part <= IN_WORDS ? write_words(from, part) : write_string(from, part);
        from += part;
        size -= part;
    }
    return error;
}

int
console_drain(void)
{
    struct words w = {CONSOLE_WRITE, 0, 0};
    return ask(&w);
}

static int
read_words(enum console_op op, char *to, size_t size)
{
    struct words w = {op | (uint32_t)(size < IN_WORDS ? size : IN_WORDS) << 8, 0, 0};
    if (!size)
        return 0;
    int error = ask(&w);
    if (error)
        return -error;
    size_t count = w.w0 >> 8;
    if (count > size)
        return -EPROTO;
    memcpy(to, &w.w1, count < 4 ? count : 4);
    if (count > 4)
        memcpy(to + 4, &w.w2, count - 4);
    return (int)count;
}

int
console_read(char *to, size_t size)
{
    return read_words(CONSOLE_READ, to, size);
}

int
console_poll(char *to, size_t size)
{
    return read_words(CONSOLE_POLL, to, size);
}

int
console_break(void)
{
    struct words w = {CONSOLE_BREAK, 0, 0};
    return ask(&w);
}

/* One character at a time: what is typed ahead may be meant for the program that comes next. */
static int
get(void *cookie)
{
    char c;
    return console_read(&c, 1) == 1 ? (uint8_t)c : -1;
}

static void
put(void *cookie, const char *from, size_t size)
{
    console_write(from, size);
}

int
console_read_line(const char *prompt, char *line, size_t size, struct history *history)
{
    static struct terminal terminal = {get, put, NULL, COLUMNS, 0};
    fflush(stdout);
    return read_line(&terminal, prompt, line, size, history);
}
