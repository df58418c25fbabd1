"""The shell and the programs of /bin in the whole system, through the serial line: `make shell-test`.

    shell.py BUILD MODULE...

A fresh disk each time, and a clock that counts instructions. What a test expects is what the program's head says.
"""

import glob
import os
import re
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tools"))
import disks  # noqa: E402
import machine  # noqa: E402

GUARD_SECONDS = 60  # against a hang; nothing is judged by it
CTRL_C, CTRL_D, UP = "\x03", "\x04", "\x1b[A"


class Wrong(Exception):
    """The shell or a program did not do what it should."""


def has(said, *patterns):
    for pattern in patterns:
        if not re.search(pattern, said, re.M):
            raise Wrong(f"{pattern!r} expected; it said\n{said}")


def equal(what, expected, seen):
    if expected != seen:
        raise Wrong(f"{what}: expected {expected!r}, seen {seen!r}")


class Session:
    """The prompt of the shell."""

    def __init__(self, guest):
        self.guest = guest
        self.directory = ""

    def prompt(self, seconds=GUARD_SECONDS):
        """What comes up to the next prompt, without it."""
        said = self.guest.expect("l486:/", seconds)[:-len("l486:/")]
        self.directory = "/" + self.guest.expect("> ", seconds)[:-2]
        return said.replace("\r", "")

    def ask(self, line):
        """The answer to a line, without its echo."""
        self.guest.type(line + "\r")
        return self.prompt().split("\n", 1)[1]

    def begin(self, line, until):
        """Types a line whose program goes on; returns when it has said `until`."""
        self.guest.type(line + "\r")
        self.guest.expect("\n", GUARD_SECONDS)
        self.guest.expect(until, GUARD_SECONDS)


def commands(s):
    """cd, pwd, ;, quotes, history by arrow keys, what is not there."""
    equal("home", "/home", s.directory)
    equal("cd", "", s.ask("cd ../bin/.."))
    equal("where", "/", s.directory)
    equal("pwd", "/home\n", s.ask("cd; pwd"))
    equal("quotes", "a  b c\n", s.ask("echo 'a  b' \"c\" # a comment"))
    equal("up", "again\nand again\n", (s.ask("echo again; echo and again"), s.ask(UP))[1])
    has(s.ask("history"), r"^ +\d+  echo again; echo and again$")
    has(s.ask("nosuch"), "^nosuch: there is no such program or command")
    has(s.ask("cd nosuch"), "^cd: nosuch: ")
    has(s.ask("echo 'a"), "^a ' is not closed$")
    has(s.ask("pwd > x"), "^pwd is a command of the shell's own")
    s.guest.type("given up" + CTRL_C)
    equal("Ctrl-C at the prompt", "given up^C\n", s.prompt())


def help_is_complete(s):
    """help names every program of /bin, and nothing that is not there."""
    said = s.ask("help")
    programs = set(s.ask("ls /bin").split())
    listed = said[said.index("Files:"):].split("\n")
    named = set(re.findall(r"\b[a-z]+\b", " ".join(line[2:38] for line in listed if line.startswith("  "))))
    named -= {"null", "divide", "instruction"}  # words that crash understands
    equal("programs that help does not name", set(), programs - named)
    equal("names in help that nothing has", set(), named - programs)


def redirection(s):
    """Files in place of the console; what is typed as a file."""
    equal(">", "one\n", s.ask("echo one > f; cat f"))
    equal(">>", "one\ntwo\n", s.ask("echo two >> f; cat < f"))
    equal("> again", "three\n", s.ask("echo three > f; cat f"))
    equal("< and >", "three\n", s.ask("cat < f > g; cat g"))
    s.guest.type("cat > typed\r")
    s.guest.expect("\n")
    s.guest.type("first lino\x7fe\rsecond\r" + CTRL_D)
    s.prompt()
    equal("typed", "      2       3      18  typed\n", s.ask("wc typed"))
    has(s.ask("cat < nosuch"), "^/home/nosuch: ")
    has(s.ask("echo > /nosuch/f"), "^/nosuch/f: ")
    equal("rm", "", s.ask("rm f g typed"))


