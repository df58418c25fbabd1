# Tests of the clock server: its code in a task of its own, this program in the root task's place.

CLOCK_TEST := user/clock/tests/t_clock.c user/clock/rtc.c user/clock/date.c user/clock/serve.c user/tests/check.c
$(eval $(call user_program,$(UB)/clock/t_clock.elf,$(CLOCK_TEST),$(ROOT_BASE)))

.PHONY: clock-test
clock-test: kernel $(UB)/sigma0.elf $(UB)/clock/t_clock.elf
	@$(PYTHON) user/clock/tests/run.py $(BUILD)
