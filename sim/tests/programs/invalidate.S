/*
 * INVLPG after a mapping was changed.
 *
 *@ expect dx50 events.invlpg 80
 */
#include "frame.h"
main:	paging
	movl	$40, %ecx
lb_a:	movl	$0x700007, PAGE_TABLES + 4 * 0x600
	invlpg	0x600000
	movl	0x600000, %eax
	movl	$0x710007, PAGE_TABLES + 4 * 0x600
	movl	$0x600000, %esi
	invlpg	(%esi)
	movl	0x600000, %eax
lb_b:	decl	%ecx
	jnz	lb_a
	exit
