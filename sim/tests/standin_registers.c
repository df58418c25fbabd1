/*
 * The stand-in's registers: QEMU's functions from interface 2 on, and those of GLib that come with
 * them. Arrays are GLib's only as far as a plugin can see them.
 */
#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include "../plugin/qemu_api.h"
#include "standin.h"

void
put(uint8_t *at, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}

#if VERSION >= 2
EXPORTED void
qemu_plugin_scoreboard_new(void)
{
}
#endif
#if VERSION >= 4
EXPORTED void
qemu_plugin_read_memory_vaddr(void)
{
}
#endif
#if VERSION >= 5
EXPORTED void
qemu_plugin_read_memory_hwaddr(void)
{
}
#endif
#if VERSION >= 6
EXPORTED void
qemu_plugin_register_vcpu_discon_cb(void)
{
}
#endif

#if VERSION >= 2
struct array {
    uint8_t *data;
    unsigned length;
};
struct described {
    void *handle;
    const char *name, *feature;
#if VERSION >= 6
    bool is_readonly;
#endif
};
#if VERSION >= 6
typedef bool success;
#define SUCCESS true
#else
typedef int success;
#define SUCCESS 4 /* the size */
#endif
enum { FIRST_HANDLE = VERSION >= 4 }; /* the handle of EAX was 0 at first */

EXPORTED unsigned
g_array_get_element_size(struct array *array)
{
    (void)array;
    return sizeof(struct described);
}
EXPORTED char *
g_array_free(struct array *array, int data_too)
{
    if (data_too)
        free(array->data);
    free(array);
    return NULL;
}
EXPORTED struct array *
g_byte_array_new(void)
{
    return calloc(1, sizeof(struct array));
}
EXPORTED struct array *
g_byte_array_set_size(struct array *bytes, unsigned length)
{
    bytes->data = realloc(bytes->data, length ? length : 1);
    bytes->length = length;
    return bytes;
}

EXPORTED struct array *
qemu_plugin_get_registers(void)
{
    static const char *const names[] = {"eax", "ecx",    "edx", "ebx", "esp", "ebp", "esi", "edi",
                                        "eip", "eflags", "cs",  "ss",  "ds",  "es",  "fs",  "gs"};
    struct array *array = calloc(1, sizeof *array);
    struct described *one = calloc(16, sizeof *one);

    array->data = (uint8_t *)one;
    array->length = program->nameless ? 0 : 16;
    for (uintptr_t i = 0; i < 16; i++)
        one[i] = (struct described){.handle = (void *)(i + FIRST_HANDLE), .name = names[i]};
    return array;
}

/* Registers above EDI are 0: no segment has a base. */
EXPORTED success
qemu_plugin_read_register(void *handle, struct array *bytes)
{
    uintptr_t number = (uintptr_t)handle - FIRST_HANDLE;

    assert(flags_now == PLUGIN_READS_REGISTERS && "the callback has said that it reads registers");
    g_byte_array_set_size(bytes, bytes->length + 4);
    put(bytes->data + bytes->length - 4, number < REGISTER_COUNT ? registers[number] : 0);
    return SUCCESS;
}
#endif
