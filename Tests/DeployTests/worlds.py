"""Worlds for promtool: exporters that are scraped at a pace and a phase of their own, and what must be told of them."""

import concurrent.futures
import itertools
import json
import os
import pathlib
import subprocess
import tempfile

import dashboards

STREAM_STATES = "NOT_STARTED STARTING RUNNING DRAINING PAUSED MAINTENANCE FAILED FAILED_PERMANENTLY UNKNOWN".split()
OBJECT_STATES = "NONE NOT_STARTED PENDING ACTIVE STOPPED FAILED COMPLETED UNSUPPORTED UNKNOWN".split()
STEP = 15
MINUTE = 60
HOUR = 3600


def during(*spans):
    """Whether a time lies in one of the spans, each from its begin until before its end."""
    return lambda t: any(begin <= t < end for begin, end in spans)


def always(_):
    return True


class World:
    """Series as Prometheus would store them of what it scrapes, and the questions to ask about the alerts."""

    def __init__(self, name, seconds, evaluation=MINUTE, step=STEP):
        self.name, self.seconds, self.evaluation, self.step = name, seconds, evaluation, step
        self.input, self.tests = [], []

    def target(
        self, series, job="datastream-exporter", instance="a", up=always, there=always, scrape=30, phase=0, **labels
    ):
        """Scrapes a target: `series` gives its samples at a time, name and labels to value; down, it has none."""
        own = {"job": job, "instance": instance, **labels}
        times = range(phase, self.seconds + 1, scrape)
        taken = {}
        for t in times:
            if there(t):
                taken.setdefault(("up", ()), {})[t] = int(up(t))
            for key, value in series(t).items() if there(t) and up(t) else ():
                taken.setdefault(key, {})[t] = value
        for (name, extra), values in taken.items():
            shown, last = [], False
            for t in range(0, self.seconds + 1, self.step):
                value = values.get(t)
                due = t in times
                if value is not None:
                    shown.append(f"{value:.0f}" if float(value).is_integer() else str(value))
                else:
                    shown.append("stale" if due and last else "_")
                last = value is not None if due else last
            labels = {"__name__": name, **own, **dict(extra)}
            self.input.append({"series": braces(labels), "values": runs(shown)})

    def ask(self, at, expression, *samples):
        """At a time, an expression has these samples: labels and value."""
        expected = [{"labels": braces(labels), "value": value} for labels, value in samples]
        self.tests.append({"expr": expression, "eval_time": f"{at}s", "exp_samples": expected})

    def fires(self, alert, begin, end, labels):
        """An alert fires at each evaluation of a span, with these labels."""
        count = (end - begin) // self.evaluation + 1
        labels = {"alertname": alert, "alertstate": "firing", **labels}
        self.ask(end, f"count_over_time(ALERTS{braces(labels)}[{end - begin}s])", (labels, count))

    def silent(self, begin, end, *alerts):
        """None of these alerts fires in a span."""
        fired = f'ALERTS{{alertname=~"{"|".join(alerts)}",alertstate="firing"}}'
        self.ask(end, f"count by (alertname) (count_over_time({fired}[{end - begin}s]))")

    def told(self, *alerts):
        """These alerts fired at one time or another, and no other."""
        fired = f'count_over_time(ALERTS{{alertstate="firing"}}[{self.seconds}s])'
        self.ask(self.seconds, f"group by (alertname) ({fired})", *(({"alertname": name}, 1) for name in alerts))

    def test(self):
        return {
            "name": self.name,
            "interval": f"{self.step}s",
            "input_series": self.input,
            "promql_expr_test": self.tests,
        }


def runs(values):
    """Values in promtool's notation, equal ones in a row together."""
    parts = []
    for value, group in itertools.groupby(values):
        count = len(list(group))
        if value == "_":
            parts.append(f"_x{count}")
        elif value == "stale":
            parts += ["stale"] * count
        else:
            parts.append(value if count == 1 else f"{value}x{count - 1}")
    return " ".join(parts)


