/*
 * grep [-v] TEXT [FILE ...]: the lines that hold the text; -v: those that do not. Status 1 if there
 * was none.
 */
#include "errno.h"
#include "stdio.h"
#include "string.h"

#define LINE 1024 /* a longer line counts as several */

static int
search(FILE *f, const char *text, int without, const char *name)
{
    static char line[LINE];
    int found = 0;
    while (fgets(line, sizeof line, f)) {
        if (!strstr(line, text) == !without)
            continue;
        size_t length = strlen(line);
        printf("%s%s%s%s", name, *name ? ": " : "", line,
               length && line[length - 1] == '\n' ? "" : "\n");
        found = 1;
    }
    return found;
}

int
main(int argc, char **argv)
{
    int found = 0, without = argc > 1 && !strcmp(argv[1], "-v"), first = 2 + without;
    if (argc < first) {
        fprintf(stderr, "grep: what? grep [-v] TEXT [FILE ...]\n");
        return 2;
    }
    const char *text = argv[first - 1];
    if (first == argc)
        found = search(stdin, text, without, "");
    for (int i = first; i < argc; i++) {
        FILE *f = fopen(argv[i], "r");
        if (f) {
            found |= search(f, text, without, argc - first > 1 ? argv[i] : "");
            fclose(f);
        } else {
            fprintf(stderr, "grep: %s: %s\n", argv[i], strerror(errno));
        }
    }
    return !found;
}
