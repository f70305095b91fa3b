"""Proves that .ci/setup waits while another apt runs: real apt-get, with package lists and locks of its own.

Needs no network and no root: the repository is a temporary folder, and apt-get shows dpkg's calls instead of making them.
"""

import fcntl
import os
import pathlib
import subprocess
import tempfile

SETUP = pathlib.Path(__file__).resolve().parents[2] / ".ci/setup"
PACKAGE = "datastream-exporter-lock-test"
LOCKS = ["state/lists/lock", "dpkg/lock-frontend", "cache/archives/lock"]


def prepare(folder):
    """Makes a repository with one package, and an apt-get that knows no other; returns the environment for it."""
    for part in ("state/lists/partial", "cache/archives/partial", "dpkg", "repository", "build/DEBIAN", "bin"):
        (folder / part).mkdir(parents=True)
    (folder / "dpkg/status").touch()
    (folder / "build/DEBIAN/control").write_text(
        f"Package: {PACKAGE}\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.com>\nDescription: a test\n"
    )
    build = ["dpkg-deb", "--build", folder / "build", folder / "repository/it.deb"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    packages = subprocess.run(["dpkg-scanpackages", "."], cwd=folder / "repository", check=True, capture_output=True)
    (folder / "repository/Packages").write_bytes(packages.stdout)
    (folder / "sources.list").write_text(f"deb [trusted=yes] file:{folder}/repository ./\n")
    (folder / "apt.conf").write_text(f"""
        Dir::State "{folder}/state"; Dir::State::status "{folder}/dpkg/status"; Dir::Cache "{folder}/cache";
        Dir::Etc::SourceList "{folder}/sources.list"; Dir::Etc::SourceParts "-"; APT::Sandbox::User "";
        Debug::pkgDPkgPM "true"; DPkg::Pre-Install-Pkgs ""; DPkg::Pre-Invoke ""; DPkg::Post-Invoke "";
        #clear APT::Update::Post-Invoke; #clear APT::Update::Post-Invoke-Success; #clear DPkg::Post-Invoke;
        #clear DPkg::Pre-Install-Pkgs; #clear DPkg::Pre-Invoke;
    """)
    # Whoever is not root needs none here.
    (folder / "bin/sudo").write_text('#!/bin/sh\nexec "$@"\n')
    (folder / "bin/sudo").chmod(0o755)
    return {**os.environ, "APT_CONFIG": str(folder / "apt.conf"), "PATH": f"{folder}/bin:{os.environ['PATH']}"}


def start(environment, package=PACKAGE):
    streams = {"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL, "text": True}
    return subprocess.Popen(["bash", SETUP, package], env=environment, **streams)


def installed(process, told):
    """Whether it came as far as to have dpkg unpack the package."""
    return process.returncode == 0 and "--unpack" in told and "it.deb" in told


def check(fine, what):
    if not fine:
        raise SystemExit(f"locks: {what}")


def main(folder):
    environment = prepare(folder)
    _, told = (free := start(environment)).communicate()
    check(installed(free, told) and "another apt" not in told, f"without a lock: {free.returncode}: {told}")
    for lock in LOCKS:
        with (folder / lock).open("w") as held:
            fcntl.lockf(held, fcntl.LOCK_EX)
            waiting = start(environment)
            first = waiting.stderr.readline()
            check("waiting up to 120 s for another apt" in first and lock in first, f"{lock}: it says {first!r}")
            fcntl.lockf(held, fcntl.LOCK_UN)
            _, rest = waiting.communicate()
            check(installed(waiting, rest) and "another apt" not in rest, f"{lock}: after it: {rest}")
        with (folder / lock).open("w") as held:
            fcntl.lockf(held, fcntl.LOCK_EX)
            _, told = (given_up := start({**environment, "APT_LOCK_TIMEOUT": "1"})).communicate()
            check(given_up.returncode == 1 and "another apt still runs after 1 s" in told, f"{lock}: held on: {told}")
    _, told = (unknown := start(environment, "no-such-package-anywhere")).communicate()
    check(unknown.returncode == 1 and "Unable to locate package" in told, f"another failure: {told}")
    check("waiting" not in told, f"another failure is not waited for: {told}")
    print(f"{len(LOCKS)} locks are waited for")


with tempfile.TemporaryDirectory() as temporary:
    main(pathlib.Path(temporary))
