/*
 * Long messages. message_copy() is called, guarded, by ipc_transfer().
 *
 * All of it runs in the sender's space. The sender's memory is read in place, the receiver's
 * written through the window: one copy. Each touch of either may be a page fault, which blocks, or
 * fails and throws. Interrupts come in while bytes move.
 *
 * A message has a direct string of dwords and up to 31 indirect ones, gathered and scattered; the
 * same layout serves to send and to receive, so that what came can be sent on without copying.
 * [Liedtke '93, 5.2.2, 5.4]
 */
#include "ipc/ipc.h"
#include "debug/assert.h"
#include "ipc/transfer.h"
#include "thread/guard.h"

#define MAX_STRINGS  31
#define BUFFER_WORDS __builtin_offsetof(struct l4_message, dword)

/* A part of a user's address space: does it stay below the kernel? */
static void
check_range(struct transfer *x, uint32_t address, uint32_t size, uint32_t error)
{
    if (address >= KERNEL_BASE || size > KERNEL_BASE - address)
        guard_throw(error, x->from->guard);
}

/* Whoever broke the transfer off while we were not looking left word. */
static void
check_abort(struct transfer *x)
{
    ASSERT(x->from == current(), "the sender carries the message");
    if (x->abort)
        guard_throw(x->abort, x->from->guard);
}

/* REP MOVS: 3 clocks for each dword, 0.75 a byte. It can be interrupted, and by a page fault, after
 * each dword. */
static void
move(uint32_t to, uint32_t from, uint32_t size)
{
    uint32_t dwords = size / 4, bytes = size % 4;
    __asm__ volatile("sti\n\t"
                     "rep movsl\n\t"
                     "movl %3, %%ecx\n\t"
                     "rep movsb\n\t"
                     "cli"
                     : "+D"(to), "+S"(from), "+c"(dwords)
                     : "r"(bytes)
                     : "memory");
}

/* The kernel's address for memory of the receiver's that is touched next. Inside one space it looks
 * like the sender's own, so it is written down whose it is: a fault there is the receiver's. */
static uint32_t
receivers(struct transfer *x, uint32_t address, uint32_t size)
{
    check_range(x, address, size, L4_ESEND_PF);
    x->theirs = address;
    x->theirs_size = size;
    return window_open(x, address);
}

/* Copies from the sender's address to the receiver's. */
static void
copy_out(struct transfer *x, uint32_t to, uint32_t from, uint32_t size)
{
    check_range(x, from, size, L4_ERECV_PF);
    move(receivers(x, to, size), from, size);
    check_abort(x);
}

/* Copies from the receiver's memory to the kernel's. Interrupts may come in; the kernel's side is
 * on the sender's stack. */
static void
copy_in(struct transfer *x, void *to, uint32_t from, uint32_t size)
{
    move((uint32_t)to, receivers(x, from, size), size);
    check_abort(x);
}

/* Where both sides' string dopes are, and how far we are in them. The receiver's are in the kernel
 * until they are written back. */
struct strings {
    const struct l4_string *send; /* the sender's memory */
    uint32_t send_count, send_at;
    struct l4_string receive[MAX_STRINGS];
    uint32_t receive_count, receive_at;
    uint32_t cut;
};

