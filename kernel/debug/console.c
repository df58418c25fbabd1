/*
 * Formatted output on the serial line. Enter by kprintf().
 */
#include "debug/console.h"
#include "debug/assert.h"
#include "debug/todo.h"
#include "i486/serial.h"

#include <stdint.h>

void
console_put(char c)
{
    if (c == '\n')
        serial_put('\r');
    serial_put(c);
}

static void
put_padded(const char *text, unsigned length, unsigned width, char pad)
{
    for (; width > length; width--)
        console_put(pad);
    while (length--)
        console_put(*text++);
}

/* Prints `value` in base 10 or 16, digits in small letters, a minus sign first if `negative`,
 * padded on the left with `pad` to `width` characters; what is longer is printed whole. 0 is "0".
 */
static void
put_number(uint32_t value, unsigned base, int negative, unsigned width, char pad)
{
    ASSERT(base == 10 || base == 16, "numbers are decimal or hexadecimal");
//@ex 1.1 console and memory map
    char digits[12];
    unsigned at = sizeof digits;
    do {
        digits[--at] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value);
    if (negative)
        digits[--at] = '-';
    put_padded(digits + at, sizeof digits - at, width, pad);
//@stub
//:     TODO("1.1");
//@end
}

static unsigned
text_length(const char *s)
{
    unsigned n = 0;
    while (s[n])
        n++;
    return n;
}

/* Prints one conversion; `format` stands behind the width. */
static void
put_conversion(char conversion, va_list *args, unsigned width, char pad)
{
    const char *s;
    int d;
    switch (conversion) {
    case 's':
        s = va_arg(*args, const char *);
        put_padded(s, text_length(s), width, ' ');
        break;
    case 'c':
        console_put((char)va_arg(*args, int));
        break;
    case 'd':
        d = va_arg(*args, int);
        put_number(d < 0 ? -(uint32_t)d : (uint32_t)d, 10, d < 0, width, pad);
        break;
    case 'u':
        put_number(va_arg(*args, uint32_t), 10, 0, width, pad);
        break;
    case 'x':
        put_number(va_arg(*args, uint32_t), 16, 0, width, pad);
        break;
    default:
        console_put(conversion);
    }
}

void
kvprintf(const char *format, va_list arguments)
{
    va_list args;
    va_copy(args, arguments);
    for (; *format; format++) {
        unsigned width = 0;
        char pad = ' ';
        if (*format != '%') {
            console_put(*format);
            continue;
        }
        format++;
        if (*format == '0')
            pad = '0';
        while (*format >= '0' && *format <= '9')
            width = width * 10 + (unsigned)(*format++ - '0');
        if (*format)
            put_conversion(*format, &args, width, pad);
    }
    va_end(args);
}

void
kprintf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    kvprintf(format, args);
    va_end(args);
}
