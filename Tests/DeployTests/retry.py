"""Runs the commands of the CronJob and of the systemd timer against an API that counts what is started.

    python3 Tests/DeployTests/retry.py path/to/datastream-exporter

Only what failed long enough ago is restarted, once; what failed just now, runs or completed is left alone.
"""

import datetime
import http.server
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
STREAM = "projects/my-project/locations/europe-west1/streams/orders"


def ago(**time):
    moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(**time)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class API:
    """The objects of one stream. A backfill that is started runs on."""

    def __init__(self):
        self.jobs = {
            "old": {"state": "FAILED", "lastStartTime": ago(hours=3), "lastEndTime": ago(hours=2)},
            "older": {"state": "FAILED", "lastStartTime": ago(days=3), "lastEndTime": ago(minutes=31)},
            "fresh": {"state": "FAILED", "lastStartTime": ago(hours=1), "lastEndTime": ago(minutes=29)},
            "running": {"state": "ACTIVE", "lastStartTime": ago(hours=3)},
            "done": {"state": "COMPLETED", "lastStartTime": ago(hours=3), "lastEndTime": ago(hours=2)},
        }
        self.started, self.other = [], []
        api = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path = self.path.split("?")[0].removeprefix("/v1/")
                if path == f"{STREAM}/objects":
                    self.answer({"streamObjects": [api.object(name) for name in api.jobs]})
                elif path.removeprefix(f"{STREAM}/objects/") in api.jobs:
                    self.answer(api.object(path.rsplit("/", 1)[1]))
                else:
                    api.other.append(self.path)
                    self.send_error(404)

            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                name, _, verb = self.path.split("?")[0].removeprefix(f"/v1/{STREAM}/objects/").partition(":")
                if verb != "startBackfillJob" or name not in api.jobs:
                    api.other.append(self.path)
                    return self.send_error(404)
                api.started.append(name)
                api.jobs[name] = {"state": "ACTIVE", "lastStartTime": ago(seconds=0)}
                self.answer({"object": api.object(name)})

            def answer(self, body):
                body = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def object(self, name):
        table = {"mysqlIdentifier": {"database": "shop", "table": name}}
        return {"name": f"{STREAM}/objects/{name}", "sourceObject": table, "backfillJob": self.jobs[name]}


def of_cronjob():
    """The arguments of the CronJob's container."""
    text = (ROOT / "deploy/kubernetes/components/backfill-retry/cronjob.yaml").read_text()
    return re.findall(r"^ +- (\S+)$", re.search(r"args:\n((?: +- \S+\n)+)", text)[1], re.M)


def of_timer():
    """The arguments of the timer's service, as systemd expands them with the variables of the unit and of the stream's file."""
    text = (ROOT / "deploy/systemd/datastream-exporter-retry@.service").read_text()
    variables = dict(pair.split("=", 1) for pair in " ".join(re.findall(r"^Environment=(.*)", text, re.M)).split() if "=" in pair)
    variables |= {"STREAM": STREAM}
    arguments = []
    for word in shlex.split(re.search(r"^ExecStart=\S+ (.*)", text, re.M)[1]):
        if bare := re.fullmatch(r"\$(\w+)", word):
            # Without braces it is split into words; unset, it is none.
            arguments += variables.get(bare[1], "").split()
        else:
            arguments.append(re.sub(r"\$\{(\w+)\}", lambda name: variables[name[1]], word))
    return arguments


def main(binary):
    for name, arguments in (("CronJob", of_cronjob()), ("timer", of_timer())):
        api = API()
        # As there: no variables of the exporter, and nobody to ask.
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATASTREAM_EXPORTER_", "GOOGLE_", "GCLOUD_"))}
        environment["DATASTREAM_EXPORTER_GOOGLE_ENDPOINT"] = api.url
        for turn, wanted in (("first", ["old", "older"]), ("second", [])):
            api.started.clear()
            done = subprocess.run(
                [binary, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
            )
            said = f"{name}, {turn} run: {done.returncode}: {done.stdout}{done.stderr}"
            if done.returncode or sorted(api.started) != wanted:
                raise SystemExit(f"{said}started {api.started}, not {wanted}")
            if api.other:
                raise SystemExit(f"{said}it needs more than listing and starting: {api.other}")
        print(f"{name}: {' '.join(arguments)}: two of three failed backfills were restarted, and none a second time")


main(os.path.abspath(sys.argv[1]))
