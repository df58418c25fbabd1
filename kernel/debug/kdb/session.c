/*
 * A session: one stop of the machine and the commands at its prompt. Enter by kdb_enter().
 */
#include "debug/kdb/session.h"
#include "debug/console.h"
#include "debug/kdb.h"
#include "debug/kdb/breakpoints.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/parse.h"
#include "debug/kdb/show.h"
#include "debug/panic.h"
#include "i486/serial.h"
#include "i486/trap.h"
#include "thread/guard.h"

#include <stddef.h>

#define LINE_LENGTH 80
#define STACK_SIZE  8192

#define KEYBOARD_CONTROL 0x64
#define PULSE_RESET      0xFE

struct kdb_stop kdb_stop;
static int in_session;
static uint32_t guard; /* stack to fall back to when a command faults; see thread/guard.h */
static uint8_t stack[STACK_SIZE] __attribute__((aligned(16)));

struct command {
    const char *name, *arguments, *help;
    void (*run)(const char *line);
};

static void help(const char *line);

static void
go(const char *line)
{
    if (kdb_stop.resumable)
        kdb_stop.leave = 1;
    else
        kprintf("after a panic there is no way on: exit, or reset\n");
}

static void
end(const char *line)
{
    uint32_t status = kdb_stop.resumable ? 0 : EXIT_PANIC;
    parse_decimal(&line, &status);
    machine_exit(status);
}

/* The keyboard controller pulls the processor's reset line. */
static void
reset(const char *line)
{
    outb(KEYBOARD_CONTROL, PULSE_RESET);
    for (;;)
        __asm__ volatile("hlt");
}

static const struct command commands[] = {
    {"threads", "", "all threads: state, priority, what each waits for", kdb_threads},
    {"thread", "[THREAD]", "one thread: registers, queues, callers in the kernel", kdb_thread},
    {"ready", "", "the ready queue, by priority", kdb_ready},
    {"wakeups", "", "who is woken when: the lists of timeouts", kdb_wakeups},
    {"waits", "", "who waits for whom, as a drawing; names deadlocks", kdb_waits},
    {"message", "[THREAD]", "the message a thread is sending or waiting for", kdb_message},
    {"tree", "FRAME", "the mapping tree of a frame, by its physical address", kdb_tree},
    {"pages", "[TASK]", "the page tables of a space, in ranges", kdb_pages},
    {"memory", "ADDRESS [BYTES [TASK]]", "memory, or ?? where nothing is mapped", kdb_memory},
    {"set", "ADDRESS WORD [TASK]", "write a word of memory", kdb_set},
    {"frames", "", "kernel memory: how many frames each task holds", kdb_frames},
    {"break", "[ADDRESS [w|rw]]",
     "stop at an address or function, or when a word is written or touched", kdb_break},
    {"clear", "NUMBER|all", "take a breakpoint away", kdb_clear},
    {"step", "", "run one instruction", kdb_step},
    {"events", "[COUNT] [KIND] [THREAD]",
     "what happened last: ipc fault switch irq wakeup exception", kdb_events},
    {"go", "", "let the machine run", go},
    {"exit", "[STATUS]", "end the machine", end},
    {"reset", "", "reset the machine", reset},
    {"help", "", "this list; a beginning of a name is enough", help},
};

#define COMMANDS (sizeof commands / sizeof *commands)

static void
help(const char *line)
{
    for (unsigned i = 0; i < COMMANDS; i++) {
        show_text(commands[i].name, 8);
        show_text(commands[i].arguments, 25);
        kprintf("%s\n", commands[i].help);
    }
}

/* A whole name first (`thread` is also a beginning of `threads`), then the first that begins so. */
static const struct command *
find_command(const char **line)
{
    for (unsigned i = 0; i < COMMANDS; i++)
        if (parse_word(line, commands[i].name))
            return &commands[i];
    for (unsigned i = 0; i < COMMANDS; i++)
        if (parse_prefix(line, commands[i].name))
            return &commands[i];
    return NULL;
}

static int
next_key(void)
{
    int c;
    while ((c = serial_get()) < 0)
        ;
    return c;
}

