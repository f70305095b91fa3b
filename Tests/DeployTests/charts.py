"""Checks the Helm chart: that it makes what kustomize makes, and that its schema takes sane values and refuses typos.

    python charts.py FOLDER [PROGRAM]

Needs helm and kubectl in PATH. Writes what it renders into the folder, for kubernetes-validate. With the program, the schema
must know each of its flags.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

import kustomize
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHART = ROOT / "deploy/helm/datastream-exporter"
OVERLAYS = ROOT / "deploy/kubernetes/overlays"
NAME = "datastream-exporter"
STREAM = "projects/my-project/locations/europe-west1/streams/orders"

# What Helm's users expect on every object, and kustomize's do not.
HELMS = {
    "app.kubernetes.io/instance",
    "app.kubernetes.io/managed-by",
    "app.kubernetes.io/version",
    "helm.sh/chart",
    "checksum/config",
}

GKE = {
    "image": {"registry": "europe-docker.pkg.dev", "repository": "my-project/containers/datastream-exporter"},
    "config": {"projects": ["my-project"]},
    "serviceAccount": {
        "annotations": {"iam.gke.io/gcp-service-account": "datastream-exporter@my-project.iam.gserviceaccount.com"}
    },
    "podMonitoring": {"enabled": True},
}
OPERATOR = {
    **{name: value for name, value in GKE.items() if name != "podMonitoring"},
    "serviceMonitor": {"enabled": True},
    "prometheusRule": {"enabled": True},
    "dashboards": {"enabled": True},
}
RETRY_ACCOUNT = {"iam.gke.io/gcp-service-account": "datastream-backfill-retry@my-project.iam.gserviceaccount.com"}
# For each overlay the values that make the same of the chart.
SAME = {
    "gke": GKE,
    "operator": OPERATOR,
    "shards": {
        **OPERATOR,
        "shards": 3,
        "persistence": {"enabled": True},
        "podDisruptionBudget": {"enabled": True},
    },
    "backfill-retry": {
        **GKE,
        "backfillRetry": {"enabled": True, "streams": [STREAM], "serviceAccount": {"annotations": RETRY_ACCOUNT}},
    },
}

ABOUT = yaml.safe_load((CHART / "Chart.yaml").read_text())
LABELS = {"app.kubernetes.io/name": NAME, "app.kubernetes.io/instance": NAME}

# Everything that can be switched on.
EVERYTHING = {
    **{name: {"enabled": True} for name in ("serviceMonitor", "podMonitoring", "prometheusRule", "dashboards", "persistence")},
    "backfillRetry": {"enabled": True, "streams": [STREAM]},
}

# Values that the schema must refuse, each with a part of what helm says.
REFUSED = [
    ({"serviceMonitor": {"intervall": "30s"}}, "intervall"),
    ({"serviceMonitors": {"enabled": True}}, "serviceMonitors"),
    ({"serviceMonitor": {"enabled": "yes"}}, "enabled"),
    ({"serviceMonitor": {"interval": "30"}}, "interval"),
    ({"config": {"project": ["a"]}}, "project"),
    ({"config": {"projects": "a"}}, "projects"),
    ({"config": {"pollInterval": 60}}, "pollInterval"),
    ({"config": {"streams": ["orders"]}}, "streams"),
    ({"config": {"limits": {"requests": 1}}}, "requests"),
    ({"config": {"flags": {"objects.details": "attention"}}}, "objects.details"),
    ({"config": {"flags": {"--objects.detail": "attention"}}}, "objects.detail"),
    ({"config": {"logFormat": "text"}}, "logFormat"),
    ({"shards": 0}, "shards"),
    ({"shards": "2"}, "shards"),
    ({"image": {"repo": "a"}}, "repo"),
    ({"image": {"pullPolicy": "Sometimes"}}, "pullPolicy"),
    ({"image": {"digest": "latest"}}, "digest"),
    # 1.10 without quotes would become 1.1.
    ({"image": {"tag": 1.1}}, "tag"),
    ({"resources": {"limit": {}}}, "limit"),
    ({"resources": {"limits": {"mem": "1Gi"}}}, "mem"),
    ({"persistence": {"size": "big"}}, "size"),
    ({"webConfig": {"secret": "a"}}, "secret"),
    ({"webConfig": {"content": {"tls_config": {}}}}, "tls_config"),
    ({"webConfig": {"existingSecret": "a", "content": {"basic_auth_users": {"a": "b"}}}}, "not both"),
    ({"serviceMonitor": {"tlsConfig": {"insecureSkipVerfy": True}}}, "insecureSkipVerfy"),
    ({"serviceMonitor": {"relabelings": [{"action": "dorp"}]}}, "action"),
    ({"podMonitoring": {"tls": {"caFile": "/ca"}}}, "caFile"),
    ({"prometheusRule": {"enabled": True, "disabled": ["DatastreamBackfilFailed"]}}, "DatastreamBackfilFailed"),
    ({"topologySpreadConstraints": [{"maxSkw": 1}]}, "maxSkw"),
    ({"strategy": {"type": "OnDelete"}}, "OnDelete"),
    ({"strategy": {"type": "Recreate"}, "shards": 2}, "Recreate"),
    ({"securityContext": {"readOnlyRootFileSystem": True}}, "readOnlyRootFileSystem"),
    ({"podSecurityContext": {"runAsUser": "65532"}}, "runAsUser"),
    ({"tolerations": [{"keys": "a"}]}, "keys"),
    ({"nodeSelector": {"a": True}}, "nodeSelector"),
    ({"affinity": {"nodeAfinity": {}}}, "nodeAfinity"),
    ({"podDisruptionBudget": {"maxUnavailble": 1}}, "maxUnavailble"),
    ({"podDisruptionBudget": {"maxUnavailable": "one"}}, "maxUnavailable"),
    ({"podDisruptionBudget": {"minAvailable": 1, "maxUnavailable": 1}}, "podDisruptionBudget"),
    ({"networkPolicy": {"enable": False}}, "enable"),
    ({"runbookUrl": "wiki"}, "runbookUrl"),
    ({"extraArgs": ["log.level=debug"]}, "extraArgs"),
    ({"backfillRetry": {"extraVolumes": [{"nam": "a"}]}}, "extraVolumes"),
    ({"extraEnv": [{"value": "a"}]}, "extraEnv"),
    ({"backfillRetry": {"enabled": True}}, "streams"),
    ({"backfillRetry": {"enabled": True, "streams": ["orders"]}}, "streams"),
    ({"backfillRetry": {"schedule": "hourly"}}, "schedule"),
    ({"persistence": {"enabled": True, "existingClaim": "a"}, "shards": 2}, "existingClaim"),
    ({"image": None}, "missing property 'image'"),
    ({"serviceAccount": {"create": None}}, "missing property 'create'"),
]

# Values of clusters as they are, each with what must come of them: a path into the objects, and what stands there.
ACCEPTED = {
    "two shards, TLS from a secret, no volume, no role": (
        {
            "shards": 2,
            "webConfig": {"tlsSecret": "exporter-tls"},
            "persistence": {"enabled": False},
            "rbac": {"create": False},
            "serviceMonitor": {"enabled": True, "tlsConfig": {"serverName": "exporter", "ca": {"secret": {"name": "ca"}}}},
        },
        {
            "StatefulSet/datastream-exporter.spec.replicas": 2,
            "StatefulSet/datastream-exporter.spec.volumeClaimTemplates": None,
            "StatefulSet/datastream-exporter.spec.template.spec.volumes.0.emptyDir.sizeLimit": "1Gi",
            "StatefulSet/datastream-exporter.spec.template.spec.volumes.1.projected.sources.1.secret.name": "exporter-tls",
            "StatefulSet/datastream-exporter.spec.template.spec.containers.0.readinessProbe.httpGet.scheme": "HTTPS",
            "Secret/datastream-exporter-web.stringData.web": None,
            "ServiceMonitor/datastream-exporter.spec.endpoints.0.scheme": "https",
            "Deployment/datastream-exporter": None,
            "ClusterRole/datastream-exporter": None,
        },
    ),
    "a web configuration of one's own": (
        {"webConfig": {"existingSecret": "web", "key": "web-config.yml", "tls": True}},
        {
            "Deployment/datastream-exporter.spec.template.spec.containers.0.env.0.value": "/etc/datastream-exporter/web-config.yml",
            "Deployment/datastream-exporter.spec.template.spec.containers.0.livenessProbe.httpGet.scheme": "HTTPS",
            "Secret/datastream-exporter-web": None,
        },
    ),
    "passwords without TLS": (
        {"webConfig": {"content": {"basic_auth_users": {"prometheus": "$2y$10$abc"}}}, "podMonitoring": {"enabled": True}},
        {
            "Deployment/datastream-exporter.spec.template.spec.containers.0.livenessProbe.httpGet.scheme": None,
            "PodMonitoring/datastream-exporter.spec.endpoints.0.scheme": None,
        },
    ),
    "names and labels": (
        {
            "fullnameOverride": "ds",
            "commonLabels": {"team": "data"},
            "podLabels": {"a": "b"},
            "podAnnotations": {"c": "d"},
            "serviceAccount": {"create": False, "name": "mine"},
            "serviceMonitor": {"enabled": True, "additionalLabels": {"release": "kube-prometheus-stack"}},
        },
        {
            "Deployment/ds.metadata.labels.team": "data",
            "Deployment/ds.spec.template.metadata.labels.a": "b",
            "Deployment/ds.spec.template.spec.serviceAccountName": "mine",
            "ServiceMonitor/ds.metadata.labels.release": "kube-prometheus-stack",
            "ServiceAccount/mine": None,
        },
    ),
    "where pods run": (
        {
            "nodeSelector": {"pool": "small"},
            "tolerations": [{"key": "spot", "operator": "Exists", "effect": "NoSchedule"}],
            "affinity": {"nodeAffinity": {}},
            "topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "ScheduleAnyway"}],
            "priorityClassName": "high",
            "imagePullSecrets": [{"name": "registry"}],
            "image": {"tag": "1.2.3", "pullPolicy": "Always"},
            "global": {"imageRegistry": "registry.example.com"},
        },
        {
            "Deployment/datastream-exporter.spec.template.spec.nodeSelector.pool": "small",
            "Deployment/datastream-exporter.spec.template.spec.imagePullSecrets.0.name": "registry",
            "Deployment/datastream-exporter.spec.template.spec.containers.0.image": "registry.example.com/datastream-exporter:1.2.3",
        },
    ),
    "flags and variables": (
        {
            "config": {"limits": {"objects": 2000000}, "flags": {"objects.extra": ["a", "b"], "web.telemetry-path": "/m"}},
            "extraArgs": {"log.level": "debug", "storage.reset": ""},
            "extraEnv": {"HTTPS_PROXY": "http://proxy:3128"},
            "extraVolumes": [{"name": "ca", "secret": {"secretName": "ca"}}],
            "extraVolumeMounts": [{"name": "ca", "mountPath": "/ca"}],
            "serviceMonitor": {"enabled": True},
        },
        {
            "ConfigMap/datastream-exporter.data.DATASTREAM_EXPORTER_OBJECTS_LIMIT": "2000000",
            "ConfigMap/datastream-exporter.data.DATASTREAM_EXPORTER_OBJECTS_EXTRA": "a,b",
            "ServiceMonitor/datastream-exporter.spec.endpoints.0.path": "/m",
            "Deployment/datastream-exporter.spec.template.spec.containers.0.args.2": "--log.level=debug",
            "Deployment/datastream-exporter.spec.template.spec.containers.0.args.3": "--storage.reset",
            "Deployment/datastream-exporter.spec.template.spec.containers.0.env.0.name": "HTTPS_PROXY",
            "Deployment/datastream-exporter.spec.template.spec.volumes.1.name": "ca",
        },
    ),
    "large numbers, a port and a ledger of one's own": (
        {
            "image": {"tag": 20261126},
            "config": {"flags": {"web.listen-address": ["127.0.0.1:9155", ":9156"], "storage.path": "/data/ledger"}},
            "extraArgs": {"objects.limit": 2000000, "backfill.overdue-factor": 2.5},
            "extraEnv": {"LIMIT": 3000000},
        },
        {
            "Deployment/datastream-exporter.spec.template.spec.containers.0.image": "datastream-exporter:20261126",
            "Deployment/datastream-exporter.spec.template.spec.containers.0.args": [
                "serve",
                "--storage.path=/data/ledger",
                "--backfill.overdue-factor=2.5",
                "--objects.limit=2000000",
            ],
            "Deployment/datastream-exporter.spec.template.spec.containers.0.env.0.value": "3000000",
            "Deployment/datastream-exporter.spec.template.spec.containers.0.ports.0.containerPort": 9155,
        },
    ),
    "a flag and its value, and a ledger's path, which may be given only once": (
        {"extraArgs": ["--poll.interval", "30s", "--storage.path=/data/ledger"]},
        {
            "Deployment/datastream-exporter.spec.template.spec.containers.0.args": [
                "serve",
                "--poll.interval",
                "30s",
                "--storage.path=/data/ledger",
            ],
        },
    ),
    "TLS in the web configuration, with files from elsewhere": (
        {
            "webConfig": {"content": {"tls_server_config": {"cert_file": "/ca/a.crt", "key_file": "/ca/a.key"}}},
            "serviceMonitor": {"enabled": True, "interval": "", "tlsConfig": {"insecureSkipVerify": True}},
        },
        {
            "Deployment/datastream-exporter.spec.template.spec.containers.0.startupProbe.httpGet.scheme": "HTTPS",
            "ServiceMonitor/datastream-exporter.spec.endpoints.0.scheme": "https",
            "ServiceMonitor/datastream-exporter.spec.endpoints.0.interval": None,
        },
    ),
    "labels that selectors look for": (
        {
            "commonLabels": {"app.kubernetes.io/instance": "x", "app.kubernetes.io/version": "2"},
            "podLabels": {"app.kubernetes.io/name": "x"},
            "global": {"imagePullSecrets": None},
        },
        {
            "Service/datastream-exporter.metadata.labels": {
                **LABELS,
                "app.kubernetes.io/managed-by": "Helm",
                "app.kubernetes.io/version": "2",
                "helm.sh/chart": f"{NAME}-{ABOUT['version']}",
            },
            "Deployment/datastream-exporter.spec.template.metadata.labels": LABELS,
        },
    ),
    "a volume for one exporter": (
        {"persistence": {"enabled": True, "existingClaim": "ledger"}},
        {
            "StatefulSet/datastream-exporter.spec.replicas": 1,
            "StatefulSet/datastream-exporter.spec.template.spec.volumes.0.persistentVolumeClaim.claimName": "ledger",
            "StatefulSet/datastream-exporter.spec.volumeClaimTemplates": None,
        },
    ),
    "nothing but the exporter": (
        {"networkPolicy": {"enabled": False}, "enabled": True},
        {"NetworkPolicy/datastream-exporter": None, "PodDisruptionBudget/datastream-exporter": None},
    ),
    "credentials from a secret": (
        {"credentials": {"existingSecret": "google"}},
        {
            "Deployment/datastream-exporter.spec.template.spec.containers.0.env.0.value": "/etc/google/credentials.json",
            "Deployment/datastream-exporter.spec.template.spec.volumes.1.secret.secretName": "google",
        },
    ),
    "retries of two streams": (
        {
            "backfillRetry": {
                "enabled": True,
                "streams": [STREAM, f"{STREAM}-2"],
                "endedBefore": "2h",
                "credentials": {"existingSecret": "retry"},
                "extraEnv": {"HTTPS_PROXY": "http://proxy:3128"},
                "extraVolumes": [{"name": "token", "projected": {"sources": []}}],
                "extraVolumeMounts": [{"name": "token", "mountPath": "/var/run/token"}],
            },
            "hostAliases": [{"ip": "199.36.153.8", "hostnames": ["datastream.googleapis.com"]}],
        },
        {
            "CronJob/datastream-backfill-retry.spec.jobTemplate.spec.template.spec.containers.1.args.6": f"{STREAM}-2",
            "CronJob/datastream-backfill-retry.spec.jobTemplate.spec.template.spec.containers.0.args.3": "--ended-before=2h",
            "CronJob/datastream-backfill-retry.spec.jobTemplate.spec.template.spec.containers.1.env.1.name": "HTTPS_PROXY",
            "CronJob/datastream-backfill-retry.spec.jobTemplate.spec.template.spec.volumes.0.secret.secretName": "retry",
            "CronJob/datastream-backfill-retry.spec.jobTemplate.spec.template.spec.volumes.1.name": "token",
            "CronJob/datastream-backfill-retry.spec.jobTemplate.spec.template.spec.containers.1.volumeMounts.1.name": "token",
            "CronJob/datastream-backfill-retry.spec.jobTemplate.spec.template.spec.hostAliases.0.ip": "199.36.153.8",
        },
    ),
    "rules of one's own": (
        {
            "prometheusRule": {
                "enabled": True,
                "namespace": "monitoring",
                "disabled": ["DatastreamBackfillFailed"],
                "additionalGroups": [{"name": "mine", "rules": []}],
            },
            "runbookUrl": "https://wiki.example.com/runbook",
        },
        {
            "PrometheusRule/datastream-exporter.metadata.namespace": "monitoring",
            "PrometheusRule/datastream-exporter.spec.groups.1.name": "mine",
        },
    ),
    "clients with certificates": (
        {
            "webConfig": {"content": {"tls_server_config": {"client_auth_type": "RequireAndVerifyClientCert"}}, "tlsSecret": "tls"},
            **dict.fromkeys(
                ("startupProbe", "livenessProbe", "readinessProbe"), {"exec": {"command": [NAME, "healthcheck"]}}
            ),
        },
        {
            "Deployment/datastream-exporter.spec.template.spec.containers.0.livenessProbe.exec.command.1": "healthcheck",
            "Deployment/datastream-exporter.spec.template.spec.containers.0.livenessProbe.httpGet": None,
        },
    ),
    # Helm takes a value out where another file says null.
    "nothing where a list or a map may stand": (
        {
            **dict.fromkeys(
                ("commonLabels", "podLabels", "strategy", "imagePullSecrets", "resources", "podSecurityContext", "securityContext"), None
            ),
            "config": {"flags": None, "limits": None},
            "webConfig": {"content": None, "tlsSecret": "tls"},
            "image": {"tag": None},
            "serviceMonitor": {"enabled": True},
        },
        {
            "Deployment/datastream-exporter.spec.template.spec.containers.0.image": f"{NAME}:{ABOUT['appVersion']}",
            "Deployment/datastream-exporter.spec.template.spec.securityContext": None,
        },
    ),
    "null for what is then off": (
        dict.fromkeys(("networkPolicy", "serviceMonitor", "credentials", "persistence", "webConfig", "global"), None),
        {
            "NetworkPolicy/datastream-exporter": None,
            "Deployment/datastream-exporter.spec.template.spec.volumes": [{"name": "ledger", "emptyDir": {"sizeLimit": "1Gi"}}],
        },
    ),
    "an object of one's own": (
        {"extraObjects": [{"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "{{ .Release.Name }}-mine"}}]},
        {"ConfigMap/datastream-exporter-mine.apiVersion": "v1"},
    ),
}


def helm(values):
    """What helm says of the chart with these values: its exit code, and the objects or the fault."""
    command = ["helm", "template", NAME, str(CHART), "--namespace", NAME, "--values", "-"]
    done = subprocess.run(command, input=json.dumps(values), capture_output=True, text=True)
    return done.returncode, done.stderr if done.returncode else done.stdout


def rendered(values):
    code, said = helm(values)
    if code:
        raise SystemExit(f"{values}: {said}")
    return kustomize.parsed(said)


def plain(objects):
    """Objects without what only Helm, or only kustomize, writes."""
    text = yaml.safe_dump_all(objects.values())
    # kustomize ends a ConfigMap's name in a digest of it, so that a change replaces the pods; the chart annotates the pods.
    for kind, name in objects:
        if kind == "ConfigMap" and re.search(r"-[a-z0-9]{10}$", name):
            text = text.replace(name, name[:-11])
    return {kustomize.key(x): without(x) for x in yaml.safe_load_all(text) if x["kind"] != "Namespace"}


def without(value):
    if isinstance(value, list):
        return [without(item) for item in value]
    if not isinstance(value, dict):
        return value
    left = {name: without(item) for name, item in value.items() if name not in HELMS}
    return {name: item for name, item in left.items() if name != "annotations" or item}


def difference(one, other, path=""):
    """The first place where two values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted({*one, *other}, key=str):
            if one.get(name) != other.get(name):
                return difference(one.get(name), other.get(name), f"{path}.{name}")
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (a, b) in enumerate(zip(one, other)):
            if a != b:
                return difference(a, b, f"{path}.{number}")
    return f"{path}: {str(one)[:300]} / {str(other)[:300]}"


