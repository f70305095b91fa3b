"""Checks what no other checker does: Kubernetes manifests as kustomize builds them, Compose's mounts, and what files of
different kinds must agree on.

    python manifests.py FOLDER

Writes the manifests of each overlay into a folder, for kubernetes-validate.
"""

import copy
import pathlib
import re
import sys

import hcl2
import kustomize
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
KUBERNETES = ROOT / "deploy/kubernetes"


def fail(*what):
    sys.exit(": ".join(map(str, what)))


def documents(path):
    return [document for document in yaml.safe_load_all(path.read_text()) if document]


def check_overlay(name, resources):
    """What must agree within a cluster."""
    pods = [x for x in resources.values() if x["kind"] in ("Deployment", "StatefulSet")]
    if len(pods) != 1:
        fail(name, "has not one workload")
    template = pods[0]["spec"]["template"]
    container = template["spec"]["containers"][0]
    exporter = template["metadata"]["labels"].items()
    jobs = [x["spec"]["jobTemplate"]["spec"]["template"] for x in resources.values() if x["kind"] == "CronJob"]
    for job in jobs:
        if ("ServiceAccount", job["spec"]["serviceAccountName"]) not in resources:
            fail(name, "a CronJob has no ServiceAccount")
        if job["spec"]["serviceAccountName"] == template["spec"]["serviceAccountName"]:
            fail(name, "a CronJob acts as the exporter")
    for resource in resources.values():
        spec = resource.get("spec", {})
        selector = spec.get("podSelector", spec.get("selector", {}))
        selector = selector.get("matchLabels", selector)
        if resource["kind"] in ("Rules", "PrometheusRule", "CronJob"):
            continue
        selected = [job for job in jobs if selector.items() <= job["metadata"]["labels"].items()]
        # What selects a job's pods must not select the exporter's: Prometheus would scrape the job.
        if selector and (selector.items() <= exporter) == bool(selected):
            fail(name, kustomize.key(resource), "selects no pods, or too many")
        for endpoint in spec.get("endpoints", []):
            if endpoint["port"] not in [port["name"] for port in container["ports"]]:
                fail(name, kustomize.key(resource), "scrapes no port")
        # kubectl apply keeps a copy in an annotation, and those have a limit.
        if resource["kind"] == "ConfigMap" and len(yaml.safe_dump(resource)) > 250_000:
            fail(name, kustomize.key(resource), "is too large for kubectl apply")
    for source in container["envFrom"]:
        if ("ConfigMap", source["configMapRef"]["name"]) not in resources:
            fail(name, "reads no ConfigMap")
    if ("ServiceAccount", template["spec"]["serviceAccountName"]) not in resources:
        fail(name, "has no ServiceAccount")
    # The job label is the Service's or the PodMonitoring's name; rules and dashboards know it.
    if not {("Service", "datastream-exporter"), ("PodMonitoring", "datastream-exporter")} & resources.keys():
        fail(name, "job label")
    if pods[0]["kind"] == "StatefulSet":
        variables = {variable["name"]: variable["value"] for variable in container["env"]}
        if variables["DATASTREAM_EXPORTER_TOTAL_SHARDS"] != str(pods[0]["spec"]["replicas"]):
            fail(name, "has not as many replicas as shards")


def relabeled(labels, relabelings):
    """What labels become of the replacements of a monitor, as Prometheus does them."""
    labels = dict(labels)
    for rule in relabelings:
        if rule.keys() - {"sourceLabels", "regex", "targetLabel", "replacement", "action"}:
            fail("unknown relabeling", rule)
        if rule.get("action", "replace") != "replace":
            fail("unknown relabeling", rule)
        value = ";".join(labels.get(label, "") for label in rule["sourceLabels"])
        if found := re.fullmatch(rule.get("regex", "(.*)"), value, re.S):
            labels[rule["targetLabel"]] = found.expand(rule.get("replacement", "$1").replace("$", "\\"))
    return labels


def check_instances(name, resources):
    """A pod of a StatefulSet is the same instance wherever it comes back; others are told apart by their addresses."""
    for (kind, monitor), resource in resources.items():
        for endpoint in resource["spec"].get("endpoints", []) if kind in ("ServiceMonitor", "PodMonitoring") else []:
            rules = endpoint.get("relabelings", []) + endpoint.get("metricRelabeling", [])
            if kind == "PodMonitoring" and rules:
                # There `instance` is the pod's name and port from the start, and protected.
                fail(name, monitor, "relabels what Google protects")
            instances = {"StatefulSet": set(), "ReplicaSet": set()}
            for controller, found in instances.items():
                for address in ("10.0.0.1:10155", "10.0.0.2:10155"):
                    pod = {
                        "__meta_kubernetes_pod_name": "datastream-exporter-0",
                        "__meta_kubernetes_pod_controller_kind": controller,
                        "instance": address,
                    }
                    found.add(relabeled(pod, rules)["instance"])
            wanted = {"StatefulSet": {"datastream-exporter-0"}, "ReplicaSet": {"10.0.0.1:10155", "10.0.0.2:10155"}}
            if kind == "ServiceMonitor" and instances != wanted:
                fail(name, monitor, "instances", instances)


def check_shards():
    """A shard's pod is the Deployment's, but for its ordinal and its volume."""
    (deployment,) = documents(KUBERNETES / "base/deployment.yaml")
    (shards,) = documents(KUBERNETES / "components/shards/statefulset.yaml")
    one, other = (copy.deepcopy(x["spec"]["template"]) for x in (deployment, shards))
    del one["spec"]["volumes"], other["spec"]["containers"][0]["env"]
    if one != other:
        fail("the pods of Deployment and StatefulSet differ")


