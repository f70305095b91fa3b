"""Holds the dashboards and the rules to the conventions of Grafana's dashboard linter, and to the catalog.

Prints what is wrong, and ends with 1 when anything is.
"""

import json
import re
import sys

import dashboards

UNITS = {"short", "none", "percentunit", "s", "bytes", "Bps", "dateTimeFromNow", "dateTimeAsIso"}
OBJECT_STATES = "NONE NOT_STARTED PENDING ACTIVE STOPPED FAILED COMPLETED UNSUPPORTED UNKNOWN".split()
STREAM_STATES = "NOT_STARTED STARTING RUNNING DRAINING PAUSED MAINTENANCE UNKNOWN FAILED FAILED_PERMANENTLY".split()
VARIABLES = {
    "overview": "datasource cluster namespace job instance gcp_project gcp_location stream".split(),
    "stream": "datasource cluster namespace job instance gcp_project gcp_location stream object".split(),
    "exporter": "datasource cluster namespace job instance".split(),
}
# Selectors that cannot have the matcher, and why.
WITHOUT_INSTANCE = {"ALERTS": "an alert is of a job, not of one of its instances"}
# What joins what every process has, such as `up`, to processes that serve datastream_exporter_build_info.
OF_EXPORTERS = "on (cluster, namespace, job, instance)"
# Metrics of the catalog that no dashboard shows and no rule asks for, and why.
UNUSED = {
    "datastream_streams": "the overview counts the streams' own states, which the stream filter applies to",
    "process_virtual_memory_bytes": "resident memory says more",
    "process_virtual_memory_max_bytes": "resident memory says more",
}

complaints = []


def check(fine, *what):
    """Notes a complaint unless all is fine."""
    if not fine:
        complaints.append(": ".join(map(str, what)))


def check_frame(name, board):
    """What a dashboard is outside of its panels."""
    check(board["uid"] == f"datastream-{name}", name, "uid")
    check(board["id"] is None and board["editable"] is False, name, "is not bound to one Grafana, and not editable")
    check(36 <= board["schemaVersion"] <= 41, name, "schemaVersion")
    check(board["tags"] == ["datastream"] and board["graphTooltip"] == 1, name, "tags, shared crosshair")
    check("__inputs" not in board and "${DS_" not in json.dumps(board), name, "data source is a variable")
    check([link["tags"] for link in board["links"]] == [["datastream"]], name, "links to the other dashboards")
    variables = {variable["name"]: variable for variable in board["templating"]["list"]}
    check(list(variables) == VARIABLES[name], name, "variables", list(variables))
    check(variables["datasource"]["type"] == "datasource", name, "datasource")
    check(variables["datasource"]["query"] == "prometheus", name, "datasource")
    check(variables["datasource"]["label"] == "Data source", name, "label of datasource")
    # Many targets have no cluster and no namespace; .* takes those in.
    for label, everything in {"cluster": ".*", "namespace": ".*", "job": ".+", "instance": ".+"}.items():
        variable = variables[label]
        check(variable["label"] == label.title() and variable["multi"], name, label)
        check(variable["allValue"] == everything, name, label, "all of them")
    for variable in variables.values():
        check(variable["type"] != "query" or variable["refresh"] == 2, name, variable["name"], "refresh on time range")
        check(variable.get("datasource", {}).get("uid", "${datasource}") == "${datasource}", name, variable["name"])
    ids = [panel["id"] for panel in board["panels"] if panel["type"] == "row"]
    ids += [panel["id"] for panel in dashboards.panels(board)]
    check(len(ids) == len(set(ids)), name, "ids of panels are unique")


def check_places(name, board):
    """No two panels lie upon each other, none leaves the grid."""
    taken = {}
    for row in [board["panels"], *(panel["panels"] for panel in board["panels"] if panel["type"] == "row")]:
        for panel in row:
            at = panel["gridPos"]
            check(at["x"] + at["w"] <= 24, name, panel["title"], "leaves the grid")
            for x in range(at["x"], at["x"] + at["w"]):
                for y in range(at["y"], at["y"] + at["h"]):
                    other = taken.setdefault((x, y), panel["title"])
                    check(other == panel["title"], name, panel["title"], f"lies upon {other}")


def check_panel(name, panel):
    """What a panel says, and what its links and mappings name."""
    where = f"{name}: {panel['title']}"
    check(panel["title"] and panel.get("description"), where, "title and description")
    if panel["type"] == "text":
        return
    check(panel["datasource"]["uid"] == "${datasource}", where, "data source")
    check(panel["targets"], where, "has queries")
    defaults = panel["fieldConfig"]["defaults"]
    check(defaults["unit"] in UNITS, where, "unit", defaults["unit"])
    for override in panel["fieldConfig"]["overrides"]:
        for setting in override["properties"]:
            check(setting["id"] != "unit" or setting["value"] in UNITS, where, "unit", setting["value"])
    text = "".join(target["expr"] for target in panel["targets"])
    coded = [mapping for mapping in defaults["mappings"] if "2" in mapping["options"]]
    if "datastream_stream_state" in text and coded:
        check(states(coded) == set(STREAM_STATES), where, "mappings cover every state")
    if "datastream_object_backfill_state" in text and coded:
        check(states(coded) == set(OBJECT_STATES), where, "mappings cover every state")
    for target in panel["targets"]:
        check(target["datasource"]["uid"] == "${datasource}", where, "data source of", target["refId"])
        codes = re.findall(r'label_replace\(vector\((\d+)\), "state", "(\w+)", "", ""\)', target["expr"])
        check(bool(codes) == bool(coded), where, "codes and mappings go together")
        for code, state in codes:
            shown = {code: option["text"] for mapping in coded for code, option in mapping["options"].items()}
            check(shown.get(code) == state, where, f"{state} is shown as {shown.get(code)}")
    check_links(where, panel)


