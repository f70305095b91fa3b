#!/usr/bin/env python3
"""Changes the code in small ways and shows which changes no test notices: Tests/Mutation/mutate.py [GROUP ...]

Every place that can be changed is compiled once, into a copy of the package in .build/mutation, with a switch: the program behaves as
written until MUTANT names a place. So one build serves all mutants, and a mutant costs one run of its group's tests. Places that do not
compile with a switch are left out. A mutant is killed if a test fails, traps, or does not end.

Exit code 1: a group has less than 85 % of its mutants killed, or a survivor has no reason in survivors.txt.
The groups settling and scanning take minutes; counting takes an hour, since its tests live through thousands of random histories.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TREE = ROOT / ".build/mutation/tree"
REQUIRED = 0.85
SWITCH = "Mutants.swift"

# What is mutated, by which tests it is watched: name, target, files, the tests' filter.
GROUPS = {
    "counting": ("Ledger", ["StreamLedger*.swift", "JobMemory.swift", "ReasonTotals.swift", "ErrorMemory.swift",
                            "FormerObjects.swift", "DepartedObjects.swift", "ObjectRecord.swift", "FadingSet.swift"], "LedgerTests"),
    "paging": ("Polling", ["DatastreamClient.swift", "PageTokens.swift", "DiscoveredStreams.swift"], "PollingTests"),
    "scanning": ("Datastream", ["Recogniser.swift", "RecognisedPage.swift", "WrittenObject.swift", "Fingerprint.swift"],
                 "DatastreamTests"),
    "negotiation": ("Serving", ["Negotiation/*.swift"], "ServingTests.*(Accept|Negotiat|Weighted|Encoding)"),
    "settling": ("Operating", ["Settlement.swift", "*Settl*.swift"], "OperatingTests"),
}

COMPARISON = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
ARITHMETIC = {"+": "-", "-": "+"}
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
    """One place and what it becomes."""

    def __init__(self, number, path, line, text, change, edit, declaration=""):
        self.number, self.path, self.line = number, path, line
        self.text, self.change, self.edit, self.declaration = text.strip(), change, edit, declaration

    @property
    def key(self):
        return f"{self.path.name} | {self.text} | {self.change}"


def name_of(number):
    """An operator of two characters that no code has."""
    return chr(0x2200 + number // 200) + chr(0x2200 + number % 200)


def enums(source):
    """Cases without values, each with the case that replaces it."""
    other = {}
    for body in re.findall(r"enum [^{]*\{(.*?)\n\s*\}\n", source, re.S):
        cases = [name.strip() for names in re.findall(r"^\s*case ([a-zA-Z, ]+)$", body, re.M) for name in names.split(",")]
        if len(cases) > 1:
            other.update({case: cases[(i + 1) % len(cases)] for i, case in enumerate(cases)})
    return other


def places(path, first):
    """All places of a file. An edit is (column, end, replacement)."""
    source = path.read_text()
    other = enums(source)
    found = []
    for number, line in enumerate(source.split("\n")):
        stripped = line.strip()
        if stripped.startswith(("//", "import", "internal import", "package import", "public import", "@", "#", "case ")) or " func " in f" {stripped}":
            continue
        spans = code_spans(line)

        def is_code(match):
            return any(start <= match.start() and match.end() <= end for start, end in spans)

        def add(change, start, end, make):
            count = first + len(found)
            replacement, declaration = make(count)
            found.append(Mutant(count, path, number, line, change, (start, end, replacement), declaration))

        for match in re.finditer(r"(?<= )(<=|>=|==|!=|<|>|&&|\|\||\+|-)(?= )", line):
            if not is_code(match):
                continue
            old = match[1]
            for kind, table in (("comparison", COMPARISON), ("arithmetic", ARITHMETIC), ("logic", LOGIC)):
                if old not in table:
                    continue

                def make(count, old=old, new=table[old], kind=kind):
                    return name_of(count), operator(count, kind, old, new)

                add(f"{old} -> {table[old]}", match.start(), match.end(), make)
        for match in re.finditer(r"\b(true|false)\b", line):
            if is_code(match):
                add(f"{match[1]} -> not", match.start(), match.end(), lambda count, old=match[1]: (f"mutated({count}, {old})", ""))
        for match in re.finditer(r"(?<=[ (\[.<])([01])(?=[ )\],]|$|\.\.)", line):
            if is_code(match) and not re.search(r"\.[01]$", line[: match.end()]):
                new = "1" if match[1] == "0" else "0"
                add(f"{match[1]} -> {new}", match.start(), match.end(),
                    lambda count, old=match[1], new=new: (f"(mutant({count}) ? {new} : {old})", ""))
        for match in re.finditer(r"\b(min|max)(?=\()", line):
            if is_code(match):
                new = "max" if match[1] == "min" else "min"
                add(f"{match[1]} -> {new}", match.start(), match.end(),
                    lambda count, old=match[1], new=new: (f"(mutant({count}) ? {new} : {old})", ""))
        if match := re.fullmatch(r"(\s*(?:\} else )?(?:if|guard|while) )([^,{]+?)( \{.*| else \{.*)", line):
            condition = match[2]
            if not re.search(r"\b(let|var|case|try|await|#available|in)\b", condition):
                add("condition -> opposite", match.start(2), match.end(2),
                    lambda count, condition=condition: (f"flipped({count}, {condition})", ""))
        if match := re.search(r"\breturn \.([a-zA-Z]+)(?= \}|$)", line):
            if match[1] in other:
                add(f".{match[1]} -> .{other[match[1]]}", match.start(1) - 1, match.end(1),
                    lambda count, old=match[1]: (f"(mutant({count}) ? .{other[old]} : .{old})", ""))
        if re.fullmatch(r"\s*[a-zA-Z_.\[\]]+(\([^{]*\)| [+-]?= [^{]+)", line) and line.count("(") == line.count(")") \
                and not re.match(r"\s*(let|var|return|throw|self\.init|super|case|defer|self\.\w+ =)\b", line):
            indent = len(line) - len(line.lstrip())
            add("statement -> nothing", indent, len(line),
                lambda count, statement=stripped: (f"if !mutant({count}) {{ {statement} }}", ""))
    return found


def operator(count, kind, old, new):
    """The declaration of an operator that is the old one until its mutant is active."""
    name = name_of(count)
    if kind == "comparison":
        bound = "Equatable" if old in ("==", "!=") else "Comparable"
        return (f"infix operator {name}: ComparisonPrecedence\n"
                f"func {name} <T: {bound}>(a: T, b: T) -> Bool {{ mutant({count}) ? a {new} b : a {old} b }}\n")
    if kind == "arithmetic":
        return (f"infix operator {name}: AdditionPrecedence\n"
                f"func {name} <T: AdditiveArithmetic>(a: T, b: T) -> T {{ mutant({count}) ? a {new} b : a {old} b }}\n")
    both, either = "(a ? try b() : false)", "(a ? true : try b())"
    precedence, old, new = ("Conjunction", both, either) if old == "&&" else ("Disjunction", either, both)
    return (f"infix operator {name}: Logical{precedence}Precedence\n"
            f"func {name} <E: Error>(a: Bool, b: @autoclosure () throws(E) -> Bool) throws(E) -> Bool {{\n"
            f"    mutant({count}) ? {new} : {old}\n}}\n")


SUPPORT = """import Glibc

