/*
 * Functions on bytes and strings, with the standard names and meanings.
 */
#ifndef STRING_H
#define STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);
void *memchr(const void *where, int byte, size_t size);

size_t strlen(const char *s);
size_t strnlen(const char *s, size_t size);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t size);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strstr(const char *s, const char *part);
size_t strspn(const char *s, const char *set);
size_t strcspn(const char *s, const char *set);
char *strpbrk(const char *s, const char *set);

/* strncpy() fills up with NULs, and leaves none where `from` is `size` or longer. */
char *strcpy(char *to, const char *from);
char *strncpy(char *to, const char *from, size_t size);
char *strcat(char *to, const char *from);
char *strncat(char *to, const char *from, size_t size);

/* The next piece between characters of `set`, NULL behind the last; `s` is the text at first and
 * NULL from then on. It writes NULs into the text; strtok_r() keeps its place in *rest. */
char *strtok(char *s, const char *set);
char *strtok_r(char *s, const char *set, char **rest);

/* Copies made by malloc(): free() them. NULL with ENOMEM. */
char *strdup(const char *s);
char *strndup(const char *s, size_t size);

/* What an error of errno.h means, in a few words; not to be written to. */
char *strerror(int number);

#endif
