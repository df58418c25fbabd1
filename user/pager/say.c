/*
 * Sentences on the console. Enter by say().
 */
#include "say.h"
#include <console.h>
#include <kdebug.h>
#include <layout.h>
#include <names.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <tasks.h>

#define BELOW_STACK 0x10000 /* a function with much on the stack reaches beyond the guard page */

static const char *const reasons[] = {
    [FAULT_NOBODYS] = "where it has no memory",
    [FAULT_WRITE] = "which is read-only",
    [FAULT_MEMORY] = "and there is neither memory nor swap space left for it",
    [FAULT_FILE] = "and its program's file cannot be read any more",
    [FAULT_SWAP] = "and the swap disk cannot be read",
    [FAULT_FORWARD] = "where no open file's window is",
};

void
say(const char *format, ...)
{
    char line[160];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line - 1, format, args);
    va_end(args);
    strcat(line, "\n");
    /* Only the server of the configuration: of another we would wait for an answer. */
    if (!tasks_find("console") || !names_look_up("console") || console_write(line, strlen(line)))
        kd_puts(line);
}

void
say_fault(const struct task *t, uint32_t address, int write, uint32_t eip, enum fault_result result,
          const char *did)
{
    if (result == FAULT_FORWARD)
        did = "the file server is asked";
    else if (result != FAULT_MAP)
        did = "refused";
    say("pager: %s (task %u) %s %08x at eip %08x: %s", t->name, l4_task_no(t->id),
        write ? "writes" : "reads", address, eip, did);
}

void
say_end(const struct task *t, uint32_t address, int write, uint32_t eip, enum fault_result result)
{
    const char *reason = reasons[result];
    if (result == FAULT_NOBODYS && address < STACK_BASE && address >= STACK_BASE - BELOW_STACK)
        reason = "below its stack, which is full";
    say("%s (task %u) %s %08x, %s, at eip %08x: it ends here", t->name, l4_task_no(t->id),
        write ? "wrote to" : "read from", address, reason, eip);
}
