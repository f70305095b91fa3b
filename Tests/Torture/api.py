"""A Datastream API whose history is known: each tick starts one backfill and lists one new error, on an object of its own.

So the counters of an exporter that counts each thing once are equal to the ticks since its baseline, whatever happened in between.
"""

import http.server
import json
import threading
import urllib.parse

import harness

LOCATION = "projects/p/locations/l"


class API:
    """Answers on loopback until the script ends."""

    def __init__(self, objects=300, page=1000, streams=("s",)):
        self.lock = threading.Lock()
        self.ticks = 0
        self.streams = {
            f"{LOCATION}/streams/{name}": [self.made(name, number) for number in range(objects)] for name in streams}
        # Those of the first stream, which the ticks change.
        self.objects = next(iter(self.streams.values()))
        self.page = page
        self.listings = 0
        # Takes over an answer: gets the handler, the path, status and body; returns whether it has answered.
        self.fault = None
        api = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self):
                url = urllib.parse.urlsplit(self.path)
                status, body = api.answer(url.path, dict(urllib.parse.parse_qsl(url.query)))
                try:
                    if api.fault and api.fault(self, url.path, status, body):
                        return
                    self.send(status, body)
                except OSError:
                    self.close_connection = True

            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.do_GET()

            def send(self, status, body, **headers):
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @staticmethod
    def made(stream, number):
        return {
            "name": f"{LOCATION}/streams/{stream}/objects/o{number}", "displayName": f"shop.t{number}",
            "sourceObject": {"mysqlIdentifier": {"database": "shop", "table": f"t{number}"}},
            "backfillJob": {
                "state": "COMPLETED", "trigger": "AUTOMATIC", "lastStartTime": "2026-01-01T00:00:00Z",
                "lastEndTime": "2026-01-01T01:00:00Z"},
        }

    def tick(self):
        """Starts one backfill and lists one new error; returns how many there have been."""
        with self.lock:
            one = self.objects[self.ticks]
            self.ticks += 1
            one["backfillJob"] = {
                "state": "ACTIVE", "trigger": "MANUAL", "lastStartTime": f"2026-02-01T00:00:00.{self.ticks:06}Z"}
            one["errors"] = [{
                "reason": "TORTURE", "errorUuid": f"00000000-0000-4000-8000-{self.ticks:012}",
                "message": "a test", "errorTime": "2026-02-01T00:00:00Z"}]
            return self.ticks

    def answer(self, path, query):
        """The status and body of the answer to a GET."""
        name = path.removeprefix("/v1/").removesuffix("/objects")
        if name == f"{LOCATION.removesuffix('/l')}/-/streams":
            return 200, json.dumps({"streams": [self.stream(name) for name in self.streams]}).encode()
        if name not in self.streams:
            return 404, b'{"error":{"code":404,"status":"NOT_FOUND"}}'
        if not path.endswith("/objects"):
            return 200, json.dumps(self.stream(name)).encode()
        start = int(query.get("pageToken") or 0)
        with self.lock:
            page = {"streamObjects": self.streams[name][start : start + self.page]}
            if start + self.page < len(self.streams[name]):
                page["nextPageToken"] = str(start + self.page)
            else:
                self.listings += 1
            return 200, json.dumps(page).encode()

    @staticmethod
    def stream(name):
        return {"name": name, "state": "RUNNING", "displayName": name.rpartition("/")[2]}

    def counted(self, samples):
        """What an exporter has counted of the ticks: started backfills, new errors, transitions; -1 before the baseline."""
        found = (
            harness.total(samples, "datastream_backfill_jobs_started_total"),
            harness.total(samples, "datastream_stream_new_errors_total", source="object"),
            harness.total(samples, "datastream_backfill_state_transitions_total", state="ACTIVE"))
        return tuple(-1 if value is None else value for value in found)

    def exact(self, samples):
        """Whether a scrape has counted each tick once."""
        return self.counted(samples) == (self.ticks,) * 3
