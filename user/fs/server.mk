# Tests of the file server in the running system: one program, and the host's side of it.

FS_GUEST := $(wildcard user/fs/tests/server_*.c)
$(eval $(call user_program,$(UB)/fs/guest.elf,$(FS_GUEST),$(PROGRAM_BASE) -u start_program -u files_use))

FS_SEED ?= 486
FS_TEST  = $(PYTHON) user/fs/tests/server_test.py --seed $(FS_SEED)

.PHONY: fs-test fs-random fs-power-cut
fs-test: kernel user $(UB)/fs/guest.elf
	@$(FS_TEST) $(BUILD)

# The long forms. FS_SEED=n draws others.
fs-random: kernel user $(UB)/fs/guest.elf
	@$(FS_TEST) --operations 10000 $(BUILD) random

fs-power-cut: kernel user $(UB)/fs/guest.elf
	@$(FS_TEST) --cuts 100 $(BUILD) cuts

# The benchmark of the file server (user/apps/filesbench.c): a system of its own, whose disk is a program. tools/bench.py
# finds the modules that its configuration names in this folder, or beside it.
FB := $(UB)/filesbench
$(eval $(call user_program,$(FB)/filesbnc.elf,user/apps/filesbench.c,$(PROGRAM_BASE) -u start_program))
$(eval $(call user_program,$(FB)/disk.elf,user/apps/filesbench_disk.c,$(PROGRAM_BASE) -u start_program $(FB)/image.o))
$(FB)/disk.elf: $(FB)/image.o

$(FB)/image.o: user/fs/image.py user/fs/server.mk
	@mkdir -p $(FB)/files
	$(Q)$(PYTHON) -c 'print("sixteen bytes..\n" * 65536, end="")' > $(FB)/files/big
	$(Q)$(PYTHON) user/fs/image.py $(FB)/image.img $(FB)/files --size 2 --inodes 64
	$(Q)cd $(FB) && $(OBJCOPY) -I binary -O elf32-i386 -B i386 --rename-section .data=.rodata.image,alloc,load,readonly,data,contents \
		--set-section-alignment .data=4096 image.img image.o

.PHONY: filesbench
filesbench: $(FB)/filesbnc.elf $(FB)/disk.elf
