/*
 * What the shell does itself. Enter by own_command().
 */
#include "shell.h"
#include "clock.h"
#include "errno.h"
#include "files.h"
#include "kdebug.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "tasks.h"

#define DEATHS   4 /* of the disk driver, in crashdemo */
#define PAUSE_MS 150

static void
command_help(struct command *c)
{
    help();
}

static void
command_cd(struct command *c)
{
    char to[PATH_SIZE];
    const char *where = c->argc > 1 ? c->argv[1] : "/home";
    struct files_stat s;
    if (!tasks_find("fs")) {
        printf("cd: there is no file server\n");
        return;
    }
    int error = path_resolve(directory, where, to);
    if (!error)
        error = files_stat(to, &s);
    if (!error && s.kind != FILES_IS_DIRECTORY)
        error = ENOTDIR;
    if (error)
        printf("cd: %s: %s\n", where, strerror(error));
    else
        strcpy(directory, to);
}

static void
command_pwd(struct command *c)
{
    printf("%s\n", directory);
}

static void
command_history(struct command *c)
{
    for (unsigned back = HISTORY_LINES; back--;)
        if (history_line(&history, back))
            printf("%5u  %s\n", history.count - back, history_line(&history, back));
}

static void
command_wait(struct command *c)
{
    wait_for_jobs();
}

static void
command_kill(struct command *c)
{
    if (c->argc < 2)
        printf("kill: which? A task's number or name; servers come back\n");
    for (int i = 1; i < c->argc; i++)
        kill_task(c->argv[i]);
}

/* Who the root task pages itself, and how often each was started again. */
static void
command_servers(struct command *c)
{
    struct task_info task;
    char name[9];
    printf("task  server    priority  memory, KB  restarts\n");
    for (uint32_t number = 1; number < L4_MAX_TASKS; number++) {
        if (tasks_info(number, &task))
            continue;
        snprintf(name, sizeof name, "%s", task.name);
        if (tasks_find(name) == task.id)
            printf("%4u  %-8s  %8u  %10u  %8u\n", number, name, task.priority, task.frames * 4,
                   task.restarts);
    }
}

/* The program reads and writes while we do what it may not. */
static void
command_crashdemo(struct command *c)
{
    c->background = 1;
    run_program(c);
    for (int i = 0; i < DEATHS && job_runs(); i++) {
        clock_sleep(PAUSE_MS);
        kill_task("disk");
    }
    wait_for_jobs();
}

/* What was written must be on the disk, and what was said on the line. */
static void
command_exit(struct command *c)
{
    int error = tasks_find("fs") ? files_sync() : 0;
    if (error)
        printf("exit: not all files are on the disk: %s\n", strerror(error));
    printf("The machine ends.\n");
    fflush(stdout);
    console_drain();
    kd_exit(c->argc > 1 ? (uint8_t)atoi(c->argv[1]) : 0);
}

static const struct {
    const char *name;
    void (*run)(struct command *c);
} commands[] = {
    {"help", command_help},       {"cd", command_cd},     {"pwd", command_pwd},
    {"history", command_history}, {"wait", command_wait}, {"kill", command_kill},
    {"servers", command_servers}, {"exit", command_exit}, {"crashdemo", command_crashdemo},
};

int
own_command(struct command *c)
{
    for (unsigned i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(c->argv[0], commands[i].name))
            continue;
        if (c->input || c->output || c->background)
            printf("%s is a command of the shell's own: no <, > or & with it\n", c->argv[0]);
        else
            commands[i].run(c);
        return 1;
    }
    return 0;
}
