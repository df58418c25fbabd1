# Before anything is built: are the tools there? Included first, because what follows looks for the compiler.
#
# `make SETUP=no ...` leaves the test out. A make that another make started need not ask again.

SETUP ?= yes
SETUP_FREE_GOALS := help clean

ifeq ($(SETUP)$(findstring n,$(filter-out --%,$(firstword -$(MAKEFLAGS)))),yes)
ifneq ($(filter-out $(SETUP_FREE_GOALS),$(MAKECMDGOALS)),)
# What is said, and sudo's question, go to the terminal; the last word is the status.
ifneq ($(lastword $(shell tools/setup.sh >&2; echo $$?)),0)
$(error Tools are missing: see above. `make SETUP=no $(MAKECMDGOALS)` tries all the same)
endif
export SETUP := no
endif
endif
