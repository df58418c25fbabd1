/*
 * The guest's registers.
 *
 * QEMU hands out an array of GLib with names and handles, and copies values into an array of bytes.
 * GLib is QEMU's own; its few functions are found by name. Traps:
 *
 *   the handle of EAX is 0 in the first versions, so 0 doesn't mean absent;
 *   the elements of the array grew, so their size is asked for;
 *   reading returned a size, -1 for failure, and returns true or false from interface 6 on;
 *   EFLAGS lacks the condition flags while code runs.
 */
#include "registers.h"
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include "api.h"
#include "engine.h"

struct array {
    uint8_t *data;
    unsigned length;
};
struct described {
    void *handle;
    const char *name;
};

static struct array *(*get_registers)(void);
static int (*read_sized)(void *handle, struct array *to);
static bool (*read_told)(void *handle, struct array *to);
static unsigned (*element_size)(struct array *array);
static char *(*free_array)(struct array *array, int data_too);
static struct array *(*new_bytes)(void);
static struct array *(*set_length)(struct array *bytes, unsigned length);

static const struct {
    const char *name;
    void *function;
} wanted[] = {
    {"qemu_plugin_get_registers", &get_registers},
    {"qemu_plugin_read_register", &read_sized},
    {"qemu_plugin_read_register", &read_told},
    {"g_array_get_element_size", &element_size},
    {"g_array_free", &free_array},
    {"g_byte_array_new", &new_bytes},
    {"g_byte_array_set_size", &set_length},
};

static void *handles[REGISTERS];
static struct array *bytes;

bool
registers_exist(void)
{
    for (unsigned i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        void *symbol = dlsym(RTLD_DEFAULT, wanted[i].name);

        if (!symbol)
            return false;
        memcpy(wanted[i].function, &symbol, sizeof symbol);
    }
    return true;
}

static int
number_of(const char *name)
{
    static const char *const names[REGISTERS] = {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi",
                                                 "edi", "es",  "cs",  "ss",  "ds",  "fs",  "gs"};

    for (int n = 0; n < REGISTERS; n++)
        if (strcmp(name, names[n]) == 0)
            return n;
    return -1;
}

/* Fills `handles`. False when a register isn't among those that QEMU names. */
static bool
find_handles(void)
{
    struct array *found = get_registers();
    unsigned size, seen = 0;

    if (!found)
        return false;
    size = element_size(found);
    for (unsigned i = 0; i < found->length; i++) {
        struct described one;
        int number;

        memcpy(&one, found->data + (size_t)i * size, sizeof one);
        number = one.name ? number_of(one.name) : -1;
        if (number < 0)
            continue;
        handles[number] = one.handle;
        seen |= 1u << number;
    }
    free_array(found, 1);
    return seen == (1u << REGISTERS) - 1;
}

static bool
read_register(void *source, unsigned number, uint32_t *value)
{
    bool good;

    (void)source;
    set_length(bytes, 0);
    if (api_version() >= 6)
        good = read_told(handles[number], bytes);
    else
        good = read_sized(handles[number], bytes) > 0;
    if (!good || bytes->length < 4)
        return false;
    *value = bytes->data[0] | (uint32_t)bytes->data[1] << 8 | (uint32_t)bytes->data[2] << 16 |
             (uint32_t)bytes->data[3] << 24;
    return true;
}

void
registers_attach(struct machine *m)
{
    if (!m->params.registers)
        return;
    bytes = new_bytes();
    if (find_handles()) {
        m->reg = read_register;
        return;
    }
    fprintf(stderr, "l486sim: this QEMU doesn't name all registers: constants are charged\n");
    m->params.registers = 0;
}

int
registers_flag(void)
{
    return machine.reg ? PLUGIN_READS_REGISTERS : PLUGIN_NO_REGISTERS;
}
