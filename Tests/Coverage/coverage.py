#!/usr/bin/env python3
"""Prints the share of lines that tests reach in each target, from llvm-cov's JSON: coverage.py FILE

Exit code 1: a target is below 95 %. The program itself is shown, and not judged: its commands run as programs.
"""

import collections
import json
import pathlib
import sys

REQUIRED = 95.0
UNJUDGED = {"datastream-exporter"}


def main(path):
    sources = pathlib.Path.cwd() / "Sources"
    targets = collections.defaultdict(lambda: [0, 0])
    for file in json.loads(pathlib.Path(path).read_text())["data"][0]["files"]:
        name = pathlib.Path(file["filename"])
        if name.suffix == ".swift" and sources in name.parents:
            lines = file["summary"]["lines"]
            counts = targets[name.relative_to(sources).parts[0]]
            counts[0] += lines["covered"]
            counts[1] += lines["count"]
    if not targets:
        sys.exit(f"{path}: no file of Sources")
    low = []
    for target, (covered, count) in sorted(targets.items()):
        share = 100 * covered / max(count, 1)
        print(f"{target:22} {share:5.1f} %  {covered:5} of {count} lines")
        if share < REQUIRED and target not in UNJUDGED:
            low.append(target)
    if low:
        sys.exit(f"below {REQUIRED:.0f} %: {', '.join(low)}")


if __name__ == "__main__":
    main(sys.argv[1])
