"""Draws the dashboards' panels, with the data that their queries have, as SVG: a look at them, not a Grafana.

python3 pictures.py path/to/datastream-exporter dashboards/pictures [seconds]
"""

import math
import pathlib
import sys
import time

import answers
import canvas
import dashboards
import figures
import stack

COLUMN, ROW, GAP = 60, 34, 6
NOTE = "Drawn from the dashboard's queries by Tests/DeployTests/pictures.py: simulated data, no Grafana screenshot."


class Drawing:
    """One dashboard, its data asked of Prometheus panel by panel."""

    def __init__(self, board, answers):
        self.board, self.answers = board, answers
        self.scope, self.step, self.seconds, self.end = answers.scope, answers.step, answers.seconds, answers.end
        self.canvas = canvas.Canvas()

    def svg(self):
        bottom = 0
        for panel in self.board["panels"]:
            at = panel["gridPos"]
            x, y, w = at["x"] * COLUMN, at["y"] * ROW + 40, at["w"] * COLUMN - GAP
            h = at["h"] * ROW - GAP
            bottom = max(bottom, y + h)
            if panel["type"] == "row":
                self.canvas.text(x + 4, y + 20, ("▸ " if panel["collapsed"] else "▾ ") + panel["title"], 15, weight=600)
                continue
            self.canvas.box(x, y, w, h, "#181b1f", ' stroke="#2c3235" rx="2"')
            self.canvas.text(x + 8, y + 18, panel["title"], 12.5, width=w - 16, weight=600)
            draw = getattr(self, panel["type"].replace("-", "_"))
            draw(panel, x + 8, y + 28, w - 16, h - 36)
        space = f'xmlns="http://www.w3.org/2000/svg" viewBox="-8 0 1456 {bottom + 12}"'
        head = f'<svg {space} font-family="Inter, DejaVu Sans, sans-serif">'
        title = canvas.Canvas()
        title.box(-8, 0, 1456, bottom + 12, "#111217")
        title.text(0, 26, self.board["title"], 18, weight=600)
        title.text(1434, 26, NOTE, 12, "#ff9830", "end")
        return "\n".join([head, *title.parts, *self.canvas.parts, "</svg>"]) + "\n"

    def defaults(self, panel, legend=None, query=None):
        """How a field is shown: the defaults and the overrides of its name and of its query."""
        shown = {**panel["fieldConfig"]["defaults"]}
        for override in panel["fieldConfig"]["overrides"]:
            matcher = override["matcher"]
            if matcher["options"] == (query if matcher["id"] == "byFrameRefID" else legend):
                shown |= {setting["id"]: setting["value"] for setting in override["properties"]}
        return shown

    def nothing(self, panel, x, y, w, h):
        text = panel["fieldConfig"]["defaults"].get("noValue", "No data")
        self.canvas.text(x + w / 2, y + h / 2 + 4, text, 14, "#8e8e8e", "middle")

    def stat(self, panel, x, y, w, h):
        if not (found := self.answers.series(panel)):
            return self.nothing(panel, x, y, w, h)
        shown, value = self.defaults(panel, query=found[0][3]), found[0][2][-1][1]
        fill = figures.shade(value, shown["thresholds"], shown["mappings"])
        if shown["color"]["mode"] == "fixed":
            fill = figures.color(shown["color"]["fixedColor"])
        colored = panel["options"]["colorMode"] == "background"
        if colored:
            self.canvas.box(x - 4, y - 2, w + 8, h + 6, fill, ' rx="2"')
        rounded = round(value, shown["decimals"]) if "decimals" in shown else value
        text = figures.text(rounded, shown["unit"], shown["mappings"])
        size = min(30, w / max(len(text), 1) / 0.6)
        self.canvas.text(
            x + w / 2, y + h / 2 + size / 3, text, size, "#ffffff" if colored else fill, "middle", weight=600
        )
        return None

    def gauge(self, panel, x, y, w, h):
        if not (found := self.answers.series(panel)):
            return self.nothing(panel, x, y, w, h)
        shown, value = self.defaults(panel), found[0][2][-1][1]
        radius, cx, cy = min(w / 2.4, h - 12), x + w / 2, y + h - 8
        for share, fill in ((1, "#2c3235"), (value, figures.shade(value, shown["thresholds"]))):
            angle = math.pi * (1 - share)
            end = f"{cx + radius * math.cos(angle):.1f} {cy - radius * math.sin(angle):.1f}"
            arc = f"M{cx - radius:.1f} {cy:.1f} A{radius:.1f} {radius:.1f} 0 0 1 {end}"
            self.canvas.parts.append(f'<path d="{arc}" stroke="{fill}" stroke-width="13" fill="none"/>')
        self.canvas.text(cx, cy, figures.text(value, shown["unit"]), 18, anchor="middle", weight=600)
        return None

    def text(self, panel, x, y, w, h):
        lines = dashboards.interpolated(panel["options"]["content"], self.scope).splitlines()
        for place, line in enumerate(lines[: int(h / 16)]):
            if not line.startswith("```"):
                self.canvas.text(
                    x, y + 2 + place * 17, line, 10.5, "#8e8e8e" if line.startswith("#") else "#ccccdc", width=w
                )

    def timeseries(self, panel, x, y, w, h):
        if not (found := self.answers.series(panel)):
            return self.nothing(panel, x, y, w, h)
        custom = panel["fieldConfig"]["defaults"]["custom"]
        stacked = custom["stacking"]["mode"] == "normal"
        found.sort(key=lambda s: -s[2][-1][1])
        rows = min(len(found), 4)
        plot = h - 16 * rows - 22
        heights, lines = {}, []
        for legend, _, points, _ in found:
            points = [(t, v) for t, v in points if v == v]
            if stacked:
                points = [(t, heights.get(t, 0) + v) for t, v in points]
                heights |= dict(points)
            lines.append((legend, points))
        values = [v for _, points in lines for _, v in points] or [0]
        shown = self.defaults(panel)
        low = min(0, *values) if len(values) > 1 else 0
        high = shown.get("max", max(values) * 1.08 if max(values) > 0 else 1)
        left = x + 58

        def place(t, v):
            return left + (t - self.end + self.seconds) / self.seconds * (w - 62), y + plot - (v - low) / (
                high - low
            ) * plot

        for tick in range(5):
            value = low + (high - low) * tick / 4
            self.canvas.box(left, place(0, value)[1], w - 62, 0.6, "#2c3235")
            self.canvas.text(
                left - 6, place(0, value)[1] + 4, figures.text(value, shown["unit"]), 9.5, "#8e8e8e", "end"
            )
        for tick in range(4):
            t = self.end - self.seconds + self.seconds * tick / 4
            label = time.strftime("%H:%M:%S", time.gmtime(t))
            self.canvas.text(place(t, low)[0], y + plot + 13, label, 9.5, "#8e8e8e")
        for index, (legend, points) in reversed(list(enumerate(lines))):
            own = self.defaults(panel, legend)
            fill = figures.color(own["color"].get("fixedColor") or figures.PALETTE[index % len(figures.PALETTE)])
            line = [place(t, v) for t, v in points if t >= self.end - self.seconds]
            if stacked and line:
                foot = place(0, low)[1]
                self.canvas.path([(line[0][0], foot), *line, (line[-1][0], foot)], "#181b1f", fill)
            elif line:
                self.canvas.path(line, fill)
            if index < rows:
                at = y + plot + 30 + index * 16
                self.canvas.box(x, at - 7, 12, 4, fill)
                own_value = found[index][2][-1][1]
                self.canvas.text(x + 18, at, legend, 10.5, width=w * 0.7)
                self.canvas.text(x + w, at, figures.text(own_value, own["unit"]), 10.5, anchor="end")
        return None

    def state_timeline(self, panel, x, y, w, h):
        if not (found := self.answers.series(panel)):
            return self.nothing(panel, x, y, w, h)
        shown = self.defaults(panel)
        found.sort(key=lambda s: s[0])
        each = min(26, (h - 16) / len(found))
        for row, (legend, _, points, _) in enumerate(found):
            top = y + row * each
            self.canvas.text(x + 192, top + each / 2 + 3.5, legend, min(10.5, each * 0.8), "#ccccdc", "end", 230)
            left = x + 198
            scale = (x + w - left) / self.seconds
            runs = []
            for t, value in points:
                at = left + (t - self.end + self.seconds) * scale
                if runs and runs[-1][2] == value and at - runs[-1][1] < 1:
                    runs[-1][1] = at + self.step * scale
                elif at >= left:
                    runs.append([at, at + self.step * scale, value])
            for begin, end, value in runs:
                fill = figures.shade(value, shown["thresholds"], shown["mappings"])
                self.canvas.box(begin, top + 1, min(end, x + w) - begin, each - 2, fill)
        seen = {v for _, _, points, _ in found for _, v in points}
        at = x + 198
        for value in sorted(seen):
            text = figures.text(value, "none", shown["mappings"])
            self.canvas.box(at, y + h - 9, 10, 8, figures.shade(value, shown["thresholds"], shown["mappings"]))
            self.canvas.text(at + 14, y + h - 1, text, 10.5)
            at += 34 + len(text) * 7
        return None

    def bargauge(self, panel, x, y, w, h):
        if not (found := self.answers.series(panel)):
            return self.nothing(panel, x, y, w, h)
        shown = self.defaults(panel)
        each = min(30, h / len(found))
        most = max(points[-1][1] for _, _, points, _ in found) or 1
        found.sort(key=lambda s: -s[2][-1][1])
        for row, (legend, _, points, _) in enumerate(found):
            value, top = points[-1][1], y + row * each
            self.canvas.text(x + 140, top + each / 2 + 4, legend, 11, anchor="end", width=140)
            self.canvas.box(x + 148, top + 2, w - 210, each - 5, "#22252b")
            fill = figures.shade(value, shown["thresholds"])
            self.canvas.box(x + 148, top + 2, (w - 210) * value / most, each - 5, fill, ' fill-opacity="0.75"')
            self.canvas.text(x + w, top + each / 2 + 4, figures.text(value, shown["unit"]), 12, fill, "end", weight=600)
        return None

    def table(self, panel, x, y, w, h):
        rows, columns = self.answers.frame(panel)
        if not rows:
            return self.nothing(panel, x, y, w, h)
        for order in panel["options"]["sortBy"][:1]:
            key = order["displayName"]
            rows.sort(key=lambda r: (-(r[key] or 0)) if order["desc"] else str(r[key]))
        texts = [[self.cell(panel, c, row[c]) for c in columns] for row in rows[: int(h / 23) - 1]]
        widths = [min(max(len(str(t)) for t in [c, *(r[i] for r in texts)]), 46) + 2 for i, c in enumerate(columns)]
        gauges = [self.defaults(panel, c).get("custom.cellOptions", {}).get("type") == "gauge" for c in columns]
        widths = [28 if gauge else wide for wide, gauge in zip(widths, gauges, strict=True)]
        scale = w / sum(widths)
        lefts = [x + scale * sum(widths[:i]) for i in range(len(columns))]
        for left, column, wide in zip(lefts, columns, widths, strict=True):
            self.canvas.text(left, y + 8, column, 11, "#6e9fff", width=wide * scale, weight=600)
        for place, row in enumerate(texts):
            top = y + 16 + place * 23
            self.canvas.box(x, top - 1, w, 0.6, "#2c3235")
            for left, column, text, wide in zip(lefts, columns, row, widths, strict=True):
                shown, value = self.defaults(panel, column), rows[place][column]
                kind = shown.get("custom.cellOptions", {}).get("type", "auto")
                fill = figures.shade(value, shown["thresholds"], shown["mappings"]) if kind != "auto" else "#ccccdc"
                if value is not None and kind == "color-background":
                    self.canvas.box(left - 3, top, wide * scale - 2, 21, fill)
                    fill = "#ffffff"
                if value is not None and kind == "gauge":
                    self.canvas.box(left, top + 5, (wide * scale - 60) * value, 12, fill, ' fill-opacity="0.75"')
                    left += wide * scale - 56
                self.canvas.text(left, top + 15, text, 11, fill, width=wide * scale - 4 if kind != "gauge" else None)
        return None

    def cell(self, panel, column, value):
        shown = self.defaults(panel, column)
        return "" if value is None else figures.text(value, shown["unit"], shown["mappings"])

    def barchart(self, panel, x, y, w, h):
        rows, columns = self.answers.frame(panel)
        if not rows:
            return self.nothing(panel, x, y, w, h)
        name, states = panel["options"]["xField"], [c for c in columns if c != panel["options"]["xField"]]
        each = (h - 20) / len(rows)
        for place, row in enumerate(rows):
            top, at = y + place * each, x + 150
            self.canvas.text(x + 142, top + each / 2 + 4, row[name], 11, anchor="end", width=142)
            whole = sum(row[state] or 0 for state in states) or 1
            for state in states:
                wide = (w - 150) * (row[state] or 0) / whole
                self.canvas.box(
                    at, top + 3, wide, each - 6, figures.color(self.defaults(panel, state)["color"]["fixedColor"])
                )
                at += wide
        at = x
        for state in states:
            self.canvas.box(at, y + h - 9, 10, 8, figures.color(self.defaults(panel, state)["color"]["fixedColor"]))
            self.canvas.text(at + 13, y + h - 1, state, 9.5)
            at += 24 + len(state) * 6
        return None

    def heatmap(self, panel, x, y, w, h):
        found = sorted(self.answers.series(panel), key=lambda s: float(s[1]["le"]))
        if not found:
            return self.nothing(panel, x, y, w, h)
        cells, below = [], {}
        for _, labels, points, _ in found:
            cells.append((float(labels["le"]), [(t, v - below.get(t, 0)) for t, v in points]))
            below = dict(points)
        most = max(v for _, points in cells for _, v in points) or 1
        each = (h - 4) / len(cells)
        for place, (bound, points) in enumerate(cells):
            top = y + h - 4 - (place + 1) * each
            label = figures.span(bound) if math.isfinite(bound) else "more"
            self.canvas.text(x + 50, top + each / 2 + 3, label, 9.5, "#8e8e8e", "end")
            for t, value in points:
                at = x + 56 + (t - self.end + self.seconds) / self.seconds * (w - 60)
                if value > 0 and at >= x + 56:
                    opacity = f' fill-opacity="{0.25 + 0.75 * (value / most) ** 0.5:.2f}"'
                    wide = min(self.step / self.seconds * (w - 60), x + w - at)
                    self.canvas.box(at, top + 1, wide, each - 2, "#5794f2", opacity)
        return None


