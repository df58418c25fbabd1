# Tests of the disk driver: its code in a task of its own, this program in the root task's place.

DISK_DRIVER := user/disk/ata.c user/disk/interrupt.c user/disk/serve.c
DISK_FRAME  := $(DISK_DRIVER) user/disk/tests/frame.c user/tests/check.c
USER_SEEN   += $(ABI_COMMON) # user.mk has their rules
DISK_TESTS  := t_disk t_killed t_absent t_errors
$(foreach t,$(DISK_TESTS),$(eval $(call user_program,$(UB)/disk/$(t).elf,user/disk/tests/$(t).c $(DISK_FRAME),$(ROOT_BASE))))

.PHONY: disk-test
disk-test: kernel $(UB)/sigma0.elf $(DISK_TESTS:%=$(UB)/disk/%.elf)
	@$(PYTHON) user/disk/tests/run.py $(BUILD) $(if $(ONLY),--only $(ONLY))
