/*
 * The shell: a prompt, its own commands, and programs.
 *
 *   shell.c      the prompt, and what a line does
 *   parse.c      words, quotes, redirections
 *   path.c       "..", and paths from the current directory
 *   commands.c   what the shell does itself
 *   kill.c       the end of tasks, by number or name
 *   run.c        programs: in the foreground, in the background, Ctrl-C
 *   crash.c      how a program ended, in a sentence
 *   help.c       the list of everything
 */
#ifndef SHELL_H
#define SHELL_H

#include <stdint.h>
#include <l4/types.h>
#include "console.h"
#include "parse.h"
#include "path.h"

/* --- shell.c --- */

extern char directory[PATH_SIZE]; /* the current one, absolute */
extern struct history history;

/* --- commands.c --- */

/* Runs the command if it is one of the shell's own: 1. Else 0. */
int own_command(struct command *c);

/* --- kill.c --- */

/* Ends a task: a program, or a server, by its number or name. Tells what was done. */
void kill_task(const char *which);

/* --- run.c --- */

/* Runs a program from /bin, or by its path; returns when it ended, or at once in the background. */
void run_program(const struct command *c);

/* Waits for the programs in the background, each until it ends or Ctrl-C ends it. */
void wait_for_jobs(void);

/* Does one of them still run? */
int job_runs(void);

/* Tells which of them have ended since. */
void report_jobs(void);

/* The servers that programs need and that are not there, with blanks between; "" if all are. */
const char *missing_servers(void);

/* --- crash.c --- */

/* Prints how a program ended, where it was not by its own will. `status` is the pager server's. */
void tell_end(const char *name, int status, uint32_t eip);

/* --- help.c --- */
void help(void);

#endif
