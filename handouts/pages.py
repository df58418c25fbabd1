"""The book: which pages there are, and what their texts become when facts are filled in.

A page is a file of manual/, a section of manual/commands.md, or, for a server, the comments of its header.
"""

import os
import re

import facts
import pictures

PARTS = ["The kernel", "System calls", "Servers", "Commands", "Measuring and grading"]

# The chapters: file in manual/, part. A page's title is its first heading.
CHAPTERS = [("index", "The kernel"), ("words", "The kernel"), ("protocols", "The kernel"), ("pictures", "The kernel"),
            ("comparing", "Measuring and grading"), ("figures", "Measuring and grading"),
            ("timing", "Measuring and grading"), ("formats", "Measuring and grading")]

# The servers: header in user/lib/include/, title, where the program lies. A new server gets a line here.
SERVERS = [("names", "The name server", "user/names/"), ("tasks", "The root task", "user/root/"),
           ("console", "The console server", "user/console/"), ("clock", "The clock server", "user/clock/"),
           ("disk", "The disk server", "user/disk/"), ("files", "The file server", "user/fs/"),
           ("pager", "The pager server", "user/pager/"), ("sigma0", "sigma0", "user/sigma0/"),
           ("service", "Finding a server, and surviving its death", "user/lib/service.c"),
           ("start", "What a program is started with", "user/lib/start.c"),
           ("layout", "A program's address space", "user/lib/include/layout.h")]


class Page:
    def __init__(self, name, part, text, man=None, section=7):
        self.name, self.part, self.text, self.section = name, part, text, section
        self.man = man or "l486-" + name
        self.title = re.match(r"# (.*)", text).group(1)
        paragraph = text.split("\n\n", 2)[1]
        self.about = re.sub(r"[`*\[\]]|\(\S+\.html\S*\)", "", " ".join(paragraph.split())).split(". ")[0].rstrip(".")


def fence(text, language="c"):
    return f"```{language}\n{text}\n```"


def escaped(prose):
    """A comment's prose, in which * and _ and < mean themselves."""
    return re.sub(r"([*_<>])(?=[^`]*(?:`[^`]*`[^`]*)*$)", r"\\\1", prose)


def head_to_markdown(comment):
    """A head comment as text: what is set in is shown as it stands, lines that begin with * are a list."""
    blocks = []
    for block in re.split(r"\n\s*\n", comment):
        if all(line.startswith("  ") or not line for line in block.split("\n")):
            blocks.append(fence(re.sub(r"^ {2}", "", block, flags=re.M), "text"))
        else:
            blocks.append(escaped(block))
    return "\n\n".join(blocks).replace("```\n\n```text\n", "\n")  # one table may have empty lines


def header_code(path):
    """What a header declares, without its head comment and its guard."""
    text = facts.read(path).split("*/", 1)[1]
    text = re.sub(r"^#(ifndef|define) \w+_H\n|^#endif\s*\Z", "", text, flags=re.M)
    return fence(text.strip("\n"))


def errors():
    text = facts.read("kernel/include/l4/types.h")
    rows = ["| receive | send | name | when |", "|---|---|---|---|"]
    told = {"L4_ENOT_EXISTENT": "no such destination or source", "L4_ETIMEOUT": "the timeout passed before the transfer began",
            "L4_ESEND_PF": "the sender's timeout for page faults passed",
            "L4_ERECV_PF": "the receiver's timeout for page faults passed"}
    phase = int(re.search(r"L4_IN_SEND = (0x\w+)", text).group(1), 16)
    for name, value, comment in re.findall(r"(L4_E\w+) = (0x\w+),(?:[ ]*/\* (.*?) \*/)?", text):
        code = int(value, 16)
        both = name == "L4_ENOT_EXISTENT"
        rows.append(f"| 0x{code:02X} | 0x{code if both else code + phase:02X} | `{name}` | {told.get(name, comment)} |")
    if len(rows) < 9 or phase != 0x10:
        raise facts.Missing("kernel/include/l4/types.h: enum l4_error is not what handouts/pages.py can read")
    return "\n".join(rows)


def published_rows(keys):
    table = facts.published()
    rows = ["| what | cycles | microseconds | source |", "|---|---|---|---|"]
    for key in keys:
        if key not in table:
            raise facts.Missing(f"handouts/published.tbl: there is no {key}")
        rows.append("| " + " | ".join(table[key]) + " |")
    return "\n".join(rows)


# The published figures that have a measured one beside them: key of published.tbl, name in tools/figures.
PAIRS = [("entry_exit", "entry_exit"), ("call_warm", "null_call"), ("ipc_short", "ipc_short_inter"), ("ipc_512", "ipc_512")]


