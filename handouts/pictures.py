"""The pictures of the manual, drawn from facts: addresses, sizes and names come from the tree's headers.

Each function returns a Picture. What a picture shows that is not a number of a header is computed by the rule that it
is to explain: the lists of wakeups by time modulo their number, the tree after an unmap by the unmap's own rule.
"""

import facts
from svg import Picture

KERNEL, USER = "kernel/i486/layout.h", "user/lib/include/layout.h"


def address(value):
    return f"0x{value:08X}"


def address_space():
    kernel, user = facts.numbers(KERNEL), facts.numbers(USER)
    # name of the first address, of its end (or a size), what lies there
    regions = [(user["PROGRAM_BASE"], "program: text, data, bss", "user"),
               (user["HEAP_BASE"], f"heap, up to {address(user['HEAP_END'])}", "user"),
               (user["STACK_BASE"], f"stack of thread 0, up to {address(user['STACK_END'])}", "user"),
               (user["BUFFER_BASE"], "windows on files: pages of the file server", "server"),
               (user["WINDOW_BASE"], "where a server lets its clients map", "server"),
               (user["START_PAGE"], "start page and kernel info page, read-only", "user"),
               (kernel["KERNEL_BASE"], f"physical memory, the first {kernel['PHYS_LIMIT'] >> 20} MB", "kernel"),
               (kernel["WINDOW_BASE"], f"copy window, {kernel['WINDOW_SIZE'] >> 20} MB, each task's own", "kernel"),
               (kernel["TABLES_BASE"], "IDT, GDT, TSS and hot data; I/O bitmap behind", "kernel"),
               (kernel["TCB_BASE"], f"thread control blocks, {kernel['TCB_AREA_SIZE'] >> 20} MB", "kernel")]
    regions.sort(reverse=True)
    height, top = 44, 50
    p = Picture(720, top + height * len(regions) + 70, "An address space of L486")
    p.text(150, 26, "one address space, 4 GB (not to scale)")
    border = None
    for i, (base, what, kind) in enumerate(regions):
        y = top + i * height
        p.box(150, y, 440, height, kind, 0)
        p.text(166, y + 27, what)
        p.text(140, y + height - 2, address(base), "mono", "end")
        if base >= kernel["KERNEL_BASE"]:
            border = y + height
    bottom = top + height * len(regions)
    p.text(140, top + 6, "0xFFFFFFFF", "mono", "end")
    p.box(150, bottom, 440, 30, "none", 0)
    p.text(166, bottom + 20, "nothing: a NULL pointer faults", "small")
    p.text(140, bottom + 30, address(0), "mono", "end")
    p.line([(600, top), (612, top), (612, border - 3), (600, border - 3)])
    p.text(622, (top + border) / 2 + 5, "ring 0 only")
    p.line([(600, border + 3), (612, border + 3), (612, bottom + 30), (600, bottom + 30)])
    p.text(622, (border + bottom) / 2 + 5, "ring 3")
    return p


def copy_window():
    k = facts.numbers(KERNEL)
    entry = 4 << 20
    first, many = k["WINDOW_BASE"] // entry, k["WINDOW_SIZE"] // entry
    example = 0x10400000 // entry  # somewhere in the receiver's heap
    p = Picture(720, 330, "The copy window")
    for x, title in ((40, "sender's page directory"), (440, "receiver's page directory")):
        p.text(x + 110, 26, title, "", "middle")
        p.box(x, 40, 220, 240, "none", 0)
    for i in range(many):
        y = 190 + i * 36
        p.label(40, y, 220, 36, f"entry {first + i}, ring 0 only", "kernel")
        p.label(440, y - 110, 220, 36, f"entry {example + i}", "user")
        p.line([(260, y + 18), (350, y + 18), (350, y - 92), (430, y - 92)], "line dash" if i else "line")
        p.arrow(428, y - 92, 438, y - 92)
    p.label(40, 80, 220, 36, "own message", "user")
    p.arrow(150, 118, 150, 188)
    p.text(160, 158, "one copy")
    p.text(352, 72, "copied entries", "small", "middle")
    p.text(40, 306, f"The window begins at {address(k['WINDOW_BASE'])}: {many} entries of 4 MB show {many} entries of the receiver,", "small")
    p.text(40, 324, "so a message of up to 4 MB fits wherever in 4 MB it begins.", "small")
    return p


def wakeup_lists():
    path = "kernel/thread/wakeup.h"
    lists, tick = facts.number(path, "WAKEUP_LISTS"), facts.number("kernel/thread/timeout.h", "TICK_US")
    now = 1000
    sleepers = [("A", now + 3), ("B", now + 3 + lists), ("C", now + 5), ("D", now + 3 + 4 * lists), ("E", now + 8)]
    p = Picture(720, 390, "Wakeups in lists by time")
    p.text(20, 26, f"{lists} lists; a tick is {tick} microseconds and looks at one of them")
    shown = sorted({time % lists for _, time in sleepers} | {now % lists})
    for row, index in enumerate(shown):
        y = 50 + row * 58
        p.label(20, y, 170, 40, f"near[{index}]", "kernel", "mono")
        x = 190
        for name, time in [s for s in sleepers if s[1] % lists == index]:
            p.arrow(x, y + 20, x + 24, y + 20)
            p.box(x + 26, y, 140, 40, "user")
            p.text(x + 96, y + 25, f"{name}: tick {time}", "", "middle")
            x += 166
        if index == now % lists:
            p.arrow(330, y + 20, 196, y + 20)
            p.text(338, y + 25, f"now: tick {now}, {now} mod {lists} = {index}")
    y = 50 + len(shown) * 58
    p.label(20, y, 170, 40, "far", "kernel", "mono")
    epoch = facts.number(path, "WAKEUP_EPOCH")
    p.text(206, y + 16, f"all that lies {epoch} ticks or more behind the base,", "small")
    hours = epoch * tick / 3.6e9
    p.text(206, y + 34, f"looked at when the base moves, every {hours:.2f} hours", "small")
    p.text(20, y + 76, f"Tick {now + 3} looks at three threads and wakes one: the others share its list, not its time.", "small")
    return p


