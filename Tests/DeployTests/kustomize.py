"""Kubernetes manifests as kustomize builds them. Needs kubectl in PATH."""

import contextlib
import pathlib
import subprocess
import tempfile

import yaml


def key(resource):
    return resource["kind"], resource["metadata"]["name"]


def parsed(text):
    """The objects of a stream of manifests, by kind and name."""
    found = [document for document in yaml.safe_load_all(text) if document]
    objects = {key(document): document for document in found}
    if len(objects) != len(found):
        raise SystemExit(f"an object is there twice: {sorted(map(key, found))}")
    return objects


def build(folder):
    """The objects of a kustomization by kind and name."""
    command = ["kubectl", "kustomize", "--load-restrictor=LoadRestrictionsNone", str(folder)]
    return parsed(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def files(*folders):
    """The files below deploy/kubernetes that kustomizations read, themselves included."""
    for folder in folders:
        plan = folder / "kustomization.yaml"
        yield plan
        read = yaml.safe_load(plan.read_text())
        for path in (folder / name for name in read.get("resources", []) + read.get("components", [])):
            yield from files(path.resolve()) if path.is_dir() else [path.resolve()]


@contextlib.contextmanager
def overlay(folder, **literals):
    """A copy of an overlay beside it that also merges a literal into the ConfigMap of each name."""
    plan = yaml.safe_load((folder / "kustomization.yaml").read_text())
    plan.setdefault("configMapGenerator", []).extend(
        {"name": name, "behavior": "merge", "literals": [literal]} for name, literal in literals.items()
    )
    with tempfile.TemporaryDirectory(dir=folder.parent) as copy:
        for path in folder.iterdir():
            pathlib.Path(copy, path.name).write_text(path.read_text())
        pathlib.Path(copy, "kustomization.yaml").write_text(yaml.safe_dump(plan))
        yield pathlib.Path(copy)
