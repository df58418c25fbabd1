# Makes the kernel's table of names from `nm -n`: text symbols in order of their addresses. symbols.c reads it.
# With -v empty=1 it makes the empty table that the first link and the release build take.
BEGIN {
    print "        .section .rodata.symbols, \"a\", @progbits"
    print "        .globl symbol_table, symbol_count"
    print "        .p2align 2"
    print "symbol_table:"
}
!empty && $2 ~ /^[tT]$/ && $3 !~ /^\./ {
    print "        .long 0x" $1 ", 1f"
    print "        .pushsection .rodata.symbols.names, \"a\", @progbits"
    print "1:      .asciz \"" $3 "\""
    print "        .popsection"
    n++
}
END {
    print "symbol_count: .long " n + 0
    print "        .section .note.GNU-stack, \"\", @progbits"
}
