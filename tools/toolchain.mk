# The tools that build for the i486, and the flags that keep a 32-bit freestanding program honest.
#
# CROSS is the prefix of a gcc for 32-bit x86: i686-linux-gnu- on Debian (also on an arm64 host), else the
# host's own tools with -m32. TOOLCHAIN=clang uses clang for the compiling and the same binutils for the rest.

ifneq ($(words $(CURDIR)),1)
$(error The path of this folder has a space ($(CURDIR)); make cannot build there. Move the clone to a path without one)
endif

PYTHON  ?= /usr/bin/python3
HOSTCC  ?= cc
HOSTCFLAGS ?= -std=c11 -O2 -g -Wall -Wextra
TOOLCHAIN ?= gcc

# The first prefix that answers: Debian's, a bare-metal one, none.
CROSS ?= $(firstword $(foreach p,i686-linux-gnu- i686-elf- i386-elf-,$(if $(shell command -v $(p)gcc 2>/dev/null),$(p))))
ifeq ($(TOOLCHAIN),clang)
TARGETCC := clang --target=i486-none-elf
else
TARGETCC := $(CROSS)gcc
endif
TARGETLD := $(CROSS)ld -m elf_i386
AR       := $(CROSS)ar
NM       := $(CROSS)nm
OBJCOPY  := $(CROSS)objcopy
OBJDUMP  := $(CROSS)objdump
SIZE     := $(CROSS)size

# MODE=release leaves assertions and the kernel debugger out: that is what is measured. MODE=debug keeps both.
MODE ?= debug

# -march=i486: no instruction that an i486DX lacks. No libgcc: what it offers is built for the i686.
# Position-independent code, stack protectors and unwind tables break teaching kernels (the first silently).
TARGET_CFLAGS := -m32 -march=i486 -mtune=i486 -std=c11 -O2 -g -Wall -Wextra -Wstrict-prototypes \
	-Wmissing-prototypes -Wno-unused-parameter -ffreestanding -fno-builtin -fno-common -fno-pic -fno-pie \
	-fno-stack-protector -fno-asynchronous-unwind-tables -fno-unwind-tables -fno-strict-aliasing \
	-mno-sse -mno-mmx -fcf-protection=none -fno-omit-frame-pointer -fdebug-prefix-map=$(CURDIR)=.
ifeq ($(TOOLCHAIN),gcc)
TARGET_CFLAGS += -mpreferred-stack-boundary=2 -falign-functions=16
endif
ifeq ($(MODE),release)
TARGET_CFLAGS += -fomit-frame-pointer -DL486_RELEASE
endif
ifdef CI
TARGET_CFLAGS += -Werror
HOSTCFLAGS += -Werror
endif
TARGET_LDFLAGS := -nostdlib -static --build-id=none -z noexecstack --fatal-warnings

# A lab is an overlay: its files replace those of the same path. OVERLAY=folder; empty means the system itself.
OVERLAY ?=
overlay = $(if $(OVERLAY),$(if $(wildcard $(OVERLAY)/$(1)),$(OVERLAY)/$(1),$(1)),$(1))

# make V=1 prints every command; otherwise one short line each.
ifeq ($(V),1)
Q :=
say =
else
Q := @
say = @echo "  $(1)"
endif
