/*
 * ls [-l] [PATH ...]: what is in a directory, sorted; a directory's name ends with a slash.
 */
#include "calendar.h"
#include "errno.h"
#include "files.h"
#include "start.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"

#define COLUMNS 80

static struct files_entry *entries;
static size_t count, room;
static int details, failed;

static void
complain(const char *path, int error)
{
    fprintf(stderr, "ls: %s: %s\n", path, strerror(error));
    failed = 1;
}

static int
compare(const void *a, const void *b)
{
    return strcmp(((const struct files_entry *)a)->name, ((const struct files_entry *)b)->name);
}

/* 0 if there is no memory for it. */
static int
keep(const struct files_entry *e)
{
    if (count == room) {
        room = room ? 2 * room : 16;
        struct files_entry *more = realloc(entries, room * sizeof *entries);
        if (!more)
            return 0;
        entries = more;
    }
    entries[count++] = *e;
    return 1;
}

static void
print_details(const char *directory, const struct files_entry *e)
{
    char path[512];
    struct files_stat s;
    struct calendar date;
    snprintf(path, sizeof path, "%s/%s", directory, e->name);
    int error = files_stat(path, &s);
    if (error) {
        complain(path, error);
        return;
    }
    calendar(s.seconds, &date);
    printf("%c %10u  %4u-%02u-%02u %02u:%02u  %s\n", s.kind == FILES_IS_DIRECTORY ? 'd' : '-',
           s.size, date.year, date.month, date.day, date.hour, date.minute, e->name);
}

/* Side by side on the console, one to a line in a file. */
static void
print_names(void)
{
    unsigned width = 0, columns, at = 0;
    for (size_t i = 0; i < count; i++) {
        if (entries[i].kind == FILES_IS_DIRECTORY)
            strcat(entries[i].name, "/");
        if (strlen(entries[i].name) + 2 > width)
            width = (unsigned)strlen(entries[i].name) + 2;
    }
    columns = width < COLUMNS && !start_page()->output[0] ? (COLUMNS - 1) / width : 1;
    for (size_t i = 0; i < count; i++) {
        int last = ++at == columns || i + 1 == count;
        printf("%-*s%s", last ? 0 : (int)width, entries[i].name, last ? "\n" : "");
        at = last ? 0 : at;
    }
}

static void
list(const char *path)
{
    struct files_entry e;
    uint32_t position = 0;
    int handle = files_open(path, 0, NULL, NULL), found;
    if (handle < 0) {
        complain(path, -handle);
        return;
    }
    count = 0;
    while ((found = files_list(handle, &position, &e)) > 0) {
        if (!strcmp(e.name, ".") || !strcmp(e.name, ".."))
            continue;
        e.name[sizeof e.name - 2] = 0; /* room for a slash */
        if (!keep(&e)) {
            complain(path, ENOMEM);
            break;
        }
    }
    files_close(handle);
    if (found < 0)
        complain(path, -found);
    qsort(entries, count, sizeof *entries, compare);
    for (size_t i = 0; details && i < count; i++)
        print_details(path, &entries[i]);
    if (!details)
        print_names();
}

static void
show(const char *path, int many)
{
    struct files_stat s;
    int error = files_stat(path, &s);
    if (error) {
        complain(path, error);
    } else if (s.kind != FILES_IS_DIRECTORY) {
        printf("%s\n", path);
    } else {
        if (many)
            printf("%s:\n", path);
        list(path);
    }
}

int
main(int argc, char **argv)
{
    int first = 1;
    if (argc > 1 && !strcmp(argv[1], "-l")) {
        details = 1;
        first++;
    }
    if (first == argc)
        show(".", 0);
    for (int i = first; i < argc; i++)
        show(argv[i], argc - first > 1);
    return failed;
}
