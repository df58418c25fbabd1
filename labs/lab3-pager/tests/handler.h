/*
 * A thread that names a handler for exceptions by LIDT and then touches an address: what came to
 * the handler.
 */
#ifndef HANDLER_H
#define HANDLER_H

#include "faulting.h"

static struct {
    uint16_t low, selector, flags, high;
} handler_gates[32];
static void (*handler_touch)(uint32_t address);
extern uint32_t handler_esp, handler_before, handler_words[2];
extern volatile uint32_t handler_came;
void handler_entry(void);
void handler_try(uint32_t address, void (*touch)(uint32_t));

/* ESP is noted where the access will be: behind the call. */
__asm__("handler_try: movl 4(%esp), %eax\n"
        "movl 8(%esp), %ecx\n"
        "pushl %eax\n"
        "leal -4(%esp), %edx\n"
        "movl %edx, handler_before\n"
        "call *%ecx\n"
        "movl $2, handler_came\n"
        "1: xorl %esi, %esi\n"
        "int $0x33\n"
        "jmp 1b\n"
        "handler_entry: movl %esp, handler_esp\n"
        "movl (%esp), %eax\n"
        "movl %eax, handler_words\n"
        "movl 4(%esp), %eax\n"
        "movl %eax, handler_words + 4\n"
        "movl $1, handler_came\n"
        "1: xorl %esi, %esi\n"
        "int $0x33\n"
        "jmp 1b\n"
        ".comm handler_esp, 4, 4\n"
        ".comm handler_before, 4, 4\n"
        ".comm handler_words, 8, 4\n"
        ".comm handler_came, 4, 4\n");

static void
handler_run(void *address)
{
    struct {
        uint16_t limit;
        uint32_t base;
    } __attribute__((packed)) operand = {sizeof handler_gates - 1, (uint32_t)handler_gates};
    __asm__ volatile("lidt %0" : : "m"(operand), "m"(handler_gates));
    handler_try((uint32_t)address, handler_touch);
}

/* Says whether the handler was reached (1; 2: the access went through), how many words were pushed,
 * the error code without its lowest bit, and whether EIP is `at`. */
static inline void
handler_say(const char *name, void (*touch)(uint32_t), uint32_t address, const uint8_t *at,
            l4_id_t pager)
{
    for (int i = 0; i < 32; i++) {
        handler_gates[i].low = (uint16_t)(uint32_t)handler_entry;
        handler_gates[i].high = (uint16_t)((uint32_t)handler_entry >> 16);
    }
    handler_came = handler_esp = handler_before = handler_words[0] = handler_words[1] = 0;
    handler_touch = touch;
    faulting(1, handler_run, address, pager);
    for (int i = 0; i < 60 && !handler_came; i++)
        l4_thread_switch(L4_NIL);
    uint32_t all[4] = {handler_came, (handler_before - handler_esp) / 4, handler_words[0] & ~1u,
                       handler_words[1] == (uint32_t)at};
    test_say_all(name, all, 4);
}

#endif
