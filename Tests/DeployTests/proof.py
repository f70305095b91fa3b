"""Proves dashboards, rules and notifications on the real Prometheus and Alertmanager, fed by the real exporter.

    python3 proof.py path/to/datastream-exporter [folder for pictures]

Two replicas poll one simulated API. A stream is reloaded as a whole, so that backfills run and fail: every query of
the dashboards must have data, the failure must reach a receiver through Alertmanager, once, with the stream and the
command that mends it; that command must resolve it, a restart must not, and a dead exporter must mute the rest.
"""

import subprocess
import sys
import time
import urllib.error
import urllib.parse

import dashboards
import pictures
import stack

PROJECT, LOCATION, STREAM = "demo", "asia-northeast1", "ledger-spanner"
NAME = f"projects/{PROJECT}/locations/{LOCATION}/streams/{STREAM}"
LABELS = {"gcp_project": PROJECT, "gcp_location": LOCATION, "stream": STREAM}
STEP, RANGE = 2, 60

# Queries that have no data here, and why.
MAY_BE_EMPTY = {
    "stream: Time left A": "counts whole minutes of load, and here a load is shorter; panels.py proves it",
    "exporter: Token expires A": "an API on loopback needs no token",
    "exporter: Tokens A": "an API on loopback needs no token",
    "exporter: Tokens B": "an API on loopback needs no token",
    "exporter: Web configuration A": "there is none without --web.config.file",
    "exporter: Certificate expires A": "there is none without TLS",
    "exporter: Ledger errors per hour A": "the ledger does not fail",
    "exporter: Values that were not understood per hour A": "the simulator speaks this version's words",
    "exporter: Values that were not understood per hour B": "the simulator's values can be read",
    "overview: annotation Stream changes": "no simulated stream is edited",
    "stream: annotation Stream changes": "no simulated stream is edited",
    "stream: Errors A": "the stream that is reloaded does not fail itself",
    "stream: Loading now A": "between two backfills nothing loads",
    "stream: Loading now B": "between two backfills nothing loads",
}
# Of the three queries of a tile, the one for the age of the oldest data answers; a stream that cannot be listed grows old here.
MAY_BE_EMPTY |= {
    f"{tile} {query}": "the data has another age"
    for tile in ("exporter: Oldest data", "overview: Oldest data", "stream: Data age")
    for query in "ABC"
}
# The targets of this proof have no such labels.
MAY_BE_EMPTY |= {
    f"{board}: variable {label}": f"no target has a {label}"
    for board in ("overview", "stream", "exporter")
    for label in ("cluster", "namespace")
}


class API:
    """The simulated API, as an operator's commands use it."""

    def __init__(self, url):
        self.url = f"{url}/v1/"

    def objects(self, *states):
        """The objects of the stream in the states named; all of them when none is."""
        found = self.asked(f"{NAME}/objects?pageSize=1000")["streamObjects"]
        return [x for x in found if not states or x.get("backfillJob", {}).get("state") in states]

    def start(self, name, body):
        """Starts a backfill; false when one runs already."""
        return self.asked(f"{name}:startBackfillJob", body) is not None

    def asked(self, path, body=None):
        """An answer, past the faults that are switched on; None where a precondition is not met."""
        while True:
            try:
                return stack.fetch(self.url + path, body)
            except urllib.error.HTTPError as error:
                if error.code == 400:
                    return None
                if error.code not in (429, 503):
                    raise

    def settled(self):
        return not self.objects("PENDING", "ACTIVE")


def say(text):
    print(f"{time.monotonic() - BEGAN:5.1f} s  {text}", flush=True)


def reload(api):
    """Starts the backfill of every object anew: none of them goes on by itself any more, and some fail."""
    part = {"eventFilter": {"sqlWhereClause": "year > 2020"}}
    todo = {x["name"]: part if number % 10 == 0 else {} for number, x in enumerate(api.objects())}
    while todo:
        # What runs by itself is taken over when it has ended.
        todo = {name: body for name, body in todo.items() if not api.start(name, body)}


