/*
 * The message that a thread sends, or waits for. Enter by kdb_message().
 *
 * A thread that waits in its own ipc call has the call's registers in its control block. What lies
 * in its memory is read through its page tables.
 */
#include "debug/console.h"
#include "debug/kdb/commands.h"
#include "debug/kdb/events.h"
#include "debug/kdb/parse.h"
#include "debug/kdb/show.h"
#include "debug/kdb/tables.h"
#include "debug/kdb/wait.h"
#include "ipc/ipc.h"
#include "ipc/transfer.h"

#include <stddef.h>

#define MAX_WORDS   16u /* that are shown */
#define MAX_STRINGS 31u

/* A word of a message in memory; 0, with ?? in its place, if it is not there. */
static uint32_t
show_word(const struct tcb *t, uint32_t address)
{
    uint32_t value = 0;
    if (table_read(t->directory, address, &value))
        kprintf(" %08x", value);
    else
        kprintf(" ??");
    return value;
}

static uint32_t
word_at(const struct tcb *t, uint32_t address)
{
    uint32_t value = 0;
    table_read(t->directory, address, &value);
    return value;
}

static void
show_strings(const struct tcb *t, uint32_t message, int sends)
{
    uint32_t size = word_at(t, message + offsetof(struct l4_message, size_dope));
    uint32_t dope = sends ? word_at(t, message + offsetof(struct l4_message, send_dope)) : size;
    uint32_t at = message + offsetof(struct l4_message, dword) + 4 * L4_DOPE_WORDS(size);
    for (uint32_t i = 0; i < L4_DOPE_STRINGS(dope); i++, at += sizeof(struct l4_string)) {
        uint32_t half = at + (sends ? 0 : offsetof(struct l4_string, recv_size));
        uint32_t bytes = word_at(t, half);
        kprintf("    string %u: %u bytes at %08x%s\n", i, bytes & L4_STRING_SIZE,
                word_at(t, half + 4), bytes & L4_STRING_CONTINUES ? ", and it continues" : "");
    }
}

/* Head, dwords behind the three in registers, and strings. */
static void
show_memory(const struct tcb *t, uint32_t message, int sends)
{
    kprintf("    message at %08x: receive fpage", message);
    show_word(t, message + offsetof(struct l4_message, receive_fpage));
    kprintf(", size dope");
    uint32_t size = show_word(t, message + offsetof(struct l4_message, size_dope));
    kprintf(", send dope");
    uint32_t send = show_word(t, message + offsetof(struct l4_message, send_dope));
    uint32_t words = L4_DOPE_WORDS(sends ? send : size);
    kprintf("\n    %u dwords, %u strings\n", words, L4_DOPE_STRINGS(sends ? send : size));
    if (sends && words > L4_SHORT_WORDS) {
        kprintf("    dwords from number 3 on:");
        for (uint32_t i = L4_SHORT_WORDS; i < words && i < MAX_WORDS; i++)
            show_word(t, message + offsetof(struct l4_message, dword) + 4 * i);
        kprintf(words > MAX_WORDS ? " ...\n" : "\n");
    }
    show_strings(t, message, sends);
}

static void
show_fpage(const char *what, l4_fpage_t fpage)
{
    kprintf("%s of %08x, 2^%u bytes", what, l4_fpage_base(fpage), l4_fpage_log2(fpage));
}

/* The words in registers. While its thread is in a page fault it holds the words of that message,
 * and these are aside. */
static void
show_words(const struct tcb *t, uint32_t send)
{
    if (wait_kind(t) == WAIT_PAGER) {
        kprintf("  sends three words");
        return;
    }
    kprintf("  sends words %08x %08x %08x", t->word[0], t->word[1], t->word[2]);
    if (send & L4_SEND_MAP)
        show_fpage(t->word[1] & L4_FPAGE_GRANT ? ", a grant" : ", a mapping", t->word[1]);
}

/* What `t` sends, with the descriptor `send`. */
static void
show_send(const struct tcb *t, uint32_t send)
{
    show_words(t, send);
    if (send & L4_SEND_PROP)
        kprintf(", in another's name");
    kprintf("\n");
    if (send & ~3u)
        show_memory(t, send & ~3u, 1);
}

static void
show_receive(const struct tcb *t)
{
    uint32_t receive = t->receive;
    kprintf("  takes %s, ", receive & L4_RECV_OPEN ? "from anybody" : "from its partner alone");
    if (receive & L4_RECV_FPAGE)
        show_fpage("three words, or mappings into a window", receive & ~3u);
    else
        kprintf(receive & ~3u ? "words and strings" : "three words in registers");
    kprintf("\n");
    if (!(receive & (L4_RECV_FPAGE)) && (receive & ~3u))
        show_memory(t, receive & ~3u, 0);
}

static void
show_transfer(const struct transfer *x)
{
    kprintf("  a long message is under way from ");
    show_thread(x->from, 0);
    kprintf(" to ");
    if (x->to)
        show_thread(x->to, 0);
    else
        kprintf("a thread that was deleted");
    if (x->window != WINDOW_CLOSED)
        kprintf(", the copy window shows %08x of the receiver", x->window);
    if (x->fault)
        kprintf(", the receiver's page at %08x is missing", x->fault);
    kprintf("\n");
    show_send(x->from, x->send);
}

static void
show_fault_at(uint32_t address, uint32_t eip)
{
    kprintf("  page fault: %s at %08x, eip %08x\n", address & 2 ? "write" : "read", address & ~3u,
            eip);
}

/* In the middle of something the thread's own words are the fault's message. From ring 3 they may
 * lie with the pager already; the event is kept longer. */
static void
show_fault(const struct tcb *t)
{
    const struct trace_event *e = event_last(TRACE_FAULT, t->id);
    if (t->waits_in_kernel == RESUME_IN_KERNEL && is_waiting(t, THREAD_SENDING))
        show_fault_at(t->word[0], t->word[1]);
    else if (e)
        show_fault_at(e->value, e->other);
    else
        kprintf("  page fault, longer ago than the events go back\n");
}

void
kdb_message(const char *line)
{
    struct tcb *t = parse_thread_or_stopped(&line);
    if (!t)
        return;
    kprintf("thread ");
    show_thread(t, 0);
    kprintf(" ");
    show_doing(t);
    kprintf("\n");
    if (t->transfer)
        show_transfer(t->transfer);
    if (wait_kind(t) == WAIT_SEND) {
        show_send(t, t->send);
    } else if (wait_kind(t) == WAIT_PAGER) {
        show_fault(t);
    } else if (is_waiting(t, THREAD_RECEIVING)) {
        show_receive(t);
    } else if (!t->transfer) {
        kprintf("  no message\n");
    }
}
