# Bochs, where it is installed: the same image on a processor and a board that other people wrote.

# Chapters of the kernel's tests that lean on hardware: traps, page faults, the copy window, timer and wakeups. CHAPTERS=all for every one.
CHAPTERS ?= t1_calls t4_timeouts t5_long t7_unmap t12_faults
BOCHS_CHAPTERS = $(if $(filter all,$(CHAPTERS)),$(ABI_CHAPTERS),$(filter $(CHAPTERS),$(ABI_CHAPTERS)))

.PHONY: bochs bochs-test
bochs: $(ISO) ## the same image in Bochs, its console in this terminal
	@$(PYTHON) tools/bochs.py --image $(ISO) --folder $(BUILD)/bochs

bochs-test: kernel user iso $(KDB_SCENE) $(BOCHS_CHAPTERS:%=$(UB)/tests/%.elf)
	@BUILD=$(BUILD) $(PYTHON) tools/tests/bochs.py $(BOCHS_CHAPTERS)
