/*
 * The words of the binary interface: ids, fpages, timeouts, message dopes, error codes.
 *
 * L4 Version X.0 for x86. Kernel and user programs both include this file; it is the contract
 * between them and holds nothing else. Every encoding is kept to the bit (see handouts/ for the
 * manual).
 */
#ifndef L4_TYPES_H
#define L4_TYPES_H

#include <stdint.h>

typedef uint32_t l4_id_t;      /* thread, task or interrupt */
typedef uint32_t l4_fpage_t;   /* region of an address space */
typedef uint32_t l4_timeout_t; /* four timeouts in a word */
typedef uint32_t l4_dope_t;    /* length of a message, or a result */

/*
 * Ids.
 *
 *   thread   31..24 chief | 23..16 task | 15..10 lthread | 9..0 version
 *   task     the same with lthread = 0
 *   interrupt id          irq + 1 in bits 7..0, the rest 0
 */
#define L4_NIL           0x00000000u
#define L4_INVALID       0xFFFFFFFFu
#define L4_SIGMA0        0x04020001u
#define L4_ROOT          0x04040001u
#define L4_MAX_TASKS     256u
#define L4_MAX_LTHREADS  64u
#define L4_VERSION_MASK  0x000003FFu
#define L4_LTHREAD_MASK  0x0000FC00u
#define L4_TASK_MASK     0x00FF0000u
#define L4_CHIEF_MASK    0xFF000000u
#define L4_LTHREAD_SHIFT 10
#define L4_TASK_SHIFT    16
#define L4_CHIEF_SHIFT   24

/* Number of the task of a thread, 0..255. */
static inline uint32_t
l4_task_no(l4_id_t id)
{
    return (id & L4_TASK_MASK) >> L4_TASK_SHIFT;
}

/* Number of a thread inside its task, 0..63. */
static inline uint32_t
l4_lthread_no(l4_id_t id)
{
    return (id & L4_LTHREAD_MASK) >> L4_LTHREAD_SHIFT;
}

/* Number of the task's chief, 0..255. */
static inline uint32_t
l4_chief_no(l4_id_t id)
{
    return id >> L4_CHIEF_SHIFT;
}

/* Id of thread `lthread` in the task of `id`. */
static inline l4_id_t
l4_thread_of(l4_id_t id, uint32_t lthread)
{
    return (id & ~L4_LTHREAD_MASK) | (lthread << L4_LTHREAD_SHIFT);
}

/* An id that names an interrupt has nothing but bits 7..0. */
static inline int
l4_is_irq(l4_id_t id)
{
    return id != L4_NIL && (id & ~0xFFu) == 0;
}

/* Id of interrupt line `irq`, 0..15. */
static inline l4_id_t
l4_irq_id(uint32_t irq)
{
    return irq + 1;
}

/*
 * Fpages.
 *
 *   31..12 base/4096 | 11..8 0 | 7..2 log2 size | 1 w | 0 g      whole space: base 0, log2 size 32
 */
#define L4_FPAGE_GRANT  1u
#define L4_FPAGE_WRITE  2u
#define L4_WHOLE_SPACE  (32u << 2)
#define L4_LOG2_PAGE    12u
#define L4_PAGE_SIZE    4096u
#define L4_PAGE_MASK    0xFFFFF000u
#define L4_UNMAP_REMOVE 0x00000002u /* mask of fpage_unmap: 0 makes read-only, this unmaps */
#define L4_UNMAP_FLUSH  0x80000000u /* 0: what was derived from mine; this: mine too */

/* The fpage of 2^log2 bytes at `base`, with `rights` 0, L4_FPAGE_WRITE, L4_FPAGE_GRANT or both. */
static inline l4_fpage_t
l4_fpage(uint32_t base, uint32_t log2, uint32_t rights)
{
    return (base & L4_PAGE_MASK) | (log2 << 2) | rights;
}

static inline uint32_t
l4_fpage_base(l4_fpage_t f)
{
    return f & L4_PAGE_MASK;
}

static inline uint32_t
l4_fpage_log2(l4_fpage_t f)
{
    return (f >> 2) & 0x3F;
}