def retry(binary, api, url):
    """What the alert's command does; by the API itself while the program has no such command."""
    if subprocess.run([binary, "backfill", "--help"], capture_output=True).returncode == 0:
        flags = [f"--google.endpoint={url}", "--google.project-ids=demo", "--datastream.max-requests-per-minute=6000"]
        command = [binary, "backfill", "retry", "--yes", "--max-active=100", "--poll.interval=1s", *flags, NAME]
        done = subprocess.run(command, capture_output=True, text=True)
        # 5: an answer was lost to a fault that is switched on; the next turn sees to it.
        if done.returncode not in (0, 5):
            raise SystemExit(f"{command}: {done.returncode}: {done.stderr}")
    else:
        for failed in api.objects("FAILED"):
            api.start(failed["name"], {})


def check_queries(prometheus):
    """Every query of a panel, an annotation or a variable answers, and has data unless it may be empty."""
    values = {"job": "datastream-exporter", "instance": ".+", "object": ".*"}
    boards = dashboards.load()
    pending = {}
    for name, board in boards.items():
        scope = {**values, **(LABELS if name == "stream" else dict.fromkeys(LABELS, ".+"))}
        for query in dashboards.queries(name, board):
            text = dashboards.interpolated(query.text, scope, STEP, RANGE)
            pending[query.name] = (
                (lambda text=text: prometheus.instant(text))
                if query.instant
                else (lambda text=text: prometheus.range(text, RANGE, STEP))
            )
        for variable, series, label in dashboards.variables(board):
            series = dashboards.interpolated(series, scope)
            pending[f"{name}: variable {variable}"] = lambda s=series, la=label: prometheus.values(s, la)
    count = len(pending)
    unlisted = MAY_BE_EMPTY.keys() - pending.keys()
    if unlisted:
        raise SystemExit(f"no such query: {unlisted}")
    deadline = time.monotonic() + 45
    while pending.keys() - MAY_BE_EMPTY.keys() and time.monotonic() < deadline:
        pending = {name: ask for name, ask in pending.items() if not ask()}
    empty = {name for name, ask in pending.items() if name in MAY_BE_EMPTY and not ask()}
    if missing := pending.keys() - MAY_BE_EMPTY.keys():
        raise SystemExit("no data: " + ", ".join(sorted(missing)))
    say(f"{count} queries of {len(boards)} dashboards answer; {len(empty)} of them are empty, as they may be")


