"""What the torture scripts share: the program under torture, an independent reading of its metrics, and promises.

A script is called with the program's path. It prints its seed first, `figures: ...` last, and ends at the first promise
that is broken, with one line that says which, and exit code 1.
"""

import argparse
import contextlib
import http.client
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SAMPLE = re.compile(r'^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$')
LABEL = re.compile(r'([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)')
# What may end a daemon by itself; a signal is none of these.
EXIT_CODES = {0, 1, 2, 3}
KEPT = ("datastream_backfill_", "datastream_objects_", "datastream_stream_new_errors_")


class Broken(Exception):
    """A promise was broken."""


def keep(holds, promise):
    """Ends the script when a promise does not hold."""
    if not holds:
        raise Broken(promise)


def patience(seconds):
    """That time, or more of it on a machine that has more to do than it has processors."""
    return seconds * min(20, max(1, os.getloadavg()[0] / (os.cpu_count() or 1)))


def wait(what, answer, seconds=30, pause=0.02):
    """The first answer that is true; a promise is broken when none comes in time."""
    deadline = time.monotonic() + patience(seconds)
    while True:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if found := answer():
                return found
        keep(time.monotonic() < deadline, f"{what} within {seconds} s")
        time.sleep(pause)


def read(text):
    """The samples of an exposition in the text format, read without the program's own code: (name, labels) to value."""
    keep(text.endswith("\n"), "a scrape ends with a line feed")
    samples, types = {}, {}
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            keep(name not in types, f"one TYPE of {name}")
            types[name] = kind
        if line.startswith("#"):
            continue
        match = SAMPLE.match(line)
        keep(match, f"a line is a sample: {line[:200]}")
        labels = LABEL.findall(match[2] or "")
        keep("".join(f'{n}="{v}",' for n, v in labels) == (match[2] + "," if match[2] else ""), f"labels are well formed: {line[:200]}")
        key = (match[1], tuple(sorted(labels)))
        keep(key not in samples, f"one sample of {line[:200]}")
        family = re.sub(r"_(bucket|sum|count)$", "", match[1])
        keep(match[1] in types or types.get(family) == "histogram", f"a TYPE above {match[1]}")
        samples[key] = float(match[3])
    return samples


def total(samples, name, **labels):
    """The sum of a name's samples with these labels; None when there is none."""
    found = [v for (n, ls), v in samples.items() if n == name and labels.items() <= dict(ls).items()]
    return sum(found) if found else None


