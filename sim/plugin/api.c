/*
 * The differences between the versions of the plugin interface.
 *
 * QEMU reads qemu_plugin_version before it calls anything, and refuses a plugin that is older than
 * its minimum or newer than itself. So the number is set by a constructor, from symbols that came
 * with each version: the highest version whose symbol this QEMU has.
 */
#include "api.h"
#include <dlfcn.h>
#include <string.h>

EXPORTED int qemu_plugin_version = 1;

static qemu_plugin_id_t plugin_id;
static int running;
static void (*on_translated)(struct qemu_plugin_tb *);
static void (*on_ended)(void);

/* A symbol that each version brought. 7 brought none: it is told from 6 by the version that QEMU
 * passes. */
static const struct {
    const char *symbol;
    int version;
} marks[] = {
    {"qemu_plugin_register_vcpu_discon_cb", 6},
    {"qemu_plugin_read_memory_hwaddr", 5},
    {"qemu_plugin_read_memory_vaddr", 4},
    {"qemu_plugin_scoreboard_new", 2},
};

typedef void anything(void);
static anything *insn_data;

/* A function whose type depends on the version, by name. */
static anything *
function(const char *name)
{
    anything *found;
    void *symbol = dlsym(RTLD_DEFAULT, name);

    memcpy(&found, &symbol, sizeof found);
    return found;
}

__attribute__((constructor)) static void
choose_version(void)
{
    for (unsigned i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (dlsym(RTLD_DEFAULT, marks[i].symbol)) {
            qemu_plugin_version = marks[i].version;
            return;
        }
}

void
api_start(qemu_plugin_id_t id, int version)
{
    plugin_id = id;
    running = version;
    insn_data = function("qemu_plugin_insn_data");
}

int
api_version(void)
{
    return running;
}

static void
translated_1(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    (void)id;
    on_translated(tb);
}
static void
translated_7(struct qemu_plugin_tb *tb, void *user)
{
    (void)user;
    on_translated(tb);
}
static void
ended_1(qemu_plugin_id_t id, void *user)
{
    (void)id;
    (void)user;
    on_ended();
}
static void
ended_7(void *user)
{
    (void)user;
    on_ended();
}

typedef void register_trans_1(qemu_plugin_id_t,
                              void (*)(qemu_plugin_id_t, struct qemu_plugin_tb *));
typedef void register_trans_7(qemu_plugin_id_t, void (*)(struct qemu_plugin_tb *, void *), void *);
typedef void register_exit_1(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, void *), void *);
typedef void register_exit_7(qemu_plugin_id_t, void (*)(void *), void *);

void
api_register(void (*translated)(struct qemu_plugin_tb *), void (*ended)(void))
{
    on_translated = translated;
    on_ended = ended;
    if (running >= 7) {
        ((register_trans_7 *)function("qemu_plugin_register_vcpu_tb_trans_cb"))(plugin_id,
                                                                                translated_7, NULL);
        ((register_exit_7 *)function("qemu_plugin_register_atexit_cb"))(plugin_id, ended_7, NULL);
    } else {
        ((register_trans_1 *)function("qemu_plugin_register_vcpu_tb_trans_cb"))(plugin_id,
                                                                                translated_1);
        ((register_exit_1 *)function("qemu_plugin_register_atexit_cb"))(plugin_id, ended_1, NULL);
    }
}

typedef const void *insn_data_1(const struct qemu_plugin_insn *);
typedef size_t insn_data_3(const struct qemu_plugin_insn *, void *, size_t);

size_t
api_insn_bytes(struct qemu_plugin_insn *insn, void *bytes, size_t size)
{
    size_t length = qemu_plugin_insn_size(insn);

    if (running >= 3)
        return ((insn_data_3 *)insn_data)(insn, bytes, size);
    if (length > size)
        length = size;
    memcpy(bytes, ((insn_data_1 *)insn_data)(insn), length);
    return length;
}
