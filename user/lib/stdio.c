/*
 * Formatted output. Enter by printf().
 */
#include "stdio.h"
#include "kdebug.h"
#include "string.h"

#include <stdint.h>

void (*put_char_hook)(char c) = kd_put;

/* Where the characters go: to put_char_hook, or into a string. */
struct sink {
    char *to;
    size_t room;
    int count;
};

/* One conversion: what stands between % and the letter. */
struct spec {
    int left, zero, alternate;
    char plus;            /* '+', ' ' or 0 */
    int width, precision; /* precision -1: none */
};

static void
put(struct sink *s, char c)
{
    s->count++;
    if (!s->to) {
        put_char_hook(c);
    } else if (s->room > 1) {
        *s->to++ = c;
        s->room--;
    }
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
    int prefix_length = (int)strlen(prefix);
    int pad = f->width - prefix_length - zeros - length;
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

static void
put_unsigned(struct sink *s, struct spec *f, const char *prefix, uint32_t value, unsigned base,
             int upper)
{
    char digits[12];
    int at = sizeof digits;
    for (uint32_t v = value; v || (at == sizeof digits && f->precision != 0); v /= base)
        digits[--at] = (upper ? "0123456789ABCDEF" : "0123456789abcdef")[v % base];
    int length = (int)sizeof digits - at;
    int zeros = f->precision > length ? f->precision - length : 0;
    if (f->precision >= 0)
        f->zero = 0;
    put_field(s, f, prefix, zeros, digits + at, length);
}

static void
put_signed(struct sink *s, struct spec *f, int32_t value)
{
    char prefix[2] = {value < 0 ? '-' : f->plus, 0};
    put_unsigned(s, f, prefix, value < 0 ? -(uint32_t)value : (uint32_t)value, 10, 0);
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

/* Parses a conversion and leaves `at` on its letter. */
static const char *
parse(const char *at, struct spec *f, va_list *args)
{
    *f = (struct spec){0, 0, 0, 0, 0, -1};
    at = parse_flags(at, f);
    at = parse_number(at, &f->width, args);
    if (f->width < 0) {
        f->left = 1;
        f->width = -f->width;
    }
    if (*at == '.')
        at = parse_number(at + 1, &f->precision, args);
    while (*at == 'h' || *at == 'l' || *at == 'z')
        at++;
    return at;
}

static void
convert(struct sink *s, char letter, struct spec *f, va_list *args)
{
    char one;
    switch (letter) {
    case 'd':
    case 'i':
        put_signed(s, f, va_arg(*args, int32_t));
        break;
    case 'u':
        put_unsigned(s, f, "", va_arg(*args, uint32_t), 10, 0);
        break;
    case 'o':
        put_unsigned(s, f, f->alternate ? "0" : "", va_arg(*args, uint32_t), 8, 0);
        break;
    case 'x':
    case 'X':
        put_unsigned(s, f, f->alternate ? "0x" : "", va_arg(*args, uint32_t), 16, letter == 'X');
        break;
    case 'p':
        put_unsigned(s, f, "0x", (uint32_t)va_arg(*args, void *), 16, 0);
        break;
    case 's':
        put_text(s, f, va_arg(*args, const char *));
        break;
    case 'c':
        one = (char)va_arg(*args, int);
        put_field(s, f, "", 0, &one, 1);
        break;
    default:
        put(s, letter);
    }
}

static void
format_all(struct sink *s, const char *format, va_list arguments)
{
    va_list args;
    struct spec f;
    va_copy(args, arguments);
    for (; *format; format++) {
        if (*format != '%') {
            put(s, *format);
            continue;
        }
        format = parse(format + 1, &f, &args);
        if (!*format)
            break;
        convert(s, *format, &f, &args);
    }
    va_end(args);
}

int
vprintf(const char *format, va_list args)
{
    struct sink s = {NULL, 0, 0};
    format_all(&s, format, args);
    return s.count;
}

int
printf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vprintf(format, args);
    va_end(args);
    return n;
}

int
vsnprintf(char *to, size_t size, const char *format, va_list args)
{
    char nothing;
    struct sink s = {size ? to : &nothing, size, 0};
    format_all(&s, format, args);
    if (size)
        *s.to = 0;
    return s.count;
}

int
snprintf(char *to, size_t size, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(to, size, format, args);
    va_end(args);
    return n;
}

int
putchar(int c)
{
    put_char_hook((char)c);
    return (uint8_t)c;
}

int
puts(const char *s)
{
    return printf("%s\n", s);
}
