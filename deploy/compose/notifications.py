"""Prints each alert that Alertmanager notifies: who would have been told what."""

import http.server
import json
import sys
import threading

# Requests come side by side: one notification is written whole before the next.
WRITING = threading.Lock()


def lines(receiver, notification):
    """What is printed of a notification: a headline an alert, and below it what its annotations say."""
    for alert in notification["alerts"]:
        labels, annotations = alert["labels"], alert["annotations"]
        stream = f" {labels['stream']}" if "stream" in labels else ""
        yield f"{receiver}: {alert['status']} {labels['alertname']}{stream}"
        for name in ("description", "command", "runbook_url"):
            if text := annotations.get(name):
                yield "    " + " ".join(text.split())


class Printer(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        notification = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        text = "".join(f"{line}\n" for line in lines(self.path[1:], notification))
        with WRITING:
            sys.stdout.write(text)
            sys.stdout.flush()
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 5001
    # More may come at once than the five that Python lets wait.
    http.server.ThreadingHTTPServer.request_queue_size = 128
    http.server.ThreadingHTTPServer(("127.0.0.1", port), Printer).serve_forever()