def states(mappings):
    """The texts that mappings show."""
    return {option["text"] for mapping in mappings for option in mapping["options"].values()}


def check_links(where, panel):
    """The columns that links name are there after the transformations; the labels are in the legend's query."""
    columns = set()
    for transformation in panel.get("transformations", []):
        columns |= set(transformation["options"].get("renameByName", {}).values())
    labels = set()
    for target in panel["targets"]:
        labels |= dashboards.grouping_labels(target["expr"])
    everything = json.dumps(panel["fieldConfig"])
    for column in re.findall(r"\$\{__data\.fields\.(\w+)\}", everything):
        check(column in columns, where, f"link names column {column}")
    for label in re.findall(r"\$\{__field\.labels\.(\w+)\}", everything):
        check(label in labels, where, f"link names label {label}")
    for override in panel["fieldConfig"]["overrides"]:
        name = override["matcher"]["options"]
        if override["matcher"]["id"] == "byFrameRefID":
            check(name in {target["refId"] for target in panel["targets"]}, where, f"override of query {name}")
            continue
        known = columns or labels or {name}
        fixed = {target["legendFormat"] for target in panel["targets"]}
        states = set(OBJECT_STATES) | {"completed", "failed", "stopped", "unsupported"}
        check(name in known | fixed | states, where, f"override of {name}")


def check_query(query, metrics):
    """The selectors, labels and rates of a query."""
    for metric, braces in dashboards.selectors(query.text):
        check(metric in metrics or metric in dashboards.OF_SCRAPES, query.name, f"{metric} is not in the catalog")
        matchers = dashboards.labels_of(braces)
        for label in ("cluster", "namespace", "job"):
            wanted = ("=~", f"${label}")
            check(matchers.get(label) == wanted, query.name, f'{metric} has {label}=~"${label}"')
        if metric in dashboards.OF_SCRAPES - {"ALERTS"} or metric.startswith("process_"):
            check(OF_EXPORTERS in query.text, query.name, f"{metric} is taken of exporters only")
        if metric not in WITHOUT_INSTANCE:
            check(matchers.get("instance") == ("=~", "$instance"), query.name, f'{metric} has instance=~"$instance"')
        if metric in metrics:
            unknown = set(matchers) - metrics[metric] - dashboards.OF_TARGETS
            check(not unknown, query.name, f"{metric} has no label {unknown}")
        if metric.endswith(("_total", "_bucket")):
            counted = re.search(rf"\b(rate|increase|irate)\(\s*{metric}\s*\{{", query.text)
            check(counted, query.name, f"{metric} is under rate or increase")
    for function, window in re.findall(r"\b(rate|irate)\([^[]*\[([^]]+)\]", query.text):
        check(window == "$__rate_interval", query.name, f"{function} over {window}")
    known = set().union(*metrics.values()) | dashboards.OF_TARGETS | {"alertname", "severity", "alertstate"}
    unknown = dashboards.grouping_labels(query.text) - known
    check(not unknown, query.name, f"groups by {unknown}, which no metric has")


def check_rules(metrics):
    """The rules name what the catalog or another rule has; returns the metrics named."""
    text = dashboards.RULES.read_text()
    recorded = set(re.findall(r"record: (\S+)", text))
    named = set()
    # Expressions alone: everything between `expr:` and the next key.
    for expression in re.findall(r"expr:(.*?)\n\s+(?:- |for:|labels:|annotations:|record:|#)", text + "\n  - ", re.S):
        for metric, braces in dashboards.selectors(re.sub(r"^ *\|2?-?", "", expression)):
            named.add(metric)
            check(metric in metrics or metric in recorded | {"up"}, "rules", f"{metric} is not in the catalog")
            recorded_labels = {"state", "job", "result", "gcp_location"}
            unknown = set(dashboards.labels_of(braces)) - metrics.get(metric, recorded_labels) - dashboards.OF_TARGETS
            check(not unknown, "rules", f"{metric} has no label {unknown}")
    runbook = (dashboards.ROOT / "deploy/runbook.md").read_text()
    sections = re.findall(r"^## (\w+)$", runbook, re.M)
    alerts = re.findall(r"- alert: (\w+)", text)
    links = re.findall(r"runbook_url: \S+#(\w+)", text)
    # An alert of two severities is two rules.
    check(sections == list(dict.fromkeys(alerts)), "runbook", "has a section for each alert, in order", set(sections) ^ set(alerts))
    check(links == [alert.lower() for alert in alerts], "rules", "runbook_url names the alert's section")
    return named


def main():
    metrics = dashboards.catalog()
    named = check_rules(metrics)
    for name, board in dashboards.load().items():
        check_frame(name, board)
        check_places(name, board)
        for panel in dashboards.panels(board):
            check_panel(name, panel)
        for query in dashboards.queries(name, board):
            check_query(query, metrics)
            named |= {metric for metric, _ in dashboards.selectors(query.text)}
    families = {
        re.sub(r"_(bucket|sum|count)$", "", name) if f"{name}_bucket" not in metrics else name for name in named
    }
    for metric in (line.split("\t")[0] for line in dashboards.CATALOG.read_text().splitlines()[1:]):
        check((metric in families) != (metric in UNUSED), f"{metric} is shown nowhere, or is listed as shown nowhere")
    for complaint in sorted(set(complaints)):
        print(complaint)
    sys.exit(1 if complaints else 0)


main()
