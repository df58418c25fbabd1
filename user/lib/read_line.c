/*
 * Editing a line on a terminal. Enter by read_line().
 *
 * On the screen stands a window of the line, from `first` on. The cursor is moved by backspaces and
 * by printing again what stands there, so what came before on the screen's line never matters.
 */
#include "read_line.h"
#include "console.h"
#include "string.h"

#include <stdint.h>

#define CTRL(letter) ((letter)&0x1F)
#define ESCAPE       0x1B
#define RUBOUT       0x7F
#define BEHIND       128 /* keys that are escape sequences; no character has these numbers here */
#define SEQUENCE_MAX 8   /* characters of an escape sequence */

enum key {
    KEY_NONE = BEHIND,
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_HOME,
    KEY_END,
    KEY_DELETE
};

struct editor {
    struct terminal *terminal;
    struct history *history;
    const char *prompt;
    char *line;
    unsigned size;
    unsigned length, cursor;
    unsigned first, shown; /* the window's first character, and the cursor's column in the window */
    unsigned width;
    unsigned back; /* lines gone back in the history; 0: the line that is being typed */
    char typed[HISTORY_LENGTH]; /* that line, while others are looked at */
    char out[256];
    unsigned held; /* characters in `out` that the terminal hasn't got yet */
};

enum verdict { GO_ON, DONE, GIVEN_UP, END_OF_INPUT };

static void
flush(struct editor *e)
{
    if (e->held)
        e->terminal->put(e->terminal->cookie, e->out, e->held);
    e->held = 0;
}

static void
put(struct editor *e, char c)
{
    if (e->held == sizeof e->out)
        flush(e);
    e->out[e->held++] = c;
}

static void
put_text(struct editor *e, const char *s)
{
    while (*s)
        put(e, *s++);
}

/* A tab is one column wide here. */
static void
put_visible(struct editor *e, char c)
{
    put(e, c == '\t' ? ' ' : c);
}

/* Moves the cursor on the screen to column `to` of the window. */
static void
go_to(struct editor *e, unsigned to)
{
    for (; e->shown > to; e->shown--)
        put(e, '\b');
    for (; e->shown < to; e->shown++)
        put_visible(e, e->line[e->first + e->shown]);
}

/* Prints the line again from column `from` of the window on, and puts the cursor in its place. */
static void
show_from(struct editor *e, unsigned from)
{
    unsigned end = e->length - e->first < e->width ? e->length - e->first : e->width;
    go_to(e, from < e->shown ? from : e->shown);
    while (e->shown < end)
        put_visible(e, e->line[e->first + e->shown++]);
    put_text(e, "\x1B[K");
    go_to(e, e->cursor - e->first);
}

/* After a change from character `from` on: moves the window if the cursor has left it. */
static void
show(struct editor *e, unsigned from)
{
    unsigned first = e->first;
    if (e->cursor < e->first || e->first > e->length)
        e->first = e->cursor > e->width / 2 ? e->cursor - e->width / 2 : 0;
    else if (e->cursor - e->first > e->width)
        e->first = e->cursor - e->width / 2;
    if (first != e->first) {
        for (; e->shown > 0; e->shown--)
            put(e, '\b');
        from = e->first;
    }
    show_from(e, from > e->first ? from - e->first : 0);
}

/* Moves the cursor; nothing has changed. */
static void
move(struct editor *e, unsigned to)
{
    e->cursor = to;
    if (to >= e->first && to - e->first <= e->width)
        go_to(e, to - e->first);
    else
        show(e, to);
}

static void
insert(struct editor *e, char c)
{
    if (e->length + 1 >= e->size) {
        put(e, '\a');
        return;
    }
    memmove(e->line + e->cursor + 1, e->line + e->cursor, e->length - e->cursor);
    e->line[e->cursor++] = c;
    e->length++;
    if (e->cursor == e->length && e->cursor - e->first <= e->width)
        go_to(e, e->cursor - e->first); /* prints it */
    else
        show(e, e->cursor - 1);
}

/* Takes away the characters from `from` to `to`, and puts the cursor there. */
static void
cut(struct editor *e, unsigned from, unsigned to)
{
    if (from == to)
        return;
    memmove(e->line + from, e->line + to, e->length - to);
    e->length -= to - from;
    e->cursor = from;
    show(e, from);
}

static unsigned
word_before(const struct editor *e)
{
    unsigned at = e->cursor;
    while (at && (e->line[at - 1] == ' ' || e->line[at - 1] == '\t'))
        at--;
    while (at && e->line[at - 1] != ' ' && e->line[at - 1] != '\t')
        at--;
    return at;
}

static void
replace(struct editor *e, const char *with)
{
    unsigned length = (unsigned)strlen(with);
    if (length > e->size - 1)
        length = e->size - 1;
    go_to(e, 0);
    memcpy(e->line, with, length);
    e->length = e->cursor = length;
    e->first = length > e->width ? length - e->width / 2 : 0;
    show_from(e, 0);
}

