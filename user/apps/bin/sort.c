/*
 * sort [-r] [FILE]: the lines in the order of their characters' numbers; -r: the other way round.
 */
#include "errno.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"

static char **lines;
static size_t count, room;
static int sign = 1;

static int
compare(const void *a, const void *b)
{
    return sign * strcmp(*(char *const *)a, *(char *const *)b);
}

/* A line without its end, of any length; NULL at the end of the file, or of the memory (errno). */
static char *
read_line(FILE *f)
{
    size_t length = 0, size = 64;
    char *line = malloc(size);
    int c = line ? getc(f) : EOF;
    if (c == EOF) {
        free(line);
        return NULL;
    }
    for (; c != EOF && c != '\n'; c = getc(f)) {
        if (length + 1 == size) {
            char *more = realloc(line, size *= 2);
            if (!more) {
                free(line);
                return NULL;
            }
            line = more;
        }
        line[length++] = (char)c;
    }
    line[length] = 0;
    return line;
}

/* 1, or 0 without memory. */
static int
keep(char *line)
{
    if (count == room) {
        room = room ? 2 * room : 64;
        char **more = realloc(lines, room * sizeof *lines);
        if (!more)
            return 0;
        lines = more;
    }
    lines[count++] = line;
    return 1;
}

int
main(int argc, char **argv)
{
    int first = 1;
    char *line;
    if (argc > 1 && !strcmp(argv[1], "-r")) {
        sign = -1;
        first++;
    }
    FILE *f = first < argc ? fopen(argv[first], "r") : stdin;
    if (!f) {
        fprintf(stderr, "sort: %s: %s\n", argv[first], strerror(errno));
        return 1;
    }
    errno = 0;
    while ((line = read_line(f)))
        if (!keep(line))
            break;
    if (line || errno == ENOMEM || ferror(f)) {
        fprintf(stderr, "sort: %s\n", strerror(errno));
        return 1;
    }
    qsort(lines, count, sizeof *lines, compare);
    for (size_t i = 0; i < count; i++)
        printf("%s\n", lines[i]);
    return 0;
}
