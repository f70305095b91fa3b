"""Tests by promtool what panels show beside foreign processes, with replicas a poll apart, with shards and with clusters.

Each case has the series that Prometheus scraped for twenty minutes, a sample a minute, and what panels answer then.
"""

import json
import pathlib
import subprocess
import tempfile

import dashboards

END = 20 * 60
SCOPE = {"job": ".+", "instance": ".+", "object": ".*"}
STREAM = {"gcp_project": "p", "gcp_location": "l", "stream": "s"}


def series(name, labels, values):
    """A series; a number is its value all the time, a text is in promtool's notation."""
    values = values if isinstance(values, str) else f"{values}x20"
    return {"series": name + braces(labels), "values": values}


def braces(labels):
    return "{" + ", ".join(f'{name}="{value}"' for name, value in sorted(labels.items())) + "}"


def exporter(target, streams=(), interval=60, shard=0, started=0):
    """What every exporter serves, and its polls of streams: when each was listed last (None: never)."""
    own = {"job": "datastream-exporter", **target}
    yield series("up", own, 1)
    yield series("datastream_exporter_build_info", {**own, "version": "1"}, 1)
    yield series("datastream_exporter_poll_interval_seconds", own, interval)
    yield series("datastream_exporter_shard_ordinal", {**own, "shard_ordinal": shard}, shard)
    yield series("process_start_time_seconds", own, started)
    yield series("process_resident_memory_bytes", own, 7)
    for stream, listed in streams:
        yield series("datastream_exporter_poll_success", {**own, **stream}, int(listed is not None))
        if listed is not None:
            yield series("datastream_exporter_snapshot_timestamp_seconds", {**own, **stream}, listed)


def scraped_by(one, replica):
    """The series with the label by which one Prometheus of a pair names itself."""
    return {**one, "series": one["series"].replace("{", f'{{prometheus_replica="{replica}", ')}


def objects(target, **states):
    for state in ("PENDING", "ACTIVE", "STOPPED", "FAILED", "COMPLETED", "NONE", "NOT_STARTED"):
        labels = {"job": "datastream-exporter", **target, **STREAM, "state": state}
        yield series("datastream_stream_objects", labels, states.get(state, 0))


A, B = {"instance": "a:10155"}, {"instance": "b:10155"}
OTHER = {**STREAM, "stream": "other"}
OWN_A, OWN_B = ({"job": "datastream-exporter", **target} for target in (A, B))
AGES = ("overview: Oldest data", "exporter: Oldest data", "stream: Data age")
FOREIGN = [
    series("up", {"job": "node", "instance": "n:9100"}, 1),
    series("process_resident_memory_bytes", {"job": "node", "instance": "n:9100"}, 99),
    series("process_start_time_seconds", {"job": "node", "instance": "n:9100"}, "0x10 600x9"),
]
# Replica b has seen the backfills begin, a not yet.
APART = [
    *exporter(A, [(STREAM, END - 60)]),
    *exporter(B, [(STREAM, END - 5)]),
    *objects(A, PENDING=100, COMPLETED=20, NONE=5),
    *objects(B, ACTIVE=100, COMPLETED=20, NONE=5),
]
SAME_NAMES = [
    *exporter({"instance": "datastream-exporter-0", "cluster": "eu", "namespace": "ds"}),
    *exporter({"instance": "datastream-exporter-0", "cluster": "us", "namespace": "ds"}),
]


def replicas(shard_of_b):
    """Two instances, as replicas or as shards; b cannot list its stream."""
    return [
        *exporter(A),
        *exporter(B, shard=shard_of_b),
        *(
            series("datastream_up", {**own, "gcp_project": "p", "gcp_location": "l"}, up)
            for own, up in ((OWN_A, 1), (OWN_B, 0))
        ),
        *(series("datastream_exporter_objects_dropped", {**own, "reason": "limit"}, 5) for own in (OWN_A, OWN_B)),
        *(series("datastream_exporter_streams_discovered", {**own, "gcp_project": "p"}, 9) for own in (OWN_A, OWN_B)),
        *(series("datastream_exporter_streams_selected", {**own, "gcp_project": "p"}, 4) for own in (OWN_A, OWN_B)),
    ]


