/*
 * The fast path for a message in memory: some dwords, and at most one string of a page, to a thread
 * that waits with a buffer for it. Enter by ipc_fast_string(), from entry.S.
 *
 * The message is copied once, through the window, before anything is changed. If a page of either
 * side is missing the fault's handler sees GUARD_RETRY, closes the window and has the call done
 * over by ipc_slow(), which can wait for pages; what was copied so far is copied again then.
 * [Liedtke '93, 5.2.3]
 */
#include "ipc/hot.h"
#include "ipc/transfer.h"
#include "space/map.h"
#include "thread/guard.h"
#include "thread/switch.h"

#define MAX_STRING      4096u
#define MAX_DWORDS      64u
#define SAFE_END        (KERNEL_BASE - 2 * MAX_STRING) /* what begins below it ends in user space */
#define SHOWN           (1u << DIRECTORY_SHIFT)
#define HEAD_SIZE       12u
#define FIRST_IN_MEMORY (HEAD_SIZE + 4 * L4_SHORT_WORDS)

static inline pte_t *
window_entries(const struct tcb *me)
{
    return (pte_t *)phys_to_virt(me->directory) + directory_index(WINDOW_BASE);
}

/* Makes 4 MB of the receiver's space and the 4 MB behind them visible. Returns what to add to the
 * receiver's addresses. */
static inline uint32_t
show(struct tcb *me, const struct tcb *to, uint32_t address)
{
    if (me->directory == to->directory)
        return 0;
    uint32_t i = directory_index(address);
    pte_t *window = window_entries(me);
    const pte_t *shown = (const pte_t *)phys_to_virt(to->directory) + i;
    window[0] = shown[0] & ~PTE_USER;
    window[1] = i + 1 < USER_DIRECTORIES ? shown[1] & ~PTE_USER : 0;
    return WINDOW_BASE - (address & ~(SHOWN - 1));
}

/* Behind it the window is empty again; what the TLB knows of it goes with the switch to the
 * receiver's space. */
static inline void
hide(struct tcb *me)
{
    pte_t *window = window_entries(me);
    window[0] = window[1] = 0;
}

static inline void
copy(uint32_t to, uint32_t from, uint32_t size)
{
    uint32_t dwords = size / 4;
    __asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(dwords) : : "memory");
    if (size & 3) {
        dwords = size & 3;
        __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(dwords) : : "memory");
    }
}

/* Where the strings of a message begin. */
static inline uint32_t
strings_at(uint32_t message, l4_dope_t size_dope)
{
    return message + HEAD_SIZE + 4 * L4_DOPE_WORDS(size_dope);
}

/* One string, as it is and as there is room. 0 if it is none of the simple ones; then nothing was
 * copied. */
static inline int
copy_string(uint32_t send_at, uint32_t receive_at, uint32_t shift, uint32_t buffer)
{
    const struct l4_string *s = (const struct l4_string *)send_at;
    struct l4_string *r = (struct l4_string *)(receive_at + shift);
    uint32_t size = s->send_size, to = r->recv_addr;
    if (size > MAX_STRING || size > r->recv_size || s->send_addr >= SAFE_END || to >= SAFE_END)
        return 0;
    if (shift &&
        to - (buffer & ~(SHOWN - 1)) >= 2 * SHOWN - MAX_STRING) /* the window does not show it */
        return 0;
    copy(to + shift, s->send_addr, size);
    r->send_size = size;
    r->send_addr = to;
    return 1;
}

/* The whole message. 0 if it is not simple. */
static inline int
copy_message(uint32_t message, uint32_t buffer, uint32_t shift, uint32_t *dope)
{
    const struct l4_message *m = (const struct l4_message *)message;
    const struct l4_message *b = (const struct l4_message *)(buffer + shift);
    l4_dope_t sent = m->send_dope, room = b->size_dope;
    uint32_t words = L4_DOPE_WORDS(sent);
    *dope = sent & ~0xFFu;
    if (words > L4_SHORT_WORDS) {
        if (words > MAX_DWORDS || words > L4_DOPE_WORDS(room))
            return 0;
        copy(buffer + shift + FIRST_IN_MEMORY, message + FIRST_IN_MEMORY,
             4 * (words - L4_SHORT_WORDS));
    }
    if (L4_DOPE_STRINGS(sent) == 0)
        return 1;
    if (L4_DOPE_STRINGS(sent) != 1 || L4_DOPE_STRINGS(room) != 1 ||
        L4_DOPE_WORDS(room) > MAX_DWORDS || L4_DOPE_WORDS(m->size_dope) > MAX_DWORDS)
        return 0;
    return copy_string(strings_at(message, m->size_dope), strings_at(buffer, room), shift, buffer);
}

HOT_TEXT struct tcb *
ipc_fast_string(struct tcb *me, uint32_t send)
{
    struct tcb *to = tcb_at(me->partner);
    if (unlikely((send & 3) || !can_wait(me)))
        return NULL;
    if (unlikely(!is_there_for(to, me->partner, me)))
        return NULL;
    uint32_t buffer = to->receive & ~3u;
    if (unlikely(!buffer || buffer >= SAFE_END || send >= SAFE_END ||
                 (switch_extra & EXTRA_WINDOW)))
        return NULL;
    me->guard = GUARD_RETRY;
    uint32_t dope;
    int simple = copy_message(send, buffer, show(me, to, buffer), &dope);
    me->guard = 0;
    hide(me);
    if (unlikely(!simple)) {
        switch_extra |= EXTRA_WINDOW;
        return NULL;
    }
    trace(TRACE_SEND, me->id, to->id, me->word[0]);
    begin_waiting(me);
    me->result = dope; /* on its way to the receiver's EAX */
    return hand_over(to);
}
