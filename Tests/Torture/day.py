"""The polls of a day: 1,440 polls of ten streams of the simulator at 1,000 times real time, with a ledger, scraped all the while.

Promises: memory, descriptors and threads are flat: in the second half, memory grows by less than 2 MiB per 1,000 polls and
1.5 KiB for each error that must be remembered; descriptors and threads not at all; counters never go down. 24 minutes (short: 30 s).
"""

import re
import time

import harness
from harness import keep

MIB = 1 << 20
# An error that has left the listing is remembered, up to 50,000 of a stream: its id, so that it is never counted again.
ERROR = 1536


def slope(points):
    """What a straight line through the points rises by, for each step on the first axis."""
    count = len(points)
    x, y = sum(p[0] for p in points) / count, sum(p[1] for p in points) / count
    return sum((p[0] - x) * (p[1] - y) for p in points) / (sum((p[0] - x) ** 2 for p in points) or 1)


def torture(world):
    polls = 25 if world.short else 1440
    simulator = harness.Program(
        [world.binary, "simulate", "--web.listen-address=127.0.0.1:0", f"--simulator.seed={world.seed}",
         "--simulator.speed=1000", "--simulator.fault=server-error=0.02", "--simulator.fault=cut-body=0.01"], world.folder)
    world.programs.append(simulator)
    url = harness.wait("the simulator is up", lambda: re.search(r"http://\S+", simulator.output))[0]
    exporter = harness.Exporter(
        world, url, "--log.level=error", project="demo", ledger=world.folder / "ledger", port=harness.free_port())
    harness.wait("it listens", lambda: exporter.get("/-/healthy")[0] == 200)
    counters, points, begun = harness.Counters(), [], time.monotonic()
    done = scrapes = 0
    while done < polls:
        samples = exporter.scrape()
        counters.look(samples, kept=False)
        exporter.get(**{"Accept-Encoding": "gzip"})
        scrapes += 2
        done = max((v for (n, _), v in samples.items() if n == "datastream_exporter_polls_total"), default=0)
        errors = harness.total(samples, "datastream_stream_new_errors_total") or 0
        points.append((done, *exporter.usage(), errors))
        keep(time.monotonic() - begun < 60 + 2 * polls, f"polls keep their pace: {done} so far")
        time.sleep(1)
    size = (world.folder / "ledger").stat().st_size
    failed = harness.total(samples, "datastream_exporter_poll_failures_total")
    exporter.stop()
    steady = points[len(points) // 2 :]
    keep(len(steady) >= (1 if world.short else 100), f"the second half is measured: {len(steady)} times")
    memory = slope([(p[0], p[1]) for p in steady]) * 1000
    remembered = slope([(p[0], p[5]) for p in steady]) * 1000
    figures = (
        f"{done:.0f} polls of each stream, {failed:.0f} polls failed, {scrapes} scrapes; memory {memory / MIB:+.2f} MiB and {remembered:.0f} errors"
        f" per 1,000 polls of the second half, at the end {points[-1][1] / MIB:.0f} MiB, peak {points[-1][2] / MIB:.0f}; threads {points[-1][3]}, descriptors"
        f" {points[-1][4]}; ledger {size / MIB:.1f} MiB")
    world.tell(", ".join(f"{p[0]:.0f}: {p[1] / MIB:.1f}" for p in points[:: max(1, len(points) // 24)]))
    half = len(steady) // 2
    # Connections to the API come and go, up to 20 of them; so do threads for ledger writes and look-ups.
    for place, what, margin in ((3, "threads", 8), (4, "descriptors", 20)):
        early, late = (max(p[place] for p in part) for part in (steady[: half + 1], steady[half:]))
        keep(late <= early + margin, f"{what} are flat: at most {early} in the first half, {late} in the second")
    if not world.short:
        keep(memory < 2 * MIB + ERROR * remembered, f"memory is flat: {figures}")
    return figures


harness.main(torture)