def found(objects, path):
    """What stands at a path such as Kind/name.spec.replicas; None where there is nothing."""
    where, *steps = path.split(".")
    value = objects.get(tuple(where.split("/")))
    for step in steps:
        if value is None:
            return None
        value = value[int(step)] if isinstance(value, list) else value.get(step)
    return value


def check_same(folder):
    for name, values in SAME.items():
        objects = rendered(values)
        made, wanted = plain(objects), plain(kustomize.build(OVERLAYS / name))
        if made.keys() != wanted.keys():
            raise SystemExit(f"{name}: only one of chart and kustomize makes {made.keys() ^ wanted.keys()}")
        for key, resource in wanted.items():
            if made[key] != resource:
                raise SystemExit(f"{name}: {key}: chart / kustomize differ at {difference(made[key], resource)}")
        write(folder, name, objects)
    if SAME.keys() != {path.name for path in OVERLAYS.iterdir()}:
        raise SystemExit("an overlay has no values that make the same of the chart")


def write(folder, name, objects):
    standard = [x for x in objects.values() if "monitoring" not in x["apiVersion"]]
    path = pathlib.Path(folder, f"chart-{re.sub('[^a-z]+', '-', name)}.yaml")
    path.write_text(yaml.safe_dump_all(standard))


def check_values(folder):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        accepted = dict(zip(ACCEPTED, workers.map(lambda case: rendered(case[0]), ACCEPTED.values())))
        refused = list(workers.map(lambda case: helm(case[0]), REFUSED))
    for name, (_, wanted) in ACCEPTED.items():
        objects = accepted[name]
        for path, value in wanted.items():
            if found(objects, path) != value:
                raise SystemExit(f"{name}: {path} is {found(objects, path)}, not {value}")
        write(folder, name, objects)
    for (values, part), (code, said) in zip(REFUSED, refused):
        if not code or part not in said:
            raise SystemExit(f"{values} is not refused for {part}: {said[-300:]}")


