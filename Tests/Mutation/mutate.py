#!/usr/bin/env python3
"""Changes the code in small ways and shows which changes no test notices: Tests/Mutation/mutate.py [GROUP ...]

Every place that can be changed is compiled once, into a copy of the package in .build/mutation, with a switch: the program behaves as
written until MUTANT names a place. So a few builds serve all mutants of a group, and a mutant costs one run of its group's quick tests,
which ends at the first failure; only what survives them is put to the long ones. A place that does not compile with a switch is
compiled as the mutant alone. A mutant is killed if a test fails, traps, or does not end.

Exit code 1: a group has less than 85 % of its mutants killed, or a survivor has no reason in survivors.txt.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TREE = ROOT / ".build/mutation/tree"
REQUIRED = 0.85
SWITCH = "Mutants.swift"


class Group:
    """What is mutated, and by which tests it is watched."""

    def __init__(self, target, files, slow=None, folder=None):
        # `slow` matches the names of tests that take seconds; `folder` is the only one whose tests are needed.
        self.target, self.files, self.slow, self.folder = target, files, slow, folder


GROUPS = {
    "counting": Group("Ledger",
                      ["StreamLedger*.swift", "JobMemory.swift", "ReasonTotals.swift", "ErrorMemory.swift", "LeftErrors.swift",
                       "ListedErrors.swift", "FormerObjects.swift", "DepartedObjects.swift", "ObjectRecord.swift", "FadingSet.swift"],
                      slow="RandomHistoryTests|an id of any length"),
    "paging": Group("Polling", ["DatastreamClient.swift", "DatastreamClient+Discovery.swift", "PageTokens.swift",
                                "DiscoveredStreams.swift", "Discovery.swift"],
                    slow="implausibly|an endless listing|however late"),
    "scanning": Group("Datastream", ["Recogniser.swift", "RecognisedPage.swift", "WrittenObject.swift", "Fingerprint.swift",
                                     "FingerprintTable.swift", "ObjectArray.swift", "Span+Scanning.swift", "NewObject.swift",
                                     "Listing.swift"],
                      slow="known objects never change"),
    "negotiation": Group("Serving", ["Negotiation/*.swift"], folder="Negotiation"),
    "settling": Group("Operating", ["Settlement.swift"], slow="ten thousand objects"),
}

COMPARISON = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
ARITHMETIC = {"+": "-", "-": "+"}
SCALING = {"*": "/", "/": "*"}
LOGIC = {"&&": "||", "||": "&&"}


def code_spans(line):
    """The columns of a line that are code, not text or comment."""
    spans, start, quoted, i = [], 0, False, 0
    while i < len(line):
        if quoted:
            if line[i] == "\\":
                i += 1
            elif line[i] == '"':
                quoted, start = False, i + 1
        elif line[i] == '"':
            spans.append((start, i))
            quoted = True
        elif line.startswith("//", i):
            spans.append((start, i))
            return spans
        i += 1
    if not quoted:
        spans.append((start, len(line)))
    return spans


class Mutant:
    """One place and what it becomes: with a switch, which may need a declaration, and as the plain change."""

    def __init__(self, path, line, text, change, start, end, switched, plain, declaration):
        self.path, self.line, self.text, self.change = path, line, text.strip(), change
        self.start, self.end, self.switched, self.plain, self.declaration = start, end, switched, plain, declaration

    @property
    def doubt(self):
        """How likely it is that the place does not compile with a switch, compared with others in its line."""
        return 3 if self.change.startswith("statement") else 2 if self.change[0] in "&|+-*/" else 1 if self.change[0] in "<>=!" else 0

    @property
    def key(self):
        return f"{self.path.name} | {self.text} | {self.change}"


def written(line, edits):
    """A line with edits, (start, end, text): a text is put in the place of what stood there, which is … in it."""
    cells = list(line)
    for start, end, text in sorted(edits, key=lambda edit: edit[1] - edit[0]):
        before, mark, after = text.partition("…")
        if mark:
            cells[start] = before + cells[start]
            cells[end - 1] += after
        else:
            cells[start:end] = [text] + [""] * (end - start - 1)
    return "".join(cells)


def name_of(number):
    """An operator of two characters that no code has."""
    return chr(0x2200 + number // 200) + chr(0x2200 + number % 200)


def other_cases(source):
    """The cases without values, each with the case that replaces it."""
    other = {}
    for body in re.findall(r"enum [^{]*\{(.*?)\n\s*\}\n", source, re.S):
        cases = [name.strip() for names in re.findall(r"^\s*case ([a-zA-Z, ]+)$", body, re.M) for name in names.split(",")]
        if len(cases) > 1:
            other.update({case: cases[(i + 1) % len(cases)] for i, case in enumerate(cases)})
    return other


def body_start(line):
    """Where the code of a line begins that may be mutated: after a signature or a pattern."""
    if re.search(r"\b(func|init[?]?\(|subscript)", line):
        return line.find("{ ") if "{ " in line else len(line)
    if re.match(r"\s*(case|default)\b", line):
        depth = 0
        for column, character in enumerate(line):
            depth += (character in "([") - (character in ")]")
            if depth == 0 and line.startswith(": ", column):
                return column + 1
        return len(line)
    return 0


def clauses(text, start):
    """The clauses of a condition that are plain Boolean expressions, with their columns."""
    depth, begin, found = 0, 0, []
    for i, character in enumerate(text + ","):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            clause = text[begin:i].strip()
            column = start + begin + len(text[begin:i]) - len(text[begin:i].lstrip())
            if clause and not re.search(r"\b(let|var|case|try|await|in)\b|#available|^(&&|\|\|)|=$", clause):
                found.append((column, column + len(clause)))
            begin = i + 1
    return found if depth == 0 else []


class Places:
    """Finds the places of a file."""

    def __init__(self, path, first):
        self.path, self.first, self.found, self.times = path, first, [], {}
        source = path.read_text()
        self.other = other_cases(source)
        self.lines = source.split("\n")
        in_condition, initialiser = False, None
        for self.number, self.line in enumerate(self.lines):
            stripped = self.line.strip()
            if re.match(r"//|(internal |package |public )?import|[@#]|extension", stripped):
                continue
            start = body_start(self.line)
            self.spans = [(max(a, start), b) for a, b in code_spans(self.line) if b > start]
            # Only an endless loop lets the compiler see that a function returns.
            if stripped == "while true {":
                continue
            # Room that is reserved decides the speed only.
            if "reserveCapacity(" in stripped:
                continue
            in_condition = self.conditions(in_condition)
            self.operators()
            self.values()
            if re.search(r"\binit[?]?\(", self.line):
                initialiser = re.match(r" *", self.line)[0] + "}"
            elif self.line == initialiser:
                initialiser = None
            if not initialiser or not re.match(r"(self\.)?\w+ = ", stripped):
                self.statements(stripped, start)

    def is_code(self, start, end):
        return any(a <= start and end <= b for a, b in self.spans)

    def add(self, change, start, end, make, plain):
        """Adds a place; `make` gives the text with a switch for the mutant's number, and a declaration."""
        if not self.is_code(start, end) and "nothing" not in change and "opposite" not in change:
            return
        replacement, declaration = make(self.first + len(self.found))
        mutant = Mutant(self.path, self.number, self.line, change, start, end, replacement, plain, declaration)
        times = self.times[mutant.key] = self.times.get(mutant.key, 0) + 1
        if times > 1:
            mutant.change += f" ({times})"
        self.found.append(mutant)

    def conditions(self, in_condition):
        """Turns the clauses of conditions around; returns whether the condition goes on in the next line."""
        match = re.match(r"\s*(?:\} else )?(?:if|guard|while|else if) ", self.line)
        if not match and not in_condition:
            for match in re.finditer(r"(?:return |(?<![=!<>])= |\{ |: |\()([!\w.\[\]]+)(?= \? )", self.line):
                self.flip(match.start(1), match.end(1))
            return False
        start = match.end() if match else len(self.line) - len(self.line.lstrip())
        end = re.search(r" else \{| \{", self.line[start:])
        if re.match(r"\s*(else )?\{", self.line):
            return False
        text = self.line[start: start + end.start()] if end else self.line[start:]
        following = self.lines[self.number + 1].strip() if self.number + 1 < len(self.lines) else ""
        parts = clauses(text, start)
        if following.startswith(("&&", "||")):
            parts = parts[:-1]
        for column, stop in parts:
            self.flip(column, stop)
        return not end

    def flip(self, start, end):
        self.add("condition -> opposite", start, end, lambda n: (f"flipped({n}, …)", ""), "!(…)")

    def is_begun(self, start):
        """Whether a place begins there already."""
        return any(m.line == self.number and m.start == start for m in self.found)

    def is_flipped(self, comparison):
        """Whether an equality is a whole condition, which is turned around already."""
        return comparison[1] in ("==", "!=") and any(
            m.line == self.number and m.start < comparison.start() < m.end and m.change.startswith("condition")
            and not re.search(r"&&|\|\||\?|\{|[=!]=.*[=!]=", self.line[m.start: m.end]) for m in self.found)

    def operators(self):
        for match in re.finditer(r"(?<= )(<=|>=|==|!=|<|>|&&|\|\||\+|-|\*|/)(?= )", self.line):
            for kind, table in (("comparison", COMPARISON), ("addition", ARITHMETIC), ("scaling", SCALING), ("logic", LOGIC)):
                if (new := table.get(match[1])) and not self.is_flipped(match):
                    self.add(f"{match[1]} -> {new}", match.start(), match.end(),
                             lambda n: (name_of(n), operator(n, kind, match[1], new)), new)
        # A condition that begins with a negation is turned around already.
        for match in re.finditer(r"(?<=[ (])!(?=[\w$.(])", self.line):
            if not self.is_begun(match.start()):
                self.add("! -> nothing, not", match.start(), match.end(),
                         lambda n: (name_of(n), f"prefix operator {name_of(n)}\nprefix func {name_of(n)} (a: Bool) -> Bool "
                                                f"{{ mutant({n}) ? a : !a }}\n"), "")

    def values(self):
        for match in re.finditer(r"\b(true|false)\b", self.line):
            new = "false" if match[1] == "true" else "true"
            if not self.is_begun(match.start()):
                self.add(f"{match[1]} -> {new}", match.start(), match.end(), lambda n: (f"flipped({n}, …)", ""), new)
        for match in re.finditer(r"(?<![\w.$])(\d[\d_]*)(?![\w.])|(?<=\.\.<)(\d+)\b|(?<![\w.$])(\d+)(?=\.\.)", self.line):
            number = int(match[0].replace("_", ""))
            new = 1 - number if number < 2 else number + 1
            self.add(f"{match[0]} -> {new}", match.start(), match.end(), lambda n: (f"(mutant({n}) ? {new} : {match[0]})", ""), str(new))
        for match in re.finditer(r"(?<![.\w])(min|max)(?=\()", self.line):
            new = "max" if match[1] == "min" else "min"
            self.add(f"{match[1]} -> {new}", match.start(), match.end(), lambda n: (f"(mutant({n}) ? {new} : {match[1]})", ""), new)
        for match in re.finditer(r"(?:\breturn |\? |: |= )\.([a-zA-Z]+)(?=[ )}]|$)", self.line):
            if new := self.other.get(match[1]):
                self.add(f".{match[1]} -> .{new}", match.start(1) - 1, match.end(1),
                         lambda n: (f"(mutant({n}) ? .{new} : .{match[1]})", ""), f".{new}")

    def statements(self, stripped, start):
        if not re.match(r"(if|for|while|\} else|else|defer|guard)\b", stripped):
            inner = re.fullmatch(r"(.*?)(" + STATEMENT + r")", self.line[start:])
            if inner and not inner[1].strip(" :{"):
                self.omit(start + inner.start(2), inner[2])
        elif not stripped.startswith("guard") and (inner := re.search(r"\{ (" + STATEMENT + r") \}$", self.line)):
            self.omit(inner.start(1), inner[1])

    def omit(self, start, statement):
        if statement.count("(") == statement.count(")") and not re.match(DECLARATION, statement):
            self.add("statement -> nothing", start, start + len(statement), lambda n: (f"if !mutant({n}) {{ … }}", ""), "")


