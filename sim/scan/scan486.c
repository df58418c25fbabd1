/*
 * scan486: does a program hold instructions that an i486DX does not have?
 *
 *     scan486 FILE.elf...
 *
 * Walks the executable sections from symbol to symbol with the decoder of the timing model, so by
 * the same table. Prints each instruction found as file, address, function, bytes, and ends with
 * status 1 when there was one. 0F 0B is let pass: compilers put it where the program must not come,
 * and it raises exception 6 on a 486 too.
 */
#include <inttypes.h>
#include <stdio.h>
#include "../model/insn.h"
#include "../model/params.h"
#include "../report/elf.h"

static unsigned found;

static void
complain(int program, uint32_t address, const uint8_t *bytes, uint32_t left)
{
    const char *function = elf_function(program, address);

    printf("%s: 0x%08" PRIx32 " in %s: not an instruction of the i486:", elf_name(program), address,
           function ? function : "?");
    for (uint32_t i = 0; i < 8 && i < left; i++)
        printf(" %02x", bytes[i]);
    putchar('\n');
    found++;
}

static bool
is_trap(const uint8_t *bytes, uint32_t left)
{
    return left >= 2 && bytes[0] == 0x0f && bytes[1] == 0x0b;
}

/* From a symbol to the next one; after an unknown instruction the rest can't be trusted and is
 * left. */
static void
scan_piece(int program, uint32_t address, const uint8_t *bytes, uint32_t size,
           const struct params *params)
{
    struct insn in;

    for (uint32_t at = 0; at < size; at += in.length)
        if (!insn_decode(&in, bytes + at, size - at, address + at, params) &&
            !is_trap(bytes + at, size - at)) {
            if (!in.truncated)
                complain(program, address + at, bytes + at, size - at);
            return;
        }
}

static void
scan_program(int program, const struct params *params)
{
    uint32_t address, size;
    const uint8_t *bytes;

    for (unsigned n = 0; elf_code(program, n, &address, &bytes, &size); n++)
        for (uint32_t at = 0; at < size;) {
            uint32_t next = elf_next_symbol(program, address + at) - address;

            if (next > size || next <= at)
                next = size;
            if (!elf_is_data(program, address + at))
                scan_piece(program, address + at, bytes + at, next - at, params);
            at = next;
        }
}

int
main(int count, char **names)
{
    struct params params;

    params_load(&params, "ideal");
    if (count < 2) {
        fprintf(stderr, "usage: scan486 FILE.elf...\n");
        return 2;
    }
    for (int i = 1; i < count; i++) {
        if (!elf_add(names[i]))
            return 2;
        scan_program(i - 1, &params);
    }
    if (found)
        printf("%u instruction%s that an i486 does not have\n", found, found == 1 ? "" : "s");
    return found != 0;
}
