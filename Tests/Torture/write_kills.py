"""kill -9 at every system call of a ledger write, found by strace, one write after another on the same ledger.

Promises: what was scraped before the kill is there after it; the write that was cut off is there whole or not at all; after
the next poll each event was counted once. About 3 minutes (short: 40 s, every third call).
"""

import contextlib
import http.client
import threading

import api
import harness
import tracer
from harness import keep, wait


class Scraper(threading.Thread):
    """Scrapes without a pause until told to stop; what it saw last is what must not be lost."""

    def __init__(self, exporter, counters, server):
        super().__init__(daemon=True)
        self.exporter, self.counters, self.server, self.done, self.broken = exporter, counters, server, False, None
        self.start()

    def run(self):
        while not self.done:
            with contextlib.suppress(OSError, http.client.HTTPException):
                try:
                    samples = self.exporter.scrape(seconds=5)
                    self.counters.look(samples)
                    keep(max(self.server.counted(samples)) <= self.server.ticks, "no more is shown than has happened")
                except harness.Broken as broken:
                    self.broken = broken

    def end(self):
        self.done = True
        self.join(20)
        if self.broken:
            raise self.broken


def torture(world):
    keep(tracer.available(), "strace can trace here")
    server, ledger = api.API(objects=600), world.folder / "ledger"
    paths = [ledger, world.folder / "ledger-journal", world.folder]
    counters = harness.Counters()

    def started():
        exporter = harness.Exporter(world, server.url, ledger=ledger)
        exporter.until("each tick is counted once", server.exact, counters=counters)
        return exporter

    exporter = started()
    trace = tracer.Tracer(world.folder, exporter.pid, paths=paths)
    server.tick()
    exporter.until("the tick is counted", server.exact, counters=counters)
    trace.detach()
    plan = tracer.calls(trace.log)
    cases = [(name, number) for name, count in sorted(plan.items()) for number in range(1, count + 1)]
    keep(any(name in ("pwrite64", "write") for name, _ in cases), f"a ledger write is seen: {plan}")
    if world.short:
        cases = cases[world.seed % 3 :: 3]
    killed, old = 0, 0
    for name, number in cases:
        trace = tracer.Tracer(
            world.folder, exporter.pid, "-e", f"inject={name}:signal=KILL:when={number}", paths=paths)
        scraper = Scraper(exporter, counters, server)
        ticks = server.tick()
        if trace.ended(8):
            exporter.ended()
            killed += 1
        else:
            # A write of other rows has fewer calls of a kind.
            trace.detach()
            exporter.kill()
        scraper.end()
        exporter = harness.Exporter(world, server.url, ledger=ledger)
        wait("it serves again", lambda: exporter.get("/-/healthy")[0] == 200)
        samples = exporter.until("the kept stream is shown", lambda s: server.counted(s)[0] >= 0, counters=counters)
        old += max(server.counted(samples)) < ticks
        exporter.until(f"each of {ticks} ticks is counted once after a kill at {name} {number}", server.exact, counters=counters)
    exporter.stop()
    keep(killed > len(cases) / 2, f"most kills hit: {killed} of {len(cases)}")
    return (
        f"{len(plan)} kinds of calls, {len(cases)} moments, {killed} kills hit; {old} times the old state was served first;"
        f" {server.ticks} events, each counted once")


harness.main(torture)
