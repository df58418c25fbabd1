/*
 * A client's call to the disk driver, between labels for `make bench`.
 *
 *   uint32_t bench_disk_read(uint32_t block, l4_id_t driver, l4_fpage_t page);
 *
 * Returns the error of ipc, or else the driver's.
 */
#include <l4/vectors.h>

#define SAVED         16                /* four registers, below the return address */
#define BLOCK         (SAVED + 4)(%esp)
#define DRIVER        (SAVED + 8)(%esp)
#define PAGE          (SAVED + 12)(%esp)

#define MAP_IN_WORDS  2                 /* L4_SEND_MAP */
#define READ          1                 /* DISK_READ of drive 0 */
#define ERROR         0xF0

        .text
        .globl  bench_disk_read
bench_disk_read:
        pushl   %ebp
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        movl    BLOCK, %edx
        movl    DRIVER, %esi
        movl    PAGE, %ebx
        movl    $READ, %edi
        movl    $MAP_IN_WORDS, %eax
        xorl    %ecx, %ecx
        xorl    %ebp, %ebp
        .globl  bench_disk_read_from, bench_disk_read_to
bench_disk_read_from:
        int     $L4_INT_IPC
bench_disk_read_to:
        andl    $ERROR, %eax
        jnz     1f
        movl    %edx, %eax
1:      popl    %edi
        popl    %esi
        popl    %ebx
        popl    %ebp
        ret

        .section .note.GNU-stack, "", @progbits
