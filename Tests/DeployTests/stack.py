"""Real programs around the exporter: the simulator, Prometheus, Alertmanager and somebody who is notified."""

import contextlib
import http.server
import json
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import dashboards

DEPLOY = dashboards.ROOT / "deploy"


def wait(what, answer, seconds=60):
    """The first answer that is true, or the end of the program when none comes in time."""
    deadline = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError, urllib.error.URLError):
            if found := answer():
                return found
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {seconds} s for {what}")
        time.sleep(0.1)


def fetch(url, body=None):
    """The JSON that a URL answers; with a body, to a POST."""
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.load(response)


def post(url, body):
    """Posts JSON where nothing is answered."""
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=20):
        pass


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def faster(window):
    """A window of the rules as it is here: minutes become seconds."""
    parts = re.findall(r"(\d+)([smh])", window[0])
    return f"{round(sum(int(n) * {'s': 1 / 60, 'm': 1, 'h': 60}[unit] for n, unit in parts))}s"


class Receiver:
    """A webhook that keeps the notifications it gets."""

    def __init__(self):
        self.notifications = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                receiver.notifications.append({"path": self.path, **json.loads(self.rfile.read(length))})
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def alerts(self, name, status, **labels):
        """The alerts of a name that were notified with a status, newest first."""
        for notification in reversed(self.notifications):
            for alert in notification["alerts"]:
                named = alert["labels"]["alertname"] == name and alert["status"] == status
                if named and labels.items() <= alert["labels"].items():
                    yield {"path": notification["path"], **alert}


class Stack:
    """The programs, started one by one and stopped together; their files and logs stand in one folder."""

    def __init__(self, binary):
        self.binary = binary
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="datastream-"))
        self.processes = {}

    def __enter__(self):
        # Stopped from outside, it stops what it started too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
        return self

    def __exit__(self, kind, *_):
        for name in list(self.processes):
            self.stop(name)
        if kind:
            for log in sorted(self.folder.glob("*.log")):
                print(f"--- the end of {log.name}\n" + "\n".join(log.read_text().splitlines()[-8:]))
        shutil.rmtree(self.folder)

    def start(self, name, *command):
        """Starts a program whose output goes to a log of its name; returns the log's path."""
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            self.processes[name] = subprocess.Popen(command, stdout=output, stderr=output, cwd=self.folder)
        return log

    def stop(self, name):
        process = self.processes.pop(name)
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()

    def logged(self, name, log, pattern):
        """What a program says of itself in its log, as soon as it does."""

        def found():
            if self.processes[name].poll() is not None:
                raise SystemExit(f"{name} ended: {log.read_text()[-2000:]}")
            return re.search(pattern, log.read_text())

        return wait(f"{name} to be up", found)[1]

    def simulator(self, *flags):
        """The embedded API; returns its URL."""
        log = self.start("simulator", self.binary, "simulate", "--web.listen-address=127.0.0.1:0", *flags)
        return self.logged("simulator", log, r"(http://127\.0\.0\.1:\d+)")

    def exporter(self, name, *flags, port=0):
        """An exporter; returns its address."""
        log = self.start(name, self.binary, "serve", f"--web.listen-address=127.0.0.1:{port}", *flags)
        return self.logged(name, log, r"msg=listening address=(\S+)")

    def alertmanager(self, receiver, waits="1s"):
        """Alertmanager with the example configuration, our receiver in it and short waits; returns its address."""
        text = (DEPLOY / "alertmanager/alertmanager.yml").read_text()
        text = text.replace("http://127.0.0.1:5001", receiver.url)
        text = re.sub(r"group_(wait|interval): \w+", rf"group_\1: {waits}", text)
        (self.folder / "alertmanager.yml").write_text(text)
        shutil.copy(DEPLOY / "alertmanager/datastream.tmpl", self.folder)
        address = f"127.0.0.1:{free_port()}"
        flags = [f"--web.listen-address={address}", "--storage.path=alertmanager", "--cluster.listen-address="]
        self.start("alertmanager", "prometheus-alertmanager", "--config.file=alertmanager.yml", *flags)
        wait("Alertmanager", lambda: fetch(f"http://{address}/api/v2/status"))
        return address

    def prometheus(self, targets, alertmanager, interval="2s", patience="3s"):
        """Prometheus with the rules as they are but for a short `for` and short windows; returns a reader of its API."""
        rules = re.sub(r"^( +for): \w+$", rf"\1: {patience}", dashboards.RULES.read_text(), flags=re.M)
        (self.folder / "rules.yml").write_text(re.sub(r"(?<=\[)\w+(?=\])|(?<=offset )\w+", faster, rules))
        configuration = {
            "global": {"scrape_interval": interval, "evaluation_interval": "1s"},
            "rule_files": ["rules.yml"],
            "alerting": {"alertmanagers": [{"static_configs": [{"targets": [alertmanager]}]}]},
            "scrape_configs": [{"job_name": "datastream-exporter", "static_configs": [{"targets": targets}]}],
        }
        # JSON is YAML.
        (self.folder / "prometheus.yml").write_text(json.dumps(configuration))
        return self.started_prometheus(f"127.0.0.1:{free_port()}")

    def started_prometheus(self, address):
        """Prometheus on the files that are there, its data among them; returns a reader of its API."""
        flags = [f"--web.listen-address={address}", "--storage.tsdb.path=prometheus", "--log.level=warn"]
        # Alertmanager takes an alert for resolved when it was not sent again for four times this: longer than a restart takes.
        flags += ["--rules.alert.resend-delay=5s", "--rules.alert.for-grace-period=1s"]
        self.start("prometheus", "prometheus", "--config.file=prometheus.yml", *flags)
        prometheus = Prometheus(address)
        wait("Prometheus", lambda: prometheus.instant("vector(1)"))
        return prometheus


class Prometheus:
    """Prometheus' API, as Grafana asks it."""

    def __init__(self, address):
        self.address = address
        self.url = f"http://{address}/api/v1/"

    def get(self, path, **parameters):
        try:
            return fetch(f"{self.url}{path}?{urllib.parse.urlencode(parameters, doseq=True)}")["data"]
        except urllib.error.HTTPError as error:
            if error.code not in (400, 422):
                raise
            raise SystemExit(f"{parameters}: {json.load(error)['error']}") from None

    def instant(self, expression):
        """The samples of an expression now: labels and value."""
        return [(x["metric"], float(x["value"][1])) for x in self.get("query", query=expression)["result"]]

    def range(self, expression, seconds, step):
        """The series of an expression over the last seconds: labels and points."""
        end = time.time()
        answer = self.get("query_range", query=expression, start=end - seconds, end=end, step=step)
        return [(x["metric"], [(t, float(v)) for t, v in x["values"]]) for x in answer["result"]]

    def values(self, series, label):
        """The values that a label has, as label_values() of Grafana answers them."""
        return sorted({found[label] for found in self.get("series", **{"match[]": series}) if label in found})
