"""The manual as one file, and that file as PDF, by Chromium or by WeasyPrint: whichever is there."""

import os
import re
import subprocess
import tempfile

import facts


def one_file(book, bodies, contents):
    """All pages behind one another. A link to a page becomes one to its place here."""
    parts = [f'<nav class="print-contents"><h1>L486: the manual</h1>{contents}</nav>']
    for page, body in zip(book, bodies):
        parts.append(f'<article id="{page.name}">{body}</article>')
    text = "\n".join(parts)
    text = re.sub(r'href="[a-z0-9_-]+\.html#([^"]+)"', r'href="#\1"', text)
    text = re.sub(r'href="([a-z0-9_-]+)\.html"', r'href="#\1"', text)
    template = facts.read("handouts/template.html").replace('<body>', '<body class="whole">')
    return template.replace("$title$", "the manual").replace("$contents$", "").replace("$body$", text)


def pdf(printer, source, target):
    if os.path.basename(printer).startswith("weasyprint"):
        command = [printer, "--quiet", source, target]
    else:
        # Chromium does not start its sandbox as root, as in a container; what it reads is our own file.
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        command = [printer, "--headless", "--disable-gpu", *root, "--no-pdf-header-footer", "--print-to-pdf-no-header",
                   f"--print-to-pdf={os.path.abspath(target)}", "file://" + os.path.abspath(source)]
    with tempfile.TemporaryDirectory() as home:
        if command[1] == "--headless":
            command.insert(1, f"--user-data-dir={home}")
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode or not os.path.exists(target):
        raise facts.Missing(f"{printer}: no PDF came of {source} (status {done.returncode}):\n{done.stderr.strip()[-800:]}\n"
                            "  `make handouts PDF=no` leaves the PDF out")
