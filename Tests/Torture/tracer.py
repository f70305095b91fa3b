"""strace: which system calls a moment has, and the same moment again with a fault at one of them."""

import collections
import contextlib
import re
import signal
import subprocess

from harness import keep

LINE = re.compile(r"^(\d+) +(?:<\.\.\. )?(\w+)(\(| resumed>)")


class Tracer:
    """strace on a running process, from when it is attached until it is detached."""

    def __init__(self, folder, pid, *arguments, paths=()):
        self.log = folder / "strace"
        self.log.unlink(missing_ok=True)
        watched = [part for path in paths for part in ("-P", str(path))]
        self.process = subprocess.Popen(
            ["strace", "-f", "-o", self.log, *watched, *arguments, "-p", str(pid)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        keep("attached" in line, f"strace attaches: {line}")

    def detach(self):
        """Lets the process go on alone."""
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()

    @property
    def injected(self):
        """How many calls got the fault so far."""
        return self.log.read_text(errors="replace").count("(INJECTED)") if self.log.exists() else 0

    def ended(self, seconds):
        """Waits until the process that it traces has gone."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.communicate(timeout=seconds)
            return True
        return False


def aborted_below(log, program):
    """The library in which a signal ended the program, by the stack in a log of `strace -k`; None when it was the program itself."""
    lines = log.read_text(errors="replace").splitlines()
    deaths = [n for n, line in enumerate(lines) if re.search(r"--- SIG(ILL|ABRT|SEGV|BUS|TRAP|FPE)", line)]
    frames = [line for line in lines[deaths[-1] + 1 :] if line.startswith(" > ")] if deaths else []
    libraries = [frame[3:].partition("(")[0].rpartition("/")[2] for frame in frames]
    # Swift's own trap is an instruction in the code that traps.
    return libraries[0] if libraries and libraries[0] != program.name else None


def calls(log):
    """The calls in a log of strace: name to the most that one thread made of it."""
    threads = collections.defaultdict(collections.Counter)
    for line in log.read_text(errors="replace").splitlines():
        if (match := LINE.match(line)) and match[3] == "(":
            threads[match[1]][match[2]] += 1
    most = collections.Counter()
    for counted in threads.values():
        most |= counted
    return dict(most)


def available():
    """Whether strace can trace here."""
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


