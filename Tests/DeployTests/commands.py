"""Pastes the program's commands that runbook and alerts show into a shell, against a simulated API.

    python3 Tests/DeployTests/commands.py path/to/datastream-exporter

What would start or stop something gets --dry-run. A command may find nothing to do, but it must be understood.
"""

import json
import os
import re
import subprocess
import sys

import dashboards
import stack

STREAM = "projects/demo/locations/europe-west1/streams/orders-mysql"
LABELS = {"gcp_project": "demo", "gcp_location": "europe-west1", "stream": "orders-mysql"}
NAME = "datastream-exporter"


def shown():
    """The commands, each with where it stands."""
    runbook = (dashboards.ROOT / "deploy/runbook.md").read_text()
    for command in re.findall(rf"`({NAME} [^`]+)`", runbook):
        yield "runbook", command
    rules = dashboards.RULES.read_text()
    for text in re.findall(r"\n +command: (?:>-\n)?(.*?)\n +runbook_url:", rules, re.S):
        command = re.sub(r"\{\{ *\$labels\.(\w+) *\}\}", lambda label: LABELS[label[1]], " ".join(text.split()))
        if command.startswith(NAME):
            yield "alert", command


def main(binary):
    with stack.Stack(binary) as programs:
        url = programs.simulator()
        (programs.folder / NAME).symlink_to(binary)
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DATASTREAM_EXPORTER_")},
            "PATH": f"{programs.folder}:{os.environ['PATH']}",
            # The two variables that the demo's page shows, and those that the runbook has set.
            "DATASTREAM_EXPORTER_GOOGLE_ENDPOINT": url,
            "GOOGLE_CLOUD_PROJECT": "demo",
            "STREAM": STREAM,
        }

        def run(command):
            return subprocess.run(
                ["bash", "-c", command], env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
            )

        def an_object(state):
            listed = run(f"{NAME} objects list --json --state {state} {STREAM}").stdout
            return json.loads(listed.splitlines()[0])["name"]

        count = 0
        for place, command in dict.fromkeys(shown()):
            environment["OBJECT"] = an_object("ACTIVE" if "backfill stop" in command else "FAILED")
            dry = f"{command} --dry-run" if re.search(r" backfill (start|stop|retry) ", command) else command
            done = run(dry)
            # 4 without a refusal: of what the command chooses there is nothing now.
            nothing = done.returncode == 4 and "no object" in done.stderr + done.stdout
            if done.returncode and not nothing:
                raise SystemExit(f"{place}: {dry}: {done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]}")
            count += 1
        if not count:
            raise SystemExit("no commands were found")
        print(f"{count} commands of runbook and alerts work when pasted")


main(os.path.abspath(sys.argv[1]))
