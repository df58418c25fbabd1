/*
 * head [-n LINES] [FILE]: the first lines (10) of a file, or of what is typed.
 */
#include "errno.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"

int
main(int argc, char **argv)
{
    int lines = 10, first = 1, c;
    if (argc > 2 && !strcmp(argv[1], "-n")) {
        lines = atoi(argv[2]);
        first = 3;
    }
    FILE *f = first < argc ? fopen(argv[first], "r") : stdin;
    if (!f) {
        fprintf(stderr, "head: %s: %s\n", argv[first], strerror(errno));
        return 1;
    }
    while (lines > 0 && (c = getc(f)) != EOF) {
        putchar(c);
        lines -= c == '\n';
    }
    return ferror(f);
}
