# Tests of the file server in the running system: one program, and the host's side of it.

FS_GUEST := $(wildcard user/fs/tests/server_*.c)
$(eval $(call user_program,$(UB)/fs/guest.elf,$(FS_GUEST),$(PROGRAM_BASE) -u start_program -u files_use))

FS_SEED ?= 486
FS_TEST  = $(PYTHON) user/fs/tests/server_test.py $(BUILD) --seed $(FS_SEED)

.PHONY: fs-test fs-random fs-power-cut
fs-test: kernel user $(UB)/fs/guest.elf
	@$(FS_TEST)

# The long forms. FS_SEED=n draws others.
fs-random: kernel user $(UB)/fs/guest.elf
	@$(FS_TEST) random --operations 10000

fs-power-cut: kernel user $(UB)/fs/guest.elf
	@$(FS_TEST) cuts --cuts 100
