# The labs: skeletons derived from the solved system, and the tests, each a program in the root task's place.

LABS := $(notdir $(patsubst %/,%,$(sort $(wildcard labs/lab*-*/))))
# hidden/ holds the tests that students do not get; a release has no such folder.
LAB_TESTS := $(foreach l,$(LABS),$(patsubst %.c,$(BUILD)/%.elf,$(sort $(wildcard labs/$(l)/tests/*.c labs/$(l)/hidden/*.c))))
MODEL := $(SIM_PLUGIN)
PY := PYTHONDONTWRITEBYTECODE=1 $(PYTHON) -m

# One program for each file of a lab's tests/ and hidden/; its objects lie beside it in $(BUILD).
$(foreach t,$(LAB_TESTS:$(BUILD)/%.elf=%),$(eval $(call user_program,$(BUILD)/$(t).elf,$(t).c,$(ROOT_BASE))))

.PHONY: labs lab-tests labs-check
labs: ## derive the labs' skeletons (labs/labN-*/) from the markers in the system
	@$(PY) labs.derive

lab-tests: $(LAB_TESTS) # every test of every lab, as a program

labs-check: lab-tests $(UB)/sigma0.elf $(MODEL) ## prove the six properties of the labs; LAB=lab1-boot ONLY=1.2 for some (see labs/README.md)
	@$(PY) labs.check --build $(BUILD) $(if $(LAB),--lab '$(LAB)') $(if $(ONLY),--only '$(ONLY)')