def files(s):
    """Every program for files."""
    equal("mkdir", "", s.ask("mkdir d d/e; cp names.txt d; touch d/new"))
    equal("ls", "e/         names.txt  new\n", s.ask("ls d"))
    has(s.ask("ls -l d"), r"^d +4096 .* e$", r"^- +334 +2000-01-\d\d \d\d:\d\d  names\.txt$", r"^- +0 .* new$")
    equal("ls in a file", "e/\nnames.txt\nnew\n", s.ask("ls d > d/list; cat d/list > d/l2; grep -v list d/l2; rm d/list d/l2"))
    equal("mv", "e/   m/   old\n", s.ask("mkdir d/m; mv d/names.txt d/m; mv d/new d/old; ls d"))
    equal("mv into", "names.txt\n", s.ask("ls d/m"))
    has(s.ask("rmdir d"), "^rmdir: d: ")
    has(s.ask("rm d"), "^rm: d: ")
    equal("rm -r", "", s.ask("rmdir d/e; rm -r d"))
    has(s.ask("ls d"), "^ls: d: there is nothing of this name$")
    equal("head", "486\n3\n", s.ask("head -n 2 numbers.txt"))
    equal("grep", "disk       drives the disks\n", s.ask("grep disks names.txt"))
    equal("sort", ["sigma0", "shell"], [line.split()[0] for line in s.ask("sort -r names.txt").split("\n")[:2]])
    has(s.ask("echo abc > f; hexdump f; rm f"), r"^00000000  61 62 63 0a +\|abc\.\|$")
    has(s.ask("df; sync"), r"^32768 KB in all, \d+ KB used, \d+ KB free$")
    has(s.ask("cp names.txt names.txt"), "are the same file$")


def background(s):
    """Programs side by side with the shell; wait; what is told when one ends by itself."""
    said = s.ask("hog 1 & hog 1 & wait")
    equal("both", 2, len(re.findall(r"^hog: turn 2: 0 words of 262144 are wrong\.$", said, re.M)))
    has(s.ask("deadlock > f &"), r"^\[task \d+\] deadlock$")
    has(s.ask("ps"), r"^ +\d+  deadlock ")
    has(s.ask("kill deadlock"), r"^task \d+ is no more$", "^deadlock was killed$")
    s.ask("cat nosuch > f &")  # what it complains of may come before or behind the prompt
    has(s.ask("ls /nosuch; wait; rm f"), "^ls: /nosuch: ")


def interrupted(s):
    """Ctrl-C ends what is in the foreground, and only that; what was typed ahead is gone."""
    for _ in range(3):
        s.begin("deadlock", "Ctrl-C ends this program.")
        s.guest.type("typed ahead" + CTRL_C)
        has(s.prompt(), r"\^C\ndeadlock was killed\n$")
    s.guest.type("cat\r")
    s.guest.expect("\n")
    s.guest.type("a line\r")
    s.guest.expect("a line\r\na line\r\n", GUARD_SECONDS)
    s.guest.type(CTRL_C)
    has(s.prompt(), "cat was killed\n$")


def crashes(s):
    """How a program ended, in a sentence."""
    for way, why in (("null", "memory that it does not have"), ("divide", "divided by zero"),
                     ("instruction", "an i486 does not know"), ("port", "only the kernel may do"),
                     ("stack", "memory that it does not have")):
        has(s.ask(f"crash {way}"), rf"^crash crashed at address 0040\w+: .*{why}.* \(exception \d+\)$")


def system(s):
    """What the system tells of itself."""
    has(s.ask("ps"), r"^ +\d+  shell +2 +100 ", r"^ +\d+  ps +1 +50 ")
    has(s.ask("mem"), r"^ +\d+ KB  server fs$", r"^ +\d+ KB  program mem, ", r"^ +\d+ KB  blocks of files")
    said = s.ask("names")
    for name in ("console", "clock", "disk", "fs", "pager"):
        has(said, rf"^{name} +task \d+, thread 0 ")
    has(s.ask("date"), r"^\w{3} 2000-01-\d\d \d\d:\d\d:\d\d UTC$")
    has(s.ask("uptime"), r"^up \d+:\d\d:\d\d\.\d{6}$")
    has(s.ask("ipcbench 1"), r"^[1-9]\d+ round trips in 1\d\d\d ms, [1-9]\d+ ns each$")


