/*
 * Editing a line, before a terminal that a script types at. The screen is one row of a VT100; what
 * it shows is compared with the line after each key.
 *
 * Tests: user/lib/read_line.c user/lib/history.c
 */
#include "host.h"
#include "console.h"
#include "read_line.h"

#include <stdint.h>

#define COLUMNS 40
#define SIZE    100 /* of the line */
#define TURNS   3000
#define PROMPT  "l486:/> "
#define BEGIN   ((int)sizeof PROMPT - 1)

/* --- the screen --- */

static char row[COLUMNS];
static int column, escape, bells, wrong;
static char parameter;

static void
screen_clear(int from)
{
    for (int i = from; i < COLUMNS; i++)
        row[i] = ' ';
}

static void
screen_escape(char c)
{
    if (c == '[')
        return;
    if (c == '2')
        parameter = c;
    else if (c == 'K')
        screen_clear(column);
    else if (c == 'H')
        column = 0;
    else if (c == 'J' && parameter == '2')
        screen_clear(0);
    else
        wrong++;
    escape = c == '2';
}

static void
screen_put(void *cookie, const char *from, size_t size)
{
    for (; size--; from++) {
        if (escape)
            screen_escape(*from);
        else if (*from == 0x1B)
            escape = 1;
        else if (*from == '\b')
            column--;
        else if (*from == '\r')
            column = 0;
        else if (*from == '\n')
            screen_clear(0);
        else if (*from == '\a')
            bells++;
        else if (column < COLUMNS - 1 && *from >= ' ')
            row[column++] = *from;
        else
            wrong++; /* it would wrap, or is no character */
        if (column < 0)
            wrong++, column = 0;
    }
}

/* --- lines from scripts --- */

static const char *script;

static int
script_get(void *cookie)
{
    return *script ? (uint8_t)*script++ : -1;
}

static struct terminal
terminal(int (*get)(void *))
{
    screen_clear(0);
    column = escape = bells = wrong = 0;
    return (struct terminal){get, screen_put, NULL, COLUMNS, 0};
}

#define UP    "\x1B[A"
#define DOWN  "\x1B[B"
#define RIGHT "\x1B[C"
#define LEFT  "\x1B[D"

