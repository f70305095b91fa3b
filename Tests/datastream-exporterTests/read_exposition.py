"""Reads a scrape with one of prometheus_client's two parsers, and writes what it saw as JSON.

Usage: read_exposition.py text|openMetrics FILE
"""

import json
import sys

from prometheus_client import parser
from prometheus_client.openmetrics import parser as openmetrics_parser

PARSERS = {
    "text": parser.text_string_to_metric_families,
    "openMetrics": openmetrics_parser.text_string_to_metric_families,
}


def exemplar(sample):
    if sample.exemplar is None:
        return None
    time = sample.exemplar.timestamp
    return {
        "labels": sample.exemplar.labels,
        "value": repr(float(sample.exemplar.value)),
        "time": None if time is None else repr(float(time)),
    }


def main():
    with open(sys.argv[2], encoding="utf-8", newline="") as file:
        text = file.read()
    families = []
    for family in PARSERS[sys.argv[1]](text):
        samples = [
            {
                "name": sample.name,
                "labels": sample.labels,
                "value": repr(float(sample.value)),
                "exemplar": exemplar(sample),
            }
            for sample in family.samples
        ]
        families.append(
            {
                "name": family.name,
                "type": family.type,
                "unit": family.unit,
                "help": family.documentation,
                "samples": samples,
            }
        )
    json.dump(families, sys.stdout)


main()
