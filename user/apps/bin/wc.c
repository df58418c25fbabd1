/*
 * wc [FILE ...]: lines, words and bytes of files, or of what is typed.
 */
#include "ctype.h"
#include "errno.h"
#include "stdio.h"
#include "string.h"

static void
count(FILE *f, const char *name)
{
    unsigned lines = 0, words = 0, bytes = 0;
    int c, inside = 0;
    while ((c = getc(f)) != EOF) {
        bytes++;
        lines += c == '\n';
        words += !isspace(c) && !inside;
        inside = !isspace(c);
    }
    printf("%7u %7u %7u  %s\n", lines, words, bytes, name);
}

int
main(int argc, char **argv)
{
    int failed = 0;
    if (argc < 2)
        count(stdin, "");
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "r");
        if (f) {
            count(f, argv[i]);
            fclose(f);
        } else {
            fprintf(stderr, "wc: %s: %s\n", argv[i], strerror(errno));
            failed = 1;
        }
    }
    return failed;
}
