/* The ELF files of the run: symbols, code bytes, entry point. */
#ifndef SIM_ELF_H
#define SIM_ELF_H

#include <stdbool.h>
#include <stdint.h>

/* Reads a 32-bit little-endian ELF file. False with a message on stderr. */
bool elf_add(const char *path);

/* Finds `name` or `file/name`: address and number of the file. False when there is none. */
bool elf_symbol(const char *name, uint32_t *address, int *program);

/* The n-th symbol whose name begins with `prefix`, over all files; NULL after the last. */
const char *elf_marked(const char *prefix, unsigned n, uint32_t *address, int *program);

/* Are these the bytes of the first file's entry point, by its linear or its physical address? */
bool elf_is_entry(uint32_t pc, const uint8_t *bytes, unsigned size);

/* Does file `program` hold these bytes at this address? */
bool elf_holds(int program, uint32_t address, const uint8_t *bytes, unsigned size);

/*
 * The first file that holds these bytes at this address, or -1. A kernel linked high runs at its
 * physical address until paging is on: then *linked is the address that its symbols mean, else it
 * is `address`.
 */
int elf_program(uint32_t address, const uint8_t *bytes, unsigned size, uint32_t *linked);

/* The function around an address, or the last label before it where there is no function; NULL when
 * there is none. */
const char *elf_function(int program, uint32_t address);

/* The n-th executable section: its address and bytes. False after the last. */
bool elf_code(int program, unsigned n, uint32_t *address, const uint8_t **bytes, uint32_t *size);

/* The first symbol beyond an address; ~0 when there is none. Is what begins at an address data? */
uint32_t elf_next_symbol(int program, uint32_t address);
bool elf_is_data(int program, uint32_t address);

/* The file's name without its folder. */
const char *elf_name(int program);
unsigned elf_count(void);

#endif
