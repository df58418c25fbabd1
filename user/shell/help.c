/*
 * The list of everything. Enter by help().
 */
#include "shell.h"
#include "stdio.h"

void
help(void)
{
    static const char *const text[] = {
        "The shell itself:",
        "  cd [DIRECTORY]  pwd  history  exit [STATUS]",
        "  PROGRAM > FILE, >> FILE, < FILE      files in place of the console",
        "  PROGRAM &                            in the background; wait waits for all of those",
        "  kill TASK ...                        ends a task, by number or name: servers come back",
        "  servers                              who serves, and how often each was started again",
        "  Ctrl-C                               ends the program in the foreground",
        "  arrows, Home, End, Ctrl-A E K U W L  edit the line",
        "Files:",
        "  ls cat cp mv rm mkdir rmdir touch    as everywhere; cat > FILE writes what you type",
        "  echo wc head hexdump sort grep       until Ctrl-D",
        "  df sync                              how full the disk is; write everything back",
        "The system:",
        "  ps                                   all tasks: threads, priorities, memory, restarts",
        "  mem                                  who has which part of the memory",
        "  names                                what the name server knows",
        "  date uptime                          the board's clock; time since the start",
        "  ipcbench [N]                         round trips between two tasks, each second",
        "  hog [MB]                             touches memory and checks it: watch it swap",
        "Ideas, each telling what happens:",
        "  pagerdemo                            a task with a pager of its own",
        "  cowdemo                              pages that are copied only when one writes",
        "  mapdemo [FILE]                       reading a file by mapping and by copying",
        "  deadlock                             two threads that call each other (Ctrl-C ends it)",
        "  crashdemo                            the disk driver is killed while a file is read",
        "  crash null|divide|instruction|...    how the end of a program is told",
    };
    for (unsigned i = 0; i < sizeof text / sizeof *text; i++)
        printf("%s\n", text[i]);
}