def main(binary, folder=None):
    receiver = stack.Receiver()
    with stack.Stack(binary) as programs:
        url = programs.simulator(
            "--simulator.speed=60",
            "--simulator.fault=permission=staging-sqlserver",
            "--simulator.fault=quota=0.002",
            "--simulator.fault=server-error=0.01",
        )
        api = API(url)
        flags = [
            f"--google.endpoint={url}",
            "--google.project-ids=demo",
            "--poll.interval=2s",
            "--objects.extra=all",
            "--datastream.max-requests-per-minute=6000",
            "--objects.limit=2000",
        ]
        replicas = [programs.exporter(name, *flags) for name in ("replica-a", "replica-b")]
        alertmanager = programs.alertmanager(receiver)
        prometheus = programs.prometheus(replicas, alertmanager)
        stack.wait("both replicas", lambda: len(prometheus.instant("datastream_exporter_build_info")) == 2)
        say("simulator, two replicas, Prometheus and Alertmanager run")

        reload(api)
        stack.wait("the backfills to end", api.settled)
        while not api.objects("FAILED"):
            reload(api)
            stack.wait("the backfills to end", api.settled)
        failed = len(api.objects("FAILED"))
        say(f"{NAME} was reloaded: {failed} backfills failed")
        expression = f'stream_state:datastream_stream_objects:max{{stream="{STREAM}",state="FAILED"}}'
        stack.wait("both replicas to count once", lambda: [v for _, v in prometheus.instant(expression)] == [failed])

        # It was notified when the first of them failed; Alertmanager knows of the last.
        alert = stack.wait(
            "the notification", lambda: next(receiver.alerts("DatastreamBackfillFailed", "firing", **LABELS), None)
        )
        query = urllib.parse.urlencode({"filter": [f'{k}="{v}"' for k, v in alert["labels"].items()]}, doseq=True)
        known = f"http://{alertmanager}/api/v2/alerts?{query}"
        text = f"{failed} object(s) of stream {PROJECT}/{LOCATION}/{STREAM} "
        stack.wait(
            "Alertmanager to know all",
            lambda: [x for x in stack.fetch(known) if text in x["annotations"]["description"]],
        )
        assert alert["path"] == "/tickets", alert
        assert alert["annotations"]["command"] == f"datastream-exporter backfill retry {NAME}", alert
        assert alert["annotations"]["runbook_url"].endswith("#datastreambackfillfailed"), alert
        assert next(receiver.alerts("DatastreamStreamFailed", "firing", stream="events-postgresql"))["path"] == "/pager"
        say("DatastreamBackfillFailed reached the receiver: " + alert["annotations"]["command"])

        programs.stop("replica-b")
        address, port = replicas[1].rsplit(":", 1)
        assert programs.exporter("replica-b", *flags, port=port) == f"{address}:{port}"
        check_queries(prometheus)
        if folder:
            pictures.draw(prometheus, folder, LABELS, STEP, min(int(time.monotonic() - BEGAN), 120))
            say(f"pictures are in {folder}")

        while api.objects("FAILED"):
            retry(binary, api, url)
            stack.wait("the backfills to end", api.settled)
        stack.wait(
            "the resolved notification", lambda: any(receiver.alerts("DatastreamBackfillFailed", "resolved", **LABELS))
        )
        say("the retry resolved it")

        other = f'http://{alertmanager}/api/v2/alerts?filter=alertname%3D"DatastreamBackfillFailed"'
        assert stack.fetch(other), "other streams have failed backfills"
        firing = 'ALERTS{alertname=~"Datastream(BackfillFailed|StreamFailed)",alertstate="firing"}'
        before = {tuple(sorted(labels.items())) for labels, _ in prometheus.instant(firing)}
        programs.stop("replica-a")
        programs.stop("replica-b")
        stack.wait("DatastreamExporterDown", lambda: any(receiver.alerts("DatastreamExporterDown", "firing")))
        stack.wait("it to mute the rest", lambda: {x["status"]["state"] for x in stack.fetch(other)} == {"suppressed"})
        say("both replicas down: one page, and what was known before is muted, not resolved")

        programs.stop("prometheus")
        prometheus = programs.started_prometheus(prometheus.address)
        held = f"count_over_time({firing}[4s]) >= 3"
        stack.wait("the alerts after a restart of Prometheus", lambda: len(prometheus.instant(held)) >= len(before))
        assert not any(receiver.alerts("DatastreamExporterDown", "resolved")), "no exporter is up"
        for number, name in enumerate(("replica-a", "replica-b")):
            programs.exporter(name, *flags, port=replicas[number].rsplit(":", 1)[1])
        stack.wait("DatastreamExporterDown to end", lambda: any(receiver.alerts("DatastreamExporterDown", "resolved")))
        missing = before - {tuple(sorted(labels.items())) for labels, _ in prometheus.instant(firing)}
        assert not [x for x in missing if ("alertname", "DatastreamStreamFailed") in x], missing
        assert not any(receiver.alerts("DatastreamStreamFailed", "resolved")), "a stream that is FAILED was resolved"
        say("Prometheus restarted, and the replicas came back: what is still broken was never resolved")


BEGAN = time.monotonic()
if __name__ == "__main__":
    main(*sys.argv[1:])
