/*
 * A stand-in for QEMU: the side of the plugin interface that QEMU has, in version VERSION (1 to 7).
 *
 *     standin-N PROGRAM plugin.so ELF argument...
 *
 * It writes the ELF file itself, one of standin_programs.c, and plays its run: blocks translated
 * and entered, instructions begun, memory accessed, in the order in which QEMU calls. What differs
 * by version is what differs in QEMU: how instruction bytes are handed out, the callbacks'
 * arguments, how registers are read, and which symbols exist.
 */
#include <assert.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "../plugin/qemu_api.h"
#include "standin.h"

enum { RAM = 16 << 20, BASE = 0x100000, TABLES = 0x400000, BLOCKS = 6, MOST = 8, INSNS = 24 };

struct callback {
    plugin_exec_cb call;
    void *user;
    int flags;
};
struct qemu_plugin_insn {
    unsigned at, size;
    const struct step *step;
    struct callback exec;
    plugin_memory_cb memory[4];
    void *memory_user;
};
struct qemu_plugin_tb {
    unsigned count;
    struct qemu_plugin_insn *insn[MOST];
    struct callback exec;
};
struct qemu_plugin_hwaddr {
    uint64_t address;
};

static uint8_t code[256];
static unsigned code_size;
const struct program *program;
uint32_t registers[REGISTER_COUNT];
int flags_now;
static uint8_t *ram;
static struct qemu_plugin_insn insns[INSNS];
static struct qemu_plugin_tb blocks[BLOCKS];
static struct qemu_plugin_hwaddr last_address;
static void *on_translate, *on_exit_call;

#if VERSION >= 3
EXPORTED size_t
qemu_plugin_insn_data(const struct qemu_plugin_insn *insn, void *to, size_t size)
{
    size = size < insn->size ? size : insn->size;
    memcpy(to, code + insn->at, size);
    return size;
}
#else
EXPORTED const void *
qemu_plugin_insn_data(const struct qemu_plugin_insn *insn)
{
    return code + insn->at;
}
#endif

#if VERSION >= 7
EXPORTED void
qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, void *call, void *user)
{
    assert(id == 486 && !user);
    on_translate = call;
}
#else
EXPORTED void
qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, void *call)
{
    assert(id == 486);
    on_translate = call;
}
#endif

EXPORTED void
qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, void *call, void *user)
{
    assert(id == 486 && !user);
    on_exit_call = call;
}

EXPORTED size_t
qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb)
{
    return tb->count;
}
EXPORTED uint64_t
qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb)
{
    return BASE + tb->insn[0]->at;
}
EXPORTED struct qemu_plugin_insn *
qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t n)
{
    return tb->insn[n];
}
EXPORTED size_t
qemu_plugin_insn_size(const struct qemu_plugin_insn *insn)
{
    return insn->size;
}
EXPORTED uint64_t
qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn)
{
    return BASE + insn->at;
}
EXPORTED void *
qemu_plugin_insn_haddr(const struct qemu_plugin_insn *insn)
{
    return ram + BASE + insn->at;
}
EXPORTED unsigned
qemu_plugin_mem_size_shift(qemu_plugin_meminfo_t info)
{
    return info & 3;
}
EXPORTED bool
qemu_plugin_mem_is_store(qemu_plugin_meminfo_t info)
{
    return info >> 8 & 1;
}
EXPORTED bool
qemu_plugin_hwaddr_is_io(const struct qemu_plugin_hwaddr *address)
{
    (void)address;
    return false;
}
EXPORTED uint64_t
qemu_plugin_hwaddr_phys_addr(const struct qemu_plugin_hwaddr *address)
{
    return address->address;
}

EXPORTED struct qemu_plugin_hwaddr *
qemu_plugin_get_hwaddr(qemu_plugin_meminfo_t info, uint64_t vaddr)
{
    (void)info;
    last_address.address = vaddr;
    return &last_address;
}

EXPORTED void
qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb, plugin_exec_cb cb, int flags,
                                     void *user)
{
    tb->exec = (struct callback){cb, user, flags};
}

EXPORTED void
qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, plugin_exec_cb cb, int flags,
                                       void *user)
{
    insn->exec = (struct callback){cb, user, flags};
}

EXPORTED void
qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, plugin_memory_cb cb, int flags,
                                 int rw, void *user)
{
    (void)flags;
    assert(rw >= PLUGIN_MEMORY_LOAD && rw <= PLUGIN_MEMORY_BOTH);
    for (int kind = PLUGIN_MEMORY_LOAD; kind <= PLUGIN_MEMORY_STORE; kind++)
        if (rw & kind)
            insn->memory[kind] = cb;
    insn->memory_user = user;
}

/* ---- playing the run
 * ------------------------------------------------------------------------------ */

