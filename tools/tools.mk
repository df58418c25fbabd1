# The commands that boot, test and measure: run, iso, check, doctor, bench, debug. Their programs lie beside this file.

# What is booted: the kernel, and the modules in the order in which it takes them: sigma0, the root task, its configuration, and
# those servers that the configuration names. Modules carry no debug information: they take memory as they are.
KERNEL_ELF     ?= $(BUILD)/kernel/l486.elf
CONFIGURATION  := user/root/l486.conf
BOOT_SERVERS   := $(foreach s,$(shell sed -n 's/^\([a-z][a-z0-9]*\)\( .*\)*$$/\1/p' $(CONFIGURATION)),$(if $(wildcard user/$(s)/*.c),$(s)))
SYSTEM_MODULES ?= $(patsubst %,$(BUILD)/modules/%.elf,sigma0 root) $(CONFIGURATION) $(BOOT_SERVERS:%=$(BUILD)/modules/%.elf)
# The same with everything that a debugger wants to know.
SYMBOL_MODULES  = $(patsubst $(BUILD)/modules/%,$(BUILD)/user/%,$(SYSTEM_MODULES))
KERNEL_ARGS    ?=

ISO ?= $(BUILD)/l486.iso

# Debian has no GRUB for the PC on hosts that are none; there the kernel is loaded by QEMU itself.
GRUB_MKRESCUE ?= $(firstword $(foreach p,grub-mkrescue grub2-mkrescue i686-elf-grub-mkrescue,$(shell command -v $(p))))
BOOT ?= $(if $(wildcard /usr/lib/grub/i386-pc/multiboot.mod)$(findstring i686-elf,$(GRUB_MKRESCUE)),grub,direct)

$(BUILD)/modules/%.elf: $(BUILD)/user/%.elf
	@mkdir -p $(@D)
	$(Q)$(OBJCOPY) --strip-debug $< $@

.PHONY: print-modules
print-modules: $(SYSTEM_MODULES)
	@echo $(SYSTEM_MODULES)

.PHONY: iso run doctor bench check debug setup
setup: ## install what is missing on this host (every other command does so by itself)
	@tools/setup.sh

iso: $(ISO) ## the bootable image

$(ISO): tools/iso.sh $(KERNEL_ELF) $(SYSTEM_MODULES)
	tools/iso.sh "$(GRUB_MKRESCUE)" $@ "$(KERNEL_ARGS)" $(KERNEL_ELF) $(SYSTEM_MODULES)

ifeq ($(filter grub direct,$(BOOT)),)
$(error BOOT is grub or direct, not "$(BOOT)")
endif
ifeq ($(BOOT),grub)
run: $(ISO) programs ## the whole system in QEMU; BOOT=direct leaves GRUB out, FRESH=1 makes its disks anew
	@$(PYTHON) tools/run.py --log $(BUILD)/run.log $(RUN_DISKS) --image $(ISO)
else
run: $(KERNEL_ELF) $(SYSTEM_MODULES) programs
	@[ "$(origin BOOT)" != file ] || echo "There is no GRUB for the PC on this host: booting without it (BOOT=direct)."
	@$(PYTHON) tools/run.py --log $(BUILD)/run.log $(RUN_DISKS) --kernel $(KERNEL_ELF) $(SYSTEM_MODULES)
endif

# The probe kernel of `make doctor` is built like the system, but of nothing of it.
DOCTOR := $(BUILD)/doctor/probe.elf

$(DOCTOR): tools/doctor/probe.ld tools/doctor/probe.S tools/doctor/probe.c
	@mkdir -p $(@D)
	$(TARGETCC) $(TARGET_CFLAGS) -c tools/doctor/probe.c -o $(@D)/probe.c.o
	$(TARGETCC) $(TARGET_CFLAGS) -c tools/doctor/probe.S -o $(@D)/probe.S.o
	$(TARGETLD) $(TARGET_LDFLAGS) --no-warn-rwx-segments -T $< $(@D)/probe.S.o $(@D)/probe.c.o -o $@

.PHONY: probe
probe: $(DOCTOR)

# The doctor must speak even where the timing model does not build, so that is tried and not required.
doctor: $(DOCTOR) ## probe this host by booting a small kernel
	@$(MAKE) --no-print-directory -s sim >$(BUILD)/doctor/sim.log 2>&1 || true
	@$(PYTHON) tools/doctor.py --probe $(DOCTOR) --plugin $(BUILD)/sim/l486sim.so --cross '$(CROSS)'

# ONLY=name,name runs some suites of tools/suites. Variables given to this make are given to theirs.
check: ## every test of the project; build/check.xml
	@MAKE='$(MAKE_COMMAND)' $(PYTHON) tools/check.py --build $(BUILD) --only '$(ONLY)' \
		$(foreach v,CI TOOLCHAIN MODE CROSS,$(if $(filter command%,$(origin $(v))),$(v)='$($(v))'))

# GDB with the symbols of what would run. LAB=lab1-boot puts the lab's files in the kernel's place, TEST=103 (or its
# name, gates) the lab's test in the root task's.
LAB_KERNEL  := $(BUILD)/debug/$(LAB)/kernel/l486.elf
# A test is known by the number in its head; a name is taken as it is.
LAB_TEST     = $(or $(basename $(notdir $(shell grep -lx ' \* @test $(TEST)' labs/$(LAB)/tests/*.c))),$(TEST))
LAB_MODULES  = $(BUILD)/user/sigma0.elf $(if $(TEST),$(BUILD)/labs/$(LAB)/tests/$(LAB_TEST).elf,$(BUILD)/user/root.elf)
ifdef LAB
debug:
	@$(MAKE) --no-print-directory -s BUILD=$(BUILD)/debug/$(LAB) OVERLAY=labs/$(LAB) kernel
	@$(MAKE) --no-print-directory -s $(LAB_MODULES)
	@$(PYTHON) tools/debug.py $(DEBUG_FLAGS) $(LAB_KERNEL) $(LAB_MODULES)
else
debug: $(KERNEL_ELF) $(SYMBOL_MODULES) ## QEMU and GDB in one terminal; LAB=... TEST=... for a test of a lab
	@$(PYTHON) tools/debug.py $(DEBUG_FLAGS) $(KERNEL_ELF) $(SYMBOL_MODULES)
endif

# For clangd. Only the ordinary build makes it: a graded overlay or a release build must not change the editor's view.
SOURCE_FOLDERS := $(patsubst %/,%,$(wildcard kernel/*/ user/*/ sim/*/ tools/doctor/))
compile_commands.json: tools/compile_commands.py $(wildcard Makefile */*.mk) $(SOURCE_FOLDERS)
	@MAKE='$(MAKE_COMMAND)' $(PYTHON) tools/compile_commands.py $@ kernel user sim $(DOCTOR)
ifeq ($(BUILD)/$(MODE)/$(TOOLCHAIN)/$(OVERLAY),build/debug/gcc/)
all: compile_commands.json
endif

# Measured is the release build, beside the other and with the same rules.
BENCH := $(BUILD)/release
.PHONY: bench-build
bench-build: $(DOCTOR)
	@$(MAKE) --no-print-directory -s MODE=release BUILD=$(BENCH) kernel user filesbench
	@$(MAKE) --no-print-directory -s sim
bench: bench-build ## each figure beside the published one; build/bench.json; ONLY="name name" for some
	@$(PYTHON) tools/bench.py --build $(BENCH) --kernel $(BENCH)/kernel/l486.elf \
		--probe $(DOCTOR) --plugin $(BUILD)/sim/l486sim.so --out $(BUILD)/bench.json $(ONLY)

# The picture in the README is drawn from a real run.
.PHONY: picture
picture: $(KERNEL_ELF) $(SYSTEM_MODULES) programs
	@$(PYTHON) tools/picture.py --out tools/picture.svg --kernel $(KERNEL_ELF) $(filter-out --disks $(BUILD) --fresh,$(RUN_DISKS)) $(SYSTEM_MODULES)

.PHONY: format
format: ## lay the C code out as .clang-format says
	@$(PYTHON) tools/tests/format.py --fix
