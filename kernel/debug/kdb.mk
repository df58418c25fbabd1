# The kernel debugger: a way to start it, and its test.

KDB_SCENE := $(UB)/tests/kdb_scene.elf
$(eval $(call user_program,$(KDB_SCENE),user/tests/kdb_scene.c,$(ROOT_BASE)))

# The release build, to prove that it has no debugger; in a folder of its own, for suites run side by side.
KDB_RELEASE := $(BUILD)/kdb-release

.PHONY: kdb kdb-test
kdb: $(KERNEL_ELF) $(SYSTEM_MODULES) programs ## the system with the kernel debugger awake: Ctrl-\ stops it
	@$(PYTHON) kernel/debug/kdb_run.py $(RUN_DISKS) $(KERNEL_ELF) $(SYSTEM_MODULES)

kdb-test: kernel $(UB)/sigma0.elf $(KDB_SCENE)
	@$(MAKE) --no-print-directory -s MODE=release BUILD=$(KDB_RELEASE) kernel
	@$(PYTHON) kernel/tests/kdb_session.py $(BUILD) $(KDB_RELEASE)