def braces(labels):
    """Labels as a selector and as promtool writes them; an empty one is absent."""
    name = labels.get("__name__", "")
    return name + "{" + ",".join(f"{k}={json.dumps(v)}" for k, v in labels.items() if v and k != "__name__") + "}"


def run(worlds):
    """Runs promtool on each world, as many at a time as there are processors; returns what it complains of."""

    def complaint(world):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "world.yml"
            rules = {"rule_files": [str(dashboards.RULES)], "evaluation_interval": f"{world.evaluation}s"}
            path.write_text(json.dumps({**rules, "tests": [world.test()]}))
            done = subprocess.run(["promtool", "test", "rules", path], capture_output=True, text=True)
        return f"{world.name}:\n{done.stdout}{done.stderr}" if done.returncode else None

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        # The long ones first.
        longest = sorted(worlds, key=lambda world: -world.seconds / world.evaluation)
        return [found for found in pool.map(complaint, longest) if found]


def exporter(streams, *, interval=60, started=0, shard=None, unreachable=None, extra=None):
    """The samples of an exporter: each stream's state, FAILED objects and so on at a time.

    streams: name -> function of time -> None where it is not known, else a dictionary with any of state, failed, errors,
    success, fresh (whether its data is served), snapshot (when it was read), counters.
    """

    def samples(t):
        begun = started(t) if callable(started) else started
        found = {
            ("datastream_exporter_build_info", (("version", "1"),)): 1,
            ("datastream_exporter_poll_interval_seconds", ()): interval,
            ("process_start_time_seconds", ()): begun,
        }
        if shard:
            found[("datastream_exporter_total_shards", ())] = shard[1]
            found[("datastream_exporter_shard_ordinal", (("shard_ordinal", str(shard[0])),))] = shard[0]
        ups = []
        for name, stream in streams.items():
            now = stream(t)
            if now is None:
                continue
            labels = (("gcp_project", "p"), ("gcp_location", "l"), ("stream", name))
            success = now.get("success", 1)
            ups.append(success)
            found[("datastream_exporter_polls_total", labels)] = int((t - begun) // interval)
            if success is not None:
                found[("datastream_exporter_poll_success", labels)] = success
            read = now.get("snapshot", t - t % interval)
            if read is not None:
                found[("datastream_exporter_snapshot_timestamp_seconds", labels)] = read
            for reason in "auth permission not_found quota server network timeout decode".split():
                key = ("datastream_exporter_poll_failures_total", (*labels, ("reason", reason)))
                found[key] = now.get("failures", {}).get(reason, 0)
            for result, count in now.get("finished", {}).items():
                key = ("datastream_backfill_jobs_finished_total", (*labels, ("trigger", "AUTOMATIC"), ("result", result)))
                found[key] = count
            if now.get("fresh", True):
                for state in STREAM_STATES:
                    key = ("datastream_stream_state", (*labels, ("state", state)))
                    found[key] = int(state == now.get("state", "RUNNING"))
                objects = {"COMPLETED": 9, "FAILED": 0, **now.get("objects", {})}
                for state in OBJECT_STATES:
                    found[("datastream_stream_objects", (*labels, ("state", state)))] = objects.get(state, 0)
                found[("datastream_stream_objects_with_errors", labels)] = now.get("errors", 0)
                for kind in ("active_start", "pending_since"):
                    if kind in now:
                        key = f"datastream_stream_backfill_oldest_{kind}_timestamp_seconds"
                        found[(key, labels)] = now[kind]
        if ups:
            found[("datastream_up", (("gcp_project", "p"), ("gcp_location", "l")))] = int(all(ups))
        if unreachable is not None:
            found[("datastream_exporter_unreachable_locations", (("gcp_project", "p"),))] = unreachable(t)
        found |= extra(t) if extra else {}
        return found

    return samples
