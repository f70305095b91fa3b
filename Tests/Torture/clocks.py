"""Jumps of the wall clock (clock.c, compiled on the fly), far and near, to the past and the future; and a process that is stopped and goes on.

Promises: polls go on at their pace; counters count once and never go down; a token is not renewed because of a jump; timestamps follow
the clock; after a pause there is no burst of polls. About 1 minute (short: 25 s).
"""

import json
import os
import pathlib
import signal
import struct
import subprocess
import time

import api
import harness
from harness import keep

SHIM = pathlib.Path(__file__).with_name("clock.c")
DAY = 86_400


def torture(world):
    library = world.folder / "clock.so"
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-shared", "-fPIC", "-o", library, SHIM, "-ldl"], check=True)
    server, clock = api.API(objects=200), world.folder / "clock"
    tokens = [0]

    def metadata(handler, path, *_):
        if not path.startswith(("/computeMetadata", "/")) or path.startswith("/v1/"):
            return False
        body = b"computeMetadata/\n"
        if path.endswith("/token"):
            tokens[0] += 1
            body = json.dumps({"access_token": f"token-{tokens[0]}", "expires_in": 3599, "token_type": "Bearer"}).encode()
        handler.send(200, body, Metadata_Flavor="Google")
        return True

    server.fault = metadata

    def jump(seconds):
        offset[0] = seconds
        # In place, since the file is mapped.
        with clock.open("r+b") as file:
            file.write(struct.pack("q", seconds))

    offset = [0]
    clock.write_bytes(bytes(8))
    exporter = harness.Exporter(
        world, server.url, ledger=world.folder / "ledger",
        environment={
            "LD_PRELOAD": str(library), "TORTURE_CLOCK": str(clock), "NO_GCE_CHECK": "",
            "GCE_METADATA_HOST": server.url.removeprefix("http://")})
    counters, polls = harness.Counters(), lambda s: harness.total(s, "datastream_exporter_polls_total")
    snapshot = lambda s: harness.total(s, "datastream_exporter_snapshot_timestamp_seconds")  # noqa: E731
    exporter.until("the baseline is kept", server.exact, counters=counters)
    jumps = [60, -60, 2 * 3600, -2 * 3600, 30 * DAY, -30 * DAY, 4000 * DAY, -15_000 * DAY, 30_000 * DAY, 0]
    jumps = jumps[:1] + jumps[6:] if world.short else jumps + [world.random.randrange(-10_000, 10_000) * DAY for _ in range(6)]
    for seconds in jumps:
        jump(seconds)
        server.tick()
        before = polls(exporter.scrape())
        begun = time.monotonic()
        samples = exporter.until(
            f"after a jump to {seconds:+d} s each tick is counted once and stamped with the new time",
            lambda s: server.exact(s) and abs(snapshot(s) - time.time() - offset[0]) < 30, counters=counters)
        exporter.until("polls go on", lambda s, b=before: polls(s) >= b + 2, counters=counters)
        keep(polls(exporter.scrape()) - before <= time.monotonic() - begun + 3, f"no burst of polls after a jump to {seconds:+d} s")
    jump(0)
    renewed = tokens[0]
    keep(renewed <= 2, f"a jump renews no token: {renewed} were fetched")
    before, pause = polls(exporter.scrape()), 5 if world.short else 20
    exporter.signal(signal.SIGSTOP)
    time.sleep(pause)
    exporter.signal(signal.SIGCONT)
    begun = time.monotonic()
    exporter.until("polls go on after a pause", lambda s: polls(s) >= before + 2, counters=counters)
    after = polls(exporter.scrape())
    keep(after - before <= time.monotonic() - begun + 4, f"no burst of polls after a pause: {after - before:.0f}")
    exporter.stop()
    return f"{len(jumps)} jumps between {min(jumps) // DAY} and {max(jumps) // DAY} days, {renewed} tokens; {pause} s stopped, then {after - before:.0f} polls"


harness.main(torture)
