# The kernel: $(BUILD)/kernel/l486.elf
#
# A folder is a room (see README.md); each file in it is compiled, except what the mode leaves out.

KB := $(BUILD)/kernel
KERNEL_ELF := $(KB)/l486.elf

# The kernel debugger and the trace of events; the release build has what stands in for them.
KERNEL_KDB := debug/$(if $(filter release,$(MODE)),absent,kdb)

KERNEL_SRC := $(sort $(wildcard $(foreach d,boot i486 thread ipc space debug $(KERNEL_KDB) lib,kernel/$(d)/*.c kernel/$(d)/*.S)))
KERNEL_OBJ := $(KERNEL_SRC:kernel/%=$(KB)/%.o)

# The overlay's headers stand before the system's; three arguments of a function travel in registers.
KERNEL_INC    := $(if $(OVERLAY),-I$(OVERLAY)/kernel) -Ikernel -Ikernel/include -Ikernel/$(KERNEL_KDB) -I$(KB)
KERNEL_CFLAGS := $(TARGET_CFLAGS) -mregparm=3 -freg-struct-return $(KERNEL_INC)
# What is not on the way of a short IPC is made small; what is may use ESI without saving it, for
# ipc_entry has done so (gcc only: clang has no such option).
ifeq ($(MODE),release)
# -Oz is new in gcc 12. What is switched off costs more bytes here than it saves.
GCC_SMALL := $(if $(filter gcc,$(TOOLCHAIN)),-fno-tree-sra)
SMALL := $(if $(shell $(TARGETCC) -Oz -E -x c /dev/null >/dev/null 2>&1 && echo yes),-Oz,-Os)
KERNEL_COLD := $(SMALL) -fno-align-functions -ffunction-sections -fno-optimize-sibling-calls $(GCC_SMALL)
KERNEL_LDFLAGS := --gc-sections
endif
ifeq ($(TOOLCHAIN),gcc)
KERNEL_HOT := -fcall-used-esi -fno-align-functions -fno-align-jumps -fno-align-labels -fno-align-loops
# Around these entry.S keeps nothing in registers.
KERNEL_FREE := -fcall-used-ebx -fcall-used-edi
endif
kernel_speed = $(if $(filter ipc/fast%.c space/map_single.c,$(1)),$(KERNEL_HOT) \
	$(if $(filter ipc/fast_%.c,$(1)),$(KERNEL_FREE)),$(KERNEL_COLD))
KERNEL_ASFLAGS := -m32 -march=i486 -g -fno-pic -fdebug-prefix-map=$(CURDIR)=. $(KERNEL_INC)

.PHONY: kernel
kernel: $(KERNEL_ELF) ## build the kernel: build/kernel/l486.elf

# An object is made from the overlay's file of the same path where there is one.
define kernel_object
$(KB)/$(1).o: $(call overlay,kernel/$(1)) $(KB)/offsets.h $(KB)/flags
	@mkdir -p $$(@D)
	$$(call say,compile $$<)
	$$(Q)$$(TARGETCC) $$($(if $(filter %.S,$(1)),KERNEL_ASFLAGS,KERNEL_CFLAGS)) $(if $(filter %.S,$(1)),,$$(call kernel_speed,$(1))) -MMD -MP -c -o $$@ $$<
endef
$(foreach s,$(KERNEL_SRC:kernel/%=%),$(eval $(call kernel_object,$(s))))

# Everything is compiled again when compiler, mode or overlay change.
$(KB)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(TARGETCC) $(KERNEL_CFLAGS) $(KERNEL_COLD) $(KERNEL_HOT) $(KERNEL_FREE)' > $@.new; cmp -s $@.new $@ || mv $@.new $@

.PHONY: FORCE
FORCE:

# C's own layout of the structs, for assembly. (clang would read the marks as instructions with its own assembler.)
$(KB)/offsets.h: $(call overlay,kernel/offsets.c) $(KB)/flags
	@mkdir -p $(@D)
	$(Q)$(TARGETCC) $(KERNEL_CFLAGS) -MMD -MF $(KB)/offsets.d -MT $@ $(if $(filter clang,$(TOOLCHAIN)),-fno-integrated-as) -S -o $(KB)/offsets.s $<
	$(Q)awk '$$1 == "DEFINE" { print "#define", $$2, $$3 }' $(KB)/offsets.s > $@

# Twice: the second link has the table of names that was made from the first.
KERNEL_LD := $(call overlay,kernel/boot/link.ld)
$(KERNEL_ELF): $(KERNEL_OBJ) $(KERNEL_LD) kernel/debug/symbols.awk
	$(call say,link $@)
	$(Q)awk -v empty=1 -f kernel/debug/symbols.awk /dev/null > $(KB)/symbols0.S
	$(Q)$(TARGETCC) $(KERNEL_ASFLAGS) -c -o $(KB)/symbols0.o $(KB)/symbols0.S
	$(Q)$(TARGETLD) $(TARGET_LDFLAGS) $(KERNEL_LDFLAGS) -T $(KERNEL_LD) -o $(KB)/pass1.elf $(KERNEL_OBJ) $(KB)/symbols0.o
	$(Q)$(NM) -n $(KB)/pass1.elf | awk -v empty=$(if $(filter release,$(MODE)),1,0) -f kernel/debug/symbols.awk > $(KB)/symbols.S
	$(Q)$(TARGETCC) $(KERNEL_ASFLAGS) -c -o $(KB)/symbols.o $(KB)/symbols.S
	$(Q)$(TARGETLD) $(TARGET_LDFLAGS) $(KERNEL_LDFLAGS) -T $(KERNEL_LD) -o $@ $(KERNEL_OBJ) $(KB)/symbols.o

-include $(KERNEL_OBJ:.o=.d) $(KB)/offsets.d

# Host tests: the parts that need no processor, with the sanitizers. One program for each kernel/tests/test_*.c, linked with
# the sources that its line "Tests:" names.
HOST_TESTS := $(patsubst kernel/tests/%.c,$(KB)/tests/%,$(sort $(wildcard kernel/tests/test_*.c)))
HOST_TEST_CFLAGS := -std=c11 -g -O1 -Wall -Wextra -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-Ikernel -Ikernel/include -Ikernel/tests $(if $(CI),-Werror)

$(KB)/tests/%: kernel/tests/%.c kernel/tests/check.h $(wildcard kernel/*/*.c kernel/*/*.h kernel/include/l4/*.h)
	@mkdir -p $(@D)
	$(call say,compile $<)
	$(Q)$(HOSTCC) $(HOST_TEST_CFLAGS) -o $@ $< $(addprefix kernel/,$(shell sed -n 's/^ \* Tests: //p' $<))

.PHONY: host-test
host-test: $(HOST_TESTS)
	@failed=0; for t in $^; do $$t || failed=1; done; exit $$failed
