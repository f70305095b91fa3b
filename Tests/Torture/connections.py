"""10,000 connections at a time from 200 addresses, with and without a part of a request; a storm that closes at once; and a process
with 64 descriptors.

Promises: a scrape from an address of its own is answered at each stage; memory, descriptors and threads stay bounded; what was
cut is counted; polls go on; afterwards the descriptors are as before. About 1 minute (short: 20 s, 2,000 connections).
"""

import contextlib
import resource
import socket
import time

import api
import harness
from harness import keep

MIB = 1 << 20


def opened(address, number, content):
    """A connection from one of 200 addresses, with the beginning of a request on it."""
    host, _, port = address.rpartition(":")
    one = socket.socket()
    one.settimeout(5)
    one.bind((f"127.7.{number % 200 // 100}.{number % 100 + 1}", 0))
    with contextlib.suppress(OSError):
        one.connect((host, int(port)))
        one.sendall(content)
    return one


def torture(world):
    count = 2000 if world.short else 10_000
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + 500
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard >= 0 else wanted, hard))
    keep(resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= wanted, f"this script may open {wanted} descriptors")
    server = api.API(objects=50)
    exporter = harness.Exporter(world, server.url, files=4096)
    exporter.until("the listing is served", server.exact)
    rejected = lambda s: harness.total(s, "datastream_exporter_http_connections_rejected_total")  # noqa: E731
    polls = lambda s: harness.total(s, "datastream_exporter_polls_total")  # noqa: E731
    before = exporter.usage()
    start = exporter.scrape()
    slowest = most = held = 0

    def scrape():
        nonlocal slowest, most
        begun = time.monotonic()
        samples = exporter.scrape(seconds=10)
        slowest = max(slowest, time.monotonic() - begun)
        _, _, threads, descriptors = exporter.usage()
        most = max(most, descriptors)
        keep(descriptors <= 256 + 40, f"at most 296 descriptors, not {descriptors}")
        keep(threads <= before[2] + 16, f"threads stay bounded: {threads}")
        return samples

    parts = [b"", b"GET /metrics HTTP/1.1\r\n", b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n", b"\x16\x03\x01\x02"]
    connections = []
    for number in range(count):
        connections.append(opened(exporter.address, number, world.random.choice(parts)))
        if number % 500 == 499:
            held = max(held, harness.total(scrape(), "datastream_exporter_http_connections"))
    keep(held <= 256, f"at most 256 connections are held, not {held}")
    samples = scrape()
    keep(rejected(samples) - rejected(start) >= count - 300, f"what was cut is counted: {rejected(samples)}")
    for one in connections:
        one.close()
    for number in range(count):
        opened(exporter.address, number, b"").close()
    exporter.until("polls go on", lambda s: polls(s) > polls(samples))
    samples = exporter.until("the connections have gone", lambda s: harness.total(s, "datastream_exporter_http_connections") <= 2)
    _, peak, _, descriptors = exporter.usage()
    keep(peak - before[1] < 64 * MIB, f"memory grows by less than 64 MiB: {(peak - before[1]) // MIB}")
    keep(descriptors <= before[3] + 8, f"descriptors are given back: {before[3]} before, {descriptors} after")
    exporter.stop()

    small = harness.Exporter(world, server.url, files=64)
    first = small.until("it works with 64 descriptors", server.exact)
    crowd = [opened(small.address, number, b"G") for number in range(500)]
    small.until("it is scraped and polls on with 64 descriptors", lambda s: polls(s) >= polls(first) + 3)
    cpu = lambda s: harness.total(s, "process_cpu_seconds_total")  # noqa: E731
    one = small.scrape()
    time.sleep(3)
    spent = cpu(small.scrape()) - cpu(one)
    keep(spent < 1.5, f"no spinning while connections wait: {spent:.2f} s of CPU in 3 s")
    for x in crowd:
        x.close()
    small.stop()
    return (
        f"{count} connections, at most {held:.0f} held, {most} descriptors, slowest scrape {slowest:.2f} s, memory"
        f" +{(peak - before[1]) / MIB:.0f} MiB; 64 descriptors and 500 connections: {spent:.2f} s of CPU in 3 s")


harness.main(torture)