DECLARATION = r"(async|private|fileprivate|package|static|let|var|return|throw|self\.init|super|case)\b"
# A call or an assignment in one line.
STATEMENT = r"(?:_ = )?[a-zA-Z_][\w.\[\]? +-]*?(?:\([^{}]*\)| [+&-]*= [^{}]+)"


def operator(count, kind, old, new):
    """The declaration of an operator that is the old one until its mutant is active."""
    name = name_of(count)
    if kind == "comparison":
        bound = "Equatable" if old in ("==", "!=") else "Comparable"
        return (f"infix operator {name}: ComparisonPrecedence\n"
                f"func {name} <T: {bound}>(a: T, b: T) -> Bool {{ mutant({count}) ? a {new} b : a {old} b }}\n"
                f"func {name} <T: {bound}, U: {bound}>(a: (T, U), b: (T, U)) -> Bool {{ mutant({count}) ? a {new} b : a {old} b }}\n")
    if kind in ("addition", "scaling"):
        precedence, bound = ("Addition", "AdditiveArithmetic") if kind == "addition" else ("Multiplication", "BinaryInteger")
        return (f"infix operator {name}: {precedence}Precedence\n"
                f"func {name} <T: {bound}>(a: T, b: T) -> T {{ mutant({count}) ? a {new} b : a {old} b }}\n")
    both, either = "(a ? try b() : false)", "(a ? true : try b())"
    precedence, old, new = ("Conjunction", both, either) if old == "&&" else ("Disjunction", either, both)
    return (f"infix operator {name}: Logical{precedence}Precedence\n"
            f"func {name} (a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool {{ mutant({count}) ? {new} : {old} }}\n")


