# The programs on the disk of `make run`, and the tests of the disk driver.

# They need no symbols there.
$(BUILD)/bin/%: $(BUILD)/user/bin/%.elf
	@mkdir -p $(@D)
	$(Q)$(OBJCOPY) --strip-all $< $@

.PHONY: programs
programs: $(PROGRAMS:%=$(BUILD)/bin/%)
RUN_DISKS = --disks $(BUILD) $(if $(FRESH),--fresh) $(PROGRAMS:%=--program $(BUILD)/bin/%)

# Its code in a task of its own, a test in the root task's place.
DISK_DRIVER := user/disk/ata.c user/disk/interrupt.c user/disk/serve.c
DISK_FRAME  := $(DISK_DRIVER) user/disk/tests/frame.c user/tests/check.c
USER_SEEN   += $(ABI_COMMON) # user.mk has their rules
DISK_TESTS  := t_disk t_killed t_absent t_errors
$(foreach t,$(DISK_TESTS),$(eval $(call user_program,$(UB)/disk/$(t).elf,user/disk/tests/$(t).c $(DISK_FRAME),$(ROOT_BASE))))
# And in the running system.
$(eval $(call user_program,$(UB)/disk/judge.elf,user/disk/tests/judge.c,$(PROGRAM_BASE) -u start_program))

.PHONY: disk-test
disk-test: kernel user $(DISK_TESTS:%=$(UB)/disk/%.elf) $(UB)/disk/judge.elf
	@CROSS='$(CROSS)' $(PYTHON) user/disk/tests/run.py $(BUILD) $(if $(ONLY),--only $(ONLY))

# Its benchmark: see user/apps/diskbench.c.
$(eval $(call user_program,$(UB)/diskbench.elf,user/apps/diskbench.c user/apps/diskbench_call.S $(DISK_DRIVER),$(ROOT_BASE) --wrap=interrupt_wait))
user: $(UB)/diskbench.elf