def maps(values, path=()):
    """The path of every map in the values."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield (*path, name)
            yield from maps(value, (*path, name))


def merged(one, other):
    both = {name: merged(one[name], other[name]) for name in one.keys() & other.keys() if isinstance(other[name], dict)}
    return {**one, **other, **both}


def check_nulls():
    """With null in place of any map, everything else switched on or off, there are objects, or a fault that names the map."""
    paths = list(maps(yaml.safe_load((CHART / "values.yaml").read_text())))
    cases = []
    for path in paths:
        values = None
        for name in reversed(path):
            values = {name: values}
        cases += [(path, values), (path, merged(EVERYTHING, values))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        for (path, _), (code, said) in zip(cases, workers.map(lambda case: helm(case[1]), cases)):
            if code and f"missing property '{path[-1]}'" not in said:
                raise SystemExit(f"{'.'.join(path)}: null ends in {said[-300:]}")
    return len(paths)


def check_rules():
    """The links lead where the values say, and an alert that is left out is out."""
    values, _ = ACCEPTED["rules of one's own"]
    rules = rendered(values)["PrometheusRule", NAME]["spec"]["groups"][0]["rules"]
    alerts = {rule["alert"]: rule["annotations"] for rule in rules if "alert" in rule}
    if "DatastreamBackfillFailed" in alerts or len(alerts) < 20:
        raise SystemExit(f"the chart's alerts are {sorted(alerts)}")
    links = {annotations["runbook_url"].split("#")[0] for annotations in alerts.values()}
    if links != {"https://wiki.example.com/runbook"}:
        raise SystemExit(f"the chart's runbook links are {links}")


def check_agreement(program):
    """The schema knows each value and each flag, and the default link is the rules' own."""
    schema = json.loads((CHART / "values.schema.json").read_text())
    values = yaml.safe_load((CHART / "values.yaml").read_text())

    def walk(value, known, path):
        for name, item in value.items():
            if name not in known.get("properties", {}):
                if known.get("additionalProperties") is False:
                    raise SystemExit(f"the schema lacks {path}{name}")
            elif isinstance(item, dict):
                walk(item, known["properties"][name], f"{path}{name}.")
        unset = {name for name in known.get("properties", {}) if "$ref" not in known["properties"][name]} - value.keys()
        if unset - {"enabled"} and path in ("", "config.", "image.", "webConfig.", "serviceMonitor.", "backfillRetry."):
            raise SystemExit(f"values.yaml lacks {path}{unset}")

    walk(values, schema, "")
    links = (ROOT / "deploy/prometheus/datastream-exporter.rules.yml").read_text()
    if set(re.findall(r"runbook_url: (\S+)#", links)) != {values["runbookUrl"]}:
        raise SystemExit("the links of rules and chart differ")
    if program:
        said = subprocess.run([program, "serve", "--help"], check=True, capture_output=True, text=True).stdout
        flags = set(re.findall(r"^  --([\w.-]+)", said, re.M)) - {"help", "version"}
        known = schema["properties"]["config"]["properties"]["flags"]["properties"]
        if flags != known.keys():
            raise SystemExit(f"flags of the program and of the schema differ: {flags ^ known.keys()}")


def main(folder, program=None):
    check_agreement(program)
    if program is None:
        check_same(folder)
        check_values(folder)
        check_rules()
        nulls = check_nulls()
        print(f"the chart makes what {len(SAME)} overlays make; {len(ACCEPTED)} sets of values give what they should, "
              f"{len(REFUSED)} are refused; null for {nulls} maps is taken or refused by name")


main(*sys.argv[1:])
