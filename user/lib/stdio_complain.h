/*
 * The end of a program in which something is wrong that it can't know of itself.
 */
#ifndef STDIO_COMPLAIN_H
#define STDIO_COMPLAIN_H

/* Says what is wrong, on stderr, and ends the program: a sentence, with its line's end. */
void complain(const char *format, ...) __attribute__((noreturn, format(__printf__, 1, 2)));

#endif
