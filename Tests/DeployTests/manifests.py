"""Checks what is deployed where no checker of others does: Kubernetes manifests as kustomize puts them together,
Compose's mounts, and what files of different kinds must agree on.

    python manifests.py FOLDER

Writes the manifests of each overlay into a folder, for kubernetes-validate. Knows only as much of kustomize as these
need, and ends with 1 at anything else.
"""

import copy
import pathlib
import re
import sys

import hcl2
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
KUBERNETES = ROOT / "deploy/kubernetes"
READ = set()


def fail(*what):
    sys.exit(": ".join(map(str, what)))


def documents(path):
    READ.add(path.resolve())
    return [document for document in yaml.safe_load_all(path.read_text()) if document]


def key(resource):
    return resource["kind"], resource["metadata"]["name"]


def build(folder, resources=None):
    """The resources of a kustomization by kind and name; those given are what a component is applied to."""
    (plan,) = documents(folder / "kustomization.yaml")
    resources = {} if resources is None else resources
    for name in plan.pop("resources", []):
        path = folder / name
        found = build(path) if path.is_dir() else {key(x): x for x in documents(path)}
        if twice := found.keys() & resources.keys():
            fail(folder, "two of", twice)
        resources |= found
    # As kustomize does: an overlay's own generators see what its bases made, components see all of it.
    generate(folder, plan.pop("configMapGenerator", []), plan.pop("generatorOptions", {}), resources)
    for name in plan.pop("components", []):
        build(folder / name, resources)
    for patch in plan.pop("patches", []):
        apply(folder, patch, resources)
    images = {image["name"]: f"{image['newName']}:{image['newTag']}" for image in plan.pop("images", [])}
    namespace = plan.pop("namespace", None)
    for resource in resources.values():
        if namespace and resource["kind"] != "Namespace":
            resource["metadata"]["namespace"] = namespace
        for container in resource.get("spec", {}).get("template", {}).get("spec", {}).get("containers", []):
            container["image"] = images.get(container["image"], container["image"])
    if plan.keys() - {"apiVersion", "kind"}:
        fail(folder, "unknown", plan.keys())
    return resources


def generate(folder, generators, options, resources):
    for generator in generators:
        data = dict(literal.split("=", 1) for literal in generator.pop("literals", []))
        for file in generator.pop("files", []):
            name, path = file.split("=")
            READ.add((folder / path).resolve())
            data[name] = (folder / path).read_text()
        place = ("ConfigMap", generator.pop("name"))
        if (generator.pop("behavior", "create") == "merge") != (place in resources):
            fail(folder, place, "is merged into nothing, or made twice")
        made = resources.setdefault(
            place, {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": place[1]}, "data": {}}
        )
        made["data"] |= data
        made["metadata"] |= {k: options[k] for k in ("labels", "annotations") if k in options}
        # kubectl apply keeps a copy in an annotation, and those have a limit.
        if len(yaml.safe_dump(made)) > 250_000:
            fail(folder, place, "is too large for kubectl apply")


def apply(folder, patch, resources):
    change = yaml.safe_load(patch["patch"])
    if isinstance(change, dict) and change.pop("$patch", "") == "delete":
        if resources.pop(key(change), None) is None:
            fail(folder, "deletes nothing")
        return
    target = resources[patch["target"]["kind"], patch["target"]["name"]]
    for operation in change:
        *way, last = operation["path"].strip("/").split("/")
        for step in way:
            target = target[step]
        if operation["op"] != "add" or last in target:
            fail(folder, "unknown", operation)
        target[last] = operation["value"]


def check_overlay(name, resources):
    """What must agree within a cluster."""
    pods = [x for x in resources.values() if x["kind"] in ("Deployment", "StatefulSet")]
    if len(pods) != 1:
        fail(name, "has not one workload")
    template = pods[0]["spec"]["template"]
    container = template["spec"]["containers"][0]
    labels = template["metadata"]["labels"].items()
    for resource in resources.values():
        spec = resource.get("spec", {})
        selector = spec.get("podSelector", spec.get("selector", {}))
        selector = selector.get("matchLabels", selector)
        if resource["kind"] != "Rules" and not selector.items() <= labels:
            fail(name, key(resource), "selects no pods")
        for endpoint in spec.get("endpoints", []):
            if endpoint["port"] not in [port["name"] for port in container["ports"]]:
                fail(name, key(resource), "scrapes no port")
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
        resources = build(overlay)
        check_overlay(overlay.name, resources)
        check_instances(overlay.name, resources)
        standard = [x for x in resources.values() if "monitoring" not in x["apiVersion"]]
        pathlib.Path(folder, f"{overlay.name}.yaml").write_text(yaml.safe_dump_all(standard))
    unread = {path.resolve() for path in KUBERNETES.rglob("*.yaml")} - READ
    if unread:
        fail("no overlay has", unread)
    check_shards()
    check_rules()
    check_compose()
    check_jobs()
    check_permissions()


main(sys.argv[1])
