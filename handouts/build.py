"""`make handouts`: the manual as HTML, man pages and PDF. What a text may say with @ and {{ }} stands in README.md.

    build.py --out DIR [--figures BENCH.JSON] [--pandoc FILE] [--printer FILE]

Everything is made in DIR.new, which takes DIR's place when it is whole: so nothing stale stays, and a reader never
finds half a manual. Ends with status 1 and a sentence when a text names what the tree no longer has.
"""

import argparse
import concurrent.futures
import html
import os
import re
import shutil
import subprocess
import sys

import facts
import pages
import pictures
import printing

HERE = os.path.dirname(os.path.abspath(__file__))


def pandoc(program, source, arguments):
    done = subprocess.run([program, "--from", "markdown-smart+pipe_tables-tex_math_dollars", *arguments], input=source,
                          capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise facts.Missing(f"pandoc: status {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def to_html(program, page):
    """The page's text as a piece of HTML. Its anchors begin with its name, so that all fit into one file."""
    body = pandoc(program, page.text, ["--to", "html5", "--no-highlight", "--wrap", "none", "--columns", "1000",
                                       "--id-prefix", page.name + "-"])
    return re.sub(r"(<table.*?</table>)", r'<div class="wide">\1</div>', body, flags=re.S)


def to_man(program, page):
    """A page in man's form. Links mean nothing there, and pictures are their own description."""
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"(Picture in the HTML pages: \1.)", page.text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^# .*\n", "", text, count=1)
    text = f"# NAME\n\n{page.man} - {page.about}\n\n# DESCRIPTION\n\n{text}"
    made = pandoc(program, text, ["--to", "man", "--standalone", "--metadata",
                                  f"title={page.man.upper()}", "--metadata", f"section={page.section}",
                                  "--metadata", "header=L486 manual", "--metadata", "footer=L486"])
    # pandoc gives a table the whole line, and forgets the page's margin and the gaps between columns.
    return re.sub(r"lw\((\d+\.\d)n\)", lambda width: f"lw({float(width.group(1)) * 0.8:.1f}n)", made)


def contents(book, current=None):
    """The list of all pages, by part."""
    lines = []
    for part in pages.PARTS:
        lines.append(f"<h2>{part}</h2><ul>")
        for page in (p for p in book if p.part == part):
            mark = ' aria-current="page"' if page is current else ""
            lines.append(f'<li><a href="{page.name}.html"{mark}>{html.escape(page.title)}</a></li>')
        lines.append("</ul>")
    return "\n".join(lines)


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def build(out, figures, program, printer):
    book = pages.book(figures)
    for page in book:
        write(out, f"text/{page.name}.md", page.text)
    for name, draw in pictures.ALL.items():
        write(out, f"pictures/{name}.svg", draw().svg())
    if not program:
        return book
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        bodies = list(pool.map(lambda page: to_html(program, page), book))
        men = list(pool.map(lambda page: to_man(program, page), book))
    template = facts.read("handouts/template.html")
    for page, body, man in zip(book, bodies, men):
        write(out, f"man/{page.man}.{page.section}", man)
        text = template
        for key, value in (("title", html.escape(page.title)), ("contents", contents(book, page)), ("body", body)):
            text = text.replace(f"${key}$", value)
        write(out, f"{page.name}.html", text)
    shutil.copy(os.path.join(HERE, "style.css"), out)
    write(out, "manual.html", printing.one_file(book, bodies, contents(book)))
    if printer:
        printing.pdf(printer, os.path.join(out, "manual.html"), os.path.join(out, "manual.pdf"))
    return book


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--figures", default="")
    parser.add_argument("--pandoc", default="")
    parser.add_argument("--printer", default="")
    arguments = parser.parse_args()
    new = arguments.out.rstrip("/") + ".new"
    shutil.rmtree(new, ignore_errors=True)
    try:
        book = build(new, facts.Figures(arguments.figures), arguments.pandoc, arguments.printer)
    except facts.Missing as missing:
        sys.exit(f"handouts: {missing}")
    shutil.rmtree(arguments.out, ignore_errors=True)
    os.replace(new, arguments.out)
    made = "HTML and man pages" if arguments.pandoc else "texts and pictures only"
    made += ", PDF" if arguments.printer and arguments.pandoc else ""
    changed = arguments.figures and facts.newer_than(arguments.figures)
    if changed:
        print(f"handouts: {changed} is newer than {arguments.figures}; `make bench` measures its figures anew")
    print(f"{arguments.out}: {len(book)} pages, {len(pictures.ALL)} pictures; {made}")


if __name__ == "__main__":
    main()
