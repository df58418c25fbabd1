/*
 * Numbers from text, and what little arithmetic has a name. Enter by strtol().
 */
#include "stdlib.h"
#include "ctype.h"
#include "errno.h"

#include <limits.h>

/* What stood in the text. */
struct number {
    unsigned long long value;
    int negative, too_large;
};

static int
digit_value(char c)
{
    if (isdigit((unsigned char)c))
        return c - '0';
    if (isalpha((unsigned char)c))
        return tolower((unsigned char)c) - 'a' + 10;
    return 36;
}

/* 0x counts as a prefix only if a digit follows. */
static const char *
skip_prefix(const char *at, int *base)
{
    int hex = at[0] == '0' && (at[1] == 'x' || at[1] == 'X') && digit_value(at[2]) < 16;
    if (*base == 0)
        *base = hex ? 16 : *at == '0' ? 8 : 10;
    return hex && *base == 16 ? at + 2 : at;
}

static struct number
parse(const char *text, char **end, int base)
{
    struct number n = {0, 0, 0};
    const char *at = text, *digits;
    if (base != 0 && (base < 2 || base > 36)) {
        errno = EINVAL;
        return n;
    }
    while (isspace((unsigned char)*at))
        at++;
    if (*at == '-' || *at == '+')
        n.negative = *at++ == '-';
    at = digits = skip_prefix(at, &base);
    for (; digit_value(*at) < base; at++) {
        unsigned long long more;
        if (__builtin_mul_overflow(n.value, (unsigned)base, &more) ||
            __builtin_add_overflow(more, (unsigned)digit_value(*at), &n.value))
            n.too_large = 1;
    }
    if (end)
        *end = (char *)(at == digits ? text : at);
    return n;
}

static long long
signed_within(struct number n, long long low, long long high)
{
    unsigned long long most = n.negative ? -(unsigned long long)low : (unsigned long long)high;
    if (n.too_large || n.value > most) {
        errno = ERANGE;
        return n.negative ? low : high;
    }
    return (long long)(n.negative ? -n.value : n.value);
}

static unsigned long long
unsigned_within(struct number n, unsigned long long high)
{
    if (n.too_large || n.value > high) {
        errno = ERANGE;
        return high;
    }
    return n.negative ? -n.value : n.value;
}

long
strtol(const char *text, char **end, int base)
{
    return (long)signed_within(parse(text, end, base), LONG_MIN, LONG_MAX);
}

long long
strtoll(const char *text, char **end, int base)
{
    return signed_within(parse(text, end, base), LLONG_MIN, LLONG_MAX);
}

unsigned long
strtoul(const char *text, char **end, int base)
{
    return (unsigned long)unsigned_within(parse(text, end, base), ULONG_MAX);
}

unsigned long long
strtoull(const char *text, char **end, int base)
{
    return unsigned_within(parse(text, end, base), ULLONG_MAX);
}

int
atoi(const char *text)
{
    return (int)strtol(text, NULL, 10);
}

long
atol(const char *text)
{
    return strtol(text, NULL, 10);
}

int
abs(int value)
{
    return value < 0 ? -value : value;
}

long
labs(long value)
{
    return value < 0 ? -value : value;
}

long long
llabs(long long value)
{
    return value < 0 ? -value : value;
}

div_t
div(int a, int b)
{
    return (div_t){a / b, a % b};
}

ldiv_t
ldiv(long a, long b)
{
    return (ldiv_t){a / b, a % b};
}