private let active: Int = getenv("MUTANT").flatMap { Int(String(cString: $0)) } ?? -1
@inline(never) func mutant(_ number: Int) -> Bool { number == active }
func mutated(_ number: Int, _ value: Bool) -> Bool { mutant(number) ? !value : value }
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


def build(target, mutants):
    """Writes the places that are left into the copy and compiles it; returns the lines that do not compile."""
    declared = [SUPPORT]
    for path in {mutant.path for mutant in mutants}:
        lines = path.read_text().split("\n")
        for mutant in sorted((m for m in mutants if m.path == path), key=lambda m: (m.line, -m.edit[0], m.edit[1])):
            start, end, replacement = mutant.edit
            # Places in one line do not overlap: see disjoint().
            lines[mutant.line] = lines[mutant.line][:start] + replacement + lines[mutant.line][end:]
            declared.append(mutant.declaration)
        (TREE / path.relative_to(ROOT)).write_text("\n".join(lines))
    (TREE / "Sources" / target / SWITCH).write_text("".join(declared))
    done = subprocess.run(["swift", "build", "--build-tests"], cwd=TREE, capture_output=True, text=True)
    if done.returncode == 0:
        return None
    wrong = {(match[1], int(match[2]) - 1)
             for match in re.finditer(r"^(/\S+?\.swift):(\d+):\d+: error:", done.stdout + done.stderr, re.M)}
    if not wrong:
        sys.exit(f"the copy does not build:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return wrong


def without(wrong, mutants):
    """Leaves out the places in lines that do not compile."""
    def path(mutant):
        return str(TREE / mutant.path.relative_to(ROOT))

    left = [m for m in mutants if (path(m), m.line) not in wrong]
    if len(left) == len(mutants):
        # An initialiser that leaves a property unset is an error at its end: leave out its statements.
        for file, end in wrong:
            lines = pathlib.Path(file).read_text().split("\n")
            start = max((i for i in range(end) if re.search(r"\binit[?]?\(", lines[i])), default=end)
            left = [m for m in left if path(m) != file or not start < m.line <= end or m.change != "statement -> nothing"]
    return left


def disjoint(mutants):
    """Splits places into rounds in which no two overlap."""
    rounds = []
    for mutant in mutants:
        for one in rounds:
            if all(m.path != mutant.path or m.line != mutant.line or m.edit[1] <= mutant.edit[0] or mutant.edit[1] <= m.edit[0]
                   for m in one):
                one.append(mutant)
                break
        else:
            rounds.append([mutant])
    return rounds


def outcome(program, pattern, number, limit):
    """Whether the tests notice a mutant."""
    environment = dict(os.environ, MUTANT=str(number))
    command = [str(program), "--testing-library", "swift-testing", "--filter", pattern]
    process = subprocess.Popen(command, cwd=TREE, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)
    try:
        return process.wait(limit) != 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()
        return True


def measure(name, reasons, workers):
    """Runs a group; returns whether it passes."""
    target, globs, pattern = GROUPS[name]
    folder = ROOT / "Sources" / target
    paths = sorted({path for glob in globs for path in list(folder.rglob(glob.split("/")[-1])) if path.match(glob)})
    mutants = []
    for path in paths:
        mutants += places(path, len(mutants))
    shutil.copytree(ROOT, TREE, dirs_exist_ok=True, symlinks=True,
                    ignore=shutil.ignore_patterns(".build", ".git", "dashboards", "deploy"))
    manifest = (ROOT / "Package.swift").read_text()
    (TREE / "Package.swift").write_text(manifest + ONLY.replace("TARGET", target))
    results, began = {}, time.monotonic()
    for one in disjoint(mutants):
        while (wrong := build(target, one)) is not None:
            before = len(one)
            one = without(wrong, one)
            if len(one) == before:
                sys.exit(f"the copy does not build: {sorted(wrong)}")
        shown = subprocess.run(["swift", "build", "--show-bin-path"], cwd=TREE, capture_output=True, text=True, check=True)
        program = pathlib.Path(shown.stdout.strip()) / "datastream-exporterPackageTests.xctest"
        start = time.monotonic()
        if outcome(program, pattern, -1, 600):
            sys.exit(f"{name}: the tests fail without a mutant")
        limit = 20 + 5 * (time.monotonic() - start)
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            for mutant, killed in zip(one, pool.map(lambda m: outcome(program, pattern, m.number, limit), one)):
                results[mutant.number] = (mutant, killed)
        for path in {m.path for m in one}:
            shutil.copy(path, TREE / path.relative_to(ROOT))
    (TREE / "Sources" / target / SWITCH).unlink(missing_ok=True)
    survivors = [mutant for mutant, killed in results.values() if not killed]
    share = 1 - len(survivors) / max(len(results), 1)
    unexplained = [mutant for mutant in survivors if mutant.key not in reasons]
    print(f"{name}: {len(results) - len(survivors)} of {len(results)} mutants killed ({share:.0%}), "
          f"{len(mutants) - len(results)} places left out, {time.monotonic() - began:.0f} s", flush=True)
    for mutant in survivors:
        mark = "  " if mutant.key in reasons else "? "
        print(f"  {mark}{mutant.path.relative_to(ROOT)}:{mutant.line + 1} | {mutant.text} | {mutant.change}", flush=True)
    return share >= REQUIRED and not unexplained


def main():
    parser = argparse.ArgumentParser(description="Shows which small changes of the code no test notices.")
    parser.add_argument("groups", nargs="*", choices=[[], *GROUPS], default=list(GROUPS))
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    table = (ROOT / "Tests/Mutation/survivors.txt").read_text().splitlines()
    reasons = {" | ".join(row.split(" | ")[:3]) for row in table if row and not row.startswith("#") and row.count(" | ") >= 3}
    passed = [measure(name, reasons, arguments.workers) for name in arguments.groups]
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
