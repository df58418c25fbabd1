"""The handouts' tests (`make handouts-test`): every subject has its page, no link is broken, nothing is stale or made up.

    check.py --build DIR [--pandoc FILE]

Texts and pictures are made on every host; HTML and man pages where pandoc is. Figures are those of DIR/bench.json, or
"not measured" where nobody has measured yet: nothing here takes minutes.
"""

import argparse
import html.parser
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

import facts
import pages
import pictures

HERE = facts.HERE
MANUAL = os.path.join(HERE, "manual")


def sources():
    for folder, _, names in os.walk(MANUAL):
        for name in sorted(names):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                yield os.path.relpath(os.path.join(folder, name), HERE), file.read()


def every_subject_has_a_page(book):
    """Calls of the kernel's header, headers with a protocol of w0, commands of make help."""
    names = {page.name for page in book}
    wanted = set(facts.calls()) | {"make-" + name for name in facts.commands()}
    folder = os.path.join(facts.ROOT, "user/lib/include")
    for header in sorted(os.listdir(folder)):
        comment = re.match(r"/\*(.*?)\*/", facts.read("user/lib/include/" + header), re.S)
        if comment and re.search(r"^ \* +w0  ", comment.group(1), re.M):
            wanted.add(header[:-2])
    return [f"no page for {name}" for name in sorted(wanted - names)]


def commands_are_those_of_make_help(book):
    """The manual reads the Makefiles by itself; make must see the same commands."""
    make = os.environ.get("MAKE", "make").split()[0]
    done = subprocess.run([make, "--no-print-directory", "SETUP=no", "help"], cwd=facts.ROOT, capture_output=True,
                          text=True, timeout=60)
    listed = set(re.findall(r"^  make (\S+)", done.stdout, re.M))
    told = {page.name[5:] for page in book if page.part == "Commands"}
    return [f"`make help` lists {name}, the manual lacks it" for name in sorted(listed - told)] + \
        [f"the manual has {name}, `make help` lacks it" for name in sorted(told - listed)]


def calls_say_what_is_needed(book):
    """Each call's page has its sections, and names each register that its stub loads or stores."""
    wrong, stubs = [], facts.read("user/lib/syscall.S")
    for page in (p for p in book if p.part == "System calls"):
        for title in ("Registers", "Errors", "May it block?", "Cost", "Example"):
            if f"\n## {title}\n" not in page.text:
                wrong.append(f"{page.name}: no section {title}")
        table = page.text.split("## Registers", 1)[-1].split("\n## ", 1)[0]
        stub = re.search(rf"enter\s+l4_{page.name}\n(.*?)\n\s+int\s+\$L4_INT_{page.name.upper()}\n", stubs, re.S)
        if not stub:
            wrong.append(f"{page.name}: user/lib/syscall.S has no stub for it")
            continue
        loaded = set()  # a register that held an address is no argument until it is loaded anew
        for line in stub.group(1).split("\n"):
            loaded -= set(re.findall(r"\d\(%(\w+)\)", line))
            loaded |= set(re.findall(r"movl .*, %(\w+)$", line))
        wrong += [f"{page.name}: the stub loads {register.upper()}, the page's table lacks it"
                  for register in sorted(loaded) if register.upper() not in table]
    return wrong


def no_figure_is_typed(book):
    """A number of cycles in a source is a figure that nobody will mend when it changes."""
    typed = re.compile(r"\b\d[\d .,]*(?:cycles|microseconds|us)\b")
    return [f"{name}: `{match.group(0)}` is typed; write {{{{figure}}}} or {{{{published:key}}}}"
            for name, text in sources() for match in typed.finditer(re.sub(r"```.*?```", "", text, flags=re.S))]


def code_comes_from_the_tree(book):
    """A source shows C by @code and its like; what it has between ``` are layouts and commands."""
    return [f"{name}: a block of C is typed (`{block.strip()[:40]}`); show the tree's with @code FILE FUNCTION"
            for name, text in sources() for kind, block in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.S | re.M)
            if kind != "text" and re.search(r"[;{}]\s*$", block, re.M)]


def published_agrees_with_bench(book):
    """Where bench.py prints a published figure, the manual's table has the same."""
    table, wrong = facts.published(), []
    given = {line.split(None, 6)[0]: line.split(None, 6)[5] for line in facts.read("tools/figures").split("\n")
             if line.strip() and not line.startswith("#")}
    for key, name in pages.PAIRS:
        if table[key][1] != given[name]:
            wrong.append(f"handouts/published.tbl says {table[key][1]} for {key}, tools/figures {given[name]} for {name}")
    return wrong


