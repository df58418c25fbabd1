/*
 * cat [FILE ...]: files one behind the other; without one, what is typed, up to Ctrl-D.
 */
#include "errno.h"
#include "stdio.h"
#include "string.h"

static int
copy(FILE *from, const char *name)
{
    static char piece[4096];
    size_t n;
    while ((n = fread(piece, 1, from == stdin ? 1 : sizeof piece, from)) > 0)
        if (fwrite(piece, 1, n, stdout) != n) {
            fprintf(stderr, "cat: cannot write: %s\n", strerror(errno));
            return 1;
        }
    if (ferror(from))
        fprintf(stderr, "cat: %s: %s\n", name, strerror(errno));
    return ferror(from);
}

int
main(int argc, char **argv)
{
    int failed = argc < 2 ? copy(stdin, "stdin") : 0;
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "r");
        if (!f) {
            fprintf(stderr, "cat: %s: %s\n", argv[i], strerror(errno));
            failed = 1;
            continue;
        }
        failed |= copy(f, argv[i]);
        fclose(f);
    }
    return failed;
}