def check_rules():
    """The wrapped rules are the rules."""
    (rules,) = documents(ROOT / "deploy/prometheus/datastream-exporter.rules.yml")
    for file in ("prometheus-operator/prometheusrule.yaml", "managed-prometheus/rules.yaml"):
        (wrapped,) = documents(KUBERNETES / "components" / file)
        groups = [{k: v for k, v in group.items() if k != "interval"} for group in wrapped["spec"]["groups"]]
        if groups != rules["groups"]:
            fail(file, "is not what the rules are: run .ci/kubernetes-rules")


def check_links():
    """One setting of an overlay moves every runbook link, and nothing else."""
    for name in sorted(path.name for path in (KUBERNETES / "overlays").iterdir()):
        with kustomize.overlay(KUBERNETES / "overlays" / name, runbook="url=https://wiki.example.com/runbook") as folder:
            moved = kustomize.build(folder)
        before = kustomize.build(KUBERNETES / "overlays" / name)
        (path,) = [where for where in before if where[0] in ("PrometheusRule", "Rules")]
        text = yaml.safe_dump(before[path])
        links = re.findall(r"runbook_url: (\S+)#", text)
        if len(links) < 20 or set(links) != {links[0]}:
            fail(name, "runbook links", set(links))
        if yaml.safe_load(text.replace(f"{links[0]}#", "https://wiki.example.com/runbook#")) != moved[path]:
            fail(name, "the runbook's address does not reach all links")
        del before[path], moved[path]
        if before != moved:
            fail(name, "the runbook's address changes something else")


def check_compose():
    """What is mounted is there, and Grafana looks for dashboards where they are mounted."""
    folder = ROOT / "deploy/compose"
    (compose,) = documents(folder / "compose.yaml")
    mounts = {}
    for name, service in compose["services"].items():
        if not (service["read_only"] and service["cap_drop"] == ["ALL"]):
            fail(name, "is not hardened")
        for port in service.get("ports", []):
            if not port.startswith("127.0.0.1:"):
                fail(name, "is open to the network", port)
        for volume in service.get("volumes", []):
            source, target = volume.split(":")[:2]
            if source.startswith("."):
                mounts[name, target] = (folder / source).resolve()
                if not mounts[name, target].exists():
                    fail(name, f"mounts {source}, which is not there")
            elif source not in compose["volumes"]:
                fail(name, f"mounts {source}, which is no volume")
        if build := service.get("build"):
            # Tests/DeployTests/image.py runs that file's build stage on that folder.
            context = (folder / build["context"]).resolve()
            if (context, context / build["dockerfile"]) != (ROOT, ROOT / "deploy/docker/Dockerfile"):
                fail(name, "is not built as the image is", build)
    (provider,) = documents(ROOT / "deploy/grafana/provisioning/dashboards/datastream.yml")
    if mounts["grafana", provider["providers"][0]["options"]["path"]] != ROOT / "dashboards":
        fail("Grafana's dashboards are not where its provisioning looks")
    (prometheus,) = documents(folder / "prometheus.yml")
    if not {("prometheus", file) for file in prometheus["rule_files"]} <= mounts.keys():
        fail("Prometheus' rules are not mounted")


def check_jobs():
    """The rules know every job of the examples that serves more than series of objects."""
    rules = (ROOT / "deploy/prometheus/datastream-exporter.rules.yml").read_text()
    known = {name for jobs in re.findall(r'\bjob=~?"([^"]+)"', rules) for name in jobs.split("|")}
    examples = [(ROOT / f"deploy/{folder}/prometheus.yml").read_text() for folder in ("prometheus", "compose")]
    examples += re.findall(r"```yaml\n(scrape_configs:.*?)```", (ROOT / "README.md").read_text(), re.S)
    for example in map(yaml.safe_load, examples):
        for job in example["scrape_configs"]:
            groups = job.get("params", {}).get("collect[]", ["exporter"])
            if job["job_name"] != "prometheus" and "exporter" in groups and job["job_name"] not in known:
                fail(job["job_name"], "is a job that the rules do not know")


def check_permissions():
    """Terraform grants what the documentation says is needed."""
    module = hcl2.loads((ROOT / "deploy/terraform/main.tf").read_text())
    roles = {}
    for resource in module["resource"]:
        for kind, named in resource.items():
            if kind.strip('"') == "google_project_iam_custom_role":
                for name, role in named.items():
                    roles[name.strip('"')] = {permission.strip('"') for permission in role["permissions"]}
    page = (ROOT / "Sources/datastream-exporter/Documentation.docc/Credentials.md").read_text()
    needed = set(re.findall(r"`(datastream\.\w+\.\w+)`", page.split("## Permissions")[1].split("\n##")[0]))
    if roles["reader"] != needed:
        fail("Terraform and Credentials.md differ on permissions", roles["reader"] ^ needed)


def main(folder):
    for overlay in sorted((KUBERNETES / "overlays").iterdir()):
        resources = kustomize.build(overlay)
        check_overlay(overlay.name, resources)
        check_instances(overlay.name, resources)
        standard = [x for x in resources.values() if "monitoring" not in x["apiVersion"]]
        pathlib.Path(folder, f"{overlay.name}.yaml").write_text(yaml.safe_dump_all(standard))
    if unread := set(KUBERNETES.rglob("*.yaml")) - set(kustomize.files(*(KUBERNETES / "overlays").iterdir())):
        fail("no overlay has", unread)
    check_links()
    check_shards()
    check_rules()
    check_compose()
    check_jobs()
    check_permissions()


main(sys.argv[1])