/* With echo; backspace works. */
static void
read_line(char *line)
{
    unsigned length = 0;
    for (;;) {
        int c = next_key();
        if (c == '\r' || c == '\n')
            break;
        if ((c == '\b' || c == 0x7F) && length > 0) {
            length--;
            kprintf("\b \b");
        } else if (c >= ' ' && c < 0x7F && length < LINE_LENGTH - 1) {
            line[length++] = (char)c;
            console_put((char)c);
        }
    }
    line[length] = 0;
    kprintf("\n");
}

static uint32_t
run_command(void *text)
{
    const char *line = text;
    if (parse_end(line))
        return 0;
    const struct command *c = find_command(&line);
    if (c)
        c->run(line);
    else
        kprintf("no such command; try help\n");
    return 0;
}

/* The debugger reads structs that may be broken. A fault ends the command and not the session. */
static void
caught(struct trap_frame *f)
{
    kprintf("\n%s at ", trap_name(f->vector));
    show_code(f->eip);
    kprintf(", address %08x: the command is given up\n", read_cr2());
    guard_throw(1, guard);
}

static void
show_stop(void)
{
    kprintf("\n*** kernel debugger: %s\n", kdb_stop.why);
    if (kdb_stop.thread) {
        kprintf("thread ");
        show_thread(kdb_stop.thread, 0);
        kprintf(" (%08x), ", kdb_stop.thread->id);
    }
    kprintf("ring %u, eip ", kdb_stop.frame && from_user(kdb_stop.frame) ? 3 : 0);
    show_code(kdb_stop.eip);
    kprintf("; try help\n");
}

static void
serve(void)
{
    char line[LINE_LENGTH];
    show_stop();
    while (!kdb_stop.leave) {
        kprintf("kdb> ");
        read_line(line);
        guarded(run_command, line, &guard);
    }
}

/* The gates as the processor sees them. The kernel's page faults have an entry of their own, which
 * asks who runs, and on the debugger's stack nobody does: for a session they take the common way.
 */
static uint64_t
gate_exchange(uint32_t vector, uint64_t gate)
{
    struct {
        uint16_t limit;
        uint64_t *gates;
    } __attribute__((packed)) idt;
    __asm__ volatile("sidt %0" : "=m"(idt));
    uint64_t old = idt.gates[vector];
    idt.gates[vector] = gate;
    return old;
}

/* An interrupt gate of the kernel's. */
static uint64_t
gate_to(uint32_t entry)
{
    uint32_t low = (uint32_t)KERNEL_CS << 16 | (entry & 0xFFFF),
             high = (entry & 0xFFFF0000) | 0x8E00;
    return (uint64_t)high << 32 | low;
}

static const uint8_t caught_vectors[] = {0, 6, VECTOR_GENERAL, VECTOR_PAGE};

#define CAUGHT (sizeof caught_vectors)

static void
run_session(void)
{
    trap_handler *old[CAUGHT];
    uint64_t page_gate = gate_exchange(VECTOR_PAGE, gate_to(trap_entries[VECTOR_PAGE]));
    for (unsigned i = 0; i < CAUGHT; i++)
        old[i] = trap_set_handler(caught_vectors[i], caught);
    in_session = 1;
    breakpoints_off();
    kdb_on_stack(serve, stack + STACK_SIZE);
    breakpoints_on();
    in_session = 0;
    for (unsigned i = 0; i < CAUGHT; i++)
        trap_set_handler(caught_vectors[i], old[i]);
    gate_exchange(VECTOR_PAGE, page_gate);
}

/* Kernel stacks lie in control blocks; at boot there is another one. */
static struct tcb *
owner_of_stack(uint32_t esp)
{
    if (esp < TCB_BASE || esp >= TCB_BASE + TCB_AREA_SIZE)
        return NULL;
    return (struct tcb *)(esp & PAGE_MASK);
}

void
kdb_enter(struct trap_frame *f, const char *why)
{
    if (in_session)
        return;
    kdb_stop = (struct kdb_stop){why, owner_of_stack((uint32_t)f), f, f->eip, f->ebp, 1, 0};
    run_session();
    f->eflags |= EFLAGS_RF;
}

void
kdb_post_mortem(struct trap_frame *f, uint32_t eip, uint32_t ebp)
{
    if (!kdb_armed || in_session)
        return;
    kdb_stop = (struct kdb_stop){"post mortem", owner_of_stack(read_esp()), f, eip, ebp, 0, 0};
    run_session();
}
