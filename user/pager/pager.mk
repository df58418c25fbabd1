# Tests of the pager server on the host: one program for each user/pager/tests/test_*.c, with the sanitizers, linked with the
# sources that its line "Tests:" names. The host's own C library comes first; of ours the tests see what it lacks.
PAGER_TESTS := $(patsubst user/pager/tests/%.c,$(UB)/pager/tests/%,$(sort $(wildcard user/pager/tests/test_*.c)))
PAGER_TEST_CFLAGS := -std=c11 -g -O1 -Wall -Wextra -Wno-unused-parameter -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined -Ikernel/include -idirafter user/lib/include $(if $(CI),-Werror)

$(UB)/pager/tests/%: user/pager/tests/%.c user/pager/pager.mk user/pager/tests/play.c $(wildcard user/pager/*.[ch] user/pager/tests/*.h user/lib/include/*.h)
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(HOSTCC) $(PAGER_TEST_CFLAGS) -o $@ $< $(addprefix user/pager/,$(shell sed -n 's/^ \* Tests: //p' $<))

# Tests in the running system: a server that starts programs, and the programs that it starts.
$(eval $(call user_program,$(UB)/pager/driver.elf,$(wildcard user/pager/tests/driver*.c),$(PROGRAM_BASE) -u start_program))
$(eval $(call user_program,$(UB)/pager/victim.elf,$(wildcard user/pager/tests/victim*.c),$(PROGRAM_BASE) -u start_program))
user: $(UB)/pager/driver.elf $(UB)/pager/victim.elf

# The benchmark (user/apps/pagerbench.c): a system of its own, whose disk is a program with the benchmark on it. It has an
# address of its own, so that its labels are nobody else's.
PB := $(UB)/pagerbench
$(eval $(call user_program,$(PB)/pagerbnc.elf,user/apps/pagerbench.c user/apps/pagerbench_touch.S,0x00700000 -u start_program))
$(eval $(call user_program,$(PB)/disk.elf,user/apps/filesbench_disk.c,$(PROGRAM_BASE) -u start_program $(PB)/image.o))
$(PB)/disk.elf: $(PB)/image.o
user: $(PB)/pagerbnc.elf $(PB)/disk.elf

$(PB)/image.o: $(PB)/pagerbnc.elf user/fs/image.py user/pager/pager.mk
	@mkdir -p $(PB)/files
	$(Q)$(OBJCOPY) --strip-debug $< $(PB)/files/pagerbnc
	$(Q)$(PYTHON) user/fs/image.py $(PB)/image.img $(PB)/files --size 1 --inodes 64
	$(Q)cd $(PB) && $(OBJCOPY) -I binary -O elf32-i386 -B i386 --rename-section .data=.rodata.image,alloc,load,readonly,data,contents \
		--set-section-alignment .data=4096 image.img image.o

.PHONY: pager-test
pager-test: kernel user $(PAGER_TESTS)
	@$(PYTHON) user/pager/tests/run.py $(BUILD) $(PAGER_TESTS)
