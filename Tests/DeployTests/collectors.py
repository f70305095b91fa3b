"""Lets other collectors scrape one exporter beside Prometheus, and compares what they have with what Prometheus has.

    python3 Tests/DeployTests/collectors.py path/to/datastream-exporter

Prometheus' agent writes into a second Prometheus, vmagent into VictoriaMetrics, and a second VictoriaMetrics scrapes by itself.
All must have the same series with the same values; every query of the dashboards must answer the same; and the rules, evaluated
by the second Prometheus and by vmalert, must fire the same alerts.
"""

import json
import math
import re
import sys
import time

import dashboards
import stack

JOB = "datastream-exporter"
# What differs by the moment of the scrape, and what a collector adds of its own.
OWN = r"up|scrape_.*|process_.*|ALERTS.*|vm_.*|.*:.*|datastream_exporter_(http|scrape|web)_.*|datastream_exporter_.*scrape.*"
# Functions whose result depends on when exactly each collector scraped, or that VictoriaMetrics defines in its own way.
OF_WINDOWS = re.compile(r"\b(rate|increase|delta|changes|resets|\w+_over_time|histogram_quantile)\s*\(|ALERTS|process_|scrape_|\bup\b")

# Alerts on what was counted since the database had its first sample, and each had it at another moment.
COUNTED = "Datastream(BackfillFailsAgain|BackfillFailureRatioHigh|NewErrors|ObjectsDisappeared)"


class Fleet:
    """The collectors and the databases behind them."""

    def __init__(self, programs, target):
        self.programs = programs
        scrape = {
            "global": {"scrape_interval": "2s"},
            "scrape_configs": [{"job_name": JOB, "static_configs": [{"targets": [target]}]}],
        }
        self.written("scrape.yml", scrape)
        # First, for its rules: the others evaluate the same.
        self.alertmanager = programs.alertmanager(stack.Receiver())
        direct = programs.prometheus([target], self.alertmanager, interval="2s")
        self.databases = {
            "Prometheus": direct,
            "Prometheus' agent": self.agent(scrape),
            "vmagent": self.vmagent(),
            "VictoriaMetrics": self.victoria("victoria", "-promscrape.config=scrape.yml"),
        }

    def written(self, name, what):
        # JSON is YAML.
        (self.programs.folder / name).write_text(json.dumps(what))

    def agent(self, scrape):
        address = f"127.0.0.1:{stack.free_port()}"
        self.written("receiver.yml", {"global": {"evaluation_interval": "2s"}, "rule_files": ["rules.yml"]})
        self.programs.start(
            "receiver", "prometheus", "--config.file=receiver.yml", f"--web.listen-address={address}",
            "--storage.tsdb.path=receiver", "--web.enable-remote-write-receiver", "--log.level=warn",
            "--rules.alert.for-grace-period=1s",
        )
        receiver = stack.Prometheus(address)
        stack.wait("the second Prometheus", lambda: receiver.instant("vector(1)"))
        self.written("agent.yml", scrape | {"remote_write": [{"url": f"http://{address}/api/v1/write"}]})
        self.programs.start(
            "agent", "prometheus", "--enable-feature=agent", "--config.file=agent.yml", "--storage.agent.path=agent",
            f"--web.listen-address=127.0.0.1:{stack.free_port()}", "--log.level=warn",
        )
        return receiver

    def victoria(self, name, *flags):
        address = f"127.0.0.1:{stack.free_port()}"
        self.programs.start(
            name, "victoria-metrics", f"-storageDataPath={name}", f"-httpListenAddr={address}", "-retentionPeriod=1d",
            "-search.latencyOffset=0s", "-search.disableCache", "-loggerLevel=WARN", *flags,
        )
        database = stack.Prometheus(address)
        stack.wait(name, lambda: database.get("labels") is not None)
        return database

    def vmagent(self):
        database = self.victoria("written")
        self.programs.start(
            "vmagent", "vmagent", "-promscrape.config=scrape.yml", f"-remoteWrite.url=http://{database.address}/api/v1/write",
            "-remoteWrite.tmpDataPath=vmagent-data", f"-httpListenAddr=127.0.0.1:{stack.free_port()}",
            "-remoteWrite.flushInterval=1s", "-loggerLevel=WARN",
        )
        url = f"http://{database.address}"
        self.programs.start(
            "vmalert", "vmalert", "-rule=rules.yml", f"-datasource.url={url}", f"-remoteWrite.url={url}",
            f"-remoteRead.url={url}", f"-notifier.url=http://{self.alertmanager}", "-evaluationInterval=2s", "-remoteWrite.flushInterval=500ms",
            f"-httpListenAddr=127.0.0.1:{stack.free_port()}", "-loggerLevel=WARN", "-datasource.queryStep=1s",
            "-datasource.appendTypePrefix=false",
        )
        return database


