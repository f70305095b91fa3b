"""kill -9 at random moments, again and again, on one ledger; each life continues the counts of the last.

Promises: no counter ever goes down from one life to the next; none shows more than has happened; in the end each event was
counted once; the ledger is never refused. About 4 minutes (short: 20 s).
"""

import contextlib
import http.client
import time

import api
import harness
from harness import keep

COUNTED = ("backfills started", "new errors", "transitions")


def torture(world):
    lives, server, ledger = 12 if world.short else 150, api.API(objects=1200), world.folder / "ledger"
    counters = harness.Counters()
    first = harness.Exporter(world, server.url, ledger=ledger)
    first.until("the baseline is kept", server.exact, counters=counters)
    first.kill()
    scrapes = starts = 0
    for _ in range(lives):
        exporter = harness.Exporter(world, server.url, ledger=ledger)
        end = time.monotonic() + world.random.choice((world.random.uniform(0, 0.4), world.random.uniform(0.4, 3)))
        while time.monotonic() < end:
            if server.ticks < len(server.objects) and world.random.random() < 0.3:
                server.tick()
            if exporter.code is None and "msg=listening" in exporter.output:
                with contextlib.suppress(OSError, http.client.HTTPException):
                    samples = exporter.scrape(seconds=2)
                    counters.look(samples)
                    for what, value in zip(COUNTED, server.counted(samples), strict=True):
                        keep(value <= server.ticks, f"at most {server.ticks} {what} are shown, not {value}")
                    scrapes += 1
            keep(exporter.code is None, f"a start on the ledger succeeds; it ended with {exporter.code}")
            time.sleep(0.02)
        starts += "msg=listening" in exporter.output
        exporter.kill()
    last = harness.Exporter(world, server.url, ledger=ledger)
    last.until(f"each of {server.ticks} ticks is counted once", server.exact, counters=counters)
    last.stop()
    return f"{lives} kills, {starts} of them after the start; {server.ticks} events, each counted once; {scrapes} scrapes"


harness.main(torture)
