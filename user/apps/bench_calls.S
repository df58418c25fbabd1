/*
 * The loops that are measured. Labels stand right before and right behind what is meant.
 *
 *   void loop(uint32_t rounds, l4_id_t partner, uint32_t extra);
 */
#include <l4/vectors.h>

#define ROUNDS  (%esp)                  /* a copy that counts down */
#define PARTNER 28(%esp)
#define EXTRA   32(%esp)

#define NO_PHASE       0xFFFFFFFF
#define OPEN           1
#define ROOT           0x04040001
#define ONE_SECOND     0xF4000006       /* 4^9 * 244 us, receive; so far from a tick that it never ends */
#define MAP_IN_WORDS   2
#define WRITABLE_PAGE  0x32             /* low bits of a send fpage: 4 KB, writable */

        .macro  label name
        .globl  \name
\name:
        .endm

        .macro  enter name
        .p2align 4
        .globl  \name
\name:
        pushl   %ebp
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        pushl   20(%esp)
        .endm

        .macro  leave_loop
        addl    $4, %esp
        popl    %edi
        popl    %esi
        popl    %ebx
        popl    %ebp
        ret
        .endm

        .text

        enter   bench_null_call
1:      xorl    %esi, %esi
        nop
        label   bench_null_call_from
        int     $L4_INT_ID_NEAREST
        label   bench_null_call_to
        decl    ROUNDS
        jnz     1b
        leave_loop

/* A call: what EAX says to the partner, words in registers back, with the timeouts in ECX. The labels' names begin
 * with `one_way` and `round_trip`. */
        .macro  call_loop name, send, timeouts, one_way, round_trip
        enter   \name
1:      movl    PARTNER, %esi
        movl    \send, %eax
        movl    \timeouts, %ecx
        xorl    %ebp, %ebp
        movl    ROUNDS, %edx
        nop
        label   bench_\one_way\()_from
        label   bench_\round_trip\()_from
        int     $L4_INT_IPC
        label   bench_\round_trip\()_to
        decl    ROUNDS
        jnz     1b
        leave_loop
        .endm

        call_loop bench_rpc_inter, $0, $0, ipc_short_inter, rpc_short_inter
        call_loop bench_rpc_timed, $0, $ONE_SECOND, ipc_timed_inter, rpc_timed_inter
        call_loop bench_rpc_intra, $0, $0, ipc_short_intra, rpc_short_intra
        call_loop bench_ipc_512, EXTRA, $0, ipc_512, rpc_512
        call_loop bench_ipc_2048, EXTRA, $0, ipc_2048, rpc_2048
        call_loop bench_ipc_4096, EXTRA, $0, ipc_4096, rpc_4096

/* Waits, then answers in registers and waits, for ever. ESI is the client, as it came in. */
        .macro  echo name, receive
        .p2align 4
        .globl  \name
\name:
        movl    $NO_PHASE, %eax
        jmp     2f
1:      xorl    %eax, %eax
2:      xorl    %ecx, %ecx
        movl    \receive, %ebp
        int     $L4_INT_IPC
        .endm

        echo    bench_echo, $OPEN
        label   bench_ipc_short_inter_to
        label   bench_ipc_timed_inter_to
        jmp     1b

        echo    bench_echo_intra, $OPEN
        label   bench_ipc_short_intra_to
        jmp     1b

        echo    bench_echo_string, $bench_buffer + OPEN
        label   bench_ipc_512_to
        label   bench_ipc_2048_to
        label   bench_ipc_4096_to
        jmp     1b

/* void bench_pager(void *unused); the shortest pager there is: w0 of the fault is the address. */
        .p2align 4
        .globl  bench_pager
bench_pager:
        movl    $NO_PHASE, %eax
        jmp     2f
1:      andl    $0xFFFFF000, %edx
        leal    WRITABLE_PAGE(%edx), %ebx
        movl    $MAP_IN_WORDS, %eax
        label   bench_ipc_map_4k_from
2:      xorl    %ecx, %ecx
        movl    $OPEN, %ebp
        int     $L4_INT_IPC
        jmp     1b

/* void bench_faulting_client(void); */
        .p2align 4
        .globl  bench_faulting_client
bench_faulting_client:
        label   bench_page_fault_from   /* before the instruction that is run twice */
        nop
        movl    bench_page, %edx
        label   bench_page_fault_to
        label   bench_ipc_map_4k_to
        xorl    %eax, %eax
        xorl    %ecx, %ecx
        xorl    %ebp, %ebp
        movl    $ROOT, %esi
        int     $L4_INT_IPC
        jmp     bench_faulting_client

        enter   bench_unmap_server
        movl    $NO_PHASE, %eax
        jmp     2f
1:      movl    EXTRA, %eax
        movl    $2, %ecx                /* from those who have it from me */
        int     $L4_INT_FPAGE_UNMAP
        xorl    %eax, %eax
2:      xorl    %ecx, %ecx
        movl    $OPEN, %ebp
        movl    PARTNER, %esi
        int     $L4_INT_IPC
        decl    ROUNDS
        jnz     1b
        leave_loop

        enter   bench_irq_driver
1:      movl    $NO_PHASE, %eax
        xorl    %ecx, %ecx
        xorl    %ebp, %ebp
        movl    PARTNER, %esi
        int     $L4_INT_IPC
        label   bench_irq_to_driver_to
        movb    $0x0C, %al              /* reading register C of the clock chip lets it go on */
        outb    %al, $0x70
        inb     $0x71, %al
        decl    ROUNDS
        jnz     1b
        leave_loop

/* void bench_spin(void); */
        .globl  bench_spin
bench_spin:
        jmp     bench_spin

/* void crowd_wait(void); a thread without a stack. */
        .p2align 4
        .globl  crowd_wait
crowd_wait:
        movl    $NO_PHASE, %eax
        xorl    %ecx, %ecx
        movl    $OPEN, %ebp
        int     $L4_INT_IPC
        jmp     crowd_wait

/* void crowd_sleep(void); the same. Sleeps for 1 to 8 ticks first, by the number in ESP, so that the crowd's wakeups are spread; then for 71
 * minutes, again and again. */
        .p2align 4
        .globl  crowd_sleep
crowd_sleep:
        movl    %esp, %ecx
        andl    $7, %ecx
        incl    %ecx
        shll    $24, %ecx
        orl     $9, %ecx                /* units of 4^6 us */
        jmp     2f
1:      movl    $0xFF000003, %ecx       /* 255 * 4^12 us */
2:      movl    $NO_PHASE, %eax
        xorl    %ebp, %ebp
        xorl    %esi, %esi
        int     $L4_INT_IPC
        jmp     1b

        .section .note.GNU-stack, "", @progbits