SUPPORT = """import Glibc

private let active: Int = getenv("MUTANT").flatMap { Int(String(cString: $0)) } ?? -1
@inline(never) func mutant(_ number: Int) -> Bool { number == active }
func flipped(_ number: Int, _ value: Bool) -> Bool { mutant(number) ? !value : value }

"""

ONLY = """
do {
    var kept: Set<String> = []
    func keep(_ name: String) {
        guard let target = package.targets.first(where: { $0.name == name }), kept.insert(name).inserted else { return }
        for case .byNameItem(let dependency, _) in target.dependencies { keep(dependency) }
        for case .targetItem(let dependency, _) in target.dependencies { keep(dependency) }
    }
    keep("TARGET")
    keep("TARGETTests")
    package.targets = package.targets.filter { kept.contains($0.name) }
    package.products = []
}
"""


def in_tree(path):
    return TREE / path.relative_to(ROOT)


class Run:
    """The mutants of one group, and what became of them."""

    def __init__(self, name, workers, match):
        self.name, self.group, self.workers = name, GROUPS[name], workers
        folder = ROOT / "Sources" / self.group.target
        self.paths = sorted({path for glob in self.group.files for path in folder.rglob(glob.split("/")[-1]) if path.match(glob)})
        self.mutants = []
        for path in self.paths:
            self.mutants += Places(path, len(self.mutants)).found
        self.numbers = {mutant: number for number, mutant in enumerate(self.mutants)}
        self.chosen = [mutant for mutant in self.mutants if match in mutant.key]
        self.killed, self.survivors, self.invalid, self.limits = [], [], [], {}

    def run(self):
        shutil.copytree(ROOT, TREE, dirs_exist_ok=True, symlinks=True,
                        ignore=shutil.ignore_patterns(".build", ".git", "dashboards", "deploy"))
        # The switches of earlier groups, and files that the package no longer has.
        for old in [file for folder in ("Sources", "Tests") for file in (TREE / folder).rglob("*") if file.is_file()]:
            if not (ROOT / old.relative_to(TREE)).exists():
                old.unlink()
        tests = TREE / "Tests" / f"{self.group.target}Tests"
        for other in tests.iterdir() if self.group.folder else []:
            if other.name != self.group.folder:
                shutil.rmtree(other) if other.is_dir() else other.unlink()
        manifest = (ROOT / "Package.swift").read_text().replace(".treatAllWarnings(as: .error),", "")
        (TREE / "Package.swift").write_text(manifest + ONLY.replace("TARGET", self.group.target))
        left = self.compile()
        self.try_all(left)
        for mutant in self.chosen:
            if mutant not in left and not self.compile_plainly(mutant):
                self.invalid.append(mutant)
        return self

    def compile(self):
        """Builds with a switch for each place; returns the places that compile."""
        left = list(self.chosen)
        while True:
            self.write(left, lambda m: m.switched)
            (TREE / "Sources" / self.group.target / SWITCH).write_text(SUPPORT + "".join(m.declaration for m in left))
            if not (wrong := self.build()):
                return left
            places = {(m.path, m.line) for m in left}
            for path, line in wrong:
                # An expression that takes too long is an error in its first line.
                near = min((p for p in places if p[0] == path), key=lambda p: abs(p[1] - line), default=None)
                if near is None:
                    sys.exit(f"the copy does not build: {path}:{line + 1}")
                # Several errors may be due to one line, of which nothing is left already.
                doubtful = max((m.doubt for m in left if (m.path, m.line) == near), default=0)
                left = [m for m in left if (m.path, m.line) != near or m.doubt < doubtful]

    def compile_plainly(self, mutant):
        (TREE / "Sources" / self.group.target / SWITCH).unlink(missing_ok=True)
        self.write([mutant], lambda m: m.plain)
        if self.build():
            return False
        self.try_all([mutant], check=False)
        return True

    def write(self, mutants, text_of):
        for path in self.paths:
            lines = path.read_text().split("\n")
            for number in {m.line for m in mutants if m.path == path}:
                edits = [(m.start, m.end, text_of(m)) for m in mutants if (m.path, m.line) == (path, number)]
                lines[number] = written(lines[number], edits)
            text = "\n".join(lines)
            if in_tree(path).read_text() != text:
                in_tree(path).write_text(text)

    def build(self):
        """Builds the copy; returns the places with errors."""
        for part in ["--target", self.group.target], ["--build-tests"]:
            done = subprocess.run(["swift", "build", *part], cwd=TREE, capture_output=True, text=True)
            if done.returncode != 0:
                break
        else:
            return None
        copies = {str(in_tree(path)): path for path in self.paths}
        output = done.stdout + done.stderr
        wrong = {(copies[match[1]], int(match[2]) - 1)
                 for match in re.finditer(r"^(/\S+?\.swift):(\d+):\d+: error:", output, re.M) if match[1] in copies}
        if not wrong:
            sys.exit(f"the copy does not build:\n{output[-4000:]}")
        return wrong

    def try_all(self, mutants, check=True):
        """Runs the tests with each mutant: the quick ones, and the long ones if those pass."""
        if not mutants:
            return
        shown = subprocess.run(["swift", "build", "--show-bin-path"], cwd=TREE, capture_output=True, text=True, check=True)
        program = pathlib.Path(shown.stdout.strip()) / "datastream-exporterPackageTests.xctest"
        stages = [("quick", ["--filter", self.group.target + "Tests"] + (["--skip", self.group.slow] if self.group.slow else []))]
        if self.group.slow:
            stages.append(("long", ["--filter", self.group.slow]))
        for stage, selection in stages:
            if check:
                start = time.monotonic()
                if fails(program, selection, -1, 600):
                    sys.exit(f"{self.name}: the {stage} tests fail without a mutant")
                # Two processes share the machine, and others may, too.
                self.limits[stage] = 20 + 5 * (time.monotonic() - start)

        def is_killed(mutant):
            return any(fails(program, selection, self.numbers[mutant], self.limits.get(stage, 120)) for stage, selection in stages)

        with concurrent.futures.ThreadPoolExecutor(self.workers) as pool:
            for mutant, killed in zip(mutants, pool.map(is_killed, mutants)):
                (self.killed if killed else self.survivors).append(mutant)
                if not killed:
                    print(f"  {mutant.line + 1}: {mutant.key}", flush=True)


