# The graders.
#
#   make grade LAB=lab1-boot [FROM=folder, archive or git repository] [COMMIT=name] [ONLY=1.2 or 103] [SEED=n] [FORMAT=junit,tap]
#   make class LAB=lab1-boot FROM=folder OUT=folder [ONLY=...] [SEED=n] [COMMIT=name] [JOBS=n] [REGRADE=1] [PUBLISH=1]

.PHONY: grade class grade-test
grade: lab-tests $(UB)/sigma0.elf $(MODEL) ## grade a lab: LAB=lab1-boot [FROM=folder, archive or repository] [COMMIT=name] [ONLY=1.2] [SEED=n]
	@$(if $(LAB),,echo "which lab? make grade LAB=$(firstword $(LABS))"; exit 2)
	@$(PY) grade --lab '$(LAB)' --build $(BUILD) $(if $(FROM),--from '$(FROM)') $(if $(COMMIT),--commit '$(COMMIT)') $(if $(ONLY),--only '$(ONLY)') \
		$(if $(SEED),--seed '$(SEED)') $(if $(FORMAT),--format '$(FORMAT)') $(GRADE_FLAGS)

class: lab-tests $(UB)/sigma0.elf $(MODEL) ## grade a class: LAB=lab1-boot FROM=folder of submissions OUT=folder; REGRADE=1 shows what a mended test changes, PUBLISH=1 publishes it
	@$(if $(and $(LAB),$(FROM),$(OUT)),,echo "which class? make class LAB=$(firstword $(LABS)) FROM=folder OUT=folder"; exit 2)
	@$(PY) grade.classmain --lab '$(LAB)' --build $(BUILD) --from '$(FROM)' --out '$(OUT)' $(if $(ONLY),--only '$(ONLY)') \
		$(if $(SEED),--seed '$(SEED)') $(if $(COMMIT),--commit '$(COMMIT)') $(if $(JOBS),--jobs $(JOBS)) $(if $(REGRADE),--regrade) $(if $(PUBLISH),--publish)

.PHONY: autograder
autograder: ## the package for a service: FOR=gradescope, autolab, prairielearn or classroom50, LAB=lab1-boot
	@$(if $(and $(FOR),$(LAB)),,echo "make autograder FOR=gradescope LAB=$(firstword $(LABS))"; exit 2)
	@$(PY) grade.packages --for '$(FOR)' --lab '$(LAB)' --build $(BUILD)

grade-test: lab-tests $(UB)/sigma0.elf $(MODEL) $(BUILD)/grade/tests/guest.elf ## test the grader itself: units, broken submissions, attacks, repetition
	@BUILD=$(BUILD) $(PY) grade.tests --build $(BUILD)

# A guest that is no kernel of ours, for the tests of the machine.
GUEST := grade/tests/guest
$(BUILD)/grade/tests/guest.elf: $(GUEST)/guest.ld $(GUEST)/guest.S $(GUEST)/guest.c
	@mkdir -p $(@D)
	$(Q)$(TARGETCC) $(TARGET_CFLAGS) -c -o $(@D)/guest.c.o $(GUEST)/guest.c
	$(Q)$(TARGETCC) -m32 -march=i486 -c -o $(@D)/guest.S.o $(GUEST)/guest.S
	$(Q)$(TARGETLD) $(TARGET_LDFLAGS) --no-warn-rwx-segments -T $< -o $@ $(@D)/guest.S.o $(@D)/guest.c.o
