"""A listing that breaks off after every byte: in each of its two pages, with a Content-Length, in chunks, and by a reset.

Many streams are cut at the same time, each at a place of its own. Promises: the last whole listing of each stream stays, to
the last of its series; each cut shows as a failed poll, with the reason network; a stream that is not cut is polled on.
About 4 minutes (short: 25 s, a sample of the bytes).
"""

import collections
import re
import socket
import struct
import threading

import api
import harness
from harness import keep, wait

NOT_OF_THE_LISTING = re.compile(r"datastream_exporter_|process_|datastream_up$")
STREAMS = [f"s{number:02}" for number in range(40)]
STYLES = ("length", "chunks", "reset")


def by_stream(samples, chosen):
    """The samples that `chosen` accepts by name, by their streams."""
    found = collections.defaultdict(dict)
    for (name, labels), value in samples.items():
        if "stream" in dict(labels) and chosen(name):
            found[dict(labels)["stream"]][name, labels] = value
    return found


def listed(samples):
    """All that the exporter serves of each stream's listing."""
    return by_stream(samples, lambda name: not NOT_OF_THE_LISTING.match(name))


def failures(samples):
    """The failed polls of each stream, by reason."""
    found = collections.defaultdict(dict)
    for (_, labels), value in (x for x in samples.items() if x[0][0] == "datastream_exporter_poll_failures_total"):
        found[dict(labels)["stream"]][dict(labels)["reason"]] = value
    return found


def written(body, style):
    """The bytes of an answer."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    if style == "chunks":
        return head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    return head + b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


class Cutter:
    """Cuts the pages of each stream where its plan says: which page, after how many bytes, how."""

    def __init__(self, server):
        self.lock, self.plans, self.cuts = threading.Lock(), {}, 0
        server.fault = self.cut

    def plan(self, plans):
        with self.lock:
            self.plans = plans

    def cut(self, handler, path, _, body):
        with self.lock:
            plan = self.plans.get(path.split("/")[-2]) if path.endswith("/objects") else None
            if plan is None or plan[0] != ("pageToken" in handler.path):
                return False
            self.cuts += 1
        _, length, style = plan
        handler.wfile.write(written(body, style)[:length])
        if style == "reset":
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.close_connection = True
        # The handler would flush and close in order; this is the cut itself.
        handler.connection.shutdown(socket.SHUT_RDWR) if style != "reset" else handler.connection.close()
        return True


def torture(world):
    server = api.API(objects=3, page=2, streams=STREAMS)
    cutter = Cutter(server)
    exporter = harness.Exporter(world, server.url, "--poll.concurrency=100", "--log.level=error", port=harness.free_port(), interval="3s")
    good = lambda s: sum(by_stream(s, "datastream_exporter_poll_success".__eq__)[x].popitem()[1] for x in STREAMS)  # noqa: E731
    polled = lambda s: len(by_stream(s, "datastream_exporter_poll_success".__eq__)) == len(STREAMS)  # noqa: E731
    whole = listed(exporter.until("each listing is served", lambda s: polled(s) and good(s) == len(STREAMS)))
    path = f"/v1/{api.LOCATION}/streams/{STREAMS[0]}/objects"
    pages = [server.answer(path, {"pageToken": token})[1] for token in ("", "2")]
    points = [
        (bool(page), length, style)
        for style in STYLES for page, body in enumerate(pages)
        # Without the very last byte, the line feed after the last chunk, all of the body is there.
        for length in range(len(written(body, style)) - (style == "chunks"))]
    world.random.shuffle(points)
    tried = points[:117] if world.short else points
    # One stream is never cut.
    cut, left = STREAMS[1:], STREAMS[0]
    for start in range(0, len(tried), len(cut)):
        plans = dict(zip(cut, tried[start : start + len(cut)], strict=False))
        before = failures(exporter.scrape())
        others = before[left]
        cutter.plan(plans)
        count = lambda reasons: sum(reasons.values())  # noqa: E731

        def failed():
            samples = exporter.scrape()
            now, found = failures(samples), listed(samples)
            for stream in STREAMS:
                keep(found[stream] == whole[stream], f"{plans.get(stream)}: the last whole listing stays: {set(found[stream].items()) ^ set(whole[stream].items())}")
            keep(now[left] == others, "a stream that is not cut does not fail")
            return samples if all(count(now[x]) > count(before[x]) for x in plans) else None  # noqa: B023

        left_out = lambda: [p for x, p in plans.items() if count(failures(exporter.scrape())[x]) == count(before[x])]  # noqa: B023, E731
        try:
            samples = wait("each cut shows as a failed poll", failed, 40)
        except harness.Broken as broken:
            raise harness.Broken(f"{broken}: {left_out()}") from None
        now, success = failures(samples), by_stream(samples, "datastream_exporter_poll_success".__eq__)
        for stream, point in plans.items():
            more = {r: v - before[stream][r] for r, v in now[stream].items() if v > before[stream][r]}
            keep(set(more) <= {"network", "timeout"}, f"{point}: the reason is network: {more}")
            keep(set(success[stream].values()) == {0}, f"{point}: poll_success is 0")
        cutter.plan({})
        exporter.until("each stream is whole again", lambda s: good(s) == len(STREAMS))
    exporter.stop()
    return f"{len(tried)} of {len(points)} places to cut, {cutter.cuts} answers cut"


harness.main(torture)
