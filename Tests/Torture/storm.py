"""Everything at the same time: polls of a living API that fails now and then, every second, with a ledger and a token
file that is rewritten; scrapes of all kinds over TLS; passwords, right and wrong; clients that leave at any moment; a web
configuration that changes, and SIGHUP; the operator's commands; and SIGTERM in the middle of it.

Promises: whatever is answered is whole; no counter goes down, over three lives on one ledger; each life ends with 0. It is made
for a program that was built with a sanitizer, which ends at the first report. About 1 minute (short: 20 s).
"""

import base64
import contextlib
import gzip
import http.client
import os
import signal
import socket
import ssl
import subprocess
import threading
import time

import harness
from harness import keep

# "secret", hashed as cheaply as bcrypt can.
USERS = 'basic_auth_users:\n  prometheus: "$2b$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW"\n'
RIGHT = "Basic " + base64.b64encode(b"prometheus:secret").decode()
OPENMETRICS = "application/openmetrics-text; version=1.0.0"
PATHS = ["/metrics", "/metrics", "/metrics", "/metrics?collect[]=stream", "/metrics?collect[]=exporter", "/", "/-/healthy", "/-/ready"]
STREAM = "projects/demo/locations/asia-northeast1/streams/ledger-spanner"


class Storm:
    """Threads that act on an exporter until it is over, and what they saw."""

    def __init__(self, world, counters):
        self.world, self.counters = world, counters
        self.calm, self.failures, self.answers, self.polls = threading.Event(), [], {}, 0
        self.threads = []

    def start(self, action, *arguments):
        def act():
            while not self.calm.is_set():
                try:
                    action(*arguments)
                except (OSError, http.client.HTTPException):
                    # It may leave at any moment, and so may its connections.
                    self.calm.wait(0.02)
                except BaseException as failure:  # noqa: BLE001
                    self.failures.append(failure)
                    return

        self.threads.append(threading.Thread(target=act))
        self.threads[-1].start()

    def end(self):
        self.calm.set()
        for thread in self.threads:
            thread.join()
        if self.failures:
            raise self.failures[0]

    def scrape(self, address, chance, looks):
        """Some requests on one connection; one scraper alone compares the counters."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(address, timeout=harness.patience(20), context=context)
        try:
            for _ in range(chance.randrange(1, 8)):
                path = "/metrics" if looks else chance.choice(PATHS)
                headers = {"Authorization": RIGHT if looks or chance.random() < 0.9 else f"Basic {chance.randbytes(9).hex()}"}
                if not looks and chance.random() < 0.5:
                    headers["Accept"] = OPENMETRICS
                if chance.random() < 0.5:
                    headers["Accept-Encoding"] = "gzip"
                connection.request("GET", path, headers=headers)
                response = connection.getresponse()
                body = response.read()
                self.answers[response.status] = self.answers.get(response.status, 0) + 1
                if response.headers["Content-Encoding"] == "gzip":
                    body = gzip.decompress(body)
                if response.status == 200 and path.startswith("/metrics"):
                    if "openmetrics" in response.headers["Content-Type"]:
                        keep(body.endswith(b"# EOF\n"), "a scrape is whole")
                    elif looks:
                        samples = harness.read(body.decode())
                        self.counters.look(samples)
                        self.polls = harness.total(samples, "datastream_exporter_polls_total") or 0
        finally:
            connection.close()

    def be_rude(self, address, chance):
        """A connection that leaves in the middle of something."""
        host, _, port = address.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=5) as one:
            if chance.random() < 0.5:
                one.sendall(b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"[: chance.randrange(40)])
            else:
                context = ssl.create_default_context()
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                with context.wrap_socket(one) as secure:
                    head = f"GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: {RIGHT}\r\n\r\n".encode()
                    secure.sendall(head[: chance.choice([20, len(head), len(head)])])
                    secure.recv(chance.choice([1, 4096]))
        self.calm.wait(0.02)

    def reconfigure(self, exporter, chance, folder):
        """Another certificate, header or list of users, taken up by the watch or by SIGHUP."""
        pair = chance.choice("ab")
        write(
            folder / "web.yml",
            f"tls_server_config:\n  cert_file: {pair}.crt\n  key_file: {pair}.key\n"
            f"http_server_config:\n  headers:\n    X-Frame-Options: {chance.choice(['deny', 'sameorigin'])}\n{USERS}"
            + ("" if chance.random() < 0.5 else USERS.splitlines()[1].replace("prometheus", "other") + "\n"))
        exporter.signal(signal.SIGHUP)
        self.calm.wait(0.2)

    def renew_token(self, chance, folder):
        write(folder / "token", f"token-{chance.randbytes(8).hex()}\n")
        self.calm.wait(0.1)

    def operate(self, chance, folder, api, ledger):
        """An operator's command, which may fail in the documented ways."""
        command = chance.choice([
            ["objects", "list", STREAM], ["backfill", "retry", STREAM, "--yes", "--max-active=3"],
            ["backfill", "stop", STREAM, "--state=ACTIVE", "--yes"], ["backfill", "start", STREAM, "--state=COMPLETED", "--yes"],
            ["history", f"--storage.path={ledger}"]])
        if command[0] != "history":
            command += [f"--google.endpoint={api}"]
        program = harness.Program([self.world.binary, *command], folder)
        deadline = time.monotonic() + 5
        while program.code is None and not self.calm.is_set() and time.monotonic() < deadline:
            self.calm.wait(0.05)
        # Ctrl-C at a random moment of a long one.
        program.signal(signal.SIGINT)
        code = program.ended(20)
        keep(code in {0, 1, 2, 3, 4, 5, 6, 130, -signal.SIGINT}, f"{' '.join(command)} ends as documented, not with {code}: {program.output[-300:]}")