/* What is typed at a history of "one", "two two", "three", and what becomes of it. */
static const struct {
    const char *name, *keys;
    int result;
    const char *line;
} cases[] = {
    {"letters", "hello\r", 5, "hello"},
    {"a line feed ends, too", "hello\n", 5, "hello"},
    {"an empty line", "\r", 0, ""},
    {"left", "helo" LEFT "l\r", 5, "hello"},
    {"left at the beginning", LEFT LEFT "a\r", 1, "a"},
    {"right", "abd" LEFT LEFT RIGHT "c\r", 4, "abcd"},
    {"right at the end", "ab" RIGHT "c\r", 3, "abc"},
    {"application arrows", "ab\x1BOD\x1BODx\x1BOCy\r", 4, "xayb"},
    {"Ctrl-B and Ctrl-F",
     "ac\x02"
     "b\x06"
     "d\r",
     4, "abcd"},
    {"Home", "bc\x1B[Ha\r", 3, "abc"},
    {"Home as a number", "bc\x1B[1~a\r", 3, "abc"},
    {"Home of rxvt", "bc\x1B[7~a\r", 3, "abc"},
    {"Ctrl-A",
     "bc\x01"
     "a\r",
     3, "abc"},
    {"End",
     "bc\x01"
     "a\x1B[Fd\r",
     4, "abcd"},
    {"End as a number",
     "bc\x01"
     "a\x1B[4~d\r",
     4, "abcd"},
    {"End of rxvt",
     "bc\x01"
     "a\x1B[8~d\r",
     4, "abcd"},
    {"Ctrl-E",
     "bc\x01"
     "a\x05"
     "d\r",
     4, "abcd"},
    {"Backspace", "abcx\x7F\r", 3, "abc"},
    {"Backspace as Ctrl-H", "abcx\b\r", 3, "abc"},
    {"Backspace in the middle", "axbc" LEFT LEFT "\x7F\r", 3, "abc"},
    {"Backspace at the beginning",
     "\x7F"
     "ab\x01\x7F\r",
     2, "ab"},
    {"Delete", "axbc\x01" RIGHT "\x1B[3~\r", 3, "abc"},
    {"Delete at the end", "abc\x1B[3~\r", 3, "abc"},
    {"Ctrl-D in a line deletes", "axbc\x01" RIGHT "\x04\r", 3, "abc"},
    {"Ctrl-D at the end of a line does nothing", "abc\x04\r", 3, "abc"},
    {"Ctrl-D on an empty line", "\x04", -1, ""},
    {"Ctrl-D on a line that became empty", "a\x7F\x04", -1, ""},
    {"Ctrl-C gives the line up", "abc\x03", 0, ""},
    {"Ctrl-K", "abcdef\x02\x02\x02\x0B\r", 3, "abc"},
    {"Ctrl-U", "abcdef\x02\x02\x02\x15\r", 3, "def"},
    {"Ctrl-W", "one two three  \x17x\r", 9, "one two x"},
    {"Ctrl-W in a word", "one twothree" LEFT LEFT LEFT LEFT LEFT "\x17\r", 9, "one three"},
    {"Ctrl-L",
     "abc" LEFT "\x0C"
     "x\r",
     4, "abxc"},
    {"a tab stays a tab", "a\tb\r", 3, "a\tb"},
    {"bytes of other scripts are no keys",
     "a\xC3\xA4"
     "b\r",
     2, "ab"},
    {"other controls do nothing",
     "a\x07\x0E\x0F\x11\x12\x1A"
     "b\r",
     2, "ab"},
    {"a sequence that nobody knows", "a\x1B[15~\x1B[1;5Cb\x1B[Zc\r", 3, "abc"},
    {"an endless sequence ends", "a\x1B[123456789b\r", 3, "a9b"},
    {"Escape and a key are nothing", "a\x1Bxb\r", 2, "ab"},
    {"up", UP "\r", 5, "three"},
    {"Ctrl-P", "\x10\r", 5, "three"},
    {"up and up", UP UP "\r", 7, "two two"},
    {"up to the oldest", UP UP UP UP UP "\r", 3, "one"},
    {"up and down", UP UP DOWN "!\r", 6, "three!"},
    {"Ctrl-N", UP UP "\x0E!\r", 6, "three!"},
    {"down to what was typed", "abc" UP UP DOWN DOWN "d\r", 4, "abcd"},
    {"down without up", "abc" DOWN "d\r", 4, "abcd"},
    {"an old line can be edited", UP UP "\x17new\r", 7, "two new"},
    {"the end of all input ends a line", "abc", 3, "abc"},
    {"the end of all input", "", -1, ""},
    {"the end of input in a sequence", "abc\x1B[", 3, "abc"},
};

static void
fill_history(struct history *h)
{
    memset(h, 0, sizeof *h);
    history_add(h, "one");
    history_add(h, "two two");
    history_add(h, "three");
    history_add(h, "three");
    history_add(h, "");
}

static void
test_cases(void)
{
    static struct history h;
    char line[SIZE];
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct terminal t = terminal(script_get);
        fill_history(&h);
        script = cases[i].keys;
        strcpy(line, "not set");
        int result = read_line(&t, PROMPT, line, sizeof line, &h);
        int right = result == cases[i].result && !wrong && !*script;
        test(cases[i].name, right && (result < 0 || !strcmp(line, cases[i].line)), line);
    }
}

static void
test_line_ends(void)
{
    struct terminal t = terminal(script_get);
    char line[SIZE], seen[80] = "";
    script = "a\r\nb\n\nc\r\rd\r\n";
    while (read_line(&t, "", line, sizeof line, NULL) >= 0)
        strcat(strcat(seen, line), "|");
    test("CR LF is one end, LF LF and CR CR are two", !strcmp(seen, "a|b||c||d|"), seen);
}

static void
test_full(void)
{
    struct terminal t = terminal(script_get);
    char line[6];
    script = "abcdefg\x7Fh\r";
    read_line(&t, PROMPT, line, sizeof line, NULL);
    test("a full line takes no more, and rings", !strcmp(line, "abcdh") && bells == 2, line);
    script = "\r";
    test("a line of one byte is empty", read_line(&t, PROMPT, line, 1, NULL) == 0, line);
}

