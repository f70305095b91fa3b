"""Values as people read them, and colors as Grafana names them."""

import datetime
import time

COLORS = {
    "green": "#73bf69",
    "dark-green": "#37872d",
    "red": "#f2495c",
    "dark-red": "#c4162a",
    "orange": "#ff9830",
    "yellow": "#fade2a",
    "light-yellow": "#ffee52",
    "blue": "#5794f2",
    "light-blue": "#8ab8ff",
    "purple": "#b877d9",
}
PALETTE = [
    "#73bf69",
    "#f2cc0c",
    "#8ab8ff",
    "#ff780a",
    "#f2495c",
    "#5794f2",
    "#b877d9",
    "#705da0",
    "#37872d",
    "#fade2a",
    "#447ebc",
    "#c15c17",
]


def color(name):
    return COLORS.get(name, name)


def span(seconds):
    """A length of time in its largest fitting unit."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if abs(seconds) >= length:
            return f"{seconds / length:.3g} {unit}"
    return f"{seconds:.3g} s" if abs(seconds) >= 1 or not seconds else f"{seconds * 1000:.3g} ms"


def large(value, base=1000, signs=("", " K", " M", " G")):
    """A number with three digits and a sign for its size."""
    for sign in signs:
        if abs(value) < base or sign == signs[-1]:
            return f"{value:.0f}{sign}" if value == int(value) else f"{value:.3g}{sign}"
        value /= base
    return ""


def text(value, unit, mappings=()):
    """A value by its mappings, else in its unit."""
    for mapping in mappings:
        if option := mapping["options"].get(f"{value:g}" if isinstance(value, float) else str(value)):
            return option["text"]
    if isinstance(value, str):
        return value
    if value != value:
        return ""
    moment = datetime.datetime.fromtimestamp(value / 1000, datetime.UTC) if unit.startswith("dateTime") else None
    return {
        "percentunit": lambda: f"{value:.1%}",
        "s": lambda: span(value),
        "bytes": lambda: large(value, 1024, (" B", " KiB", " MiB", " GiB")),
        "Bps": lambda: large(value, 1000, (" B/s", " kB/s", " MB/s")),
        "dateTimeFromNow": lambda: f"{span(time.time() - value / 1000)} ago",
        "dateTimeAsIso": lambda: moment.strftime("%Y-%m-%d %H:%M:%S"),
    }.get(unit, lambda: large(value))()


def shade(value, thresholds, mappings=()):
    """The color of a value by its mappings, else by its thresholds."""
    for mapping in mappings:
        if option := mapping["options"].get(f"{value:g}" if isinstance(value, float) else str(value)):
            return color(option["color"])
    found = thresholds["steps"][0]["color"]
    for step in thresholds["steps"][1:]:
        if isinstance(value, float) and value >= step["value"]:
            found = step["color"]
    return color(found)
