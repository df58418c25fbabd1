# User programs: $(BUILD)/user/*.elf, and the library that all of them use, $(BUILD)/user/lib/libl486.a

UB := $(BUILD)/user
USER_LIB := $(UB)/lib/libl486.a
USER_LD  := user/lib/link.ld

# From the kernel a program takes its binary interface, and nothing else.
USER_INC     := $(if $(OVERLAY),-I$(OVERLAY)/user/lib/include) -Iuser/lib/include -Ikernel/include
USER_CFLAGS  := $(TARGET_CFLAGS) $(USER_INC)
USER_ASFLAGS := -m32 -march=i486 -g -fno-pic -fdebug-prefix-map=$(CURDIR)=. $(USER_INC)

# Where a program begins. sigma0 and the root task lie at physical = virtual addresses.
SIGMA0_BASE := 0x00020000
ROOT_BASE   := 0x00200000

.PHONY: user
user: $(UB)/sigma0.elf $(UB)/root.elf ## build the user programs

$(UB)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(TARGETCC) $(USER_CFLAGS)' | cmp -s - $@ || echo '$(TARGETCC) $(USER_CFLAGS)' > $@

# $(call user_object,path/of/source): path is relative to the root; the overlay's file wins.
define user_object
$(BUILD)/$(1).o: $(call overlay,$(1)) $(UB)/flags
	@mkdir -p $$(@D)
	$$(call say,compile $$<)
	$$(Q)$$(TARGETCC) $$($(if $(filter %.S,$(1)),USER_ASFLAGS,USER_CFLAGS)) -MMD -MP -c -o $$@ $$<
endef

# $(call user_program,output.elf,sources,base): a program of these sources and the library.
define user_program
$(foreach s,$(filter-out $(USER_SEEN),$(2)),$(eval $(call user_object,$(s))))
$(eval USER_SEEN += $(2))
$(1): $(2:%=$(BUILD)/%.o) $(USER_LIB) $(UB)/lib/crt0.S.o $(USER_LD)
	@mkdir -p $$(@D)
	$$(call say,link $$@)
	$$(Q)$$(TARGETLD) $$(TARGET_LDFLAGS) --defsym=BASE=$(3) -T $$(USER_LD) -o $$@ $(UB)/lib/crt0.S.o $(2:%=$(BUILD)/%.o) $$(USER_LIB)
-include $(2:%=$(BUILD)/%.d)
endef

