"""All figures beside their budgets: `python -m benchmarks [startup|keys|editor|saving|listing ...]`; fails nothing."""

import argparse
import sys
from importlib import import_module

from benchmarks.budgets import HEADER, Figure, printed

_TOPICS = ("startup", "keys", "editor", "saving", "listing")

# Rows that have nothing yet that could be measured, so that the table shows every budget there is.
_TO_COME = (
    Figure("ready for keys, 100,000 posts", None, 1.6, "x bare app"),
    Figure("a key in the search bar, 55,000 entries: index's answer", None, 2, "ms"),
    Figure("a key in the search bar: to the last byte", None, 10, "ms"),
    Figure("bringing the index up to date, nothing changed: the shown weeks", None, 2, "ms"),
    Figure("bringing the index up to date, nothing changed: all of 10,000", None, 1.7, "x stat"),
)


def main() -> int:
    """Measure what is asked for, all by default, and print each figure as it is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Every budget beside its figure.")
    parser.add_argument("topics", nargs="*", choices=[*_TOPICS, []], metavar="TOPIC", help=", ".join(_TOPICS))
    chosen = parser.parse_args().topics or _TOPICS
    print(HEADER)
    for topic in chosen:
        for line in printed(import_module(f"benchmarks.{topic}").measure()):
            print(line, flush=True)
    if chosen == _TOPICS:
        print("\n".join(printed(_TO_COME)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
