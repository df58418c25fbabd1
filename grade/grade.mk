# The graders.
#
#   make grade LAB=lab1-boot [FROM=folder] [ONLY=1.2 or 103] [SEED=n]

MODEL ?= $(wildcard $(BUILD)/sim/l486sim.so)

.PHONY: grade grade-test
grade: lab-tests $(UB)/sigma0.elf $(MODEL) ## grade a lab: LAB=lab1-boot [FROM=folder] [ONLY=1.2] [SEED=n]
	@$(if $(LAB),,echo "which lab? make grade LAB=$(firstword $(LABS))"; exit 2)
	@$(PY) grade --lab $(LAB) --build $(BUILD) $(if $(FROM),--from '$(FROM)') $(if $(ONLY),--only $(ONLY)) \
		$(if $(SEED),--seed $(SEED)) $(GRADE_FLAGS)

grade-test: lab-tests $(UB)/sigma0.elf $(MODEL) ## test the grader itself: units, broken submissions, attacks, repetition
	@$(PY) grade.tests --build $(BUILD)
