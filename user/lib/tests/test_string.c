/*
 * Strings and memory, beside the host's.
 * Tests: string.c string_copy.c string_find.c string_join.c string_tokens.c string_error.c errno.c
 */
#include "host.h"
#include <errno.h>
#include <string.h>

HOST(size_t, strlen, const char *);
HOST(size_t, strnlen, const char *, size_t);
HOST(int, strcmp, const char *, const char *);
HOST(int, strncmp, const char *, const char *, size_t);
HOST(char *, strchr, const char *, int);
HOST(char *, strrchr, const char *, int);
HOST(void *, memchr, const void *, int, size_t);
HOST(char *, strstr, const char *, const char *);
HOST(size_t, strspn, const char *, const char *);
HOST(size_t, strcspn, const char *, const char *);
HOST(char *, strpbrk, const char *, const char *);
HOST(char *, strncpy, char *, const char *, size_t);
HOST(char *, strncat, char *, const char *, size_t);
HOST(char *, strtok_r, char *, const char *, char **);

#define ROUNDS 20000
#define ROOM   160

static char a[ROOM], b[ROOM], x[ROOM], y[ROOM];

/* Few different letters, so that equal ones are common, and some that are negative as a char. */
static size_t
make_text(char *to, uint32_t most)
{
    size_t n = below(most);
    for (size_t i = 0; i < n; i++)
        to[i] = "abcd\xE4\xFF\x80 "[below(below(2) ? 2 : 8)];
    to[n] = 0;
    return n;
}

static int
sign(int value)
{
    return (value > 0) - (value < 0);
}

static void
searches(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        size_t n = make_text(a, 40);
        make_text(b, below(2) ? 4 : 40);
        int c = below(10) ? (int)b[0] : 0;
        uint32_t most = below(45);
        CHECK_EQ(host_strlen(a), strlen(a), i);
        CHECK_EQ(host_strnlen(a, most), strnlen(a, most), i);
        CHECK_EQ(sign(host_strcmp(a, b)), sign(strcmp(a, b)), i);
        CHECK_EQ(sign(host_strncmp(a, b, most)), sign(strncmp(a, b, most)), i);
        CHECK_EQ(sign(host_memcmp(a, b, 4)), sign(memcmp(a, b, 4)), i);
        CHECK_EQ(host_strchr(a, c), strchr(a, c), i);
        CHECK_EQ(host_strrchr(a, c), strrchr(a, c), i);
        CHECK_EQ(host_memchr(a, c, n), memchr(a, c, n), i);
        CHECK_EQ(host_strstr(a, b), strstr(a, b), i);
        CHECK_EQ(host_strspn(a, b), strspn(a, b), i);
        CHECK_EQ(host_strcspn(a, b), strcspn(a, b), i);
        CHECK_EQ(host_strpbrk(a, b), strpbrk(a, b), i);
    }
}

/* x by our function and y by the host's, from the same contents: all bytes must agree. */
static void
same(int i)
{
    CHECK_EQ(0, host_memcmp(x, y, ROOM), i);
    host_memcpy(y, x, ROOM);
}

static void
joins(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t most = below(45);
        make_text(a, 40);
        make_text(x, 40);
        host_memcpy(y, x, ROOM);
        CHECK(strncat(x, a, most) == x);
        host_strncat(y, a, most);
        same(i);
        CHECK(strcat(x, a) == x);
        host_strncat(y, a, ROOM);
        same(i);
        CHECK(strncpy(x, a, most) == x);
        host_strncpy(y, a, most);
        same(i);
        CHECK(strcpy(x, a) == x);
        host_memcpy(y, a, host_strlen(a) + 1);
        same(i);
    }
}

/* Every length up to 70 at every alignment; overlapping both ways. */
static void
copies(void)
{
    for (unsigned size = 0; size <= 70; size++) {
        for (unsigned place = 0; place < 64; place++) {
            unsigned from = place / 8, to = place % 8, apart = below(ROOM - 70);
            int which = (int)(size * 100 + place);
            for (unsigned i = 0; i < ROOM; i++)
                a[i] = x[i] = y[i] = (char)next_random();
            CHECK(memcpy(x + to, a + from, size) == x + to);
            host_memcpy(y + to, a + from, size);
            same(which);
            CHECK(memmove(x + to, x + from, size) == x + to);
            host_memmove(y + to, y + from, size);
            same(which);
            CHECK(memmove(x + apart, x + to, size) == x + apart);
            host_memmove(y + apart, y + to, size);
            same(which);
            CHECK(memset(x + to, a[0], size) == x + to);
            for (unsigned i = 0; i < size; i++)
                y[to + i] = a[0];
            same(which);
        }
    }
}

static void
tokens(void)
{
    for (int i = 0; i < ROUNDS / 4; i++) {
        char *ours = x, *theirs = y, *rest, *host_rest, set[8];
        make_text(x, 60);
        host_memcpy(y, x, ROOM);
        make_text(set, 4);
        ours = strtok_r(x, set, &rest);
        theirs = host_strtok_r(y, set, &host_rest);
        while (ours && theirs) {
            CHECK_EQ(theirs - y, ours - x, i);
            CHECK_EQ(0, host_strcmp(ours, theirs), i);
            ours = strtok_r(NULL, set, &rest);
            theirs = host_strtok_r(NULL, set, &host_rest);
        }
        CHECK_EQ(theirs == NULL, ours == NULL, i);
    }
    strcpy(x, ",one,,two");
    CHECK_EQ(0, strcmp(strtok(x, ","), "one"), 0);
    CHECK_EQ(0, strcmp(strtok(NULL, ","), "two"), 0);
    CHECK(strtok(NULL, ",") == NULL);
}

static void
errors(void)
{
    CHECK_EQ(0, strcmp(strerror(0), "no error"), 0);
    CHECK_EQ(0, strcmp(strerror(ENOSPC), "the disk is full"), 0);
    CHECK_EQ(0, strcmp(strerror(9999), strerror(-1)), 0);
    CHECK(strcmp(strerror(ETIMEDOUT), strerror(9999)) != 0);
}

TEST_MAIN({"string-searches", searches}, {"string-joins", joins}, {"string-copies", copies},
          {"string-tokens", tokens}, {"string-errors", errors})
