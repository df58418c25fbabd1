/*
 * The seven system calls: INT vectors. Assembly includes this file too, so it holds nothing but
 * numbers.
 *
 * thread_schedule and lthread_ex_regs keep the ids of a thread's preempters and tell them back; no
 * message is sent to a preempter (kernel/thread/schedule.c says why).
 */
#ifndef L4_VECTORS_H
#define L4_VECTORS_H

#define L4_INT_IPC             0x30
#define L4_INT_ID_NEAREST      0x31
#define L4_INT_FPAGE_UNMAP     0x32
#define L4_INT_THREAD_SWITCH   0x33
#define L4_INT_THREAD_SCHEDULE 0x34
#define L4_INT_LTHREAD_EX_REGS 0x35
#define L4_INT_TASK_NEW        0x36

#endif