USER_LIB_SRC := $(sort $(wildcard user/lib/*.c user/lib/*.S))
$(foreach s,$(USER_LIB_SRC),$(eval $(call user_object,$(s))))
$(USER_LIB): $(filter-out %/crt0.S.o,$(USER_LIB_SRC:%=$(BUILD)/%.o))
	$(Q)rm -f $@
	$(Q)$(AR) rcsD $@ $^
-include $(USER_LIB_SRC:%=$(BUILD)/%.d)

$(eval $(call user_program,$(UB)/sigma0.elf,$(wildcard user/sigma0/*.c),$(SIGMA0_BASE)))
$(eval $(call user_program,$(UB)/root.elf,$(wildcard user/root/*.c),$(ROOT_BASE)))

-include user/lib/lib.mk

# Servers, one to a folder, and programs, one to a file of user/apps/bin. All begin at PROGRAM_BASE of layout.h.
PROGRAM_BASE := 0x00400000
# The library's start code comes with them; a program's files and output stand on the servers.
STARTED  := -u start_program $(if $(wildcard user/lib/console.c),-u console_use) $(if $(wildcard user/lib/files.c),-u files_use)
SERVERS  := $(foreach s,names console clock disk fs pager shell,$(if $(wildcard user/$(s)/*.c),$(s)))
PROGRAMS := $(patsubst user/apps/bin/%.c,%,$(sort $(wildcard user/apps/bin/*.c)))
$(foreach s,$(SERVERS),$(eval $(call user_program,$(UB)/$(s).elf,$(wildcard user/$(s)/*.c user/$(s)/*.S user/$(s)/ext2/*.c),$(PROGRAM_BASE) -u start_program)))
$(foreach p,$(PROGRAMS),$(eval $(call user_program,$(UB)/bin/$(p).elf,user/apps/bin/$(p).c,$(PROGRAM_BASE) $(STARTED))))
user: $(SERVERS:%=$(UB)/%.elf) $(PROGRAMS:%=$(UB)/bin/%.elf)
-include user/pager/pager.mk

# Tests of the root task and the name server: one program that plays all servers.
$(eval $(call user_program,$(UB)/root/actor.elf,user/root/tests/actor.c,$(PROGRAM_BASE) -u start_program))

.PHONY: root-test
root-test: kernel user $(UB)/root/actor.elf
	@$(PYTHON) user/root/tests/run.py $(BUILD)

# Tests of the whole system: a server of the test's own among the others.
$(eval $(call user_program,$(UB)/tests/system/garbage.elf,user/tests/system/garbage.c,$(PROGRAM_BASE) -u start_program))
GARBAGE = CROSS='$(CROSS)' $(PYTHON) user/tests/system/garbage.py $(BUILD) $(if $(SEED),--seed $(SEED))

.PHONY: garbage-test garbage-nightly
garbage-test: kernel user $(UB)/tests/system/garbage.elf
	@$(GARBAGE) --messages $(or $(MESSAGES),30000)

garbage-nightly: kernel user $(UB)/tests/system/garbage.elf
	@$(GARBAGE) --messages $(or $(MESSAGES),1000000)

# A person's session at the shell, by expect, over two boots of one disk.
.PHONY: session-test
session-test: kernel user
	@CROSS='$(CROSS)' $(PYTHON) user/tests/system/session.py $(BUILD)

# Benchmarks and tests take the root task's place.
BENCH_LOOPS := user/apps/bench_calls.S user/apps/bench_data.c
$(eval $(call user_program,$(UB)/bench.elf,user/apps/bench.c $(BENCH_LOOPS),$(ROOT_BASE)))
$(eval $(call user_program,$(UB)/crowd.elf,user/apps/crowd.c $(BENCH_LOOPS),$(ROOT_BASE)))
user: $(UB)/bench.elf $(UB)/crowd.elf

# Tests of the kernel from ring 3: a program for each chapter of the binary interface. A chapter whose feature is not there yet
# is called pending_*.c: `make abi-test ABI_CHAPTERS=pending_...` runs it.
ABI_ALL := $(patsubst user/tests/%.c,%,$(sort $(wildcard user/tests/t[0-9]*.c user/tests/pending_*.c)))
ABI_CHAPTERS ?= $(filter t%,$(ABI_ALL))
ABI_TESTS = $(ABI_CHAPTERS:%=$(UB)/tests/%.elf)
ABI_COMMON := user/tests/check.c user/tests/hole.c user/tests/probe.c
$(foreach s,$(ABI_COMMON),$(eval $(call user_object,$(s))))
define abi_program
$(call user_object,user/tests/$(1).c)
$(UB)/tests/$(1).elf: $(BUILD)/user/tests/$(1).c.o $(ABI_COMMON:%=$(BUILD)/%.o) $(USER_LIB) $(UB)/lib/crt0.S.o $(USER_LD)
	@mkdir -p $$(@D)
	$$(call say,link $$@)
	$$(Q)$$(TARGETLD) $$(TARGET_LDFLAGS) --defsym=BASE=$(ROOT_BASE) -T $$(USER_LD) -o $$@ $(UB)/lib/crt0.S.o $(BUILD)/user/tests/$(1).c.o $(ABI_COMMON:%=$(BUILD)/%.o) $$(USER_LIB)
-include $(BUILD)/user/tests/$(1).c.d
endef
$(foreach t,$(ABI_ALL),$(eval $(call abi_program,$(t))))

.PHONY: abi-test
abi-test: kernel user $(ABI_TESTS)
	@$(PYTHON) user/tests/run.py $(BUILD) $(if $(ONLY),--only $(ONLY)) $(if $(APPEND),--append '$(APPEND)') $(ABI_CHAPTERS)

# The random caller: 100 000 calls each time, ten million at night. SEED, CALLS, EVERY (how often everything is checked)
# and SHIFT (an instruction takes 2^SHIFT ns of virtual time).
RANDOM_SRC := user/tests/random.c user/tests/random_calls.c user/tests/random_pick.c
$(eval $(call user_program,$(UB)/tests/random.elf,$(RANDOM_SRC),$(ROOT_BASE)))
RANDOM_OPTIONS = $(if $(SEED),--seed $(SEED)) $(if $(CALLS),--calls $(CALLS)) $(if $(EVERY),--every $(EVERY)) $(if $(SHIFT),--shift $(SHIFT)) $(if $(APPEND),--append '$(APPEND)')

.PHONY: random-test random-nightly
random-test: kernel user $(UB)/tests/random.elf
	@$(PYTHON) user/tests/random.py $(BUILD) $(RANDOM_OPTIONS)

random-nightly: CALLS ?= 10000000
random-nightly: kernel user $(UB)/tests/random.elf
	@$(PYTHON) user/tests/random.py $(BUILD) $(RANDOM_OPTIONS) --guard 36000

-include user/fs/fs.mk