def draw(prometheus, folder, labels, step, seconds):
    """Writes a picture of every dashboard into a folder."""
    for name, board in dashboards.load().items():
        scope = {"job": "datastream-exporter", "instance": ".+", "object": ".*"}
        scope |= labels if name == "stream" else dict.fromkeys(labels, ".+")
        svg = Drawing(board, answers.Answers(prometheus, scope, step, seconds)).svg()
        (pathlib.Path(folder) / f"{name}.svg").write_text(svg)


def main(binary, folder, seconds=300):
    """Lets two replicas of the exporter poll a simulator for a while, and draws what there is to see."""
    receiver = stack.Receiver()
    with stack.Stack(binary) as programs:
        url = programs.simulator("--simulator.speed=4", "--simulator.fault=server-error=0.005")
        flags = [f"--google.endpoint={url}", "--google.project-ids=demo", "--poll.interval=5s", "--objects.extra=all"]
        replicas = [programs.exporter(name, *flags) for name in ("replica-a", "replica-b")]
        prometheus = programs.prometheus(replicas, programs.alertmanager(receiver), interval="5s", patience="30s")
        time.sleep(int(seconds))
        labels = {"gcp_project": "demo", "gcp_location": "europe-west1", "stream": "billing-postgresql"}
        draw(prometheus, folder, labels, 5, int(seconds) - 10)


if __name__ == "__main__":
    main(*sys.argv[1:])
