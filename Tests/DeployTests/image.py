"""Runs the build stage of the image without an engine, on the files that .dockerignore leaves in the context.

    python3 Tests/DeployTests/image.py FOLDER [--describe]

FOLDER stands for the root of the stage and is kept, so that the next build is short. apt-get is not run: the packages
that it would install must be installed already. With --describe, Swift only reads the package; nothing is compiled.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCKERFILE = ROOT / "deploy/docker/Dockerfile"

STANDINS = {
    # Whatever is to be installed must be named in a list that .ci/setup has seen to.
    "apt-get": """for package in "$@"; do
    case $package in update | install | -*) continue ;; esac
    dpkg-query --show "$package" >/dev/null || exit 1
done""",
    # The host keeps its package lists.
    "rm": 'case "$*" in *" /var/lib/apt/lists/"*) exit 0 ;; esac\nexec /bin/rm "$@"',
}


class Ignored:
    """The rules of a .dockerignore: the last that matches a path or one of the folders above it decides."""

    def __init__(self, text):
        self.rules = []
        for line in text.splitlines():
            line = line.strip()
            if line and not line.startswith("#"):
                keeps = line.startswith("!")
                pattern = os.path.normpath(line[keeps:].strip()).lstrip("/")
                self.rules.append((keeps, re.compile(self.expression(pattern))))

    @staticmethod
    def expression(pattern):
        """A pattern of Go's filepath.Match, with ** for any number of folders, as a regular expression."""
        parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
        tokens = re.findall(r"\*\*/|\*\*|\*|\?|\[[^]]*\]|\\.|.", pattern)
        return "".join(parts.get(t) or (t if t[0] == "[" and len(t) > 1 else re.escape(t.lstrip("\\"))) for t in tokens)

    def __contains__(self, path):
        ways = ["/".join(path.split("/")[:count]) for count in range(1, path.count("/") + 2)]
        left_out = False
        for keeps, expression in self.rules:
            if any(expression.fullmatch(way) for way in ways):
                left_out = not keeps
        return left_out


def context(ignored):
    """The files of the build context, as paths from the root."""
    for folder, folders, files in os.walk(ROOT):
        above = os.path.relpath(folder, ROOT)
        for name in list(folders):
            path = os.path.normpath(f"{above}/{name}")
            # What lies in a folder that is left out is looked at only where a rule may bring it back.
            if path in ignored and not any(keeps for keeps, _ in ignored.rules):
                folders.remove(name)
            elif path in (".build", ".swiftpm") and path in ignored:
                folders.remove(name)
        for name in files:
            path = os.path.normpath(f"{above}/{name}")
            if path not in ignored:
                yield path


def instructions():
    """The instructions of the stage `build`: their names and what follows."""
    text = re.sub(r"^\s*#.*\n", "", DOCKERFILE.read_text(), flags=re.M).replace("\\\n", " ")
    stage = re.search(r"^FROM \S+ AS build\n(.*?)(?=^FROM |\Z)", text, re.M | re.S)[1]
    return [line.split(None, 1) for line in stage.splitlines() if line.strip()]


def copy(files, source, target):
    """Puts the files below `source` into the folder `target`; those that have not changed keep their time."""
    source = os.path.normpath(source)
    wanted = {}
    for path in files:
        if source == "." or path == source or path.startswith(f"{source}/"):
            wanted[target / os.path.relpath(path, source)] = ROOT / path
    if not wanted:
        raise SystemExit(f"COPY {source}: nothing of it is in the context")
    for new, old in wanted.items():
        new.parent.mkdir(parents=True, exist_ok=True)
        if new.is_file() and new.stat().st_mtime == old.stat().st_mtime and new.stat().st_size == old.stat().st_size:
            continue
        shutil.copy2(old, new, follow_symlinks=False)
    return set(wanted)


def main(stage, describe):
    files = sorted(context(Ignored((ROOT / ".dockerignore").read_text())))
    standins = stage / "standins"
    standins.mkdir(parents=True, exist_ok=True)
    for name, body in STANDINS.items():
        (standins / name).write_text(f"#!/bin/bash\n{body}\n")
        (standins / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{standins}:{os.environ['PATH']}"}
    here = stage
    kept = set()
    for instruction, rest in instructions():
        print(f"{instruction} {rest}", flush=True)
        if instruction == "WORKDIR":
            here = stage / rest.strip("/")
        elif instruction == "COPY":
            source, target = rest.split()
            kept |= copy(files, source, here / target)
        elif instruction == "RUN":
            # What an earlier context had and this one has not would hide that it is missing.
            for old in here.rglob("*"):
                if old.is_file() and old not in kept and here / ".build" not in old.parents:
                    old.unlink()
            command = re.sub(r"(?<=\s)(/package)\b", rf"{stage}\1", rest)
            if describe and "apt-get" not in command:
                command = "swift package describe > /dev/null"
            subprocess.run(["bash", "-c", command], cwd=here, env=environment, check=True)
        else:
            raise SystemExit(f"{instruction}: not known here")


def check_rules():
    """The rules as Docker's documentation has them."""
    text = "# a comment\n\n.build\nTests/\ndeploy/*\n!deploy/debian\n**/__pycache__\n*.md\n!README.md\ntemp?\n/root"
    ignored = Ignored(text)
    for path in (
        *(".build/a/b", "Tests/a.swift", "deploy/README.md", "deploy/docker/Dockerfile", "__pycache__/a"),
        *("a/b/__pycache__/c", "NEWS.md", "temp1", "root/a"),
    ):
        assert path in ignored, path
    for path in ("Sources/Tests/a", "deploy/debian/build", "README.md", "a/NEWS.md", "temp", "temp12", "a/root"):
        assert path not in ignored, path


if __name__ == "__main__":
    check_rules()
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--describe", action="store_true")
    arguments = parser.parse_args()
    main(arguments.folder.resolve(), arguments.describe)
