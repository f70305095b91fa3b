"""Sends Compose's notification printer many notifications at once: what it prints is whole, one after the other."""

import json
import re
import subprocess
import sys
import threading
import urllib.request

import dashboards
import stack

COUNT, ALERTS = 40, 20


def notification(number):
    """Alerts with texts that are long enough to be cut, and have lines of their own."""
    return {
        "alerts": [
            {
                "status": "firing",
                "labels": {"alertname": "DatastreamBackfillFailed", "stream": f"s{number}-{alert}"},
                "annotations": {"description": f"{number}-{alert}\n" + "x" * 500, "command": f"mend {number}-{alert}"},
            }
            for alert in range(ALERTS)
        ]
    }


def main():
    program = dashboards.ROOT / "deploy/compose/notifications.py"
    port = stack.free_port()
    with subprocess.Popen([sys.executable, program, str(port)], stdout=subprocess.PIPE, text=True) as printer:

        def send(number):
            body = json.dumps(notification(number)).encode()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/tickets", body, timeout=20):
                pass

        lines = []
        reader = threading.Thread(target=lambda: lines.extend(printer.stdout))
        reader.start()
        stack.wait("the printer", lambda: send(COUNT) or True)
        senders = [threading.Thread(target=send, args=[number]) for number in range(COUNT)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        printer.terminate()
        reader.join()
    heads = [re.fullmatch(r"tickets: firing DatastreamBackfillFailed s(\d+)-(\d+)\n", line) for line in lines[::3]]
    assert len(lines) == 3 * ALERTS * (COUNT + 1) and all(heads), "headlines stand where they should"
    order = [(int(head[1]), int(head[2])) for head in heads]
    for begin in range(0, len(order), ALERTS):
        assert order[begin : begin + ALERTS] == [(order[begin][0], alert) for alert in range(ALERTS)], order[begin]
    print(f"{COUNT} notifications at once are printed whole, one after the other")


main()
