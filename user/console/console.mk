# The test of the console server: its guest side is a program of the system.

CONTEST := $(UB)/tests/contest.elf
$(eval $(call user_program,$(CONTEST),user/console/tests/contest.c,$(PROGRAM_BASE) -u start_program))

.PHONY: console-test
console-test: kernel $(UB)/sigma0.elf $(UB)/root.elf $(UB)/names.elf $(UB)/console.elf $(CONTEST)
	@$(PYTHON) user/console/tests/console.py $(BUILD)
