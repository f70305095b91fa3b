"""What the queries of a panel answer, as Grafana would hand it to the panel."""

import re
import time

import dashboards


class Answers:
    """Asks Prometheus for the panels of a dashboard, with its variables set, over one time range."""

    def __init__(self, prometheus, scope, step, seconds):
        self.prometheus, self.scope, self.step, self.seconds = prometheus, scope, step, seconds
        self.end = time.time()

    def series(self, panel):
        """Legend, labels and points of every series of a panel's queries."""
        found = []
        for target in panel["targets"]:
            text = dashboards.interpolated(target["expr"], self.scope, self.step, self.seconds)
            if target["instant"]:
                answer = [(labels, [(self.end, value)]) for labels, value in self.prometheus.instant(text)]
            else:
                answer = self.prometheus.range(text, self.seconds, self.step)
            for labels, points in answer:
                legend = re.sub(r"\{\{(\w+)\}\}", lambda m, la=labels: la.get(m[1], ""), target["legendFormat"])
                found.append((legend, labels, points, target["refId"]))
        return found

    def frame(self, panel):
        """The rows of a table, merged and organized: column to value, and the columns in order."""
        rows = {}
        keys = None
        for target in panel["targets"]:
            text = dashboards.interpolated(target["expr"], self.scope, self.step, self.seconds)
            answer = self.prometheus.instant(text)
            if answer and keys is None:
                keys = set(answer[0][0])
            for labels, value in answer:
                shared = {k: v for k, v in labels.items() if k in keys}
                matching = [row for row in rows.values() if shared.items() <= row.items()]
                name = f"Value #{target['refId']}" if len(panel["targets"]) > 1 else "Value"
                for row in matching or [rows.setdefault(len(rows), {})]:
                    row |= {**labels, name: value}
        organize = panel["transformations"][1]["options"]
        names = sorted({k for row in rows.values() for k in row}, key=lambda k: organize["indexByName"].get(k, 99))
        names = [k for k in names if not organize["excludeByName"].get(k) and k != "__name__"]
        columns = [organize["renameByName"].get(k, k) for k in names]
        return [
            {column: row.get(k) for k, column in zip(names, columns, strict=True)} for row in rows.values()
        ], columns
