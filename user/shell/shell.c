/*
 * The shell: reads lines and does what they say. Enter by main().
 */
#include "shell.h"
#include "files.h"
#include "ipc.h"
#include "stdio.h"
#include "string.h"
#include "tasks.h"

#define HOME   "/home"
#define SECOND 0xF4000009u /* receive timeout: 244 * 4096 us */

char directory[PATH_SIZE] = "/";
struct history history;

static void
run_line(const char *line)
{
    static struct command c;
    const char *error;
    int found;
    while ((found = parse_command(&line, &c, &error)) > 0) {
        if (!own_command(&c))
            run_program(&c);
        fflush(stdout);
    }
    if (found < 0)
        printf("%s\n", error);
}

static void
go_home(void)
{
    struct files_stat s;
    if (tasks_find("fs") && !files_stat(HOME, &s) && s.kind == FILES_IS_DIRECTORY)
        strcpy(directory, HOME);
}

static void
greet(void)
{
    const char *missing = missing_servers();
    printf("This is L486. help lists what can be done.\n");
    if (*missing)
        printf("Not there: %s. Without them no program can be started; the shell's own commands "
               "work.\n",
               missing);
}

int
main(void)
{
    char line[PARSE_LINE], prompt[PATH_SIZE + 16];
    console_use();
    go_home();
    greet();
    for (;;) {
        report_jobs();
        snprintf(prompt, sizeof prompt, "l486:%s> ", directory);
        if (console_read_line(prompt, line, sizeof line, &history) < 0) {
            struct words w;
            printf("\nexit ends the machine\n");
            ipc_receive(L4_NIL, &w, SECOND); /* without a console this comes again and again */
            continue;
        }
        history_add(&history, line);
        run_line(line);
    }
}
