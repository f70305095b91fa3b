"""Worlds for promtool: exporters that are scraped at a pace and a phase of their own, and what must be told of them."""

import itertools
import json
import subprocess
import tempfile
import pathlib

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


def never(_):
    return False


class World:
    """Series as Prometheus would store them of what it scrapes, and the questions to ask about the alerts."""

    def __init__(self, name, seconds, evaluation=MINUTE, step=STEP):
        self.name, self.seconds, self.evaluation, self.step = name, seconds, evaluation, step
        self.input, self.questions, self.tests = [], [], []

    def target(self, series, job="datastream-exporter", instance="a", up=always, there=always, scrape=30, phase=0, **labels):
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
            text = ",".join(f"{k}={json.dumps(v)}" for k, v in {**own, **dict(extra)}.items())
            self.input.append({"series": f"{name}{{{text}}}", "values": runs(shown)})

    def ask(self, at, expression, *samples):
        """At a time, an expression has these samples: label text and value."""
        self.tests.append(
            {
                "expr": expression,
                "eval_time": f"{at}s",
                "exp_samples": [{"labels": labels, "value": value} for labels, value in samples],
            }
        )

    def fires(self, alert, begin, end, labels, seconds=None):
        """An alert fires at each evaluation of a span, with these labels."""
        window = end - begin
        count = window // self.evaluation + 1
        self.ask(end, f'count_over_time(ALERTS{{alertname="{alert}",alertstate="firing"}}[{window}s])', (labels, count))

    def silent(self, begin, end, *alerts):
        """None of the alerts named fires in a span, or none at all when no name is given."""
        names = "|".join(alerts) or ".+"
        self.ask(end, f'count by (alertname) (count_over_time(ALERTS{{alertname=~"{names}",alertstate="firing"}}[{end - begin}s]))')

    def told(self, end, *alerts):
        """Of all alerts, these fired until a time, and no other."""
        samples = [(f'{{alertname="{name}"}}', 1) for name in alerts]
        self.ask(
            end,
            f'group by (alertname) (count_over_time(ALERTS{{alertstate="firing"}}[{end}s]))',
            *samples,
        )

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


def run(worlds):
    """Runs promtool on the worlds, those of one evaluation interval together; returns what it complains of."""
    complaints = []
    worlds = sorted(worlds, key=lambda w: w.evaluation)
    with tempfile.TemporaryDirectory() as folder:
        for evaluation, group in itertools.groupby(worlds, key=lambda w: w.evaluation):
            path = pathlib.Path(folder) / f"{evaluation}.yml"
            tests = [world.test() for world in group]
            path.write_text(
                json.dumps(
                    {"rule_files": [str(dashboards.RULES)], "evaluation_interval": f"{evaluation}s", "tests": tests}
                )
            )
            done = subprocess.run(["promtool", "test", "rules", path], capture_output=True, text=True)
            if done.returncode:
                complaints.append(done.stdout + done.stderr)
    return complaints


def exporter(streams=None, *, interval=60, started=0, shard=None, location="l", project="p", unreachable=None, extra=None):
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
        for name, stream in (streams or {}).items():
            now = stream(t)
            if now is None:
                continue
            labels = (("gcp_project", project), ("gcp_location", location), ("stream", name))
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
            found[("datastream_up", (("gcp_project", project), ("gcp_location", location)))] = int(all(ups))
        if unreachable is not None:
            found[("datastream_exporter_unreachable_locations", (("gcp_project", project),))] = unreachable(t)
        found |= extra(t) if extra else {}
        return found

    return samples
