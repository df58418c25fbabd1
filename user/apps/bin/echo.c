/*
 * echo [-n] WORD ...: the words, with blanks between them, and a line's end unless -n forbids it.
 */
#include "stdio.h"
#include "string.h"

int
main(int argc, char **argv)
{
    int bare = argc > 1 && !strcmp(argv[1], "-n");
    for (int i = 1 + bare; i < argc; i++)
        printf("%s%s", argv[i], i + 1 < argc ? " " : "");
    if (!bare)
        printf("\n");
    return fflush(stdout) != 0;
}
