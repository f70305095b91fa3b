"""Runs the commands of the documentation as they are written, in order, and checks what they print.

    python3 documentation.py folder/of/datastream-exporter [page ...]

The blocks of a page share one shell, which starts at the root of the repository with `datastream-exporter` on its PATH.
A comment above a block says what is special about it:

    <!-- not run: why -->       needs an account, an engine or a cluster
    <!-- shows: pattern -->     its output must match; may be repeated
    <!-- serves: url -->        it goes on until the page ends; the next block waits for the URL
"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "Sources/datastream-exporter/Documentation.docc").glob("*.md")),
    ROOT / "deploy/README.md",
    ROOT / "deploy/runbook.md",
]
BLOCK = re.compile(r"^((?: *<!-- .*? -->\n)*)( *)```sh\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
NOTE = re.compile(r"<!-- (not run|shows|serves): (.*?) -->")
SECONDS = 1800


class Block:
    """A block of commands and what is said of it."""

    def __init__(self, page, match):
        text = page.read_text()
        notes = NOTE.findall(match[1])
        self.where = f"{page.relative_to(ROOT)}:{text[: match.start(2)].count(chr(10)) + 1}"
        self.commands = re.sub(f"^{match[2]}", "", match[3], flags=re.MULTILINE)
        self.why_not = next((value for kind, value in notes if kind == "not run"), None)
        self.url = next((value for kind, value in notes if kind == "serves"), None)
        self.patterns = [value for kind, value in notes if kind == "shows"]


class Shell:
    """A shell that keeps its variables from block to block."""

    def __init__(self, folder, environment):
        self.folder, self.count = folder, 0
        self.process = subprocess.Popen(
            ["bash"], cwd=ROOT, env=environment, stdin=subprocess.PIPE, text=True, start_new_session=True)

    def run(self, block):
        """Runs a block; returns the status of the first command that failed (0 if none did) and the output."""
        self.count += 1
        script, output, status = (self.folder / f"{name}{self.count}" for name in ("script", "output", "status"))
        script.write_text(block.commands)
        background = "&" if block.url else ""
        self.process.stdin.write(
            f"failed=0; trap 'failed=$?' ERR; {{ . {script}; }} > {output} 2>&1 < /dev/null {background}\n"
            f"trap - ERR; echo $failed > {status}.new; mv {status}.new {status}\n")
        self.process.stdin.flush()
        ready = answers(block.url) if block.url else status.exists
        if not waited(lambda: ready() or self.process.poll() is not None):
            return "no end", output.read_text()
        return (status.read_text().strip() if status.exists() else "the shell ended"), output.read_text()

    def end(self):
        """Ends the shell and all that it started."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


def answers(url):
    """A condition: the URL answers with a success."""

    def ready():
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    return ready


def waited(condition):
    """Waits for the condition; false when it does not come true."""
    end = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def run(page, environment):
    """Runs a page; returns how many blocks ran, and what failed."""
    blocks = [Block(page, match) for match in BLOCK.finditer(page.read_text())]
    failures, ran = [], 0
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(pathlib.Path(folder), environment)
        try:
            for block in blocks:
                if block.why_not is not None:
                    print(f"left out {block.where}: {block.why_not}", flush=True)
                    continue
                status, output = shell.run(block)
                ran += 1
                missing = [pattern for pattern in block.patterns if not re.search(pattern, output, re.MULTILINE)]
                if status != "0" or missing:
                    failures.append(f"{block.where}: status {status}, not shown: {missing}\n{output[-2000:]}")
                    break  # what follows builds on it
                print(f"ran {block.where}", flush=True)
        finally:
            shell.end()
    return ran, failures


def main(programs, *pages):
    with tempfile.TemporaryDirectory() as home:
        environment = {
            name: value for name, value in os.environ.items()
            if not name.startswith(("DATASTREAM_EXPORTER_", "GOOGLE_", "CLOUDSDK_", "GCLOUD_"))
        } | {"PATH": f"{pathlib.Path(programs).resolve()}:{os.environ['PATH']}", "HOME": home}
        results = [run(page, environment) for page in ([pathlib.Path(x).resolve() for x in pages] or PAGES)]
    failures = [failure for _, failed in results for failure in failed]
    for failure in failures:
        print(f"FAILED {failure}", file=sys.stderr)
    print(f"documentation: {sum(ran for ran, _ in results)} blocks ran, {len(failures)} failed")
    return 1 if failures or not any(ran for ran, _ in results) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
