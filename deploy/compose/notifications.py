"""Prints each alert that Alertmanager notifies: who would have been told what."""

import http.server
import json


class Printer(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        notification = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        for alert in notification["alerts"]:
            print(f"{self.path[1:]}: {alert['status']} {alert['labels']['alertname']}", flush=True)
            for name in ("description", "command", "runbook_url"):
                if text := alert["annotations"].get(name):
                    print(f"    {text}", flush=True)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", 5001), Printer).serve_forever()