def samples(database, expression, moment):
    """What an expression has at a moment: values by labels."""
    answer = database.get("query", query=expression, time=moment)["result"]
    return {tuple(sorted(x["metric"].items())): x["value"][1] for x in answer}


def equal(one, other):
    """Whether two values are the same; VictoriaMetrics keeps some 15 digits, of timestamps microseconds."""
    return None not in (one, other) and (one == other or math.isclose(float(one), float(other), rel_tol=1e-12, abs_tol=1e-5))


def same(one, other, expression=""):
    """Whether two results are; of equals topk() chooses as it likes."""
    if "topk" in expression:
        return len(one) == len(other) and all(map(equal, sorted(one.values(), key=float), sorted(other.values(), key=float)))
    return one.keys() == other.keys() and all(equal(one[x], other[x]) for x in one)


def check_series(fleet, moment):
    selector = f'{{job="{JOB}",__name__!~"{OWN}"}}'
    wanted = samples(fleet.databases["Prometheus"], selector, moment)
    if len(wanted) < 1000:
        raise SystemExit(f"Prometheus has only {len(wanted)} series")
    for name, database in fleet.databases.items():
        found = samples(database, selector, moment)
        if not same(wanted, found):
            odd = [x for x in wanted.keys() | found.keys() if not equal(wanted.get(x), found.get(x))]
            shown = [(dict(x), wanted.get(x), found.get(x)) for x in odd[:5]]
            raise SystemExit(f"{name} has {len(found)} series, Prometheus {len(wanted)}; {len(odd)} differ: {shown}")
    return len(wanted)


def check_queries(fleet, moment):
    values = {"job": JOB, "instance": ".+", "object": ".*", **dict.fromkeys(("gcp_project", "gcp_location", "stream"), ".+")}
    count = loose = 0
    for name, board in dashboards.load().items():
        # One stream, where the panel is of one.
        scope = values if name != "stream" else values | {"gcp_project": "demo", "gcp_location": "europe-west1", "stream": "orders-mysql"}
        for query in dashboards.queries(name, board):
            text = dashboards.interpolated(query.text, scope, 1, 60)
            wanted = samples(fleet.databases["Prometheus"], text, moment)
            for collector, database in fleet.databases.items():
                found = samples(database, text, moment)
                exact = not OF_WINDOWS.search(text)
                if exact and not same(wanted, found, text):
                    raise SystemExit(f"{collector}: {query.name}: {text}: {wanted} / {found}")
                loose += not exact
            count += 1
    return count, loose // len(fleet.databases)


def firing(database):
    """The alerts on what is, not on what was counted, without what a database adds."""
    found = database.instant(f'ALERTS{{alertstate="firing",alertname!~"{COUNTED}"}}')
    return {tuple(sorted((k, v) for k, v in x.items() if k not in ("__name__", "alertgroup"))) for x, _ in found}


def main(binary):
    with stack.Stack(binary) as programs:
        url = programs.simulator("--simulator.speed=60")
        ledger = programs.folder / "ledger"
        flags = [f"--google.endpoint={url}", "--google.project-ids=demo", f"--storage.path={ledger}", "--objects.extra=all"]
        flags += ["--datastream.max-requests-per-minute=6000", "--objects.limit=300"]
        target = programs.exporter("first", *flags, "--poll.interval=1s")
        fleet = Fleet(programs, target)
        finished = "sum(datastream_backfill_jobs_finished_total)"
        for name, database in fleet.databases.items():
            stack.wait(f"jobs counted by way of {name}", lambda d=database: [v for _, v in d.instant(finished) if v > 20])
        # From here on nothing changes: one more poll in an hour, so that all see the same, whenever they scrape.
        programs.stop("first")
        programs.exporter("second", *flags, "--poll.interval=1h", port=target.rsplit(":", 1)[1])
        still = "count(datastream_exporter_poll_interval_seconds == 3600) and min(datastream_exporter_poll_success)"
        for name, database in fleet.databases.items():
            stack.wait(f"the second life by way of {name}", lambda d=database: d.instant(still))
        time.sleep(6)
        moment = int(time.time()) - 1
        count = check_series(fleet, moment)
        print(f"{count} series with the same values by way of {', '.join(fleet.databases)}")
        exact, loose = check_queries(fleet, moment)
        print(f"{exact} queries of dashboards answer everywhere; all but {loose} that look back in time, with the same values")
        rules = {name: fleet.databases[name] for name in ("Prometheus", "Prometheus' agent", "vmagent")}
        deadline = time.monotonic() + 60
        while len({frozenset(firing(x)) for x in rules.values()}) > 1 or not firing(rules["vmagent"]):
            if time.monotonic() > deadline:
                wanted = firing(rules["Prometheus"])
                raise SystemExit({name: [dict(x) for x in wanted ^ firing(d)] for name, d in rules.items()})
            time.sleep(1)
        print(f"{len(firing(rules['Prometheus']))} alerts fire, the same in Prometheus, its agent's receiver and vmalert")


main(sys.argv[1])
