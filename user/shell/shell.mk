# Tests of the shell. On the host, with the sanitizers: one program for each tests/test_*.c, linked with
# the sources that its line "Tests:" names.

SHELL_TESTS := $(patsubst user/shell/tests/%.c,$(UB)/shell/tests/%,$(sort $(wildcard user/shell/tests/test_*.c)))
SHELL_TEST_CFLAGS := -std=c11 -g -O1 -Wall -Wextra -Wno-unused-parameter -fno-builtin -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-Iuser/lib/include -Ikernel/include -Iuser/shell -Iuser/shell/tests $(if $(CI),-Werror)

$(UB)/shell/tests/%: user/shell/tests/%.c $(wildcard user/shell/*.[ch] user/shell/tests/*.h user/lib/read_line.c user/lib/history.c user/lib/include/*.h)
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(HOSTCC) $(SHELL_TEST_CFLAGS) -o $@ $< $(shell sed -n 's/^ \* Tests: //p' $<)

.PHONY: shell-host-test
shell-host-test: $(SHELL_TESTS)
	@failed=0; for t in $^; do $$t || failed=1; done; exit $$failed

# In the whole system, with all programs.
.PHONY: shell-guest-test shell-test
shell-guest-test: kernel $(SYSTEM_MODULES) programs
	@$(PYTHON) user/shell/tests/shell.py $(BUILD) $(SYSTEM_MODULES)

shell-test: shell-host-test shell-guest-test
