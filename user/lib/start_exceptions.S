/*
 * Where the kernel continues a thread of ours that met an exception: it has pushed EFLAGS, CS, EIP, and
 * for some exceptions an error code, on the thread's stack. (l4 X.0: exceptions)
 *
 *   void start_crashed(uint32_t vector, uint32_t eip);      does not return
 */
#define WITH_ERROR_CODE 0x00027D00      /* exceptions 8, 10 to 14, 17 */

        .text
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
handler_\n:
        .if     (WITH_ERROR_CODE >> \n) & 1
        addl    $4, %esp
        .endif
        pushl   $\n
        jmp     crashed
        .endr

/* [ESP] vector, [ESP + 4] EIP. */
crashed:
        cld
        popl    %eax
        popl    %edx
        pushl   %edx
        pushl   %eax
        call    start_crashed

        .section .rodata
        .p2align 2
        .globl  start_handlers
start_handlers:
        .long   handler_0, handler_1, handler_2, handler_3, handler_4, handler_5, handler_6, handler_7
        .long   handler_8, handler_9, handler_10, handler_11, handler_12, handler_13, handler_14
        .long   handler_15, handler_16, handler_17, handler_18, handler_19, handler_20, handler_21
        .long   handler_22, handler_23, handler_24, handler_25, handler_26, handler_27, handler_28
        .long   handler_29, handler_30, handler_31

        .section .note.GNU-stack, "", @progbits
