/*
 * Formatted output, the part that all of printf's family share. Enter by format_text().
 */
#include "stdio_format.h"
#include "string.h"

#include <stddef.h>
#include <stdint.h>

/* Where the characters go, and how many went. */
struct sink {
    void (*put)(void *cookie, char c);
    void *cookie;
    int count;
};

/* One conversion: what stands between % and the letter. */
struct spec {
    int left, zero, alternate;
    char plus;            /* '+', ' ' or 0 */
    int width, precision; /* precision -1: none */
    unsigned bytes;       /* of an integer */
};

static void
put(struct sink *s, char c)
{
    s->count++;
    s->put(s->cookie, c);
}

static void
put_many(struct sink *s, char c, int n)
{
    while (n-- > 0)
        put(s, c);
}

/* prefix (sign, 0x), then zeros up to the precision, then the text; all of it padded to the width.
 */
static void
put_field(struct sink *s, const struct spec *f, const char *prefix, int zeros, const char *text,
          int length)
{
    int pad = f->width - (int)strlen(prefix) - zeros - length;
    if (!f->left && !f->zero)
        put_many(s, ' ', pad);
    for (; *prefix; prefix++)
        put(s, *prefix);
    if (!f->left && f->zero)
        put_many(s, '0', pad);
    put_many(s, '0', zeros);
    for (int i = 0; i < length; i++)
        put(s, text[i]);
    if (f->left)
        put_many(s, ' ', pad);
}

/* Takes the last digit off. `base` is at most 16, so a number of 64 bits can be divided in three
 * pieces: each remainder has 4 bits and leads the next piece, of 16. */
static unsigned
last_digit(uint64_t *value, unsigned base)
{
    uint32_t high = (uint32_t)(*value >> 32), low = (uint32_t)*value;
    if (!high) {
        *value = low / base;
        return low % base;
    }
    uint32_t middle = (high % base) << 16 | low >> 16;
    uint32_t last = (middle % base) << 16 | (low & 0xFFFF);
    *value = (uint64_t)(high / base) << 32 | (middle / base) << 16 | last / base;
    return last % base;
}

static void
put_unsigned(struct sink *s, struct spec *f, const char *prefix, uint64_t value, unsigned base,
             char letter)
{
    char digits[24]; /* 22 octal ones */
    int at = sizeof digits;
    while (value || (at == sizeof digits && f->precision != 0)) {
        unsigned digit = last_digit(&value, base);
        digits[--at] = (char)(digit < 10 ? '0' + digit : digit - 10 + (letter == 'X' ? 'A' : 'a'));
    }
    int length = (int)sizeof digits - at;
    int zeros = f->precision > length ? f->precision - length : 0;
    if (letter == 'o' && f->alternate && !zeros && (!length || digits[at] != '0'))
        zeros = 1;
    if (f->precision >= 0)
        f->zero = 0;
    put_field(s, f, prefix, zeros, digits + at, length);
}

static void
put_signed(struct sink *s, struct spec *f, int64_t value)
{
    char prefix[2] = {value < 0 ? '-' : f->plus, 0};
    put_unsigned(s, f, prefix, value < 0 ? -(uint64_t)value : (uint64_t)value, 10, 'd');
}

static void
put_text(struct sink *s, struct spec *f, const char *text)
{
    int length = 0;
    if (!text)
        text = "(null)";
    while ((f->precision < 0 || length < f->precision) && text[length])
        length++;
    f->zero = 0;
    put_field(s, f, "", 0, text, length);
}

static const char *
parse_flags(const char *at, struct spec *f)
{
    for (;; at++) {
        if (*at == '-')
            f->left = 1;
        else if (*at == '0')
            f->zero = 1;
        else if (*at == '#')
            f->alternate = 1;
        else if (*at == '+' || (*at == ' ' && f->plus != '+'))
            f->plus = *at;
        else if (*at != ' ')
            return at;
    }
}

/* A number, or * for the next argument. */
static const char *
parse_number(const char *at, int *n, va_list *args)
{
    if (*at == '*') {
        *n = va_arg(*args, int);
        return at + 1;
    }
    for (*n = 0; *at >= '0' && *at <= '9'; at++)
        *n = *n * 10 + (*at - '0');
    return at;
}

/* Each h halves: a short has half an int's bytes, a char half a short's. */
static const char *
parse_length(const char *at, struct spec *f)
{
    for (f->bytes = sizeof(int);; at++) {
        if (*at == 'h')
            f->bytes /= 2;
        else if (*at == 'l')
            f->bytes = at[-1] == 'l' ? sizeof(long long) : sizeof(long);
        else if (*at == 'z' || *at == 't')
            f->bytes = sizeof(size_t);
        else if (*at == 'j')
            f->bytes = sizeof(intmax_t);
        else
            return at;
    }
}

/* Parses a conversion and leaves `at` on its letter. */
static const char *
parse(const char *at, struct spec *f, va_list *args)
{
    *f = (struct spec){.precision = -1};
    at = parse_flags(at, f);
    at = parse_number(at, &f->width, args);
    if (f->width < 0) {
        f->left = 1;
        f->width = -f->width;
    }
    if (*at == '.')
        at = parse_number(at + 1, &f->precision, args);
    return parse_length(at, f);
}

/* An integer argument, narrowed to what its length says. */
static uint64_t
take_unsigned(const struct spec *f, va_list *args)
{
    if (f->bytes == 8)
        return va_arg(*args, uint64_t);
    return va_arg(*args, uint32_t) & (0xFFFFFFFFu >> (32 - 8 * f->bytes));
}

static int64_t
take_signed(const struct spec *f, va_list *args)
{
    uint64_t value = take_unsigned(f, args);
    int unused = 64 - 8 * (int)f->bytes;
    return (int64_t)(value << unused) >> unused;
}

static void
convert(struct sink *s, char letter, struct spec *f, va_list *args)
{
    char one;
    uint64_t value;
    switch (letter) {
    case 'd':
    case 'i':
        put_signed(s, f, take_signed(f, args));
        break;
    case 'u':
        put_unsigned(s, f, "", take_unsigned(f, args), 10, letter);
        break;
    case 'o':
        put_unsigned(s, f, "", take_unsigned(f, args), 8, letter);
        break;
    case 'x':
    case 'X':
        value = take_unsigned(f, args);
        put_unsigned(s, f, f->alternate && value ? letter == 'X' ? "0X" : "0x" : "", value, 16,
                     letter);
        break;
    case 'p':
        put_unsigned(s, f, "0x", (uintptr_t)va_arg(*args, void *), 16, letter);
        break;
    case 's':
        put_text(s, f, va_arg(*args, const char *));
        break;
    case 'c':
        one = (char)va_arg(*args, int);
        f->zero = 0;
        put_field(s, f, "", 0, &one, 1);
        break;
    default:
        put(s, letter);
    }
}

int
format_text(void (*put_one)(void *cookie, char c), void *cookie, const char *format,
            va_list arguments)
{
    struct sink s = {put_one, cookie, 0};
    struct spec f;
    va_list args;
    va_copy(args, arguments);
    for (; *format; format++) {
        if (*format != '%') {
            put(&s, *format);
            continue;
        }
        format = parse(format + 1, &f, &args);
        if (!*format)
            break;
        convert(&s, *format, &f, &args);
    }
    va_end(args);
    return s.count;
}
