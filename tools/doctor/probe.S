/*
 * The probe kernel's start, its gates, and its program in ring 3. See probe.c.
 */
        .section .multiboot, "a"
        .long   0x1BADB002, 0, -0x1BADB002      /* magic, flags, checksum */

        .text
        .globl  probe_entry
probe_entry:
        movl    $stack_top, %esp
        call    probe_main                      /* void probe_main(void): does not return */
1:      hlt
        jmp     1b

/* Interrupt 0x20, the timer: count and acknowledge. */
        .globl  timer_gate
timer_gate:
        pushl   %eax
        incl    ticks
        movb    $0x20, %al
        outb    %al, $0x20
        popl    %eax
        iret

/* Exception 14: the probe touched the page it left out. Skip that instruction: it has two bytes. */
        .globl  fault_gate
fault_gate:
        addl    $2, 4(%esp)                     /* error code, eip */
        incl    faults
        addl    $4, %esp
        iret

/* uint32_t touch(const void *address): one instruction of two bytes that may fault. */
        .globl  touch
touch:
        movl    4(%esp), %eax
        movl    (%eax), %eax
        ret

/* INT 0x30 from ring 3: nothing but the way in and out. INT 0x31 ends ring 3. */
        .globl  empty_gate, leave_gate
        .p2align 4
empty_gate:
        iret
leave_gate:
        movl    kernel_esp, %esp
        popl    %ebp
        popl    %edi
        popl    %esi
        popl    %ebx
        ret

/* void enter_user(void): runs the program below in ring 3 and returns when it is done. */
        .globl  enter_user
enter_user:
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        pushl   %ebp
        movl    %esp, kernel_esp
        pushl   $0x23                           /* ss */
        pushl   $user_stack_top
        pushl   $0x2                            /* eflags: interrupts off, nothing may disturb the count */
        pushl   $0x1B                           /* cs */
        pushl   $user_program
        iret

/* The timing model counts from one label to the other: INT and IRET, 107 cycles on an i486. */
        .globl  probe_from, probe_to
        .p2align 4
user_program:
        movl    $16, %ecx
probe_from:
        int     $0x30
probe_to:
        decl    %ecx
        jnz     probe_from
        int     $0x31

        .bss
        .globl  ticks, faults, kernel_stack_top
        .p2align 4
ticks:  .skip   4
faults: .skip   4
kernel_esp: .skip 4
        .p2align 4
        .skip   4096
stack_top:
        .skip   4096
kernel_stack_top:
        .skip   1024
user_stack_top:
        .section .note.GNU-stack, "", @progbits