static void
translate(struct qemu_plugin_tb *tb)
{
#if VERSION >= 7
    ((void (*)(struct qemu_plugin_tb *, void *))on_translate)(tb, NULL);
#else
    ((void (*)(qemu_plugin_id_t, struct qemu_plugin_tb *))on_translate)(486, tb);
#endif
}

static void
call_back(const struct callback *callback)
{
    flags_now = callback->flags;
    if (callback->call)
        callback->call(0, callback->user);
    flags_now = 0;
}

static void
access_memory(struct qemu_plugin_insn *insn, bool store)
{
    const struct step *step = insn->step;
    plugin_memory_cb call = insn->memory[store ? PLUGIN_MEMORY_STORE : PLUGIN_MEMORY_LOAD];

    put(ram + step->address, step->value);
    if (call)
        call(0, step->shift | (unsigned)store << 8, step->address, insn->memory_user);
}

static void
set(const struct setting *s)
{
    registers[s->reg] = (registers[s->reg] & ~s->mask) | (s->value & s->mask);
}

static void
enter(struct qemu_plugin_tb *tb)
{
    for (unsigned i = 0; i < tb->count; i++) {
        struct qemu_plugin_insn *insn = tb->insn[i];

        set(&insn->step->before[0]);
        set(&insn->step->before[1]);
        if (i == 0)
            call_back(&tb->exec);
        call_back(&insn->exec);
        if (insn->step->loads)
            access_memory(insn, false);
        if (insn->step->stores)
            access_memory(insn, true);
        set(&insn->step->after);
    }
}

static void
make_block(struct qemu_plugin_tb *tb, unsigned first, unsigned count)
{
    tb->count = count;
    for (unsigned i = 0; i < count; i++)
        tb->insn[i] = &insns[first + i];
}

static void
write_elf(const char *path)
{
    uint8_t head[52 + 32] = "\177ELF\1\1\1";
    FILE *file = fopen(path, "wb");

    assert(file && "the ELF file can be written");
    put(head + 24, BASE);
    put(head + 28, 52);
    head[42] = 32;
    head[44] = 1;
    put(head + 52, 1);
    put(head + 56, sizeof head);
    put(head + 60, BASE);
    put(head + 64, BASE);
    put(head + 68, code_size);
    put(head + 72, code_size);
    put(head + 76, 5);
    fwrite(head, 1, sizeof head, file);
    fwrite(code, 1, code_size, file);
    fclose(file);
}

static int
install(const char *path, int count, char **arguments)
{
    void *plugin = dlopen(path, RTLD_NOW);
    qemu_info_t info = {.target_name = "i386",
                        .version = {.min = VERSION > 5 ? 2 : 0, .cur = VERSION},
                        .system_emulation = true};
    int (*function)(qemu_plugin_id_t, const qemu_info_t *, int, char **);
    int *version;

    if (!plugin) {
        fprintf(stderr, "%s\n", dlerror());
        return 2;
    }
    version = dlsym(plugin, "qemu_plugin_version");
    if (!version || *version < info.version.min || *version > VERSION) {
        fprintf(stderr, "version %d was declared to a QEMU of version %d\n",
                version ? *version : -1, VERSION);
        return 3;
    }
    function = dlsym(plugin, "qemu_plugin_install");
    return function(486, &info, count, arguments);
}

/* The program's bytes, its instructions, and page tables that map everything to itself. */
static void
load_program(void)
{
    ram = mmap(NULL, RAM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert(program->count <= INSNS && "the stand-in has room for the program");
    for (unsigned i = 0; i < program->count; i++) {
        const struct step *step = &program->steps[i];

        insns[i] = (struct qemu_plugin_insn){.at = code_size, .size = step->size, .step = step};
        memcpy(code + code_size, step->code, step->size);
        code_size += step->size;
    }
    memcpy(ram + BASE, code, code_size);
    put(ram + TABLES, (TABLES + 0x1000) | 0x27);
    for (unsigned page = 0; page < 1024; page++)
        put(ram + TABLES + 0x1000 + 4 * page, page << 12 | 0x67);
}

static void
end(void)
{
#if VERSION >= 7
    ((void (*)(void *))on_exit_call)(NULL);
#else
    ((void (*)(qemu_plugin_id_t, void *))on_exit_call)(486, NULL);
#endif
}

int
main(int count, char **arguments)
{
    int status;

    assert(count > 3 && "usage: standin PROGRAM plugin.so ELF argument...");
    program = program_find(arguments[1]);
    assert(program && "the program's name is one of standin_programs.c");
    load_program();
    write_elf(arguments[3]);
    status = install(arguments[2], count - 4, arguments + 4);
    if (status)
        return status;
    for (unsigned i = 0; i < program->block_count; i++) {
        make_block(&blocks[i], program->blocks[i].first, program->blocks[i].count);
        translate(&blocks[i]);
    }
    for (unsigned i = 0; i < program->runs; i++)
        enter(&blocks[program->order[i]]);
    end();
    return 0;
}
