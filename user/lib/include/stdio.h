/*
 * Printing and streams, with the standard names and meanings.
 *
 * Where nobody says otherwise all of it goes to the kernel's console and comes from there. A
 * client of a console or file server says otherwise (stream.h). A stream belongs to one thread at
 * a time.
 */
#ifndef STDIO_H
#define STDIO_H

#include <stdarg.h>
#include <stddef.h>

#define EOF      (-1)
#define BUFSIZ   1024
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define _IOFBF   0 /* written when the buffer is full */
#define _IOLBF   1 /* or when a line is */
#define _IONBF   2 /* at once */

typedef struct stream FILE;

extern struct stream stream_in, stream_out, stream_err;
#define stdin  (&stream_in)
#define stdout (&stream_out)
#define stderr (&stream_err)

/* %d %i %u %x %X %o %c %s %p %% with flags - 0 + space #, width, precision, and hh h l ll j z t.
 * Returns the characters printed. */
int printf(const char *format, ...) __attribute__((format(__printf__, 1, 2)));
int vprintf(const char *format, va_list args) __attribute__((format(__printf__, 1, 0)));
int putchar(int c);
int puts(const char *s);

/* Where these four put each character: the kernel's console, or stdout once it stands elsewhere. */
extern void (*put_char_hook)(char c);

/* At most `size` bytes with the closing NUL; returns how many characters the whole text has. */
int snprintf(char *to, size_t size, const char *format, ...)
    __attribute__((format(__printf__, 3, 4)));
int vsnprintf(char *to, size_t size, const char *format, va_list args)
    __attribute__((format(__printf__, 3, 0)));
int sprintf(char *to, const char *format, ...) __attribute__((format(__printf__, 2, 3)));
int vsprintf(char *to, const char *format, va_list args) __attribute__((format(__printf__, 2, 0)));

/* Output to a stream. EOF with errno on failure. */
int fprintf(FILE *f, const char *format, ...) __attribute__((format(__printf__, 2, 3)));
int vfprintf(FILE *f, const char *format, va_list args) __attribute__((format(__printf__, 2, 0)));
int fputc(int c, FILE *f);
int putc(int c, FILE *f);
int fputs(const char *s, FILE *f);
size_t fwrite(const void *from, size_t size, size_t count, FILE *f);

/* Input. Before stdin waits stdout is written. One character can be put back. */
int fgetc(FILE *f);
int getc(FILE *f);
int getchar(void);
int ungetc(int c, FILE *f);
char *fgets(char *to, int size, FILE *f);
size_t fread(void *to, size_t size, size_t count, FILE *f);

/* Modes of fopen: r, w, a, each with + and b, and x behind w. At most memory limits how many. */
FILE *fopen(const char *name, const char *mode);
int fclose(FILE *f);
int fflush(FILE *f); /* NULL: every stream */
int setvbuf(FILE *f, char *buffer, int mode, size_t size);
int fseek(FILE *f, long offset, int whence);
long ftell(FILE *f);
void rewind(FILE *f);
int feof(FILE *f);
int ferror(FILE *f);
void clearerr(FILE *f);

int remove(const char *name);
int rename(const char *from, const char *to);

/* "what: why" on stderr, as errno says. */
void perror(const char *what);

#endif
