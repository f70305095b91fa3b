"""Runs the alerts through outages, replicas, shards, clusters and restarts, at many paces and phases of scrapes.

    python3 scenarios.py [part of a name]

Ends with 1 when an alert fires that should not, or has a hole where it should hold.
"""

import sys

import outages
import worlds
from outages import CRITICAL, FAILED, WARNING, failed, firing, held, unread, well
from worlds import HOUR, MINUTE, World, during, exporter

def flapping():
    """What comes and goes is told, and keeps its alert."""
    for scrape, evaluation in ((30, 60), (120, 60), (15, 15)):
        world = World(f"FAILED four of four and a half minutes, {scrape}s", 2 * HOUR, evaluation)
        world.target(exporter({"s": lambda t: {"state": "FAILED" if t % 270 < 240 else "RUNNING"}}), scrape=scrape)
        world.fires("DatastreamStreamFailed", 13 * MINUTE, 2 * HOUR, firing(CRITICAL))
        world.told("DatastreamStreamFailed")
        yield world

    world = World("a backfill fails every hour, another one once", 6 * HOUR)

    def again(t):
        state = "FAILED" if t % HOUR < 300 else "ACTIVE"
        return {"objects": {state: 1}, "finished": {"failed": t // HOUR, "completed": 0}}

    once = {"s": again, "q": lambda t: {"finished": {"failed": int(t > HOUR), "completed": 0}}}
    world.target(exporter(once))
    world.target(exporter(once), instance="b", phase=15)
    world.fires("DatastreamBackfillFailsAgain", 2 * HOUR + MINUTE, 6 * HOUR, firing(WARNING))
    world.told("DatastreamBackfillFailsAgain", "DatastreamBackfillFailureRatioHigh")
    yield world

    world = World("an error comes and goes", 4 * HOUR)
    world.target(exporter({"s": lambda t: {"errors": int(t % 900 < 120)}}))
    world.fires("DatastreamObjectErrors", 75 * MINUTE, 4 * HOUR, firing(WARNING))
    yield world

    world = World("a single short failure", 2 * HOUR)
    world.target(exporter({"s": lambda t: {"state": "FAILED" if HOUR <= t < HOUR + 200 else "RUNNING", "errors": int(t % HOUR < 300)}}))
    world.told()
    yield world


def whole_jobs():
    """Storms, crash loops, names of jobs, clusters."""
    for count in (1, 4):
        world = World(f"the token of {count} streams is lost", 2 * HOUR)
        world.target(exporter({f"s{i}": unread(HOUR, 3 * HOUR, "auth") for i in range(count)}))
        world.fires("DatastreamNothingRead", 68 * MINUTE, 2 * HOUR, firing(CRITICAL, None))
        # Muted by Alertmanager.
        world.told("DatastreamNothingRead", "DatastreamPollFailing", "DatastreamSnapshotStale")
        yield world

    for cycle in (60, 400):
        world = World(f"a crash loop, {cycle}s", 90 * MINUTE)
        world.target(exporter({}, started=lambda t, c=cycle: t - t % c), up=lambda t, c=cycle: t % c < 40)
        world.fires("DatastreamNothingRead", 20 * MINUTE, 90 * MINUTE, firing(CRITICAL, None))
        yield world

    world = World("README's two jobs, and one of another name that is down", HOUR)
    world.target(exporter({"s": well}), job="datastream-streams", scrape=15)
    world.target(lambda t: {}, job="datastream-objects", scrape=120)
    world.target(exporter({"z": well}), job="ds", up=lambda t: t < HOUR / 2, instance="z")
    world.fires("DatastreamExporterDown", 36 * MINUTE, HOUR, firing(CRITICAL, None, "ds"))
    world.ask(HOUR, 'count(ALERTS{alertname="DatastreamExporterDown"})', ({}, 1))
    yield world

    world = World("clusters, zones, and pairs of Prometheus", HOUR)
    for replica in "01":
        more = {"cluster": "east", "zone": f"z{replica}", "replica": replica}
        world.target(exporter({"s": failed}, shard=(0, 2)), up=lambda t: t < HOUR / 2, **more)
        world.target(exporter({"y": well}, shard=(1, 2)), instance="b", **more)
    world.target(exporter({"s": well}, shard=(0, 1)), cluster="west", there=lambda t: t < HOUR / 2)
    world.fires("DatastreamExporterDown", 37 * MINUTE, HOUR, firing(CRITICAL, None, cluster="west"))
    world.fires("DatastreamShardsMissing", 35 * MINUTE, HOUR, firing(CRITICAL, None, cluster="east"))
    world.fires("DatastreamStreamFailed", 10 * MINUTE, HOUR, firing(CRITICAL, cluster="east"))
    world.told("DatastreamBackfillFailed", "DatastreamExporterDown", "DatastreamShardsMissing", "DatastreamStreamFailed")
    yield world

    world = World("a location fails from the start, and one holds a stream that fails", HOUR)
    fails = {("datastream_up", (("gcp_project", "p"), ("gcp_location", "west"))): 0}
    world.target(exporter({"s": unread(0, HOUR, "permission"), "z": well}, extra=lambda t: fails, unreachable=lambda t: 1))
    labels = {"severity": CRITICAL, "job": "datastream-exporter", "gcp_project": "p", "gcp_location": "west"}
    world.fires("DatastreamDiscoveryFailing", 16 * MINUTE, HOUR, labels)
    world.told("DatastreamDiscoveryFailing", "DatastreamPollFailing", "DatastreamSnapshotStale")
    yield world


def paces():
    """Every poll interval, with the exporter's clock two minutes late."""
    for interval, late in ((1, 120), (5, 120), (15, 120), (60, 0), (720, 0), (3600, 0)):
        world = World(f"polls every {interval}s", 3 * HOUR)

        def stream(t, every=interval, behind=late):
            return {**FAILED, "snapshot": t - t % every - behind}

        world.target(exporter({"s": stream}, interval=interval), scrape=120, phase=75)
        held(world, 20 * MINUTE)
        world.told("DatastreamBackfillFailed", "DatastreamStreamFailed")
        yield world

    for every, name in ((540, "One 429 every nine minutes"), (60, "a 429 every minute")):
        world = World(name, 3 * HOUR)
        throttled = ("datastream_exporter_api_throttled_total", (("method", "objects.list"),))
        world.target(exporter({"s": well}, extra=lambda t, n=every: {throttled: t // n}))
        world.told(*(["DatastreamApiThrottled"] if every == 60 else []))
        yield world

    for name, expected in (("failed", [firing(CRITICAL, None, instance="a", source="metadata")]), ("well", [])):
        world = World(f"an hour between polls, and a token that {name}", 6 * HOUR)
        failures = ("datastream_exporter_token_refresh_failures_total", (("source", "metadata"),))
        expiry = ("datastream_exporter_token_expiry_timestamp_seconds", (("source", "metadata"),))
        success = int(name == "well")
        samples = {"success": success, "fresh": bool(success), "snapshot": None}
        world.target(
            exporter({"s": lambda t, s=samples: s}, interval=3600, extra=lambda t: {failures: 2 + t // HOUR, expiry: 600})
        )
        for labels in expected:
            world.fires("DatastreamAuthFailing", 70 * MINUTE, 6 * HOUR, labels)
        if not expected:
            world.silent(0, 6 * HOUR, "DatastreamAuthFailing")
        yield world


def in_turn():
    """Replicas that count the same, and pods that count in turn."""
    total = "stream:datastream_backfill_jobs_finished:delta6h"
    where = {"job": "datastream-exporter", "gcp_project": "p", "gcp_location": "l", "stream": "s", "__name__": total}

    world = World("one pod after the other", 3 * HOUR)
    for number, instance in enumerate("ab"):
        begin = number * HOUR

        def counted(t, b=begin):
            return {"finished": {"failed": min((t - b) // 600, 3), "completed": 0}}

        world.target(exporter({"s": counted}), instance=instance, there=lambda t, b=begin: b <= t < b + HOUR + b)
    world.fires("DatastreamBackfillFailureRatioHigh", 110 * MINUTE, 2 * HOUR, firing(WARNING))
    world.ask(3 * HOUR, total, (where, 6))
    yield world

    world = World("three replicas a poll apart", HOUR)
    for instance, late in (("a", 0), ("b", 60), ("c", 15)):

        def behind(t, by=late):
            moved = int((t - by) // 300) % 2
            done = max(0, min((t - by) // 600, 3))
            return {"finished": {"failed": done}, "objects": {"ACTIVE": moved, "COMPLETED": 1 - moved}}

        world.target(exporter({"s": behind}), instance=instance, phase=late % 30)
    world.ask(HOUR, total, (where, 3))
    total = "stream:datastream_stream_objects:sum"
    world.ask(HOUR, f"max_over_time({total}[50m])", ({**where, "__name__": ""}, 1))
    yield world


def calm():
    """A stream that is paused over a weekend, and twelve hours with restarts, roll-outs and new pods."""
    world = World("paused over a weekend", 64 * HOUR, evaluation=2 * MINUTE, step=2 * MINUTE)

    def paused(t):
        waits = {"active_start": 0, "pending_since": 0} if t < 63 * HOUR else {}
        return {"state": "PAUSED" if HOUR < t < 60 * HOUR else "RUNNING", "objects": {"ACTIVE": 1, "PENDING": 1}, **waits}

    world.target(exporter({"s": paused}), scrape=120)
    world.told("DatastreamStreamPaused")
    yield world

    world = World("half a healthy day", 12 * HOUR)
    downs = [(begin, begin + 17 + begin % 73) for begin in range(HOUR, 12 * HOUR, 3 * HOUR)]
    away = during(*downs)

    def started(t):
        return max([0, *(end for _, end in downs if end <= t)])

    def loads(t):
        begun = started(t)
        if begun and t - begun < 20:
            return None
        active = {"active_start": t - t % (2 * HOUR)} if t % (2 * HOUR) < HOUR else {}
        return {"objects": {"ACTIVE": len(active)}, "finished": {"failed": 0, "completed": t // HOUR}, **active}

    world.target(exporter({"s": loads, "q": loads}, started=started), job="datastream-streams", up=lambda t: not away(t))
    for shard in range(3):
        off = during(*((begin + shard * 75, begin + shard * 75 + 60) for begin in range(2 * HOUR, 12 * HOUR, 4 * HOUR)))
        world.target(
            exporter({f"t{shard}": well}, shard=(shard, 3)), job="sharded", instance=str(shard), up=lambda t, o=off: not o(t)
        )
    for pod in range(3):
        begin, end = pod * 4 * HOUR, (pod + 1) * 4 * HOUR + 40
        world.target(
            exporter({"u": lambda t, b=begin: {} if not b or t > b + 20 else None}, started=begin),
            job="ds", instance=f"pod-{pod}", there=lambda t, b=begin, e=end: b <= t < e,
        )
    world.told()
    yield world


def main(part=""):
    themes = (outages.outages, outages.gone, flapping, whole_jobs, paces, in_turn, calm)
    chosen = [world for theme in themes for world in theme() if part in world.name]
    complaints = worlds.run(chosen)
    print("\n".join(complaints) or f"{len(chosen)} scenarios: every alert fires and holds as it should")
    sys.exit(bool(complaints))


main(*sys.argv[1:])
