/*
 * The root task: says that the system is up, starts a second task, and answers commands on the
 * console.
 */
#include "family.h"
#include "ipc.h"
#include "kdebug.h"
#include "program.h"
#include "sigma0.h"
#include "stdio.h"
#include "string.h"
#include "thread.h"

#define LINE_LENGTH 80

static char info_window[L4_PAGE_SIZE] __attribute__((aligned(L4_PAGE_SIZE)));
static const struct l4_kip *kip;
static char echo_stack[L4_PAGE_SIZE] __attribute__((aligned(16)));
static l4_id_t echo;

/* Answers each message (n, x, y) with (n + 1, x, y): the second task, in an address space of its
 * own. */
static void
echo_server(void)
{
    struct words w;
    l4_id_t client;
    uint32_t error = ipc_wait(&client, &w, L4_NEVER);
    for (;;) {
        while (IPC_ERROR(error))
            error = ipc_wait(&client, &w, L4_NEVER);
        w.w0++;
        error = ipc_reply_and_wait(&client, &w);
    }
}

static void
command_help(const char *argument)
{
    printf("help         this list\n"
           "ids          who lives here\n"
           "memory       what the kernel info page says\n"
           "ping N       N calls to the echo task in the other address space\n"
           "halt         end the machine\n");
}

static void
command_ids(const char *argument)
{
    printf("sigma0 %08x, root task %08x, echo task %08x\n", L4_SIGMA0, thread_self(), echo);
}

static void
print_range(const char *name, struct l4_range r)
{
    if (r.high)
        printf("  %08x - %08x  %s\n", r.low, r.high, name);
}

static void
command_memory(const char *argument)
{
    print_range("main memory", kip->main_memory);
    print_range("kernel", kip->reserved[0]);
    print_range("kernel's page tables and control blocks", kip->reserved[1]);
    print_range("devices and BIOS", kip->dedicated[0]);
    print_range("sigma0", (struct l4_range){kip->sigma0.begin, kip->sigma0.end});
    print_range("root task", (struct l4_range){kip->root.begin, kip->root.end});
    for (uint32_t i = 0; i < kip->module_count; i++)
        print_range((const char *)kip + kip->module[i].name,
                    (struct l4_range){kip->module[i].begin, kip->module[i].end});
    printf("clock: %u ms\n", (uint32_t)(kip->clock >> 10)); /* near enough: 1024 us */
}

static uint32_t
parse_number(const char *s)
{
    uint32_t n = 0;
    for (; *s >= '0' && *s <= '9'; s++)
        n = n * 10 + (uint32_t)(*s - '0');
    return n;
}

static void
command_ping(const char *argument)
{
    uint32_t count = parse_number(argument), right = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct words w = {i, i ^ 0x4C34, 0};
        if (IPC_ERROR(ipc_call(echo, &w)) == L4_OK && w.w0 == i + 1 && w.w1 == (i ^ 0x4C34))
            right++;
    }
    printf("%u calls, %u right answers\n", count, right);
}

static void
command_halt(const char *argument)
{
    printf("the root task ends the machine\n");
    kd_exit(0);
}

static const struct {
    const char *name;
    void (*run)(const char *argument);
} commands[] = {
    {"help", command_help}, {"ids", command_ids},   {"memory", command_memory},
    {"ping", command_ping}, {"halt", command_halt},
};

static void
run_command(char *line)
{
    char *argument = strchr(line, ' ');
    if (argument)
        *argument++ = 0;
    for (unsigned i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (!strcmp(line, commands[i].name)) {
            commands[i].run(argument ? argument : "");
            return;
        }
    }
    if (*line)
        printf("\"%s\" is no command; try help\n", line);
}

/* One character, while the others run. */
static int
read_key(void)
{
    int c;
    while ((c = kd_try_get()) < 0)
        l4_thread_switch(L4_NIL);
    return c;
}

/* Reads a line with echo; backspace works. */
static void
read_line(char *line)
{
    unsigned length = 0;
    for (;;) {
        int c = read_key();
        if (c == '\r' || c == '\n')
            break;
        if ((c == '\b' || c == 0x7F) && length > 0) {
            length--;
            printf("\b \b");
        } else if (c >= ' ' && c < 0x7F && length < LINE_LENGTH - 1) {
            line[length++] = (char)c;
            putchar(c);
        }
    }
    line[length] = 0;
    printf("\n");
}

int
main(void)
{
    char line[LINE_LENGTH];
    kip = sigma0_map_info(info_window);
    echo = family_start(5, echo_server, echo_stack + sizeof echo_stack);
    printf("\nL486: the root task runs in user mode, with %u KB of memory. Try help.\n",
           (kip->main_memory.high - kip->main_memory.low) >> 10);
    for (;;) {
        printf("l486> ");
        read_line(line);
        run_command(line);
    }
}
