/*
 * What a line says.
 *
 *   line     command { (';' | '&') command }        '&': the command runs in the background
 *   command  { word | '<' word | '>' word | '>>' word }
 *   word     characters other than blanks and the marks above; '...' and "..." take away all
 *            special meaning but that of their own end, a backslash that of one character (inside
 *            "..." only of \ and ")
 *
 * A # at the beginning of a word makes the rest of the line a comment.
 */
#ifndef PARSE_H
#define PARSE_H

#define PARSE_LINE  256 /* of a line, with its NUL */
#define PARSE_WORDS 32

struct command {
    int argc;
    char *argv[PARSE_WORDS + 1]; /* behind the last a NULL */
    const char *input, *output;  /* NULL: the console */
    int append, background;
    char store[2 * PARSE_LINE]; /* where the words are */
};

/*
 * Takes the first command off *line, which moves behind it. 1 if there was one, 0 at the end of the
 * line, -1 with *error as a sentence; the rest of the line is then not to be trusted. An empty
 * command (";;") is passed over.
 */
int parse_command(const char **line, struct command *c, const char **error);

#endif