def pictures_are_whole(book):
    """Each is XML, is shown by a page, and draws nothing beyond its borders."""
    wrong, shown = [], "".join(page.text for page in book)
    for name, draw in pictures.ALL.items():
        root = tree.fromstring(draw().svg())
        width, height = (float(value) for value in root.get("viewBox").split()[2:])
        for element in root.iter("{http://www.w3.org/2000/svg}rect"):
            x, y, w, h = (float(element.get(key)) for key in ("x", "y", "width", "height"))
            if x < 0 or y < 0 or x + w > width or y + h > height:
                wrong.append(f"{name}: a box at {x:g}, {y:g} leaves the picture")
        if f"pictures/{name}.svg" not in shown:
            wrong.append(f"{name}: no page shows it")
    return wrong


class Links(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.targets, self.anchors = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for key, value in attributes:
            if key in ("href", "src"):
                self.targets.append(value)
            if key == "id":
                self.anchors.append(value)


def broken_links(folder):
    wrong, parsed = [], {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".html"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                parsed[name] = Links(file.read())
    for name, page in parsed.items():
        for anchor in {a for a in page.anchors if page.anchors.count(a) > 1}:
            wrong.append(f"{name}: two places are called #{anchor}")
        for target in page.targets:
            file, _, anchor = target.partition("#")
            if "://" in target:
                continue
            if file and not os.path.exists(os.path.join(folder, file)):
                wrong.append(f"{name}: {target} does not exist")
            elif anchor and anchor not in parsed.get(file or name, page).anchors:
                wrong.append(f"{name}: {target}: no such place")
    return wrong


def bad_man_pages(folder, book):
    wrong = []
    for page in book:
        path = os.path.join(folder, "man", f"{page.man}.{page.section}")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if not re.search(rf"^\.SH NAME\n\.PP\n.*{re.escape(page.man[:4])}", text, re.M):
            wrong.append(f"{page.man}.{page.section}: no line of name and purpose")
    return wrong


def stale(folder, book):
    """A file that no page stands for any more, as one that was left from before."""
    wanted = {page.name + ".html" for page in book} | {"manual.html", "style.css", "man", "pictures", "text"}
    return [f"{name} is left over" for name in sorted(set(os.listdir(folder)) - wanted)]


def tell(name, wrong):
    print(f"ok {name}" if not wrong else f"FAIL {name}: {len(wrong)} places\n  " + "\n  ".join(wrong[:20]), flush=True)
    return bool(wrong)


def built(pandoc, figures):
    """Builds twice into one folder, in which something old lies, and looks at what is there then."""
    with tempfile.TemporaryDirectory() as home:
        out = os.path.join(home, "handouts")
        os.makedirs(out)
        open(os.path.join(out, "old.html"), "w", encoding="utf-8").close()
        done = subprocess.run([sys.executable, "-B", os.path.join(HERE, "build.py"), "--out", out, "--pandoc", pandoc,
                               "--figures", figures], capture_output=True, text=True, timeout=120)
        if done.returncode:
            return tell("build", [done.stderr.strip()])
        book = pages.book(facts.Figures(figures))
        failed = tell("build", [])
        failed |= tell("links", broken_links(out))
        failed |= tell("man-pages", bad_man_pages(out, book))
        return tell("nothing-stale", stale(out, book)) or failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default="build")
    parser.add_argument("--pandoc", default="")
    arguments = parser.parse_args()
    figures = os.path.join(arguments.build, "bench.json")
    whole = facts.is_whole(figures)
    figures = figures if whole else ""
    try:
        book = pages.book(facts.Figures(figures))
    except facts.Missing as missing:
        sys.exit(f"FAIL texts: {missing}")
    failed = tell("texts", [])
    for test in (every_subject_has_a_page, commands_are_those_of_make_help, calls_say_what_is_needed, no_figure_is_typed,
                 code_comes_from_the_tree, published_agrees_with_bench, pictures_are_whole):
        failed |= tell(test.__name__.replace("_", "-"), test(book))
    if whole:
        failed |= tell("figures", [page.name for page in book if "(not measured)" in page.text])
    else:
        print(f"skip figures: there is no whole {arguments.build}/bench.json; `make bench` measures it")
    if arguments.pandoc:
        failed |= built(arguments.pandoc, figures)
    else:
        for name in ("build", "links", "man-pages", "nothing-stale"):
            print(f"skip {name}: pandoc is not installed (tools/setup.sh --more)")
    sys.exit(1 if failed else 0)


main()
