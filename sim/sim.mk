# The i486 timing model: a QEMU plugin, its tables, its tests. Included by the top Makefile; README.md explains.

PYTHON ?= /usr/bin/python3
HOSTCC ?= cc
HOSTCFLAGS ?= -std=c11 -O2 -g -Wall -Wextra
SIM_BUILD := $(BUILD)/sim
SIM_SOURCES := $(wildcard sim/model/*.c sim/plugin/*.c sim/report/*.c)
SIM_OBJECTS := $(SIM_SOURCES:sim/%.c=$(SIM_BUILD)/obj/%.o)
SIM_TABLES := $(wildcard sim/table/*.tbl) sim/table/gentable.py sim/table/rows.py
SIM_PLUGIN := $(SIM_BUILD)/l486sim.so

.PHONY: sim sim-test sim-bench profile
sim: $(SIM_PLUGIN) ## build the i486 timing model

$(SIM_BUILD)/table.inc: $(SIM_TABLES)
	@mkdir -p $(@D)
	$(PYTHON) -B sim/table/gentable.py $@ $(SIM_BUILD)/table.md

$(SIM_BUILD)/obj/%.o: sim/%.c $(SIM_BUILD)/table.inc
	@mkdir -p $(@D)
	$(HOSTCC) $(HOSTCFLAGS) -D_GNU_SOURCE -fPIC -fvisibility=hidden -MMD -I$(SIM_BUILD) -c -o $@ $<

$(SIM_PLUGIN): $(SIM_OBJECTS)
	$(HOSTCC) $(HOSTCFLAGS) -shared -o $@ $^ -ldl

-include $(SIM_OBJECTS:.o=.d)
