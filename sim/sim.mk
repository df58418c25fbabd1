# The i486 timing model: a QEMU plugin, its tables, its tests. Included by the top Makefile; README.md explains.

PYTHON ?= /usr/bin/python3
HOSTCC ?= cc
HOSTCFLAGS ?= -std=c11 -O2 -g -Wall -Wextra
SIM_BUILD := $(BUILD)/sim
SIM_CFLAGS := -D_GNU_SOURCE -fPIC -fvisibility=hidden -I$(SIM_BUILD)
SIM_SOURCES := $(wildcard sim/model/*.c sim/plugin/*.c sim/report/*.c)
SIM_OBJECTS := $(SIM_SOURCES:sim/%.c=$(SIM_BUILD)/obj/%.o)
SIM_SCAN_OBJECTS := $(addprefix $(SIM_BUILD)/obj/,scan/scan486.o model/decode.o model/params.o report/elf.o)
SIM_TABLES := $(wildcard sim/table/*.tbl) sim/table/gentable.py sim/table/rows.py
SIM_PLUGIN := $(SIM_BUILD)/l486sim.so
SIM_SCAN := $(SIM_BUILD)/scan486
SIM_VERSIONS := 1 2 3 4 5 6 7
SIM_STANDINS := $(SIM_VERSIONS:%=$(SIM_BUILD)/standin-%)

.PHONY: sim sim-test sim-bench profile
sim: $(SIM_PLUGIN) $(SIM_SCAN) ## build the i486 timing model and the scanner for foreign instructions

$(SIM_BUILD)/table.inc: $(SIM_TABLES)
	@mkdir -p $(@D)
	$(PYTHON) -B sim/table/gentable.py $@ $(SIM_BUILD)/table.md

$(SIM_BUILD)/obj/%.o: sim/%.c $(SIM_BUILD)/table.inc sim/sim.mk
	@mkdir -p $(@D)
	$(HOSTCC) $(HOSTCFLAGS) $(SIM_CFLAGS) -MMD -c -o $@ $<

$(SIM_PLUGIN): $(SIM_OBJECTS)
	$(HOSTCC) $(HOSTCFLAGS) -shared -o $@ $(SIM_OBJECTS) -ldl

$(SIM_SCAN): $(SIM_SCAN_OBJECTS)
	$(HOSTCC) $(HOSTCFLAGS) -o $@ $(SIM_SCAN_OBJECTS)

# A stand-in for QEMU with each version of the plugin interface: tests what QEMU 7.2 can't show.
SIM_STANDIN_SOURCES := $(wildcard sim/tests/standin*.c)
$(SIM_BUILD)/standin-%: $(SIM_STANDIN_SOURCES) $(wildcard sim/tests/standin*.h) sim/plugin/qemu_api.h sim/sim.mk
	@mkdir -p $(@D)
	$(HOSTCC) $(HOSTCFLAGS) -D_GNU_SOURCE -DVERSION=$* -rdynamic -o $@ $(SIM_STANDIN_SOURCES) -ldl

sim-test: $(SIM_PLUGIN) $(SIM_SCAN) $(SIM_STANDINS) ## test the timing model
	SIM_CC="$(CROSS)gcc" $(PYTHON) -B sim/tests/run.py --plugin $(SIM_PLUGIN) --build $(BUILD) $(SIM_TESTS)

sim-bench: $(SIM_PLUGIN) ## the timing model's speed beside plain QEMU, on this host
	SIM_CC="$(CROSS)gcc" $(PYTHON) -B sim/bench/run.py --plugin $(SIM_PLUGIN) --build $(BUILD)

# The kernel with a user program in the root task's place: cycles by function and line.
TEST ?= bench
PROFILE_ELVES = $(BUILD)/kernel/l486.elf $(BUILD)/user/sigma0.elf $(BUILD)/user/$(TEST).elf
profile: $(SIM_PLUGIN) ## cycles by function and by line of TEST=..., in callgrind's format
	@for f in $(PROFILE_ELVES); do test -f $$f || { echo "profile: $$f is not built (make all)"; exit 1; }; done
	@mkdir -p $(BUILD)/profile
	qemu-system-i386 -accel tcg -cpu 486 -m 16 -display none -nodefaults -serial file:$(BUILD)/profile/$(TEST).log \
		-device isa-debug-exit,iobase=0xf4,iosize=4 -icount shift=5,sleep=off -rtc base=2000-01-01,clock=vm -kernel $(BUILD)/kernel/l486.elf \
		-initrd "$(BUILD)/user/sigma0.elf,$(BUILD)/user/$(TEST).elf" \
		-plugin $(SIM_PLUGIN),elf=$(BUILD)/kernel/l486.elf,elf=$(BUILD)/user/$(TEST).elf,elf=$(BUILD)/user/sigma0.elf,report=$(BUILD)/profile/$(TEST).json,profile=$(BUILD)/profile/$(TEST).raw \
		|| test $$? -eq 1
	$(PYTHON) -B sim/profile.py --raw $(BUILD)/profile/$(TEST).raw --out $(BUILD)/profile/callgrind.out.$(TEST) \
		$(PROFILE_ELVES:%=--elf %) --addr2line $(CROSS)addr2line
	@echo "profile: $(BUILD)/profile/callgrind.out.$(TEST) (callgrind_annotate, kcachegrind)"

-include $(SIM_OBJECTS:.o=.d) $(SIM_SCAN_OBJECTS:.o=.d)