def durations(values):
    own = {**OWN_A, **STREAM}
    return [series("datastream_backfill_duration_seconds_bucket", {**own, "le": le}, values) for le in ("60.0", "+Inf")]


# Series, and for each query of a panel the labels and values that it answers.
CASES = {
    # 42 objects are left, and 20 jobs ended in 21 samples; a replica that has just started knows no rate.
    "what is left takes as long as what ended": (
        [
            *exporter(A, [(STREAM, END)]),
            *objects(A, PENDING=30, ACTIVE=12, COMPLETED=5),
            *objects(B, PENDING=30, ACTIVE=12, COMPLETED=5),
            series("datastream_backfill_jobs_finished_total", {**OWN_A, **STREAM, "trigger": "MANUAL", "result": "failed"}, "0+1x20"),
            series("datastream_backfill_jobs_finished_total", {**OWN_B, **STREAM, "trigger": "MANUAL", "result": "failed"}, 0),
            series("datastream_stream_backfills_overdue", {**OWN_A, **STREAM}, 2),
            series("datastream_stream_backfills_overdue", {**OWN_B, **STREAM}, 0),
        ],
        {"stream: Time left A": [({}, 2646)], "stream: Overdue A": [({}, 2)], "overview: Streams L": [(STREAM, 2)]},
    ),
    # 30 objects are left, and 4 jobs ended in the last 5 samples.
    "time in which nothing loaded does not count": (
        [
            *exporter(A, [(STREAM, END)]),
            *(one for one in objects(A) if "PENDING" not in one["series"]),
            series("datastream_stream_objects", {**OWN_A, **STREAM, "state": "PENDING"}, "0x15 34-1x4"),
            series("datastream_backfill_jobs_finished_total", {**OWN_A, **STREAM, "trigger": "MANUAL", "result": "failed"}, "0x15 0+1x4"),
        ],
        {"stream: Time left A": [({}, 2250)]},
    ),
    "nothing ended, so nothing is known of the rest": (
        [
            *exporter(A, [(STREAM, END)]),
            *objects(A, PENDING=30),
            series("datastream_backfill_jobs_finished_total", {**OWN_A, **STREAM, "trigger": "MANUAL", "result": "failed"}, 0),
        ],
        {"stream: Time left A": []},
    ),
    "a job of foreign processes": (
        [*exporter(A), *FOREIGN],
        {
            "exporter: Instances up A": [({}, 1)],
            "exporter: Memory A": [({**OWN_A, "__name__": "process_resident_memory_bytes"}, 7)],
            "exporter: Instances B": [(OWN_A, 1)],
            "overview: annotation Exporter restarts": [],
        },
    ),
    "an exporter that is down, and one that was replaced": (
        [
            *exporter(A),
            series("up", OWN_B, "1x10 0x9"),
            series("datastream_exporter_build_info", {**OWN_B, "version": "1"}, "1x10 stale"),
            series("up", {**OWN_B, "instance": "gone"}, "1x10 stale"),
        ],
        {"exporter: Instances up A": [({}, 1)], "exporter: Instances B": [(OWN_A, 1), (OWN_B, 0)]},
    ),
    "two clusters whose pods have the same names": (
        SAME_NAMES,
        {"exporter: Instances up A": [({}, 2)]},
    ),
    "replicas a poll apart": (
        APART,
        {
            "stream: Objects A": [({}, 125)],
            "stream: Never loaded A": [({}, 5)],
            "stream: Loaded A": [({}, 20 / 120)],
            "overview: Loaded A": [({}, 20 / 120)],
            "overview: Streams B": [(STREAM, 125)],
            "overview: Streams G": [(STREAM, 20 / 120)],
            "overview: Objects by state B": [(STREAM, 100)],
            "overview: Objects by state C": [(STREAM, 0)],
            "overview: Objects in motion A": [({"state": "ACTIVE"}, 100), ({"state": "PENDING"}, 0)],
        },
    ),
    "the same, scraped by two Prometheus": (
        [scraped_by(one, replica) for one in APART for replica in "xy"],
        {
            "stream: Objects A": [({}, 125)],
            "overview: Loaded A": [({}, 20 / 120)],
            "overview: Objects by state B": [(STREAM, 100)],
            "overview: Oldest data A": [({}, 5)],
            "exporter: Instances up A": [({}, 2)],
        },
    ),
    "replicas, of which one cannot list": (
        replicas(shard_of_b=0),
        {
            "exporter: Projects failing A": [({}, 0)],
            "exporter: Objects hidden A": [({"reason": "limit"}, 5)],
            "exporter: Streams found and selected A": [({"gcp_project": "p"}, 9)],
            "exporter: Streams found and selected B": [({"gcp_project": "p"}, 4)],
        },
    ),
    "shards, of which one cannot list": (
        replicas(shard_of_b=1),
        {
            "exporter: Projects failing A": [({}, 1)],
            "exporter: Objects hidden A": [({"reason": "limit"}, 10)],
            "exporter: Streams found and selected A": [({"gcp_project": "p"}, 9)],
            "exporter: Streams found and selected B": [({"gcp_project": "p"}, 8)],
        },
    ),
    "data that is young": (
        exporter(A, [(STREAM, END - 100)]),
        {f"{tile} {ref}": [({}, 100)] if ref == "A" else [] for tile in AGES for ref in "ABC"},
    ),
    "data of three minutes at an interval of 5s": (
        exporter(A, [(STREAM, END - 200)], interval=5),
        {"overview: Oldest data A": [], "overview: Oldest data B": [({}, 200)], "overview: Oldest data C": []},
    ),
    "data of eleven minutes at an interval of 10m": (
        exporter(A, [(STREAM, END - 660)], interval=600),
        {
            "overview: Oldest data A": [({}, 660)],
            "overview: Oldest data B": [],
            "overview: Oldest data C": [],
            "overview: Streams K": [(STREAM, 660 / 3000)],
        },
    ),
    "a stream that was never listed": (
        exporter(A, [(STREAM, END - 10), (OTHER, None)], started=60),
        {
            "overview: Oldest data A": [],
            "overview: Oldest data B": [],
            "overview: Oldest data C": [({}, END - 60)],
            "exporter: Oldest data C": [({}, END - 60)],
            "exporter: Age of the data A": [(STREAM, 10), (OTHER, END - 60)],
            "exporter: Age of the data B": [({}, 300)],
        },
    ),
    "no backfill completed": ([*exporter(A), *durations("5x20")], {"stream: How long backfills took A": []}),
    "backfills completed": ([*exporter(A), *durations("0+1x20")], {"stream: How long backfills took A": [({}, 30)]}),
}


def cases():
    """The cases as promtool's tests."""
    boards = dashboards.load().items()
    known = {query.name: query for name, board in boards for query in dashboards.queries(name, board)}
    for name, (given, wanted) in CASES.items():
        tests = []
        for query, samples in wanted.items():
            labels = STREAM if query.startswith("stream:") else dict.fromkeys(STREAM, ".+")
            tests.append(
                {
                    "expr": dashboards.interpolated(known[query].text, {**SCOPE, **labels}, seconds=600),
                    "eval_time": f"{END}s",
                    "exp_samples": [{"labels": braces(la), "value": value} for la, value in samples],
                }
            )
        yield {"name": name, "interval": "1m", "input_series": list(given), "promql_expr_test": tests}


def main():
    tests = {"evaluation_interval": "1m", "tests": list(cases())}
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "panels.test.yml"
        # JSON is YAML.
        path.write_text(json.dumps(tests))
        ended = subprocess.run(["promtool", "test", "rules", path], capture_output=True, text=True)
    if ended.returncode:
        raise SystemExit(f"{ended.stdout}{ended.stderr}")
    print(f"{sum(len(test['promql_expr_test']) for test in tests['tests'])} queries of panels answer as they must")


main()