def demonstrations(s):
    """Each idea's program says at its end that it saw what it should."""
    said = s.ask("pagerdemo")
    has(said, "pages and says that the sum is 10, after 8 faults", "^My child is gone; nobody else was disturbed")
    equal("faults told", 9, said.count("  fault: "))
    has(s.ask("cowdemo"), "^  here stands 101, there 8; 2 pages were copied so far.\nThe other 14 pages are still shared.$")
    sums = re.findall(r"the sum is (\w+)", s.ask("mapdemo"))
    equal("mapdemo", 2, len(sums))
    equal("mapdemo's sums", sums[0], sums[1])
    has(s.ask("crashdemo"), r"^crashdemo: done\. The driver died 4 times, and 0 blocks are wrong\.$")
    has(s.ask("hog 12"), r"^hog: turn 2: 0 words of 3145728 are wrong\.$", r"^hog: meanwhile [1-9]\d{3} pages went to the swap")


def servers_die(s):
    """Each server is killed from the prompt; it comes back, and everything works as before."""
    for name in ("names", "console", "clock", "disk", "fs", "pager"):
        has(s.ask(f"kill {name}"), r"^task \d+ is no more$")
        equal(f"ls without the old {name}", "names.txt    numbers.txt  welcome.txt\n", re.sub(r"(?m)^disk: .*\n", "", s.ask("ls")))
    said = s.ask("servers")
    for name in ("names", "console", "clock", "fs", "pager"):
        has(said, rf"^ +\d+  {name} .* 1$")
    has(s.ask("date"), r"^\w{3} 2000-01-")
    s.guest.type("kill shell\r")
    s.guest.expect("This is L486.", GUARD_SECONDS)
    s.prompt()
    equal("a new shell", "hello\n", s.ask("echo hello"))


def ends(s):
    """exit: files are on the disk, the last words on the line, the status outside."""
    s.ask("echo kept > kept")
    s.guest.type("exit 7\r")
    equal("status", 7, s.guest.wait(GUARD_SECONDS))
    has(s.guest.output.decode(errors="replace"), "The machine ends")


def small_machine(line):
    """4 MB and no disk: the shell says what is missing, and its own commands work."""
    line[line.index("-m") + 1] = "4"
    with machine.Machine(line) as guest:
        s = Session(guest)
        has(s.prompt(), "^Not there: .*fs")
        equal("where", "/", s.directory)
        has(s.ask("ls"), "^ls: no program can be started: not there: ")
        has(s.ask("cd /bin"), "^cd: there is no file server$")
        has(s.ask("servers"), "^ +[0-9]+  console ", "^ +[0-9]+  shell ")
        has(s.ask("help"), "^The shell itself:$")
        guest.type("exit\r")
        equal("status", 0, guest.wait(GUARD_SECONDS))


TESTS = (commands, help_is_complete, redirection, files, background, interrupted, crashes, system, demonstrations,
         servers_die, ends)


def run(name, test, *arguments):
    """1 if it passed."""
    try:
        test(*arguments)
    except (Wrong, machine.Gone) as error:
        print(f"FAIL shell-{name}: " + str(error)[:1500].replace("\n", "\n  "), flush=True)
        return 0
    print(f"ok shell-{name}", flush=True)
    return 1


def main():
    build, *modules = sys.argv[1:]
    os.chdir(ROOT)
    kernel = f"{build}/kernel/l486.elf"
    passed = 0
    with tempfile.TemporaryDirectory() as folder:
        programs = {os.path.basename(path): path for path in glob.glob(f"{build}/bin/*")}
        paths = disks.prepare(folder, programs)
        with machine.Machine(machine.command(kernel, modules, icount=5, disks=paths)) as guest:
            session = Session(guest)
            if run("start", session.prompt):
                for test in TESTS:
                    if not run(test.__name__.replace("_", "-"), test, session):
                        break  # the machine is where nobody knows
                    passed += 1
    passed += run("small-machine", small_machine, machine.command(kernel, modules, icount=5))
    sys.exit(passed != len(TESTS) + 1)


main()
