"""Answers that are small on the wire and large in memory, under a limit of memory; and a listing of nothing but values.

Promises: each is a failed poll with the right reason; the last whole listing stays; the process lives, and its peak of memory
stays below what the documentation allows (512 MiB in all). About 3 minutes (short: 20 s).
"""

import gzip
import threading
import zlib

import api
import harness
from harness import keep

MIB = 1 << 20
LIMIT = 512 * MIB


def bomb(size, content=b"0", head=b'{"streamObjects":[', tail=b"]}"):
    """A gzip member of `size` bytes of a content that repeats."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    block = content * (MIB // len(content))
    parts = [packer.compress(head)]
    parts += [packer.compress(block) for _ in range(size // len(block))]
    return b"".join(parts) + packer.compress(tail) + packer.flush()


def bombs(short):
    gib = 1024 * MIB
    yield "1 GB of spaces", "decode", bomb(gib // (8 if short else 1), b" ")
    yield "1 GB in a string", "decode", bomb(gib // (8 if short else 1), b"a", b'{"streamObjects":[{"name":"', b'"}]}')
    yield "10 million values", "decode", bomb(20 * MIB, b"0,", tail=b"0]}")
    yield "24 MiB of brackets", "decode", bomb(24 * MIB - 100, b"[", tail=b"")
    yield "two layers", "decode", gzip.compress(bomb(256 * MIB, b" "))
    yield "many members", "network", b"".join(gzip.compress(b" " * MIB) for _ in range(200))
    yield "a member without its end", "network", bomb(16 * MIB, b" ")[:-9]


def torture(world):
    server = api.API(objects=50)
    exporter = harness.Exporter(world, server.url, memory=3 * 1024 * MIB, interval="4s")
    success = lambda s: harness.total(s, "datastream_exporter_poll_success")  # noqa: E731
    objects = lambda s: harness.total(s, "datastream_exporter_snapshot_objects")  # noqa: E731
    exporter.until("the listing is served", lambda s: success(s) == 1)
    _, before, *_ = exporter.usage()
    lock, now = threading.Lock(), {"bomb": None, "thrown": 0}

    def throw(handler, path, *_):
        with lock:
            body = now["bomb"] if path.endswith("/objects") else None
            now["thrown"] += body is not None
        if body is None:
            return False
        handler.send(200, body, Content_Encoding="gzip")
        return True

    server.fault = throw
    peaks = []
    chosen = list(bombs(world.short))
    for name, reason, body in world.random.sample(chosen, 2) if world.short else chosen:
        failed = lambda s: harness.total(s, "datastream_exporter_poll_failures_total", reason=reason)  # noqa: B023, E731
        count = failed(exporter.scrape())
        with lock:
            now["bomb"] = body
        samples = exporter.until(f"{name} is a failed poll with the reason {reason}", lambda s, c=count: failed(s) >= c + (1 if world.short else 2), 120)
        keep(objects(samples) == 50, f"{name}: the last whole listing stays")
        with lock:
            now["bomb"] = None
        exporter.until(f"whole again after {name}", lambda s: success(s) == 1)
        _, peak, *_ = exporter.usage()
        keep(peak < LIMIT, f"{name}: the peak of memory is below {LIMIT // MIB} MiB: {peak // MIB}")
        peaks.append(f"{name} ({len(body) // 1024} KiB sent) {peak // MIB}")
    exporter.stop()
    return f"peak {before // MIB} MiB before, then, in MiB: {', '.join(peaks)}; {now['thrown']} thrown"


harness.main(torture)
