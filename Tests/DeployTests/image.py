"""Builds the image and runs it, without a daemon: buildah, then podman with crun. Needs root.

    python3 Tests/DeployTests/image.py FOLDER

Leaves FOLDER/datastream-exporter, the program of the image. Where Swift is not below /usr, the base image is made here: Debian
from the same mirror as this machine's, with this machine's toolchain mounted. Elsewhere it is pulled.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import urllib.request

import stack

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCKERFILE = ROOT / "deploy/docker/Dockerfile"
IMAGE = "localhost/datastream-exporter"
# What the image of the Swift project has of Debian beside the toolchain, as far as a build needs it.
PACKAGES = "binutils ca-certificates git libc6-dev libgcc-12-dev libncurses6 libstdc++-12-dev libxml2 pkg-config tzdata"
BASE = re.search(r"^FROM (\S+) AS build$", DOCKERFILE.read_text(), re.M)[1]
HARDENED = [
    *"--network=host --cgroups=disabled --read-only --read-only-tmpfs=false --cap-drop=all".split(),
    *"--security-opt=no-new-privileges --ulimit=nofile=4096:4096 --ulimit=nproc=4096:4096".split(),
]
BEGAN = time.monotonic()


def say(text):
    print(f"{time.monotonic() - BEGAN:5.1f} s  {text}", flush=True)


class Engine:
    """buildah and podman with a store of their own."""

    def __init__(self, folder):
        self.folder = folder
        self.store = [f"--root={folder}/root", f"--runroot={folder}/run", "--storage-driver=vfs"]
        # Without systemd nobody would run the health checks on time; they are run by hand here.
        self.environment = {**os.environ, "DISABLE_HC_SYSTEMD": "true"}
        # podman takes a mounted unified hierarchy for the only one.
        self.inside = ["unshare", "--mount", "sh", "-c"]
        self.inside.append('[ ! -d /sys/fs/cgroup/unified ] || umount /sys/fs/cgroup/unified; exec "$0" "$@"')

    def run(self, command, check=True, capture=False):
        command = [str(part) for part in command]
        done = subprocess.run(command, env=self.environment, text=True, capture_output=capture)
        if check and done.returncode:
            raise SystemExit(f"{' '.join(command)}: {done.returncode}: {done.stdout or ''}{done.stderr or ''}")
        return done

    def buildah(self, *arguments):
        return (self.run(["buildah", *self.store, *arguments], capture=True).stdout or "").strip()

    def podman(self, *arguments, check=True):
        command = ["podman", *self.store, "--runtime=crun", "--cgroup-manager=cgroupfs", "--events-backend=file", *arguments]
        done = self.run([*self.inside, *command], check=check, capture=True)
        return done.stdout.strip() if check else done.returncode


def make_base(engine, toolchain):
    """The base image of the build stage: what Debian has for it, and a place for the toolchain."""
    lists = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages"],
        check=True, capture_output=True, text=True,
    ).stdout
    mirror = next(uri for uri, codename in map(str.split, lists.splitlines()) if codename == "bookworm")
    container = engine.buildah("from", "scratch")
    base = pathlib.Path(engine.buildah("mount", container))
    cache = engine.folder / "packages"
    cache.mkdir(exist_ok=True)
    include = ",".join(PACKAGES.split())
    engine.run(
        ["debootstrap", "--variant=minbase", f"--cache-dir={cache}", f"--include={include}", "bookworm", base, mirror],
        capture=True,
    )
    # apt there as apt here: its sources and its settings.
    for path in ("sources.list", "sources.list.d", "apt.conf.d"):
        here, there = pathlib.Path("/etc/apt", path), base / "etc/apt" / path
        if here.is_dir():
            shutil.copytree(here, there, dirs_exist_ok=True)
        elif here.exists():
            shutil.copy(here, there)
    (base / toolchain.relative_to("/")).mkdir(parents=True)
    paths = f"{toolchain}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    engine.buildah("config", f"--env=PATH={paths}", container)
    engine.buildah("unmount", container)
    engine.buildah("commit", "--quiet", "--rm", container, f"docker.io/library/{BASE}")


def build(engine):
    toolchain = pathlib.Path(shutil.which("swift")).resolve().parents[1]
    flags = ["--format=docker", "--isolation=chroot", "--network=host", f"--file={DOCKERFILE}", f"--tag={IMAGE}"]
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True)
    flags.append(f"--build-arg=REVISION={revision.stdout.strip()}")
    if toolchain == pathlib.Path("/usr"):
        engine.buildah("pull", "--quiet", f"docker.io/library/{BASE}")
    else:
        if not engine.buildah("images", "--quiet", "--filter", f"reference=docker.io/library/{BASE}"):
            make_base(engine, toolchain)
            say(f"{BASE} made of Debian and this machine's Swift")
        flags.append(f"--volume={toolchain}:{toolchain}:ro")
    engine.run(["buildah", *engine.store, "build", "--pull=never", *flags, ROOT])


def check_files(engine):
    """Only what the program needs is in the image; what `ldd` does not name would be missed at the start only."""
    container = engine.buildah("from", "--pull=never", IMAGE)
    root = pathlib.Path(engine.buildah("mount", container))
    files = [path for path in root.rglob("*") if path.is_file()]
    strange = [
        str(path.relative_to(root))
        for path in files
        if not re.fullmatch(
            r"usr/bin/datastream-exporter|lib(64)?/\S+\.so[.\d]*|etc/(passwd|group|nsswitch\.conf|os-release)|"
            r"etc/ssl/certs/ca-certificates\.crt|usr/share/doc/[^/]+/(copyright|LICENSE)|var/lib/dpkg/status\.d/[^/]+",
            str(path.relative_to(root)),
        )
    ]
    if strange:
        raise SystemExit(f"in the image there is also {strange}")
    swift = [path.name for path in files if "swift" in path.name.lower() or "Foundation" in path.name]
    if swift:
        raise SystemExit(f"Swift's runtime is not in the program: {swift}")
    state = (root / "var/lib/datastream-exporter").stat()
    if (state.st_uid, state.st_gid, state.st_mode & 0o777) != (65532, 65532, 0o700):
        raise SystemExit(f"the ledger's folder is {state}")
    size = sum(path.stat().st_size for path in files)
    if size > 60_000_000:
        raise SystemExit(f"the image has {size} bytes")
    program = engine.folder / "datastream-exporter"
    shutil.copy(root / "usr/bin/datastream-exporter", program)
    unused = subprocess.run(["ldd", "--unused", program], capture_output=True, text=True).stdout.split()[3:]
    if unused:
        raise SystemExit(f"the program loads what it does not use: {unused}")
    engine.buildah("rm", container)
    say(f"the image has {len(files)} files, {size / 1e6:.0f} MB")
    return program


def check_labels(engine, program):
    (image,) = json.loads(engine.podman("image", "inspect", IMAGE))
    labels = {name.rsplit(".", 1)[1]: value for name, value in image["Labels"].items() if ".opencontainers." in name}
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    version, revision = re.search(r"version (\S+) \(.*revision: (\w+)", said).groups()
    if (labels["version"], labels["revision"]) != (version, revision):
        raise SystemExit(f"the labels {labels} are not those of {said}")
    if not {"title", "description", "licenses", "source", "url", "documentation"} <= labels.keys():
        raise SystemExit(f"the image has only the labels {sorted(labels)}")
    if image["User"] != "65532:65532" or not image.get("HealthCheck", image.get("Healthcheck")):
        raise SystemExit("the image has not its user or its health check")


def metrics(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as response:
        return response.read().decode()


def stop(engine, name):
    """Stops a container as an engine does; it must end by itself, with 0."""
    engine.podman("stop", "--time=10", name)
    code = engine.podman("inspect", "--format={{.State.ExitCode}}", name)
    if code != "0":
        raise SystemExit(f"{name} ended with {code}: {engine.podman('logs', name)}")
    engine.podman("rm", name)


def check_demo(engine):
    port = stack.free_port()
    engine.podman("run", "--detach", "--name=demo", *HARDENED, IMAGE, "demo", f"--web.listen-address=127.0.0.1:{port}")
    try:
        stack.wait("the demo", lambda: "datastream_stream_objects{" in metrics(port))
        pid = engine.podman("inspect", "--format={{.State.Pid}}", "demo")
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
        if "Uid:\t65532\t65532" not in status or not re.search(r"CapEff:\t0+\n", status):
            raise SystemExit(f"the demo runs as somebody else: {status}")
        variables = f"DATASTREAM_EXPORTER_WEB_LISTEN_ADDRESS=127.0.0.1:{port}"
        engine.podman("exec", f"--env={variables}", "demo", "datastream-exporter", "healthcheck")
        stop(engine, "demo")
    finally:
        engine.podman("rm", "--force", "--ignore", "demo")
    say("demo serves /metrics as user 65532 without capabilities, is healthy, and ends with 0 on SIGTERM")


def check_serve(engine, program):
    """Two lives on one volume: a counter goes on."""
    with stack.Stack(program) as programs:
        url = programs.simulator("--simulator.speed=60")
        port = stack.free_port()
        flags = [
            f"--env=DATASTREAM_EXPORTER_{name}={value}"
            for name, value in {
                "GOOGLE_ENDPOINT": url,
                "GOOGLE_PROJECT_IDS": "demo",
                "POLL_INTERVAL": "1s",
                "WEB_LISTEN_ADDRESS": f"127.0.0.1:{port}",
                "STORAGE_PATH": "/var/lib/datastream-exporter/ledger",
            }.items()
        ]

        def finished():
            lines = re.findall(r"^datastream_backfill_jobs_finished_total\{.*\} (\d+)$", metrics(port), re.M)
            return sum(map(int, lines))

        try:
            counts = []
            for life in ("first", "second"):
                engine.podman(
                    "run", "--detach", f"--name={life}", "--volume=ledger:/var/lib/datastream-exporter",
                    *HARDENED, *flags, IMAGE,
                )
                stack.wait(f"the {life} life", lambda: finished() > sum(counts))
                engine.podman("healthcheck", "run", life)
                counts.append(finished())
                stop(engine, life)
        finally:
            engine.podman("rm", "--force", "--ignore", "first", "second")
            engine.podman("volume", "rm", "--force", "ledger")
    if counts[1] < counts[0]:
        raise SystemExit(f"the ledger was lost: {counts}")
    say(f"serve on a volume: {counts[0]} jobs counted, and {counts[1]} after a restart; its health check passes")


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    engine = Engine(folder)
    build(engine)
    say("built")
    program = check_files(engine)
    check_labels(engine, program)
    check_demo(engine)
    check_serve(engine, str(program))
    engine.podman("rmi", "--force", IMAGE)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
