/*
 * Programs: in the foreground, in the background, Ctrl-C. Enter by run_program().
 *
 * While the shell waits for a program, a second thread waits for Ctrl-C and ends the program. It is
 * stopped before the prompt comes, so that Ctrl-C there is a character of the line, which it gives
 * up.
 */
#include "shell.h"
#include "errno.h"
#include "pager.h"
#include "stdio.h"
#include "string.h"
#include "tasks.h"
#include "thread.h"

#define JOBS        8
#define NAME        32
#define LISTENER    1 /* lthread */
#define STACK       8192
#define PROGRAMS_IN "/bin/"

static struct job {
    l4_id_t task; /* L4_NIL: the entry is free */
    char name[NAME];
} jobs[JOBS];

static l4_id_t foreground;
static char stack[STACK] __attribute__((aligned(16)));

const char *
missing_servers(void)
{
    static const char *const needed[] = {"disk", "fs", "pager"};
    static char missing[32];
    *missing = 0;
    for (unsigned i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!tasks_find(needed[i]))
            strcat(strcat(missing, *missing ? " " : ""), needed[i]);
    return missing;
}

/* Ctrl-C ends the program in the foreground. */
static void
listen(void *argument)
{
    for (;;) {
        if (console_break())
            thread_stop();
        console_write("^C\r\n", 4);
        pager_kill(foreground);
    }
}

static void
stop(void *argument)
{
    thread_stop();
}

static void
start_thread(void (*function)(void *))
{
    thread_start(LISTENER, function, NULL, stack, STACK, thread_pager());
}

/* Waits until the program ends, or Ctrl-C ends it; tells how. */
static void
wait_for(l4_id_t task, const char *name)
{
    uint32_t eip;
    foreground = task;
    start_thread(listen);
    int status = pager_wait_where(task, &eip);
    start_thread(stop);
    tell_end(name, status, eip);
}

static void
put_in_background(l4_id_t task, const char *name)
{
    for (struct job *j = jobs; j < jobs + JOBS; j++) {
        if (j->task)
            continue;
        j->task = task;
        snprintf(j->name, NAME, "%s", name);
        printf("[task %u] %s\n", l4_task_no(task), name);
        return;
    }
    printf("More than %d programs in the background: this one runs in the foreground.\n", JOBS);
    wait_for(task, name);
}

int
job_runs(void)
{
    for (struct job *j = jobs; j < jobs + JOBS; j++)
        if (j->task && thread_alive(j->task))
            return 1;
    return 0;
}

void
report_jobs(void)
{
    uint32_t eip;
    for (struct job *j = jobs; j < jobs + JOBS; j++) {
        if (!j->task || thread_alive(j->task))
            continue;
        int status = pager_wait_where(j->task, &eip);
        j->task = L4_NIL;
        if (status >= 0)
            printf("%s is done%s\n", j->name, status ? ", and failed" : "");
        else
            tell_end(j->name, status, eip);
    }
}

void
wait_for_jobs(void)
{
    for (struct job *j = jobs; j < jobs + JOBS; j++) {
        l4_id_t task = j->task;
        j->task = L4_NIL;
        if (task)
            wait_for(task, j->name);
    }
}

/* 1, or 0 when a path is too long. */
static int
find_paths(const struct command *c, char program[PATH_SIZE], char input[PATH_SIZE],
           char output[PATH_SIZE])
{
    const char *from = strchr(c->argv[0], '/') ? directory : PROGRAMS_IN;
    *input = *output = 0;
    return !path_resolve(from, c->argv[0], program) &&
           (!c->input || !path_resolve(directory, c->input, input)) &&
           (!c->output || !path_resolve(directory, c->output, output));
}

static void
tell_error(const char *name, int error)
{
    const char *missing = missing_servers();
    if (error == ENOENT && *missing)
        printf("%s: no program can be started: not there: %s\n", name, missing);
    else if (error == ENOENT)
        printf("%s: there is no such program or command; help lists them\n", name);
    else
        printf("%s: it cannot be started: %s\n", name, strerror(error));
}

void
run_program(const struct command *c)
{
    char program[PATH_SIZE], input[PATH_SIZE], output[PATH_SIZE];
    struct pager_around around = {directory, input, output, c->append};
    if (!find_paths(c, program, input, output)) {
        tell_error(c->argv[0], ENAMETOOLONG);
        return;
    }
    fflush(stdout);
    l4_id_t task = pager_spawn_with(program, c->argc, c->argv, &around);
    if (!task)
        tell_error(c->argv[0], errno);
    else if (c->background)
        put_in_background(task, c->argv[0]);
    else
        wait_for(task, c->argv[0]);
}
