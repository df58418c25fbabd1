# L486: every command that a person types. `make help` lists them.
#
# The rules live beside what they build (kernel/kernel.mk, user/user.mk, sim/sim.mk, ...); all paths
# are relative to this folder and everything that is made goes to $(BUILD).

BUILD ?= build
.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

include tools/setup.mk
include tools/toolchain.mk
include tools/tools.mk
include kernel/kernel.mk
include user/user.mk
include user/disk/disk.mk
include user/clock/clock.mk
include user/console/console.mk
include user/shell/shell.mk
include user/fs/server.mk
include kernel/debug/kdb.mk
include tools/bochs.mk
-include sim/sim.mk
-include labs/labs.mk
-include grade/grade.mk
-include handouts/handouts.mk

.PHONY: help all clean
all: kernel user ## build the kernel and the user programs

help: ## this list
	@awk -F ':.*## ' '/^[a-z][a-z0-9-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

clean: ## take away everything that was built
	rm -rf $(BUILD) compile_commands.json
