/*
 * Threads that run into an exception, for tests: what came to the handler that they named by LIDT.
 *
 * An attempt is written in assembly by ATTEMPT(): it notes its stack pointer, then does it.
 */
#ifndef CATCH_H
#define CATCH_H

#include <syscall.h>
#include <test.h>
#include <thread.h>

#define CATCH_THREAD 9u

/* Where the handler left what it found: its stack pointer, and the words there. */
extern uint32_t catch_esp, catch_words[4], catch_before;
extern volatile uint32_t catch_came;
void catch_handler(void);

/* `name`() does what `before` says, then `what`, whose address is `name`_at. Never comes back. */
#define ATTEMPT(name, before, what)                                                                \
    void name(void);                                                                               \
    extern const uint8_t name##_at[];                                                              \
    __asm__(#name ": " before "\n"                                                                 \
                  "movl %esp, %ss:catch_before\n" #name "_at: " what "\n"                          \
                  "movl $2, catch_came\n"                                                          \
                  "1: xorl %esi, %esi\n"                                                           \
                  "int $0x33\n"                                                                    \
                  "jmp 1b\n")

__asm__("catch_handler:\n"
        "        movl    %esp, catch_esp\n"
        "        .irp    at, 0, 4, 8, 12\n"
        "        movl    \\at(%esp), %eax\n"
        "        movl    %eax, catch_words + \\at\n"
        "        .endr\n"
        "        movl    $1, catch_came\n"
        "1:      xorl    %esi, %esi\n"
        "        int     $0x33\n"
        "        jmp     1b\n"
        "        .comm   catch_esp, 4, 4\n"
        "        .comm   catch_before, 4, 4\n"
        "        .comm   catch_words, 16, 4\n"
        "        .comm   catch_came, 4, 4\n");

/* The handler that a thread names: catch_handler, or what ends by going there. */
static void (*catch_first)(void) = catch_handler;

static void
catch_run(void *attempt)
{
    static struct {
        uint16_t low, selector, flags, high;
    } gates[32];
    uint32_t handler = (uint32_t)catch_first;
    struct {
        uint16_t limit;
        uint32_t base;
    } __attribute__((packed)) operand = {sizeof gates - 1, (uint32_t)gates};
    for (int i = 0; i < 32; i++) {
        gates[i].low = (uint16_t)handler;
        gates[i].high = (uint16_t)(handler >> 16);
    }
    __asm__ volatile("lidt %0" : : "m"(operand), "m"(gates));
    ((void (*)(void))attempt)();
}

/* Lets a thread do the attempt. 0: nothing came of it; 1: an exception; 2: it got past it. */
static inline uint32_t catch (void (*attempt)(void), l4_id_t pager)
{
    static uint32_t stack[512];
    catch_came = catch_esp = catch_before = 0;
    thread_start(CATCH_THREAD, catch_run, (void *)attempt, stack, sizeof stack, pager);
    for (int turn = 0; turn < 40 && !catch_came; turn++)
        l4_thread_switch(L4_NIL);
    return catch_came;
}

/* Says how many words the exception pushed, its error code if it has one (else 0), and whether EIP
 * names the instruction at `at`. */
static inline void
catch_say(const char *name, void (*attempt)(void), const uint8_t *at, l4_id_t pager)
{
    catch (attempt, pager);
    uint32_t pushed = (catch_before - catch_esp) / 4, error = pushed == 4;
    uint32_t said[4] = {catch_came, pushed, error ? catch_words[0] : 0,
                        catch_words[error] == (uint32_t)at};
    test_say_all(name, said, 4);
}

#endif
