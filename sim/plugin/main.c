/*
 * l486sim: the i486 timing model as a QEMU plugin.
 *
 *   -plugin l486sim.so,elf=kernel.elf,preset=dx50,window=ipc:send:receive,report=out.json
 *
 * README.md describes the arguments. Arguments that name symbols must come after the ELF file that
 * has them.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../report/elf.h"
#include "../report/functions.h"
#include "../report/labels.h"
#include "../report/report.h"
#include "../report/windows.h"
#include "engine.h"
#include "registers.h"

struct machine machine;

static struct buffers buffers = {.running = -1};
static const struct engine *engine = &fast_engine;
static const char *report_path, *profile_path;
static struct params params;

static bool
complain(const char *argument, const char *wanted)
{
    fprintf(stderr, "l486sim: %s: %s\n", argument, wanted);
    return false;
}

static bool
number(const char *text, uint64_t *value)
{
    char *end;

    errno = 0;
    *value = strtoull(text, &end, 0);
    return *text && !*end && !errno;
}

static bool
set_engine(const char *value)
{
    if (strcmp(value, "fast") == 0)
        engine = &fast_engine;
    else if (strcmp(value, "slow") == 0)
        engine = &slow_engine;
    else
        return complain(value, "engine is fast or slow");
    return true;
}

static bool
set_registers(const char *value)
{
    bool exact = strcmp(value, "exact") == 0;

    if (!exact && strcmp(value, "constant") != 0)
        return complain(value, "registers is exact or constant");
    if (exact && !registers_exist())
        return complain("registers=exact", "this QEMU shows no registers, 9.0 and later do");
    return params_set(&params, "registers", exact);
}

/* buffer=NAME:SYMBOL:SIZE */
static bool
add_buffer(const char *value)
{
    struct buffer *b = &buffers.buffer[buffers.count];
    char *name = strdup(value), *symbol = strchr(name, ':'),
         *size = symbol ? strchr(symbol + 1, ':') : NULL;
    uint64_t bytes;

    if (buffers.count == BUFFERS)
        return complain(value, "no more than 8 buffers");
    if (!size || !number(size + 1, &bytes) || !bytes || bytes > BUFFER_PAGES * PAGE - PAGE)
        return complain(value, "buffer is NAME:SYMBOL:SIZE, up to 252 KB");
    *symbol++ = *size = '\0';
    b->owner = -1;
    if (!elf_symbol(symbol, &b->start, &b->owner))
        return complain(symbol, "no such symbol in the ELF files");
    b->name = name;
    b->size = (uint32_t)bytes;
    buffers.count++;
    machine.buffers = &buffers;
    return true;
}

/* trace=FILE[:N] */
static bool
set_trace(const char *value)
{
    char *path = strdup(value), *colon = strrchr(path, ':');
    uint64_t limit = 1000000;

    if (colon && number(colon + 1, &limit))
        *colon = '\0';
    trace_open(path, limit);
    engine = &slow_engine;
    return trace_on;
}

static bool
set_preset(const char *value)
{
    return params_load(&params, value) || complain(value, "no such preset (ideal, dx50, slow)");
}

static bool
set_param(const char *name, const char *value)
{
    uint64_t clocks;

    if (!number(value, &clocks) || clocks > 1000000)
        return complain(name, "a number is expected");
    return params_set(&params, name, (uint32_t)clocks) ||
           complain(name, "no such argument or parameter");
}

static bool
argument(const char *name, const char *value)
{
    if (strcmp(name, "elf") == 0)
        return elf_add(value);
    if (strcmp(name, "preset") == 0)
        return set_preset(value);
    if (strcmp(name, "engine") == 0)
        return set_engine(value);
    if (strcmp(name, "registers") == 0)
        return set_registers(value);
    if (strcmp(name, "window") == 0)
        return windows_add(value);
    if (strcmp(name, "label") == 0)
        return label_make(value) >= 0;
    if (strcmp(name, "marks") == 0)
        return label_make_marked(value) > 0 || complain(value, "no symbol begins so");
    if (strcmp(name, "buffer") == 0)
        return add_buffer(value);
    if (strcmp(name, "trace") == 0)
        return set_trace(value);
    if (strcmp(name, "report") == 0)
        report_path = value;
    else if (strcmp(name, "profile") == 0)
        profile_path = value;
    else
        return set_param(name, value);
    return true;
}

static void
translated(struct qemu_plugin_tb *tb)
{
    struct block *block = block_translate(tb);

    if (block)
        engine->instrument(block, tb);
}

static void
ended(void)
{
    engine->finish();
    machine_sync(&machine);
    trace_close();
    if (profile_path)
        functions_profile(profile_path);
    if (report_path)
        report_write(report_path, engine->name);
}

static bool
read_arguments(int count, char **arguments)
{
    for (int i = 0; i < count; i++) {
        char *name = strdup(arguments[i]), *value = strchr(name, '=');

        if (!value)
            return complain(arguments[i], "NAME=VALUE expected");
        *value++ = '\0';
        if (!argument(name, value))
            return false;
    }
    if (params.write_buffers > 8)
        return complain("write_buffers", "no more than 8");
    return elf_count() > 0 || complain("elf", "name the kernel's ELF file: elf=FILE");
}

EXPORTED int
qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int count, char **arguments)
{
    struct buffers *watched;

    if (!info->system_emulation || strcmp(info->target_name, "i386") != 0) {
        complain(info->target_name, "only qemu-system-i386 is supported");
        return 1;
    }
    params_load(&params, "dx50");
    if (!read_arguments(count, arguments))
        return 1;
    watched = machine.buffers;
    machine_init(&machine, &params);
    machine.buffers = watched;
    api_start(id, info->version.cur);
    api_register(translated, ended);
    return 0;
}
