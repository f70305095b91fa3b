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

    blind = {("datastream_up", (("gcp_project", "p"), ("gcp_location", "-"))): 0}
    for away, scrape, delay in ((5 * MINUTE, 30, 0), (17 * MINUTE, 120, 90)):
        world = World(f"away for {away}s, the exporter cannot search for streams when it returns", 3 * HOUR)
        begin, end = HOUR + away, 2 * HOUR + away
        world.target(
            exporter(
                {"s": lambda t, b=begin, e=end: None if b <= t < e else FAILED},
                started=lambda t, b=begin: b if t >= b else 0,
                extra=lambda t, b=begin + delay, e=end: blind if b <= t < e else {},
            ),
            up=lambda t, b=begin: not HOUR <= t < b, scrape=scrape,
        )
        held(world)
        labels = firing(CRITICAL, None, gcp_project="p", gcp_location="-")
        world.fires("DatastreamDiscoveryFailing", begin + 19 * MINUTE, end - MINUTE, labels)
        world.told(*known, "DatastreamDiscoveryFailing", *(["DatastreamExporterDown"] if away > 5 * MINUTE else []))
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

    world = World("the only stream is deleted", 3 * HOUR)

    def search(t):
        count = int(t < HOUR)
        return {(f"datastream_exporter_streams_{what}", (("gcp_project", "p"),)): count for what in ("discovered", "selected")}

    world.target(exporter({"s": lambda t: FAILED if t < HOUR else None}, extra=search))
    world.fires("DatastreamStreamGone", 75 * MINUTE, 170 * MINUTE, firing(INFO))
    world.told("DatastreamStreamFailed", "DatastreamBackfillFailed", "DatastreamStreamGone", "DatastreamNothingSelected")
    yield world

    world = World("away for half an hour, and created anew", 4 * HOUR)

    def anew(t):
        if HOUR <= t < 90 * MINUTE:
            return None
        return {"finished": {"failed": min(t // 600, 4) if t < HOUR else int(t > 2 * HOUR), "completed": 0}}

    world.target(exporter({"s": anew, "z": well}), scrape=60, phase=15)
    world.silent(70 * MINUTE, 4 * HOUR, "DatastreamBackfillFailsAgain", "DatastreamBackfillFailureRatioHigh")
    world.fires("DatastreamBackfillFailsAgain", 25 * MINUTE, HOUR, firing(WARNING))
    yield world

    for instance in "ab":
        world = World(f"the job is renamed, its target {instance}", 2 * HOUR)
        world.target(exporter({"s": failed}), job="old", there=lambda t: t < HOUR)
        world.target(exporter({"s": failed}), job="new", there=lambda t: t >= HOUR, instance=instance)
        world.fires("DatastreamStreamFailed", 15 * MINUTE, 59 * MINUTE, firing(CRITICAL, job="old"))
        world.fires("DatastreamStreamFailed", 66 * MINUTE, 2 * HOUR, firing(CRITICAL, job="new"))
        world.ask(2 * HOUR, 'ALERTS{job="old"}')
        world.told("DatastreamStreamFailed", "DatastreamBackfillFailed")
        yield world