/* An I/O fpage: 31..24 0xF0 | 23..12 port/16 | 7..2 log2 of the number of ports (4..16). */
#define L4_IO_MARK 0xF0000000u

static inline int
l4_is_io_fpage(l4_fpage_t f)
{
    return (f & 0xFF000F00u) == L4_IO_MARK;
}

static inline l4_fpage_t
l4_io_fpage(uint32_t port, uint32_t log2, uint32_t rights)
{
    return L4_IO_MARK | ((port >> 4) << 12) | (log2 << 2) | rights;
}

/*
 * Message descriptors of ipc: the message's address, with two bits below.
 */
#define L4_NO_SEND    0xFFFFFFFFu
#define L4_NO_RECEIVE 0xFFFFFFFFu
#define L4_SEND_MAP   2u /* the words of the message are send fpages */
#define L4_SEND_PROP  1u /* propagate: in another's name */
#define L4_RECV_OPEN  1u /* from anybody */
#define L4_RECV_FPAGE 2u /* the descriptor is a receive fpage */

/*
 * Message dope: 31..13 dwords | 12..8 strings | 7..0 condition code.
 */
#define L4_DOPE(words, strings) (((uint32_t)(words) << 13) | ((uint32_t)(strings) << 8))
#define L4_DOPE_WORDS(d)        ((uint32_t)(d) >> 13)
#define L4_DOPE_STRINGS(d)      (((uint32_t)(d) >> 8) & 0x1F)
#define L4_CC_DECEIVED          0x01u
#define L4_CC_MAPPED            0x02u
#define L4_CC_REDIRECTED        0x04u
#define L4_CC_INNER             0x08u
#define L4_CC_ERROR             0xF0u
#define L4_SHORT_WORDS          3u /* dwords that always travel in registers */

/* A string dope; bit 31 of a size: it continues the logical string before it. */
struct l4_string {
    uint32_t send_size;
    uint32_t send_addr;
    uint32_t recv_size;
    uint32_t recv_addr;
};
#define L4_STRING_CONTINUES 0x80000000u
#define L4_STRING_SIZE      0x7FFFFFFFu
#define L4_MAX_PART         (4u << 20) /* bytes of one part of a message */

/* The head of a message in memory. dword[] goes on as long as the size dope says; string dopes
 * follow. */
struct l4_message {
    l4_fpage_t receive_fpage;
    l4_dope_t size_dope;
    l4_dope_t send_dope;
    uint32_t dword[L4_SHORT_WORDS];
};

/*
 * Results, EAX & 0xF0. One kind of error takes two codes: as it stands when the receive phase met
 * it, with L4_IN_SEND when the send phase did. From L4_EMAP on the transfer had begun, and the
 * partner is told too.
 */
enum l4_error {
    L4_OK = 0x00,
    L4_ENOT_EXISTENT = 0x10, /* no such destination or source; the same code in both phases */
    L4_ETIMEOUT = 0x20,
    L4_ECANCELLED = 0x40, /* by lthread_ex_regs, before the transfer */
    L4_EMAP = 0x60,       /* no page tables left for a mapping */
    L4_ESEND_PF = 0x80,   /* send page-fault timeout */
    L4_ERECV_PF = 0xA0,   /* receive page-fault timeout */
    L4_EABORTED = 0xC0,   /* by lthread_ex_regs, during the transfer */
    L4_ECUT = 0xE0,       /* the receiver offered too few dwords, strings or bytes */
    L4_IN_SEND = 0x10,
};

/*
 * Timeouts.
 *
 *   31..24 m_r | 23..16 m_s | 15..12 p_s | 11..8 p_r | 7..4 e_s | 3..0 e_r
 *
 * e = 0 infinite; m = 0 and e != 0: zero; else 4^(15-e) * m microseconds.
 * p = 0 infinite, 15 zero, else 4^(15-p) microseconds, for page faults during the transfer.
 */
#define L4_NEVER     0x00000000u
#define L4_RECV_ZERO 0x00000001u
#define L4_SEND_ZERO 0x00000010u
#define L4_BOTH_ZERO 0x00000011u

#endif
