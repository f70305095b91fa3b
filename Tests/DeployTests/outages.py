"""Worlds in which the exporter, the API, a shard or a stream is away, and what is still told of them."""

from worlds import HOUR, MINUTE, World, during, exporter

WARNING, CRITICAL, INFO = "warning", "critical", "info"
FAILED = {"state": "FAILED", "objects": {"FAILED": 2}}


def failed(_):
    return FAILED


def well(_):
    return {}


def firing(severity, stream="s", job="datastream-exporter", **more):
    """The labels of an alert that fires."""
    labels = {"severity": severity, "job": job, **more}
    if stream:
        labels |= {"gcp_project": "p", "gcp_location": "l", "stream": stream}
    return labels


def unread(begin, end, reason, **stream):
    """A stream that cannot be listed for a while: five minutes later its data is gone."""

    def at(t):
        if not begin <= t < end:
            return stream
        failures = {reason: (t - begin) // 60 + 1}
        return {**stream, "success": 0, "snapshot": begin, "fresh": t < begin + 300, "failures": failures}

    return at


def held(world, begin=15 * MINUTE):
    """Both alerts of a stream that is FAILED fire from a time to the end, without a hole."""
    world.fires("DatastreamStreamFailed", begin, world.seconds, firing(CRITICAL))
    world.fires("DatastreamBackfillFailed", begin, world.seconds, firing(WARNING, state="FAILED"))


def outages():
    """The exporter, the API or a shard is away: what was known holds at each evaluation."""
    known = ("DatastreamStreamFailed", "DatastreamBackfillFailed")
    for number, (scrape, evaluation) in enumerate((s, e) for s in (15, 30, 60, 120) for e in (15, 30, 60)):
        phase = 15 * number % scrape
        world = World(f"the exporter is down, {scrape}s, {evaluation}s", 50 * MINUTE, evaluation)
        down = during((20 * MINUTE, 31 * MINUTE + 7))
        world.target(exporter({"s": failed}), up=lambda t: not down(t), scrape=scrape, phase=phase)
        held(world)
        world.told(*known, "DatastreamExporterDown")
        yield world

    for scrape, evaluation, phase in ((30, 15, 0), (120, 60, 45)):
        world = World(f"the API is down, {scrape}s", 90 * MINUTE, evaluation)
        world.target(exporter({"s": unread(30 * MINUTE, 55 * MINUTE, "server", **FAILED)}), scrape=scrape, phase=phase)
        held(world)
        world.told(*known, "DatastreamNothingRead", "DatastreamPollFailing", "DatastreamSnapshotStale")
        yield world

        world = World(f"a shard is down, {scrape}s", 2 * HOUR, evaluation)
        world.target(exporter({"s": failed}, shard=(0, 2)), up=lambda t: t < HOUR, scrape=scrape, phase=phase)
        world.target(exporter({"z": well}, shard=(1, 2)), scrape=scrape, instance="b")
        held(world)
        world.fires("DatastreamShardsMissing", 65 * MINUTE, 2 * HOUR, firing(CRITICAL, None))
        world.told(*known, "DatastreamShardsMissing")
        yield world

    world = World("the target is gone for hours", 4 * HOUR)
    world.target(exporter({"s": failed}), there=lambda t: not HOUR <= t < 3 * HOUR)
    held(world)
    world.fires("DatastreamExporterDown", 75 * MINUTE, 3 * HOUR - MINUTE, firing(CRITICAL, None))
    yield world

    world = World("the exporter returns, and cannot search for streams", 3 * HOUR)
    blind = {("datastream_up", (("gcp_project", "p"), ("gcp_location", "-"))): 0}
    world.target(
        exporter({"s": lambda t: None if HOUR <= t < 2 * HOUR else FAILED}, extra=lambda t: blind if HOUR <= t < 2 * HOUR else {}),
        up=lambda t: not 50 * MINUTE <= t < HOUR,
    )
    held(world)
    yield world

    world = World("newer data ends it", 2 * HOUR)
    world.target(exporter({"s": lambda t: FAILED if t < HOUR else {}}), up=lambda t: not 50 * MINUTE <= t < HOUR)
    world.silent(66 * MINUTE, 2 * HOUR, *known)
    yield world


def gone():
    """A stream that nobody polls any more."""
    world = World("deleted", 3 * HOUR)
    last = unread(HOUR, 61 * MINUTE, "not_found", **FAILED)
    world.target(exporter({"s": lambda t: last(t) if t < 61 * MINUTE else None, "z": well}))
    world.silent(70 * MINUTE, 3 * HOUR, "DatastreamStreamFailed", "DatastreamBackfillFailed")
    world.fires("DatastreamStreamGone", 75 * MINUTE, 170 * MINUTE, firing(INFO))
    world.told("DatastreamStreamFailed", "DatastreamBackfillFailed", "DatastreamStreamGone")
    yield world

    world = World("no longer selected", 3 * HOUR)
    world.target(exporter({"s": lambda t: {} if t < HOUR else None, "z": well}))
    world.fires("DatastreamStreamGone", 75 * MINUTE, 170 * MINUTE, firing(WARNING))
    world.told("DatastreamStreamGone")
    yield world

    world = World("the job is renamed", 2 * HOUR)
    world.target(exporter({"s": well}), there=lambda t: t < HOUR)
    world.target(exporter({"s": well}), there=lambda t: t >= HOUR, job="ds")
    world.told()
    yield world