def comparison(figures):
    table = facts.published()
    rows = ["| what was published | published | here | figure |", "|---|---|---|---|"]
    for key, name in PAIRS:
        item, cycles, _, source = table[key]
        rows.append(f"| {item} ({source}) | {cycles} | {figures.text(name)} | `{name}` |")
    return "\n".join(rows)


def all_figures(figures):
    rows = ["| figure | cycles | what |", "|---|---|---|"]
    for line in facts.read("tools/figures").split("\n"):
        if line.strip() and not line.startswith("#"):
            words = line.split(None, 6)
            unit = " bytes" if words[0].endswith("_bytes") else ""
            rows.append(f"| `{words[0]}` | {figures.text(words[0])}{unit} | {words[6].replace('|', chr(92) + '|')} |")
    return "\n".join(rows)


def include(path, title):
    """A section of a README; its links lead to files, which a reader of the manual may not have."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", facts.section(path, title))
    return f"{text}\n\n*From `{path}`.*"


def stub(name):
    prose, code = facts.declaration("user/lib/include/syscall.h", name)
    return fence(code) + "\n\n" + escaped(prose)


def expand(text, figures):
    def directive(match):
        words = re.findall(r'"[^"]*"|\S+', match.group(1))
        name, values = words[0], [value.strip('"') for value in words[1:]]
        if name == "code":
            return fence(facts.function(*values)) + f"\n\n*`{values[1]}()`, from `{values[0]}`.*"
        if name == "include":
            return include(*values)
        if name == "header":
            return header_code(values[0])
        if name == "head":
            return head_to_markdown(facts.head_comment(values[0]))
        if name == "stub":
            return stub(values[0])
        if name == "errors":
            return errors()
        if name == "published":
            return published_rows(values)
        if name == "compare":
            return comparison(figures)
        if name == "figures":
            return all_figures(figures)
        if name == "picture":
            if values[0] not in pictures.ALL:
                raise facts.Missing(f"handouts/pictures.py draws no {values[0]}")
            return f"![{values[1]}](pictures/{values[0]}.svg)"
        raise facts.Missing(f"a text in handouts/manual/ says @{name}; README.md says what there is")

    def filled(match):
        key = match.group(1)
        if key.startswith("published:"):
            table = facts.published()
            if key[10:] not in table:
                raise facts.Missing(f"handouts/published.tbl: there is no {key[10:]}")
            return table[key[10:]][1]
        return figures.text(key)

    text = re.sub(r"^@(.*)$", directive, text, flags=re.M)
    return re.sub(r"\{\{([a-z0-9_:]+)\}\}", filled, text)


def source(name):
    return facts.read(f"handouts/manual/{name}.md")


def call_page(name, vector, figures):
    text = source(f"calls/{name}")
    title, rest = text.split("\n", 1)
    first, rest = rest.lstrip("\n").split("\n\n", 1)
    return Page(name, "System calls", expand(f"{title}\n\n{first}\n\nVector `0x{vector:02X}`.\n\n{rest}", figures), name, 2)


def server_page(name, title, place, figures):
    path = f"user/lib/include/{name}.h"
    more = os.path.join(facts.HERE, "manual", "servers", name + ".md")
    own = expand(source(f"servers/{name}"), figures) + "\n\n" if os.path.exists(more) else ""
    text = (f"# {title}\n\n{head_to_markdown(facts.head_comment(path))}\n\n{own}## In C\n\n`#include <{name}.h>`\n\n"
            f"{header_code(path)}\n\nWhere it is done: `{place}`.")
    return Page(name, "Servers", text, name, 3)


def command_pages(figures):
    """One page for each command of `make help`: its sentence, and what commands.md adds."""
    told = dict(re.findall(r"^## make (\S+)\n(.*?)(?=^## |\Z)", source("commands"), re.S | re.M))
    found, known = [], facts.commands()
    for name in told:
        if name not in known:
            raise facts.Missing(f"handouts/manual/commands.md: `## make {name}`, but `make help` lists no such command")
    for name, (sentence, file) in known.items():
        text = (f"# make {name}\n\n{sentence[0].upper()}{sentence[1:].rstrip('.')}.\n\n{told.get(name, '').strip()}\n\n"
                f"*The rule stands in `{file}`.*")
        found.append(Page("make-" + name, "Commands", expand(text, figures), "make-" + name, 1))
    return found


def book(figures):
    found = []
    for part in PARTS:
        found += [Page(name, part, expand(source(name), figures)) for name, of in CHAPTERS if of == part]
        if part == "System calls":
            found += [call_page(name, vector, figures) for name, vector in facts.calls().items()]
        if part == "Servers":
            found += [server_page(*server, figures) for server in SERVERS]
        if part == "Commands":
            found += command_pages(figures)
    return found