# The mapping tree as the kernel keeps it: a list in preorder, each node with its depth (kernel/space/mapping.h).
# The example is the kernel info page: the root task maps it to its servers, the pager to the programs that it starts.
TREE = [("sigma0", 0), ("root task", 1), ("pager", 2), ("ls", 3), ("wc", 3), ("fs", 2), ("shell", 2)]


def descendants(tree, name):
    """Those behind a node with a greater depth: what an unmap by it takes away."""
    at = [n for n, _ in tree].index(name)
    found = []
    for other, depth in tree[at + 1:]:
        if depth <= tree[at][1]:
            break
        found.append(other)
    return found


def mapping_tree():
    facts.word("kernel/space/mapping.h", "preorder")
    gone = descendants(TREE, "pager")
    p = Picture(720, 400, "A mapping tree before and after unmap")
    place = {"sigma0": (180, 50), "root task": (180, 120), "pager": (100, 190), "fs": (200, 190), "shell": (300, 190),
             "ls": (55, 260), "wc": (150, 260)}
    for shift, title in ((0, "before"), (370, "after the pager's fpage_unmap")):
        p.text(20 + shift, 26, title)
        parents = {}
        for name, depth in TREE:
            x, y = place[name]
            parents[depth] = (x + shift, y)
            taken = shift and name in gone
            if depth:
                px, py = parents[depth - 1]
                (p.line if taken else p.arrow)(*(([(px, py + 36), (x + shift, y - 2)], "gone") if taken else
                                                 (px, py + 36, x + shift, y - 2)))
            if taken:
                p.line([(x + shift - 42, y), (x + shift + 42, y), (x + shift + 42, y + 34), (x + shift - 42, y + 34),
                        (x + shift - 42, y)], "gone")
                p.text(x + shift, y + 22, "no page", "small", "middle")
            else:
                kind = "kernel" if depth < 2 else "server" if name in ("pager", "fs") else "user"
                p.label(x + shift - 42, y, 84, 34, name, kind, "small")
    rest = [(n, d) for n, d in TREE if n not in gone]
    for shift, tree in ((0, TREE), (370, rest)):
        p.text(20 + shift, 330, "as the kernel keeps it, in preorder with depths:", "small")
        p.text(20 + shift, 350, ", ".join(f"{n.split()[0]} {d}" for n, d in tree), "small")
    p.text(20, 380, "With L4_UNMAP_REMOVE alone the pager keeps its page; with L4_UNMAP_FLUSH its own node goes, too.", "small")
    return p


def file_dance():
    restore = facts.word("user/lib/include/files.h", "FILES_RESTORE")
    following = facts.word("user/pager/forward.h", "FORWARD_NEXT")
    facts.word("user/pager/forward.c", "l4_ipc_propagate")
    facts.word("user/pager/forward.c", "L4_FPAGE_GRANT")
    facts.word("user/fs/windows.c", "page_take_back")
    columns = {"client": 90, "pager": 270, "worker": 450, "file server": 640}
    p = Picture(740, 560, "The file server and the pager restore a page of a window")
    for name, x in columns.items():
        p.label(x - 68, 20, 136, 38, "pager's worker" if name == "worker" else name, "user" if name == "client" else "server")
        p.line([(x, 58), (x, 545)], "thin")
    steps = [("file server", "client", "fpage_unmap: the page is taken back", "dash"),
             ("client", "pager", "touch: a page fault, as a message", ""),
             ("pager", "worker", f"the job, as answer to {following}", ""),
             ("worker", "file server", restore, ""),
             ("file server", "worker", "the block, mapped (from the disk, if need be)", ""),
             ("worker", "client", "the same page, granted, in the pager's name", ""),
             ("worker", "pager", f"{following}: done", "")]
    for i, (one, other, what, kind) in enumerate(steps):
        y = 105 + i * 64
        a, b = columns[one], columns[other]
        p.arrow(a, y, b, y, "line " + kind)
        middle = (a + b) / 2
        width = 8 * len(what) + 30
        middle = min(max(middle, width / 2 + 4), p.width - width / 2 - 4)
        p.text(middle, y - 9, f"{i + 1}  {what}", "halo", "middle")
    return p


ALL = {"address-space": address_space, "copy-window": copy_window, "wakeup-lists": wakeup_lists,
       "mapping-tree": mapping_tree, "file-dance": file_dance}
