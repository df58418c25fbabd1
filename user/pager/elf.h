/*
 * Is this a program that can be started, and what does it consist of? The file is anybody's:
 * nothing in it is believed. No state, no system calls; tests/test_elf.c runs it on the host with
 * random damage.
 */
#ifndef PAGER_ELF_H
#define PAGER_ELF_H

#include <stdint.h>

#define ELF_HEAD     4096u /* all headers lie in the first so many bytes */
#define ELF_SEGMENTS 8

struct elf_segment {
    uint32_t begin, end;    /* addresses, page-aligned; the pages of one segment are no other's */
    uint32_t address;       /* of its first byte, which lies at `offset` in the file */
    uint32_t offset, bytes; /* in the file; what follows up to `end` is zeros */
    int writable;
};

struct elf_program {
    uint32_t entry, count;
    struct elf_segment segment[ELF_SEGMENTS];
};

/*
 * Checks the first `bytes` (at most ELF_HEAD) of a file of `size` bytes and fills *program. 0, or
 * -1 where it is no 32-bit program for this processor, or some number in it is out of place:
 * segments lie page-wise apart in [PROGRAM_BASE, HEAP_BASE) and inside the file, and it begins in
 * one of them.
 */
int elf_check(const void *head, uint32_t bytes, uint32_t size, struct elf_program *program);

#endif
