"""How well the entries of real posts are read: `python -m benchmarks.score`.

The folder `$READTUI_TRUTH` (by default `../shared/truth` beside the project) holds what people say the entries are,
and the scorer that compares; `$READTUI_LOGS` (`../shared/logs`) holds the posts. What is scored is what
`readtui entries --json` prints. Exit status 1 where a share is below its floor, 2 where the folders are missing.
"""

import importlib.util
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SHARED = Path(__file__).parents[2] / "shared"
_SHOWN = 40
"""Differences that are printed at most."""

_F1 = {"total": 0.98, "A": 0.95, "B": 0.95, "D": 0.95}
_SHARES = {"last_line": 0.99, "url": 0.99, "title": 0.99, "kind": 0.97, "section": 0.97, "byline": 0.97, "week": 1.0}
"""The least share of the found entries, over all posts, in which a field is right."""


def main() -> int:
    """Score every truth there is; the exit status."""
    truth = Path(os.environ.get("READTUI_TRUTH") or _SHARED / "truth")
    logs = Path(os.environ.get("READTUI_LOGS") or _SHARED / "logs")
    if not (truth / "score.py").is_file() or not logs.is_dir():
        print(f"no scorer in {truth} or no logs at {logs}; set READTUI_TRUTH and READTUI_LOGS", file=sys.stderr)
        return 2
    scorer = _loaded(truth / "score.py")
    found = {log.name: _listed(log, scorer) for log in sorted(logs.iterdir()) if log.is_dir()}
    troubles = [trouble for path in sorted(truth.glob("*.json")) for trouble in _scored(path, found, logs, scorer)]
    print("\n".join(troubles) or "every floor is held")
    return 1 if troubles else 0


def _loaded(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _listed(log: Path, scorer: Any) -> dict[str, list[Any]]:
    """The entries of a log as the command line lists them, by post."""
    command = [sys.executable, "-m", "readtui", "entries", "--json", "--log", str(log)]
    entries = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    by_post: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        by_post[scorer.post_key(entry["post"])].append(entry)
    return by_post


def _scored(path: Path, found: dict[str, dict[str, list[Any]]], logs: Path, scorer: Any) -> Iterator[str]:
    """Print how one truth is met; each floor that is not held, in words."""
    posts = json.loads(path.read_bytes())["posts"]
    left = iter(range(_SHOWN))
    tally = scorer.score(
        posts, found, lambda *what: next(left, None) is not None and scorer.show_difference(str(logs), *what)
    )
    print(scorer.table(tally, True))
    for group, floor in _F1.items():
        if group in tally and (f1 := scorer.prf(tally[group])[2]) < floor:
            yield f"{path.name}: F1 of {group} is {f1:.3f}, below {floor}"
    total: Counter[Any] = tally["total"]
    for field, floor in _SHARES.items():
        right, wrong = total[field, True], total[field, False]
        if right < floor * (right + wrong):
            yield f"{path.name}: {field} is right in {right} of {right + wrong}, below {floor}"
    if tally["none"]["spurious"] or total["invented"]:
        spurious = tally["none"]["spurious"]
        yield f"{path.name}: {spurious} entries in posts without any, {total['invented']} weeks invented"


if __name__ == "__main__":
    sys.exit(main())
