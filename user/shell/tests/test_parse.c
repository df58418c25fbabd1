/*
 * Lines as the shell reads them, and paths.
 *
 * Tests: user/shell/parse.c user/shell/path.c
 */
#include "host.h"
#include "parse.h"
#include "path.h"

/* A line, and its commands written out: words in brackets, <file >file >>file & behind them, an
 * error after an exclamation mark. */
static const struct {
    const char *name, *line, *commands;
} lines[] = {
    {"one word", "ls", "[ls]"},
    {"blanks around words", "  ls \t -l  ", "[ls][-l]"},
    {"nothing", "   ", ""},
    {"two commands", "a b;c", "[a][b] [c]"},
    {"empty commands are passed over", ";; a ; ;b;", "[a] [b]"},
    {"background", "a & b", "[a]& [b]"},
    {"background without blanks", "a&b&", "[a]& [b]&"},
    {"output", "cat > file", "[cat]>file"},
    {"output without blanks", "echo hi>file;x", "[echo][hi]>file [x]"},
    {"append", "echo >> file a", "[echo][a]>>file"},
    {"input and output in front", "<in >out wc", "[wc]<in>out"},
    {"double quotes", "echo \"a  ;b>c\" d", "[echo][a  ;b>c][d]"},
    {"single quotes", "echo 'a \"b\\ c'", "[echo][a \"b\\ c]"},
    {"an empty word", "echo \"\" ''x", "[echo][][x]"},
    {"quotes inside a word", "a\"b c\"'d e'f", "[ab cd ef]"},
    {"backslash", "a\\ b \\> \\\\", "[a b][>][\\]"},
    {"backslash in double quotes", "\"\\\"a\\\\b\\c\"", "[\"a\\b\\c]"},
    {"backslash at the end", "a\\", "[a\\]"},
    {"comment", "a b # c; d", "[a][b]"},
    {"no comment inside a word", "a#b", "[a#b]"},
    {"a quoted file name", "a > \"b c\"", "[a]>b c"},
    {"double quote not closed", "echo \"abc", "!a \" is not closed"},
    {"single quote not closed", "a; echo 'abc", "[a] !a ' is not closed"},
    {"no file behind >", "a > ; b", "!a file's name is missing behind < or >"},
    {"no file behind >>", "a >>", "!a file's name is missing behind < or >"},
    {"no file behind <", "a < > b", "!a file's name is missing behind < or >"},
    {"two outputs", "a > b > c", "!there are two > in one command"},
    {"two inputs", "a < b < c", "!there are two < in one command"},
    {"a file and no command", "> b", "!a command is missing before &, < or >"},
    {"& and no command", "a; &", "[a] !a command is missing before &, < or >"},
    {"32 words", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2",
     "[1][2][3][4][5][6][7][8][9][0][1][2][3][4][5][6][7][8][9][0][1][2][3][4][5][6][7][8][9][0]"
     "[1][2]"},
    {"33 words", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3",
     "!a command has more than 32 words"},
};

static void
write_command(char *to, const struct command *c)
{
    for (int i = 0; i < c->argc; i++)
        to += sprintf(to, "[%s]", c->argv[i]);
    if (c->input)
        to += sprintf(to, "<%s", c->input);
    if (c->output)
        to += sprintf(to, "%s%s", c->append ? ">>" : ">", c->output);
    strcpy(to, c->background ? "&" : "");
    if (c->argv[c->argc])
        strcpy(to, "no NULL behind the words");
}

static void
test_line(const char *name, const char *line, const char *commands)
{
    static char seen[4096];
    const char *error;
    struct command c;
    int found;
    *seen = 0;
    while ((found = parse_command(&line, &c, &error)) != 0) {
        char *to = seen + strlen(seen);
        if (to > seen)
            *to++ = ' ';
        if (found < 0) {
            sprintf(to, "!%s", error);
            break;
        }
        write_command(to, &c);
    }
    test(name, !strcmp(seen, commands), seen);
}

/* The store of a command holds the words of every line: the sanitizer looks on. */
static void
test_full_lines(void)
{
    static const char *const fillings[] = {"a", "\"\"a", "a>", "'' ", "\\a", ";", "a;"};
    int answers = 0;
    for (unsigned i = 0; i < sizeof fillings / sizeof *fillings; i++) {
        char line[PARSE_LINE + 8] = "";
        const char *at = line, *error;
        struct command c;
        while (strlen(line) + strlen(fillings[i]) < PARSE_LINE)
            strcat(line, fillings[i]);
        while (parse_command(&at, &c, &error) > 0)
            answers++;
    }
    test("lines as long as they may be", answers > 100, "few commands");
}

static void
test_long_line(void)
{
    char line[PARSE_LINE + 1];
    const char *at = line, *error = "";
    struct command c;
    memset(line, 'a', PARSE_LINE);
    line[PARSE_LINE] = 0;
    test("a line that is too long",
         parse_command(&at, &c, &error) == -1 && !strcmp(error, "the line is too long"), error);
}

static const struct {
    const char *name, *directory, *path, *result;
} paths[] = {
    {"an absolute path", "/home", "/bin/ls", "/bin/ls"},
    {"a relative path", "/home", "a/b", "/home/a/b"},
    {"relative to the root", "/", "a", "/a"},
    {"one up", "/home/a", "..", "/home"},
    {"up to the root", "/home", "..", "/"},
    {"above the root is the root", "/", "../../..", "/"},
    {"points and double slashes", "/home//", ".//a/./b//", "/home/a/b"},
    {"up and down", "/home/a", "../b/../../c", "/c"},
    {"three points are a name", "/", "...", "/..."},
    {"nothing", "/home", "", "/home"},
};

int
main(void)
{
    char to[PATH_SIZE], longest[2 * PATH_SIZE];
    for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++)
        test_line(lines[i].name, lines[i].line, lines[i].commands);
    test_full_lines();
    test_long_line();
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++) {
        int error = path_resolve(paths[i].directory, paths[i].path, to);
        test(paths[i].name, !error && !strcmp(to, paths[i].result), to);
    }
    memset(longest, 'a', sizeof longest);
    longest[PATH_SIZE - 2] = 0;
    test("the longest path", !path_resolve("/", longest, to), to);
    longest[PATH_SIZE - 2] = 'a';
    longest[PATH_SIZE - 1] = 0;
    test("a path that is too long", path_resolve("/", longest, to) == 36, to);
    return failures != 0;
}
