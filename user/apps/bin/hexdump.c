/*
 * hexdump [FILE]: bytes in hexadecimal and as characters, 16 to a line.
 */
#include "ctype.h"
#include "errno.h"
#include "stdio.h"
#include "string.h"

#define WIDTH 16

static void
print_line(unsigned at, const unsigned char *bytes, size_t count)
{
    printf("%08x ", at);
    for (size_t i = 0; i < WIDTH; i++) {
        if (i == WIDTH / 2)
            putchar(' ');
        if (i < count)
            printf(" %02x", bytes[i]);
        else
            printf("   ");
    }
    printf("  |");
    for (size_t i = 0; i < count; i++)
        putchar(isprint(bytes[i]) ? bytes[i] : '.');
    printf("|\n");
}

int
main(int argc, char **argv)
{
    unsigned char bytes[WIDTH];
    unsigned at = 0;
    size_t n;
    FILE *f = argc > 1 ? fopen(argv[1], "r") : stdin;
    if (!f) {
        fprintf(stderr, "hexdump: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    for (; (n = fread(bytes, 1, WIDTH, f)) > 0; at += (unsigned)n)
        print_line(at, bytes, n);
    return ferror(f);
}
