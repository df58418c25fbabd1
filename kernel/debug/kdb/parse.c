/*
 * Words and numbers of a command line. Enter by parse_word() and its sisters.
 */
#include "debug/kdb/parse.h"
#include "debug/console.h"
#include "debug/kdb/session.h"
#include "debug/symbols.h"

#include <stddef.h>

#define NAME_LENGTH 64
#define ID_DIGITS   8

static const char *
skip_blanks(const char *s)
{
    while (*s == ' ' || *s == '\t')
        s++;
    return s;
}

static int
ends_word(char c)
{
    return c == 0 || c == ' ' || c == '\t';
}

static char
small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

int
parse_end(const char *s)
{
    return !*skip_blanks(s);
}

/* The letters that the next word and `name` have in common; *rest is what follows them in the line.
 */
static unsigned
common_letters(const char *s, const char *name, const char **rest)
{
    unsigned n = 0;
    for (s = skip_blanks(s); !ends_word(*s) && small(*s) == *name; s++, name++)
        n++;
    *rest = s;
    return n;
}

int
parse_prefix(const char **s, const char *name)
{
    const char *rest;
    if (!common_letters(*s, name, &rest) || !ends_word(*rest))
        return 0;
    *s = rest;
    return 1;
}

int
parse_word(const char **s, const char *name)
{
    const char *rest;
    unsigned n = common_letters(*s, name, &rest);
    if (name[n] || !ends_word(*rest))
        return 0;
    *s = rest;
    return 1;
}

/* The value of a digit, 16 if it is none. */
static uint32_t
digit(char c)
{
    c = small(c);
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10 : 16;
}

/* Digits of `base` up to `end`, which stands for the word's end. */
static int
parse_digits(const char **s, uint32_t base, char end, uint32_t *value)
{
    const char *p = *s;
    uint32_t n = 0;
    if (digit(*p) >= base)
        return 0;
    for (; digit(*p) < base; p++)
        n = n * base + digit(*p);
    if (end ? *p != end : !ends_word(*p))
        return 0;
    *value = n;
    *s = p;
    return 1;
}

int
parse_decimal(const char **s, uint32_t *value)
{
    const char *p = skip_blanks(*s);
    if (!parse_digits(&p, 10, 0, value))
        return 0;
    *s = p;
    return 1;
}

int
parse_hex(const char **s, uint32_t *value)
{
    const char *p = skip_blanks(*s);
    if (p[0] == '0' && small(p[1]) == 'x')
        p += 2;
    if (!parse_digits(&p, 16, 0, value))
        return 0;
    *s = p;
    return 1;
}

static int
same_text(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

/* Where the kernel function with this name begins; 0 if there is none. */
static uint32_t
function_address(const char *name)
{
    for (uint32_t i = 0; i < symbol_count; i++)
        if (same_text(symbol_table[i].name, name))
            return symbol_table[i].address;
    return 0;
}

int
parse_address(const char **s, uint32_t *value)
{
    char name[NAME_LENGTH];
    unsigned n = 0;
    const char *p = skip_blanks(*s);
    if (parse_hex(s, value))
        return 1;
    for (; !ends_word(*p) && n < NAME_LENGTH - 1; p++)
        name[n++] = *p;
    name[n] = 0;
    *value = n ? function_address(name) : 0;
    if (!*value)
        return 0;
    *s = p;
    return 1;
}

/* A control block as it lies in the array, if a thread lives there. */
static struct tcb *
thread_number(uint32_t task, uint32_t lthread)
{
    if (task >= L4_MAX_TASKS || lthread >= L4_MAX_LTHREADS)
        return NULL;
    struct tcb *t = tcb_at((task << L4_TASK_SHIFT) | (lthread << L4_LTHREAD_SHIFT));
    return t->state == THREAD_NONE ? NULL : t;
}

int
parse_thread(const char **s, struct tcb **t)
{
    const char *p = skip_blanks(*s);
    uint32_t task, lthread = 0;
    if (parse_word(s, "idle")) {
        *t = tcb_idle();
        return 1;
    }
    if (parse_digits(&p, 10, '.', &task)) {
        p++;
        if (!parse_digits(&p, 10, 0, &lthread))
            return 0;
        *t = thread_number(task, lthread);
    } else if (parse_hex(&p, &task) && p - skip_blanks(*s) >= ID_DIGITS) {
        *t = tcb_find(task);
    } else {
        p = *s;
        if (!parse_decimal(&p, &task))
            return 0;
        *t = thread_number(task, 0);
    }
    *s = p;
    return 1;
}

struct tcb *
parse_thread_or_stopped(const char **s)
{
    struct tcb *t = kdb_stop.thread;
    if (!parse_end(*s) && !parse_thread(s, &t)) {
        kprintf("a thread is written as task.lthread (4.2), as its id (04040801), or idle\n");
        return NULL;
    }
    if (!t)
        kprintf("there is no such thread\n");
    return t;
}

struct space *
parse_space_or_stopped(const char **s)
{
    struct space *space = kdb_stop.thread ? kdb_stop.thread->space : NULL;
    uint32_t number;
    if (!parse_end(*s)) {
        if (!parse_decimal(s, &number) || number >= L4_MAX_TASKS) {
            kprintf("a task is written as its number, 1 to 255\n");
            return NULL;
        }
        space = space_at(number);
    }
    if (!space || !space->active) {
        kprintf("there is no such address space\n");
        return NULL;
    }
    return space;
}