def write(path, text):
    """Replaces a file in one step; nobody but its owner may read or write it."""
    beside = path.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_text(text)
    os.replace(beside, path)


def torture(world):
    folder, ledger = world.folder, world.folder / "ledger.sqlite"
    for pair in "ab":
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-keyout", folder / f"{pair}.key", "-out", folder / f"{pair}.crt"],
            check=True, capture_output=True)
    write(folder / "web.yml", f"tls_server_config:\n  cert_file: a.crt\n  key_file: a.key\n{USERS}")
    write(folder / "token", "token\n")
    faults = ["latency=20ms", "quota=0.02", "server-error=0.02", "cut-body=0.02", "html=0.02", "empty-error=0.02"]
    simulator = harness.Program(
        [world.binary, "simulate", "--web.listen-address=127.0.0.1:0", "--simulator.speed=1000", f"--simulator.seed={world.seed % 1000}",
         *(f"--simulator.fault={fault}" for fault in faults)], folder)
    world.programs.append(simulator)
    api = harness.wait("the simulator says where it is", lambda: simulator.output.split())[0]
    keep(api.startswith("http"), f"the simulator starts: {simulator.output}")
    counters, answers, polls = harness.Counters(), {}, 0
    lives = [8] if world.short else [20, 8, 8]
    for seconds in lives:
        exporter = harness.Exporter(
            world, api, f"--google.access-token-file={folder / 'token'}", f"--web.config.file={folder / 'web.yml'}", "--log.level=debug",
            "--poll.stale-after=2s", "--objects.extra=all", ledger=ledger, project="demo")
        keep(exporter.address, f"it starts: {exporter.output[-500:]}")
        storm = Storm(world, counters)
        for number in range(4):
            storm.start(storm.scrape, exporter.address, world.random, number == 0)
        for _ in range(3):
            storm.start(storm.be_rude, exporter.address, world.random)
        storm.start(storm.reconfigure, exporter, world.random, folder)
        storm.start(storm.renew_token, world.random, folder)
        storm.start(storm.operate, world.random, folder, api, ledger)
        try:
            end = time.monotonic() + harness.patience(seconds) / 2
            while time.monotonic() < end or not storm.polls or not storm.answers.get(401):
                keep(exporter.code is None, f"it goes on running; it ended with {exporter.code}: {exporter.output[-500:]}")
                keep(simulator.code is None, f"the simulator goes on running; it ended with {simulator.code}: {simulator.output[-500:]}")
                keep(not storm.failures, f"nothing fails: {storm.failures[:1]}")
                keep(time.monotonic() < end + harness.patience(60), f"scrapes are answered, and wrong passwords: {storm.answers}")
                time.sleep(0.2)
            # Nobody pauses meanwhile.
            exporter.stop()
        finally:
            with contextlib.suppress(http.client.HTTPException):
                storm.end()
        polls += storm.polls
        for status, count in storm.answers.items():
            answers[status] = answers.get(status, 0) + count
    simulator.stop()
    keep(answers.get(200, 0) > 20, f"scrapes are answered: {answers}")
    return f"{polls:.0f} polls; answers: {dict(sorted(answers.items()))}"


harness.main(torture)