def fails(program, selection, number, limit):
    """Whether a test fails, traps or does not end with a mutant."""
    environment = dict(os.environ, MUTANT=str(number), SWIFT_BACKTRACE="enable=no")
    process = subprocess.Popen([str(program), "--testing-library", "swift-testing", *selection], cwd=TREE, env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30)))
    ended = threading.Event()

    def watch():
        # Counts seconds in which this script runs, too, so that a pause of all processes is no time-out.
        for _ in range(int(limit)):
            if ended.wait(1):
                return
        os.killpg(process.pid, signal.SIGKILL)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with process.stdout:
        failed = any("recorded an issue" in line for line in process.stdout)
    ended.set()
    watcher.join()
    if failed:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait() != 0 or failed


def main():
    parser = argparse.ArgumentParser(description="Shows which small changes of the code no test notices.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", choices=[[], *GROUPS], default=[], help=", ".join(GROUPS))
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--match", default="", help="only mutants whose row in survivors.txt has this text")
    parser.add_argument("--list", action="store_true", help="show the mutants, and build nothing")
    arguments = parser.parse_args()
    table = (ROOT / "Tests/Mutation/survivors.txt").read_text().splitlines()
    reasons = {" | ".join(row.split(" | ")[:-1]) for row in table if row and not row.startswith("#")}
    passed = True
    for name in arguments.groups or GROUPS:
        began = time.monotonic()
        run = Run(name, arguments.workers, arguments.match)
        if arguments.list:
            print(f"{name}: {len(run.chosen)}", *(f"  {m.line + 1}: {m.key}" for m in run.chosen), sep="\n")
            continue
        run.run()
        killed, total = len(run.killed), len(run.killed) + len(run.survivors)
        unexplained = [mutant for mutant in run.survivors if mutant.key not in reasons]
        print(f"{name}: {killed} of {total} mutants killed ({killed / max(total, 1):.1%}), {len(unexplained)} survivors without a "
              f"reason, {len(run.invalid)} changes do not compile, {time.monotonic() - began:.0f} s", flush=True)
        for mutant in unexplained:
            print(f"  no reason: {mutant.line + 1}: {mutant.key}", flush=True)
        passed = passed and killed >= REQUIRED * total and not unexplained
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
