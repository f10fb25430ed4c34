"""All figures beside their budgets: `python -m benchmarks [startup|keys|editor|saving|listing|search ...]`.

The topic `huge` is measured only where it is named: it takes minutes and gigabytes.

A figure over its budget fails nothing here: machines differ. What cannot be measured does: exit status 1.
"""

import argparse
import sys
from importlib import import_module

from benchmarks.budgets import HEADER
from benchmarks.measuring import MeasuringError

_TOPICS = ("startup", "keys", "editor", "saving", "listing", "search", "bar", "peers", "keystrokes", "wire")
_ON_DEMAND = ("huge",)


def main() -> int:
    """Measure what is asked for, all by default, and print each figure as it is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Every budget beside its figure.")
    told = f"of {', '.join(_TOPICS)}, all of these by default; or {', '.join(_ON_DEMAND)}"
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help=told)
    chosen = parser.parse_args().topics
    if unknown := set(chosen) - {*_TOPICS, *_ON_DEMAND}:
        parser.error(f"no such topic: {', '.join(sorted(unknown))}")
    if chosen != ["wire"]:  # it has headings of its own
        print(HEADER)
    failed = [topic for topic in chosen or _TOPICS if not _is_measured(topic)]
    return 1 if failed else 0


def _is_measured(topic: str) -> bool:
    try:
        for figure in import_module(f"benchmarks.{topic}").measure():
            print(figure.row, flush=True)
    except MeasuringError as fault:
        print(f"{topic}: {fault}", file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