def free_port():
    """A port that nothing listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Counters:
    """The counters that were seen, over restarts: none of those that a ledger keeps may ever go down."""

    def __init__(self):
        self.seen = {}

    def look(self, samples, kept=True):
        """Compares a scrape with those before it; without a ledger, only within one life."""
        for key, value in samples.items():
            if key[0].endswith(("_total", "_count", "_bucket")) and (not kept or key[0].startswith(KEPT)):
                before = self.seen.get(key, 0)
                keep(value >= before, f"{key[0]}{dict(key[1])} never goes down: it was {before}, and is {value}")
                self.seen[key] = value


class Program:
    """A run of the program; what it writes goes to a file."""

    def __init__(self, command, folder, environment=None, files=None, memory=None, user=None):
        self.log = pathlib.Path(tempfile.mkstemp(prefix="log-", dir=folder)[1])
        inherited = {n: v for n, v in os.environ.items() if not n.startswith(("DATASTREAM_EXPORTER_", "GOOGLE_", "CLOUDSDK_"))}

        def limit():
            if files:
                resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
            if memory:
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder,
                env={**inherited, "SWIFT_BACKTRACE": "enable=no", "NO_GCE_CHECK": "true", **(environment or {})},
                preexec_fn=limit, user=user)

    @property
    def output(self):
        return self.log.read_text(errors="replace")

    @property
    def code(self):
        """The exit code; None while it runs."""
        return self.process.poll()

    def signal(self, number):
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait(30)

    def ended(self, seconds=30):
        """The exit code, once it has ended."""
        try:
            return self.process.wait(patience(seconds))
        except subprocess.TimeoutExpired:
            raise Broken(f"it ends within {seconds} s; it wrote: {self.output[-500:]}") from None

    def stop(self):
        """Stops it as a supervisor does, which is always a success."""
        self.signal(signal.SIGTERM)
        code = self.ended(10)
        keep(code == 0, f"a stop ends with 0, not {code}: {self.output[-500:]}")


class Exporter(Program):
    """`serve` on an API, polling every second; with a prefix, as a child of another program."""

    def __init__(self, torture, api, *flags, prefix=(), ledger=None, interval="1s", project="p", port=0, folder=None, **options):
        flags = [
            f"--google.endpoint={api}", f"--google.project-ids={project}", f"--web.listen-address=127.0.0.1:{port}",
            f"--poll.interval={interval}", "--datastream.max-requests-per-minute=100000", *flags]
        if ledger:
            flags.append(f"--storage.path={ledger}")
        super().__init__([*prefix, torture.binary, "serve", *flags], folder or torture.folder, **options)
        self.prefixed, self.port = bool(prefix), port
        torture.programs.append(self)

    @property
    def address(self):
        """Where it listens, as soon as it says so; None when it has ended before."""
        if self.port:
            return f"127.0.0.1:{self.port}"

        def found():
            if match := re.search(r'(?:msg=listening address=|"listening","address":")([\d.:]+)', self.output):
                return match[1]
            return "ended" if self.code is not None else None

        address = wait("it listens, or ends", found)
        return None if address == "ended" else address

    @property
    def pid(self):
        """The process of the exporter itself, also below a tracer."""
        if not self.prefixed:
            return self.process.pid
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0]) if children else self.process.pid

    def get(self, path="/metrics", seconds=10, **headers):
        """Status and body of a GET."""
        address = self.address
        if address is None:
            raise ConnectionRefusedError("the exporter has ended")
        connection = http.client.HTTPConnection(address, timeout=seconds)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def scrape(self, seconds=10):
        """The samples of a scrape."""
        status, body = self.get(seconds=seconds)
        keep(status == 200, f"a scrape is answered with 200, not {status}")
        return read(body.decode())

    def until(self, what, condition, seconds=30, counters=None):
        """The first scrape that fulfils a condition."""

        def asked():
            keep(self.code is None, f"it goes on running ({what}); it ended with {self.code}: {self.output[-500:]}")
            samples = self.scrape()
            if counters:
                counters.look(samples)
            return samples if condition(samples) else None

        return wait(what, asked, seconds)

    def usage(self):
        """Resident memory now and at most, in bytes; threads; descriptors."""
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        fields = {name: int(re.search(rf"^{name}:\s+(\d+)", text, re.M)[1]) for name in ("VmRSS", "VmHWM", "Threads")}
        descriptors = len(os.listdir(f"/proc/{self.pid}/fd"))
        return fields["VmRSS"] * 1024, fields["VmHWM"] * 1024, fields["Threads"], descriptors


class Torture:
    """A script's arguments, its random numbers, its folder, and what it started."""

    def __init__(self, arguments):
        self.binary = pathlib.Path(arguments.program).resolve()
        self.short, self.every = arguments.short, arguments.every
        self.seed = arguments.seed
        self.random = random.Random(arguments.seed)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="torture-"))
        self.programs = []
        self.figures = ""

    def sample(self, cases, many, few):
        """Some of the cases: few of them in the short run, all of them with --every."""
        count = len(cases) if self.every else few if self.short else many
        return self.random.sample(cases, min(len(cases), count))

    def tell(self, text):
        print(text, flush=True)

    def close(self):
        for program in self.programs:
            program.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def main(torture):
    """Runs a script: its function gets a Torture and returns the figures."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("program", help="path of datastream-exporter")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--short", action="store_true", help="the part that CI runs")
    parser.add_argument("--every", action="store_true", help="all cases instead of a sample, where a script has more: hours")
    world = Torture(parser.parse_args())
    # Stopped from outside, it stops what it started too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    started = time.monotonic()
    world.tell(f"seed: {world.seed}")
    try:
        figures = torture(world)
    except Broken as promise:
        world.tell(f"BROKEN: {promise}")
        for program in world.programs[-1:]:
            world.tell(f"it wrote: {program.output[-1500:]}")
        sys.exit(1)
    finally:
        world.close()
    world.tell(f"figures: {figures}; {time.monotonic() - started:.0f} s")
