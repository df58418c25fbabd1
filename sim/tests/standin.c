/*
 * A stand-in for QEMU: the side of the plugin interface that QEMU has, in version VERSION (1 to 7).
 *
 *     standin-N plugin.so ELF argument...
 *
 * It writes the ELF file itself, a program of eight instructions, and plays its run: blocks
 * translated and entered, instructions begun, memory accessed, in the order in which QEMU calls.
 * What differs by version is what differs in QEMU: how instruction bytes are handed out, the
 * callbacks' arguments, and which symbols exist.
 */
#include <assert.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "../plugin/qemu_api.h"

enum { RAM = 16 << 20, BASE = 0x100000, DATA = 0x200000, BLOCKS = 3, MOST = 8 };

struct callback {
    plugin_exec_cb call;
    void *user;
};
struct qemu_plugin_insn {
    unsigned at, size;
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

/*  0 mov $3,%ecx   5 mov 0x200000,%eax   10 add %eax,0x200000   16 dec %ecx   17 jnz 5   19
 * rep-free tail: mov $0,%al 21 out %al,$0xf4 */
static const uint8_t code[] = {
    0xb9, 3, 0,    0, 0,    0xa1, 0,    0,    0x20, 0,    0x01, 0x05,
    0,    0, 0x20, 0, 0x49, 0x75, 0xf2, 0xb0, 0,    0xe6, 0xf4,
};
static const struct {
    unsigned at, size;
} layout[] = {
    {0, 5}, {5, 5}, {10, 6}, {16, 1}, {17, 2}, {19, 2}, {21, 2},
};
enum { INSNS = 7, LOAD = 1, UPDATE = 2 };

static uint8_t *ram;
static struct qemu_plugin_insn insns[INSNS];
static struct qemu_plugin_tb blocks[BLOCKS];
static struct qemu_plugin_hwaddr last_address;
static void *on_translate, *on_exit_call;

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
    (void)flags;
    tb->exec = (struct callback){cb, user};
}

EXPORTED void
qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, plugin_exec_cb cb, int flags,
                                       void *user)
{
    (void)flags;
    insn->exec = (struct callback){cb, user};
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
access_memory(struct qemu_plugin_insn *insn, bool store)
{
    plugin_memory_cb call = insn->memory[store ? PLUGIN_MEMORY_STORE : PLUGIN_MEMORY_LOAD];

    if (call)
        call(0, 2 | (unsigned)store << 8, DATA, insn->memory_user);
}

static void
enter(struct qemu_plugin_tb *tb)
{
    if (tb->exec.call)
        tb->exec.call(0, tb->exec.user);
    for (unsigned i = 0; i < tb->count; i++) {
        struct qemu_plugin_insn *insn = tb->insn[i];

        if (insn->exec.call)
            insn->exec.call(0, insn->exec.user);
        if (insn == &insns[LOAD])
            access_memory(insn, false);
        if (insn == &insns[UPDATE]) {
            access_memory(insn, false);
            access_memory(insn, true);
        }
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
put(uint8_t *at, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (8 * i));
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
    put(head + 68, sizeof code);
    put(head + 72, sizeof code);
    put(head + 76, 5);
    fwrite(head, 1, sizeof head, file);
    fwrite(code, 1, sizeof code, file);
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

int
main(int count, char **arguments)
{
    int status;

    assert(count > 2 && "usage: standin plugin.so ELF argument...");
    write_elf(arguments[2]);
    ram = mmap(NULL, RAM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memcpy(ram + BASE, code, sizeof code);
    for (unsigned i = 0; i < INSNS; i++)
        insns[i] = (struct qemu_plugin_insn){.at = layout[i].at, .size = layout[i].size};
    status = install(arguments[1], count - 3, arguments + 3);
    if (status)
        return status;
    make_block(&blocks[0], 0, 5);
    make_block(&blocks[1], 1, 4);
    make_block(&blocks[2], 5, 2);
    for (unsigned i = 0; i < BLOCKS; i++)
        translate(&blocks[i]);
    enter(&blocks[0]);
    enter(&blocks[1]);
    enter(&blocks[1]);
    enter(&blocks[2]);
#if VERSION >= 7
    ((void (*)(void *))on_exit_call)(NULL);
#else
    ((void (*)(qemu_plugin_id_t, void *))on_exit_call)(486, NULL);
#endif
    return 0;
}
