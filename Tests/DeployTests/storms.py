"""Proves on the real Alertmanager what its example configuration groups and mutes.

    python3 storms.py

Posts alerts as Prometheus would. Whatever befalls 300 streams at once makes at most five notifications.
"""

import time

import stack

STREAMS = 300
MOST = 5
JOB = {"job": "datastream-exporter"}


def alert(name, severity="critical", stream=None, **labels):
    """An alert as Prometheus posts it."""
    labels = {"alertname": name, "severity": severity, **JOB, **labels}
    if stream is not None:
        labels |= {"gcp_project": "p", "gcp_location": "l", "stream": stream}
    return {"labels": labels, "annotations": {"description": f"{name} of {stream}."}}


def each(name, severity="critical", **labels):
    return [alert(name, severity, f"s{number}", **labels) for number in range(STREAMS)]


class Proof:
    """Alertmanager, and what it notified since the last storm."""

    def __init__(self, address, receiver):
        self.url, self.receiver = f"http://{address}/api/v2/alerts", receiver

    def post(self, *alerts, seconds=60):
        """Fires alerts; ends those that fire when the time is 0."""
        ends = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))
        stack.post(self.url, [{**x, "endsAt": ends} for x in alerts])

    def state(self, posted):
        """Whether an alert is active or suppressed."""
        labels = posted["labels"].items()
        return next(x["status"]["state"] for x in stack.fetch(self.url) if labels <= x["labels"].items())

    def storm(self, *waves):
        """Fires waves of alerts, a group's wait apart, and resolves all of them; returns the notifications."""
        self.receiver.notifications.clear()
        for wave in waves:
            self.post(*wave)
            time.sleep(4)
        self.post(*(x for wave in waves for x in wave), seconds=0)
        last = [x for x in waves[0] if x["labels"]["severity"] == "critical"][0]["labels"]["alertname"]
        stack.wait("the end of the storm", lambda: any(self.receiver.alerts(last, "resolved")))
        time.sleep(4)
        return list(self.receiver.notifications)

    def muted(self, source, *targets, **labels):
        """Fires a source and then its targets: whether each is suppressed."""
        # Of a stream each: one that is stale mutes the other alerts on it.
        alerts = [alert(name, stream=name, **labels) for name in targets]
        self.post(source)
        self.post(*alerts)
        time.sleep(1)
        found = [self.state(x) == "suppressed" for x in alerts]
        self.post(source, *alerts, seconds=0)
        time.sleep(1)
        return found


def main():
    receiver = stack.Receiver()
    with stack.Stack(None) as programs:
        proof = Proof(programs.alertmanager(receiver, "2s"), receiver)

        lost = proof.storm(
            [alert("DatastreamNothingRead"), alert("DatastreamAuthFailing", instance="a", source="metadata")],
            each("DatastreamSnapshotStale"),
            each("DatastreamPollFailing", "warning"),
        )
        assert len(lost) <= MOST, [x["groupKey"] for x in lost]
        print(f"a lost token, {STREAMS} streams: {len(lost)} notifications")

        failed = proof.storm(each("DatastreamStreamFailed"), each("DatastreamObjectErrors", "warning"))
        assert len(failed) <= MOST, [x["groupKey"] for x in failed]
        assert len(failed[0]["alerts"]) == STREAMS, "the first notification has them all"
        print(f"{STREAMS} streams that fail: {len(failed)} notifications")

        known = ["DatastreamStreamFailed", "DatastreamBackfillFailed", "DatastreamSnapshotStale"]
        down = alert("DatastreamExporterDown", cluster="east", namespace="n")
        assert proof.muted(down, *known, cluster="east", namespace="n") == [True, True, True]
        assert proof.muted(down, *known, cluster="west", namespace="n") == [False, False, False]
        assert proof.muted(down, *known, cluster="east", namespace="m") == [False, False, False]
        assert proof.muted(alert("DatastreamShardsMissing"), *known) == [False, False, True]
        stuck = alert("DatastreamBackfillStuck", stream="DatastreamBackfillOverdue")
        assert proof.muted(stuck, "DatastreamBackfillOverdue", "DatastreamBackfillFailed") == [True, False]
        print("a dead exporter mutes its own cluster and namespace; a missing shard nothing but staleness")


if __name__ == "__main__":
    main()
