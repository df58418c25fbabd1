/*
 * The part of QEMU's plugin interface that is used here, declared anew because no distribution
 * ships the header.
 *
 * One binary serves interface 1 (QEMU 7.2) to 7. What changed on the way, and matters here:
 *   1 to 2   qemu_plugin_n_vcpus went away; registers can be read (registers.c)
 *   3        qemu_plugin_insn_data copies into a buffer instead of giving a pointer
 *   5        physical memory can be read
 *   6        reading a register returns success instead of a size
 *   7        callbacks lost the plugin's id and gained a pointer to user data
 * api.c hides all of it.
 */
#ifndef SIM_QEMU_API_H
#define SIM_QEMU_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPORTED __attribute__((visibility("default")))

typedef uint64_t qemu_plugin_id_t;
typedef uint32_t qemu_plugin_meminfo_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_plugin_hwaddr;

typedef struct {
    const char *target_name;
    struct {
        int min, cur;
    } version;
    bool system_emulation;
    struct {
        int smp_vcpus, max_vcpus;
    } system;
} qemu_info_t;

enum { PLUGIN_NO_REGISTERS = 0, PLUGIN_READS_REGISTERS = 1 };
enum { PLUGIN_MEMORY_LOAD = 1, PLUGIN_MEMORY_STORE = 2, PLUGIN_MEMORY_BOTH = 3 };

typedef void (*plugin_exec_cb)(unsigned vcpu, void *user);
typedef void (*plugin_memory_cb)(unsigned vcpu, qemu_plugin_meminfo_t info, uint64_t vaddr,
                                 void *user);

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t number);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
void *qemu_plugin_insn_haddr(const struct qemu_plugin_insn *insn);
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb, plugin_exec_cb cb, int flags,
                                          void *user);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, plugin_exec_cb cb,
                                            int flags, void *user);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, plugin_memory_cb cb, int flags,
                                      int rw, void *user);
unsigned qemu_plugin_mem_size_shift(qemu_plugin_meminfo_t info);
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t info);
struct qemu_plugin_hwaddr *qemu_plugin_get_hwaddr(qemu_plugin_meminfo_t info, uint64_t vaddr);
bool qemu_plugin_hwaddr_is_io(const struct qemu_plugin_hwaddr *address);
uint64_t qemu_plugin_hwaddr_phys_addr(const struct qemu_plugin_hwaddr *address);

#endif
