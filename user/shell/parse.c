/*
 * What a line says. Enter by parse_command().
 */
#include "parse.h"
#include "string.h"

#include <stddef.h>

struct parser {
    const char *at;
    char *to; /* where the next word goes in the command's store */
    const char *error;
};

static int
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static int
ends_word(char c)
{
    return !c || is_blank(c) || c == ';' || c == '&' || c == '<' || c == '>';
}

static void
skip_blanks(struct parser *p)
{
    while (is_blank(*p->at))
        p->at++;
    if (*p->at == '#')
        p->at += strlen(p->at);
}

/* `at` stands behind the opening quote; it is left behind the closing one. */
static void
take_quoted(struct parser *p, char quote)
{
    while (*p->at && *p->at != quote) {
        if (quote == '"' && *p->at == '\\' && (p->at[1] == '"' || p->at[1] == '\\'))
            p->at++;
        *p->to++ = *p->at++;
    }
    if (*p->at)
        p->at++;
    else
        p->error = quote == '"' ? "a \" is not closed" : "a ' is not closed";
}

/* `at` stands on a character that is part of a word. No word takes more of the store than of the
 * line. */
static char *
take_word(struct parser *p)
{
    char *word = p->to;
    while (!ends_word(*p->at)) {
        char c = *p->at++;
        if (c == '"' || c == '\'')
            take_quoted(p, c);
        else if (c == '\\' && *p->at)
            *p->to++ = *p->at++;
        else
            *p->to++ = c;
    }
    *p->to++ = 0;
    return word;
}

static void
take_redirection(struct parser *p, struct command *c)
{
    char mark = *p->at++;
    int append = mark == '>' && *p->at == '>';
    p->at += append;
    skip_blanks(p);
    if (ends_word(*p->at)) {
        p->error = "a file's name is missing behind < or >";
        return;
    }
    const char **which = mark == '<' ? &c->input : &c->output;
    if (*which)
        p->error =
            mark == '<' ? "there are two < in one command" : "there are two > in one command";
    *which = take_word(p);
    if (mark == '>')
        c->append = append;
}

/* Up to the end of the command. */
static void
take_parts(struct parser *p, struct command *c)
{
    for (skip_blanks(p); *p->at && *p->at != ';' && *p->at != '&' && !p->error; skip_blanks(p)) {
        if (*p->at == '<' || *p->at == '>')
            take_redirection(p, c);
        else if (c->argc == PARSE_WORDS)
            p->error = "a command has more than 32 words";
        else
            c->argv[c->argc++] = take_word(p);
    }
}

int
parse_command(const char **line, struct command *c, const char **error)
{
    struct parser p = {*line, c->store, NULL};
    c->argc = c->append = c->background = 0;
    c->input = c->output = NULL;
    if (strlen(p.at) >= PARSE_LINE) {
        *error = "the line is too long";
        return -1;
    }
    do {
        take_parts(&p, c);
        c->background = *p.at == '&';
        if (!c->argc && !p.error && (c->input || c->output || c->background))
            p.error = "a command is missing before &, < or >";
        if (*p.at && !p.error)
            p.at++;
    } while (!c->argc && *p.at && !p.error);
    c->argv[c->argc] = NULL;
    *line = p.at;
    *error = p.error;
    return p.error ? -1 : c->argc > 0;
}
