"""Slow peers: scrapers that send or read a byte at a time or not at all, and an API that does.

Promises: headers that are not there after 5 s are cut however they drip; a body is cut after 30 s; others are scraped
meanwhile, and many slow readers of a large page cost no page each; a poll of a dripping API fails as `timeout`, and the last
listing stays. About 1 minute (short: 20 s, without slow readers).
"""

import contextlib
import socket
import threading
import time

import api
import harness
from harness import keep

MIB = 1 << 20


def connected(address, number, content):
    host, _, port = address.rpartition(":")
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    one.bind((f"127.7.0.{number % 50 + 1}", 0))
    one.connect((host, int(port)))
    one.settimeout(60)
    one.sendall(content)
    return one


def dripped(address, number, text, each):
    """Sends a byte at a time until it is cut; returns how long that took."""
    one, start = connected(address, number, b""), time.monotonic()
    with contextlib.suppress(OSError):
        for byte in text * 100:
            one.send(bytes([byte]))
            one.settimeout(each)
            with contextlib.suppress(TimeoutError):
                if not one.recv(1):
                    break
    one.close()
    return time.monotonic() - start


def drained(address, number, each):
    """Reads a byte at a time until it is cut; returns how long that took."""
    one, start = connected(address, number, b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"), time.monotonic()
    with contextlib.suppress(OSError):
        while one.recv(1) if each else True:
            time.sleep(each or 1)
            if each is None:
                # Reads nothing: only an error tells that it was cut.
                if one.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) or time.monotonic() - start > 50:
                    break
    one.close()
    return time.monotonic() - start


def torture(world):
    server = api.API(objects=200 if world.short else 20_000)
    exporter = harness.Exporter(world, server.url, "--objects.limit=0", interval="2s" if world.short else "10s")
    exporter.until("the listing is served", server.exact, seconds=120)
    before, results = exporter.usage(), []

    def all_of(work, count, *arguments):
        def one(number):
            results.append(work(exporter.address, number, *arguments))

        threads = [threading.Thread(target=one, args=(number,), daemon=True) for number in range(count)]
        results.clear()
        for thread in threads:
            thread.start()
        slowest = 0
        while any(thread.is_alive() for thread in threads):
            begun = time.monotonic()
            samples = exporter.scrape(seconds=20)
            keep(server.exact(samples), "others are scraped meanwhile")
            slowest = max(slowest, time.monotonic() - begun)
            time.sleep(0.2)
        return max(results), slowest

    figures = []
    cut, slowest = all_of(dripped, 40, b"GET /metrics HTTP/1.1\r\nX: ", 0.5)
    keep(4 < cut < 12, f"dripping headers are cut after 5 s, not {cut:.1f}")
    figures.append(f"40 dripping heads cut after {cut:.1f} s, others scraped in {slowest:.2f} s")
    if not world.short:
        size = len(exporter.get()[1])
        for each, count in ((0.2, 40), (None, 40)):
            cut, slowest = all_of(drained, count, each)
            keep(cut < 45, f"a slow reader is cut after 30 s, not {cut:.1f}")
            figures.append(f"{count} readers of {size / MIB:.0f} MiB cut after {cut:.1f} s, others scraped in {slowest:.2f} s")
        _, peak, *_ = exporter.usage()
        keep(peak - before[1] < 20 * size, f"many readers share one page: memory +{(peak - before[1]) // MIB} MiB")
        figures.append(f"memory +{(peak - before[1]) / MIB:.0f} MiB")

    def drip(handler, path, status, body):
        if not path.endswith("/objects"):
            return False
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body))
        for byte in body:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.3)
        return True

    server.fault = drip
    timeouts = lambda s: harness.total(s, "datastream_exporter_poll_failures_total", reason="timeout")  # noqa: E731
    samples = exporter.until("a poll of a dripping API fails as timeout", lambda s: timeouts(s) >= 1, 60)
    keep(harness.total(samples, "datastream_exporter_snapshot_objects") == len(server.objects), "the last listing stays")
    server.fault = None
    exporter.until("polls succeed again", lambda s: harness.total(s, "datastream_exporter_poll_success") == 1)
    exporter.stop()
    return "; ".join(figures)


harness.main(torture)