static uint32_t
minimum(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Is there a next part of the same logical string? Goes on to it. */
static int
next_send_part(struct strings *s)
{
    if (s->send_at + 1 >= s->send_count ||
        !(s->send[s->send_at + 1].send_size & L4_STRING_CONTINUES))
        return 0;
    s->send_at++;
    return 1;
}

static int
next_receive_part(struct strings *s)
{
    if (s->receive_at + 1 >= s->receive_count ||
        !(s->receive[s->receive_at + 1].recv_size & L4_STRING_CONTINUES))
        return 0;
    s->receive_at++;
    return 1;
}

/* The send half of a dope: what arrived, so that the buffer can be sent on. */
static void
note_arrived(struct l4_string *r, uint32_t size)
{
    r->send_size = size | (r->recv_size & L4_STRING_CONTINUES);
    r->send_addr = r->recv_addr;
}

/* A part of a message may have 4 MB: no more is seen through the window. */
static uint32_t
part_size(struct strings *s, uint32_t size)
{
    size &= L4_STRING_SIZE;
    if (size > L4_MAX_PART)
        s->cut = 1;
    return minimum(size, L4_MAX_PART);
}

/* One logical string, gathered from the sender's parts and scattered to the receiver's. */
static void
copy_string(struct transfer *x, struct strings *s)
{
    struct l4_string *r = &s->receive[s->receive_at];
    uint32_t from = s->send[s->send_at].send_addr,
             left = part_size(s, s->send[s->send_at].send_size);
    uint32_t room = minimum(r->recv_size & L4_STRING_SIZE, L4_MAX_PART), done = 0;
    for (;;) {
        uint32_t n = minimum(left, room - done);
        if (n)
            copy_out(x, r->recv_addr + done, from, n);
        done += n;
        from += n;
        left -= n;
        if (left == 0) {
            if (!next_send_part(s))
                break;
            from = s->send[s->send_at].send_addr;
            left = part_size(s, s->send[s->send_at].send_size);
        } else {
            note_arrived(r, done);
            if (!next_receive_part(s)) {
                s->cut = 1;
                break;
            }
            r = &s->receive[s->receive_at];
            room = minimum(r->recv_size & L4_STRING_SIZE, L4_MAX_PART);
            done = 0;
        }
    }
    note_arrived(r, done);
}

/* Behind a logical string: parts of it that were not reached. */
static void
skip_rest(struct strings *s)
{
    while (next_send_part(s))
        ;
    while (next_receive_part(s))
        note_arrived(&s->receive[s->receive_at], 0);
    s->send_at++;
    s->receive_at++;
}

static void
copy_strings(struct transfer *x, struct strings *s)
{
    while (s->send_at < s->send_count) {
        if (s->receive_at >= s->receive_count) {
            s->cut = 1;
            return;
        }
        copy_string(x, s);
        skip_rest(s);
    }
}

/* Word i of the message: three are in registers, the rest in the sender's memory. */
static uint32_t
word_at(struct transfer *x, const struct l4_message *m, uint32_t i)
{
    if (i < L4_SHORT_WORDS)
        return x->from->word[i];
    return ((const uint32_t *)((uint32_t)m + BUFFER_WORDS))[i];
}

/* A map message: pairs of words are send fpages, up to the first that is none. */
static uint32_t
map_words(struct transfer *x, const struct l4_message *m, uint32_t words, l4_fpage_t window)
{
    uint32_t error = L4_OK;
    if (words < 2) /* the registers always travel */
        words = 2;
    for (uint32_t i = 0; i + 1 < words && !error; i += 2) {
        uint32_t base = word_at(x, m, i);
        l4_fpage_t fpage = word_at(x, m, i + 1);
        if (!(fpage & ~3u))
            break;
        interrupt_window();
        check_abort(x);
        error = transfer_fpage(x, base, fpage, window);
    }
    return error;
}

/* What the receiver offers. A descriptor without a buffer offers registers only. */
static uint32_t
read_buffer(struct transfer *x, struct l4_message *head)
{
    uint32_t receive = x->to->receive, buffer = receive & ~3u;
    *head = (struct l4_message){0};
    head->size_dope = L4_DOPE(L4_SHORT_WORDS, 0);
    if (receive & L4_RECV_FPAGE) {
        head->receive_fpage = buffer;
        return 0;
    }
    if (buffer)
        copy_in(x, head, buffer, BUFFER_WORDS);
    return buffer;
}

static void
copy_dwords(struct transfer *x, const struct l4_message *m, uint32_t buffer, uint32_t words)
{
    uint32_t offset = BUFFER_WORDS + 4 * L4_SHORT_WORDS;
    if (words > L4_SHORT_WORDS)
        copy_out(x, buffer + offset, (uint32_t)m + offset, 4 * (words - L4_SHORT_WORDS));
}

uint32_t
message_copy(void *transfer)
{
    struct transfer *x = transfer;
    const struct l4_message *m = (const struct l4_message *)(x->send & ~3u);
    struct l4_message head;
    struct strings s;
    uint32_t words = L4_SHORT_WORDS, strings_at = BUFFER_WORDS, error = L4_OK;
    s.send_count = s.send_at = s.receive_at = s.cut = 0;
    if (m) {
        check_range(x, (uint32_t)m, sizeof *m, L4_ERECV_PF);
        words = L4_DOPE_WORDS(m->send_dope);
        s.send_count = L4_DOPE_STRINGS(m->send_dope);
        s.send =
            (const struct l4_string *)((uint32_t)m + strings_at + 4 * L4_DOPE_WORDS(m->size_dope));
        check_range(x, (uint32_t)s.send, s.send_count * sizeof *s.send, L4_ERECV_PF);
    }
    uint32_t buffer = read_buffer(x, &head);
    uint32_t room = L4_DOPE_WORDS(head.size_dope),
             fit = minimum(words, room > L4_SHORT_WORDS ? room : L4_SHORT_WORDS);
    s.receive_count = L4_DOPE_STRINGS(head.size_dope);
    copy_dwords(x, m, buffer, fit);
    if (x->send & L4_SEND_MAP)
        error = map_words(x, m, words, head.receive_fpage);
    strings_at += 4 * room;
    if (s.send_count && s.receive_count) {
        copy_in(x, s.receive, buffer + strings_at, s.receive_count * sizeof *s.receive);
        copy_strings(x, &s);
        uint32_t size = s.receive_at * sizeof *s.receive;
        move(receivers(x, buffer + strings_at, size), (uint32_t)s.receive, size);
        check_abort(x);
    }
    x->result |= L4_DOPE(fit, s.receive_at);
    if (!error && (s.cut || fit < words || (s.send_count && !s.receive_count)))
        error = L4_ECUT;
    return error;
}
