# The texts: manual as HTML, man pages and PDF, in $(BUILD)/handouts.

HANDOUTS := $(BUILD)/handouts
PANDOC   ?= $(shell command -v pandoc 2>/dev/null)
# What prints a page to PDF; the first that is there.
PRINTER  ?= $(firstword $(foreach p,chromium chromium-browser google-chrome weasyprint,$(shell command -v $(p) 2>/dev/null)))
PDF      ?= yes

.PHONY: handouts handouts-test
# Always built anew: it takes seconds, and nothing stale stays. Figures are measured when there are none.
handouts: ## the manual as HTML, man pages and PDF; build/handouts; PDF=no leaves the PDF out
	@[ -n "$(PANDOC)" ] || { echo "make handouts: pandoc is not installed, and makes the HTML and man pages." >&2; \
		echo "  On Debian: apt install pandoc. \`tools/setup.sh --more\` installs it with the other extras." >&2; exit 1; }
	@[ -n "$(PRINTER)" -o "$(PDF)" = no ] || { echo "make handouts: neither Chromium nor WeasyPrint is installed, and one makes the PDF." >&2; \
		echo "  On Debian: apt install weasyprint. Or leave the PDF out: make handouts PDF=no" >&2; exit 1; }
	@$(PYTHON) -B handouts/facts.py $(BUILD)/bench.json || $(MAKE) --no-print-directory bench
	@$(PYTHON) -B handouts/build.py --out $(HANDOUTS) --figures $(BUILD)/bench.json --pandoc '$(PANDOC)' \
		$(if $(filter no,$(PDF)),,--printer '$(PRINTER)')

handouts-test: # no broken link, nothing without its page, nothing stale; skips what needs pandoc where there is none
	@$(PYTHON) -B handouts/check.py --build $(BUILD) --pandoc '$(PANDOC)'
