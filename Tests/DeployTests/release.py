"""Checks what deploy/release/build makes: python3 release.py FOLDER

The archive holds what its users need, its checksums are right, and its program needs nothing of Swift and
takes no library from its own folder.
"""

import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

HELD = [
    *("datastream-exporter", "datastream-exporter.1", "LICENSE", "CHANGELOG.md", "REQUIREMENTS", "runbook.md"),
    *("completions/_datastream-exporter", "completions/datastream-exporter", "completions/datastream-exporter.fish"),
    *("systemd/datastream-exporter.service", "systemd/datastream-exporter.socket", "systemd/datastream-exporter"),
    *("systemd/datastream-exporter-retry@.service", "systemd/datastream-exporter-retry@.timer"),
    *("systemd/key-file.conf", "systemd/tls.conf", "systemd/retry-key-file.conf"),
    *("prometheus/datastream-exporter.rules.yml", "prometheus/prometheus.yml", "prometheus/alertmanager.yml"),
    "prometheus/datastream.tmpl",
    *("dashboards/exporter.json", "dashboards/overview.json", "dashboards/stream.json"),
]


def main(folder):
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    (archive,) = folder.glob("*.tar.gz")
    if not re.fullmatch(r"datastream-exporter-[\d.]+\.linux-(amd64|arm64)\.tar\.gz", archive.name):
        raise SystemExit(f"the archive is called {archive.name}")
    if archive.name not in (folder / "SHA256SUMS").read_text():
        raise SystemExit("the archive has no checksum")
    top = archive.name.removesuffix(".tar.gz")
    with tempfile.TemporaryDirectory() as work, tarfile.open(archive) as members:
        files = {member.name for member in members if member.isfile()}
        if files != {f"{top}/{name}" for name in HELD}:
            raise SystemExit(f"missing or unexpected: {files ^ {f'{top}/{name}' for name in HELD}}")
        members.extractall(work)
        program = pathlib.Path(work, top, "datastream-exporter")
        subprocess.run([program, "--version"], check=True)
        loaded = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
        if re.search(r"swift|Foundation|not found", loaded):
            raise SystemExit(loaded)
        dynamic = subprocess.run(["readelf", "--dynamic", program], check=True, capture_output=True, text=True).stdout
        if re.search(r"RPATH|RUNPATH", dynamic):
            raise SystemExit(f"the program has a library path of its own:\n{dynamic}")
        for line in (program.parent / "REQUIREMENTS").read_text().split("\n")[1].split(", "):
            if not re.match(r"[a-z0-9.+-]+( \(>= .*\))?$", line):
                raise SystemExit(f"not a package: {line}")


main(pathlib.Path(sys.argv[1]))
