# The C library's tests. On the host: one program for each user/lib/tests/test_*.c, with the sanitizers, linked with the
# library's sources that its line "Tests:" names.

# A loop that fills memory is memset() itself: gcc must not make a call of memset() of it.
ifeq ($(TOOLCHAIN),gcc)
$(patsubst %,$(BUILD)/%.o,$(wildcard user/lib/string*.c)): private USER_CFLAGS += -fno-tree-loop-distribute-patterns
endif

LIB_TESTS := $(patsubst user/lib/tests/%.c,$(UB)/lib/tests/%,$(sort $(wildcard user/lib/tests/test_*.c)))
LIB_TEST_CFLAGS := -std=c11 -g -O1 -Wall -Wextra -Wno-unused-parameter -ffreestanding -fno-builtin -fno-strict-aliasing \
	-fsanitize=address,undefined -fno-sanitize-recover=undefined -Iuser/lib/tests/host -Iuser/lib/include -Iuser/lib \
	-Ikernel/include -include user/lib/tests/host/rename.h $(if $(CI),-Werror)

$(UB)/lib/tests/%: user/lib/tests/%.c user/lib/lib.mk $(wildcard user/lib/*.c user/lib/*.h user/lib/include/*.h user/lib/tests/host/*.h)
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(HOSTCC) $(LIB_TEST_CFLAGS) -o $@ $< $(addprefix user/lib/,$(shell sed -n 's/^ \* Tests: //p' $<))

.PHONY: lib-host-test
lib-host-test: $(LIB_TESTS)
	@failed=0; for t in $^; do $$t || failed=1; done; exit $$failed

# And in ring 3, in the root task's place.
$(eval $(call user_program,$(UB)/tests/lib.elf,user/lib/tests/guest.c,$(ROOT_BASE)))

.PHONY: lib-guest-test lib-test
lib-guest-test: kernel $(UB)/sigma0.elf $(UB)/tests/lib.elf
	@$(PYTHON) user/lib/tests/guest.py $(BUILD)

lib-test: lib-host-test lib-guest-test