static void
test_history(void)
{
    static struct history h;
    char line[HISTORY_LENGTH + 50];
    memset(&h, 0, sizeof h);
    for (int i = 0; i < 100; i++) {
        sprintf(line, "line %d", i);
        history_add(&h, line);
    }
    int right = !strcmp(history_line(&h, 0), "line 99") &&
                !strcmp(history_line(&h, HISTORY_LINES - 1), "line 68") &&
                !history_line(&h, HISTORY_LINES);
    test("the newest 32 lines are kept", right, history_line(&h, 0));
    memset(line, 'x', sizeof line);
    line[sizeof line - 1] = 0;
    history_add(&h, line);
    history_add(&h, line);
    test("a long line is cut, and is the same as itself",
         strlen(history_line(&h, 0)) == HISTORY_LENGTH - 1 &&
             !strcmp(history_line(&h, 1), "line 99"),
         history_line(&h, 0));
}

/* --- random keys, and a line that is edited in the simplest way beside --- */

static struct {
    char line[SIZE];
    int length, cursor, keys, differences;
    char queue[8]; /* the rest of a key's sequence */
    char typed[SIZE + 1];
} model;

static uint32_t
below(uint32_t limit)
{
    static uint32_t state = 486;
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % limit;
}

/* The row shows the prompt, a part of the line that holds the cursor, and nothing else. */
static void
compare_screen(void)
{
    int first = model.cursor - (column - BEGIN), same = first >= 0 && first <= model.length;
    same &= !memcmp(row, PROMPT, BEGIN);
    for (int i = BEGIN; same && i < COLUMNS - 1; i++) {
        int at = first + i - BEGIN;
        same &= row[i] == (at < model.length ? model.line[at] : ' ');
    }
    model.differences += !same;
}

static void
model_cut(int from, int to)
{
    memmove(model.line + from, model.line + to, (size_t)(model.length - to));
    model.length -= to - from;
    model.cursor = from;
}

static void
model_insert(char c)
{
    if (model.length == SIZE - 1)
        return;
    memmove(model.line + model.cursor + 1, model.line + model.cursor,
            (size_t)(model.length - model.cursor));
    model.line[model.cursor++] = c;
    model.length++;
}

/* A key for the editor, which has its effect on the model. */
static int
random_key(void)
{
    int before = model.cursor, right = model.cursor < model.length;
    switch (below(24)) {
    case 0:
        model.cursor -= before > 0;
        strcpy(model.queue, "[D");
        return 0x1B;
    case 1:
        model.cursor += right;
        strcpy(model.queue, "[C");
        return 0x1B;
    case 2:
        model.cursor = 0;
        return below(2) ? 0x01 : (strcpy(model.queue, "[H"), 0x1B);
    case 3:
        model.cursor = model.length;
        return below(2) ? 0x05 : (strcpy(model.queue, "[4~"), 0x1B);
    case 4:
        if (right)
            model_cut(before, before + 1);
        strcpy(model.queue, "[3~");
        return 0x1B;
    case 5:
    case 6:
        if (before)
            model_cut(before - 1, before);
        return 0x7F;
    case 7:
        if (below(10))
            return 0x0C;
        model.length = before;
        return 0x0B;
    case 8:
        if (below(10))
            return 0x0C;
        model_cut(0, before);
        return 0x15;
    default:
        before = below(8) ? 'a' + (int)below(26) : ' ';
        model_insert((char)before);
        return before;
    }
}

static int
random_get(void *cookie)
{
    if (*model.queue) {
        int c = *model.queue;
        memmove(model.queue, model.queue + 1, sizeof model.queue - 1);
        return c;
    }
    compare_screen();
    return ++model.keys % TURNS ? random_key() : '\r';
}

static void
test_random(void)
{
    char line[SIZE], seen[40];
    int lines = 0;
    for (; lines < 20; lines++) {
        struct terminal t = terminal(random_get);
        model.length = model.cursor = 0;
        int length = read_line(&t, PROMPT, line, sizeof line, NULL);
        model.differences += length != model.length || memcmp(line, model.line, (size_t)length);
        model.differences += wrong;
    }
    sprintf(seen, "%d differences", model.differences);
    test("60000 random keys: the screen shows the line, the line is right", !model.differences,
         seen);
}

int
main(void)
{
    test_cases();
    test_line_ends();
    test_full();
    test_history();
    test_random();
    return failures != 0;
}
