"""The dashboards as they stand in the repository: their panels, their queries and what Grafana puts into them."""

import json
import pathlib
import re
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "dashboards").glob("*.json"))
RULES = ROOT / "deploy/prometheus/datastream-exporter.rules.yml"
CATALOG = ROOT / "Tests/DatastreamMetricsTests/metrics.tsv"

# What Prometheus itself knows of a target, and what the rules record.
OF_SCRAPES = {"up", "scrape_duration_seconds", "scrape_samples_scraped", "ALERTS"}
OF_TARGETS = {"cluster", "namespace", "job", "instance", "pod", "container", "endpoint", "node"}
KEYWORDS = {
    *"by without on ignoring group_left group_right and or unless bool offset inf nan".split(),
    *"sum min max avg count stddev stdvar topk bottomk quantile group count_values".split(),
}


@dataclass(frozen=True)
class Query:
    """One query of a dashboard: of a panel, of an annotation or of a variable."""

    dashboard: str
    place: str
    text: str
    instant: bool = False

    @property
    def name(self):
        return f"{self.dashboard}: {self.place}"


def load():
    """Every dashboard by its file's name."""
    return {path.stem: json.loads(path.read_text()) for path in FILES}


def panels(dashboard):
    """The panels that show something, those of collapsed rows among them."""
    for panel in dashboard["panels"]:
        if panel["type"] == "row":
            yield from panel["panels"]
        else:
            yield panel


def queries(name, dashboard):
    """All queries of a dashboard but those of variables."""
    for panel in panels(dashboard):
        for target in panel.get("targets", []):
            place = f"{panel['title']} {target['refId']}"
            yield Query(name, place, target["expr"], target["instant"])
    for annotation in dashboard["annotations"]["list"]:
        if "expr" in annotation:
            yield Query(name, f"annotation {annotation['name']}", annotation["expr"])


def variables(dashboard):
    """The variables that ask the data source: name, metric with its selector, and label."""
    for variable in dashboard["templating"]["list"]:
        if variable["type"] == "query":
            series, label = re.fullmatch(r"label_values\((.+), (\w+)\)", variable["query"]["query"]).groups()
            yield variable["name"], series, label


def interpolated(text, values, step=15, seconds=300):
    """A query as Grafana sends it for a step and a time range, in seconds."""
    # All clusters and namespaces, and targets without such labels too.
    values = {"cluster": ".*", "namespace": ".*", **values}
    values |= {"__rate_interval": f"{max(step * 4, 8)}s", "__interval": f"{step}s", "__range": f"{seconds}s"}
    return re.sub(r"\$\{?(\w+)(?::\w+)?\}?", lambda match: values.get(match[1], match[0]), text)


def catalog():
    """The labels of every metric that the exporter may serve, with the series of its histograms."""
    metrics = {}
    for line in CATALOG.read_text().splitlines()[1:]:
        name, kind, labels = line.split("\t")[:3]
        labels = {label for label in labels.split(",") if label}
        metrics[name] = labels
        if kind == "histogram":
            metrics |= {f"{name}_bucket": labels | {"le"}, f"{name}_sum": labels, f"{name}_count": labels}
    return metrics


def selectors(expression):
    """The metrics that an expression names, each with the text between its braces; None where it has none."""
    # Text in quotes may hold anything; what is between braces stays whole.
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', lambda match: '"' + "~" * (len(match[0]) - 2) + '"', expression)
    for match in re.finditer(r"(?<![\w$~\"])([a-zA-Z_:][\w:]*)\s*(\{[^}]*\})?(?=(\s*\()?)", bare):
        name, braces, called = match.groups()
        before = bare[: match.start()]
        inside = before.count("{") > before.count("}")
        listed = re.search(r"\b(by|without|on|ignoring|group_left|group_right)\s*\([^()]*$", before)
        if not inside and not listed and called is None and name not in KEYWORDS:
            yield name, expression[match.start(2) + 1 : match.end(2) - 1] if braces else None


def labels_of(selector):
    """The matchers of a selector: label to operator and value."""
    found = re.findall(r'(\w+)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"', selector or "")
    return {label: (operator, value) for label, operator, value in found}


def grouping_labels(expression):
    """Every label that an expression groups or joins by."""
    lists = re.findall(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^()]*)\)", expression)
    return {label.strip() for labels in lists for label in labels.split(",") if label.strip()}