/* Shows the line `back` steps ago; 0 is the one that was being typed, which is kept meanwhile. */
static void
recall(struct editor *e, unsigned back)
{
    const char *line = back ? history_line(e->history, back - 1) : e->typed;
    if (!line)
        return;
    if (!e->back) {
        unsigned kept = e->length < sizeof e->typed ? e->length : sizeof e->typed - 1;
        memcpy(e->typed, e->line, kept);
        e->typed[kept] = 0;
    }
    e->back = back;
    replace(e, line);
}

static void
clear_screen(struct editor *e)
{
    put_text(e, "\x1B[H\x1B[2J");
    put_text(e, e->prompt);
    e->shown = 0;
    show_from(e, 0);
}

static int
get(struct editor *e)
{
    flush(e);
    return e->terminal->get(e->terminal->cookie);
}

/* ESC [ A, ESC O A, ESC [ 3 ~, ESC [ 1 ; 5 C ... What is unknown is read to its end and ignored. */
static int
get_sequence(struct editor *e)
{
    static const char finals[] = "ABDCHF";
    static const uint8_t numbered[] = {KEY_NONE, KEY_HOME, KEY_NONE, KEY_DELETE, KEY_END,
                                       KEY_NONE, KEY_NONE, KEY_HOME, KEY_END};
    int c = get(e), number = 0, numbers = 0;
    if (c != '[' && c != 'O')
        return c < 0 ? c : KEY_NONE;
    for (int i = 0; i < SEQUENCE_MAX; i++) {
        c = get(e);
        if (c < 0)
            return c;
        if (c >= 0x40)
            break;
        numbers += c == ';';
        if (c >= '0' && c <= '9' && !numbers && number < 100)
            number = number * 10 + c - '0';
    }
    if (c == '~')
        return number < (int)sizeof numbered ? numbered[number] : KEY_NONE;
    const char *at = strchr(finals, c);
    return c && at ? KEY_UP + (int)(at - finals) : KEY_NONE;
}

/* A character, or one of enum key. Bytes of other scripts are no keys here: a column is a byte. */
static int
get_key(struct editor *e)
{
    int c = get(e);
    if (c == '\n' && e->terminal->after_return)
        c = get(e);
    e->terminal->after_return = c == '\r';
    if (c == ESCAPE)
        return get_sequence(e);
    return c < BEHIND ? c : KEY_NONE;
}

static enum verdict
press_control(struct editor *e, int key)
{
    switch (key) {
    case -1:
        return END_OF_INPUT;
    case '\r':
    case '\n':
        return DONE;
    case CTRL('C'):
        return GIVEN_UP;
    case CTRL('D'):
        if (!e->length)
            return END_OF_INPUT;
        /* fall through */
    case KEY_DELETE:
        if (e->cursor < e->length)
            cut(e, e->cursor, e->cursor + 1);
        break;
    case CTRL('H'):
    case RUBOUT:
        if (e->cursor)
            cut(e, e->cursor - 1, e->cursor);
        break;
    case CTRL('K'):
        e->length = e->cursor;
        show(e, e->cursor);
        break;
    case CTRL('U'):
        cut(e, 0, e->cursor);
        break;
    case CTRL('W'):
        cut(e, word_before(e), e->cursor);
        break;
    case CTRL('L'):
        clear_screen(e);
        break;
    }
    return GO_ON;
}

/* 1 if the key moves the cursor or goes through the history. */
static int
press_movement(struct editor *e, int key)
{
    switch (key) {
    case CTRL('A'):
    case KEY_HOME:
        move(e, 0);
        return 1;
    case CTRL('E'):
    case KEY_END:
        move(e, e->length);
        return 1;
    case CTRL('B'):
    case KEY_LEFT:
        if (e->cursor)
            move(e, e->cursor - 1);
        return 1;
    case CTRL('F'):
    case KEY_RIGHT:
        if (e->cursor < e->length)
            move(e, e->cursor + 1);
        return 1;
    case CTRL('P'):
    case KEY_UP:
        if (e->history)
            recall(e, e->back + 1);
        return 1;
    case CTRL('N'):
    case KEY_DOWN:
        if (e->history && e->back)
            recall(e, e->back - 1);
        return 1;
    }
    return 0;
}

static enum verdict
press(struct editor *e, int key)
{
    if ((key >= ' ' && key < RUBOUT) || key == '\t') {
        insert(e, (char)key);
        return GO_ON;
    }
    return press_movement(e, key) ? GO_ON : press_control(e, key);
}

int
read_line(struct terminal *t, const char *prompt, char *line, size_t size, struct history *history)
{
    struct editor e = {.terminal = t, .history = history, .prompt = prompt, .line = line};
    unsigned used = (unsigned)strlen(prompt) + 1;
    e.size = (unsigned)size;
    e.width = t->columns > used + 8 ? t->columns - used : 8;
    put_text(&e, prompt);
    enum verdict verdict;
    while ((verdict = press(&e, get_key(&e))) == GO_ON)
        ;
    if (verdict == GIVEN_UP) {
        put_text(&e, "^C");
        e.length = 0;
    }
    if (verdict != END_OF_INPUT || e.length)
        put_text(&e, "\r\n");
    flush(&e);
    line[e.length] = 0;
    return verdict == END_OF_INPUT && !e.length ? -1 : (int)e.length;
}
