"""How well the entries of real posts are read: `python -m benchmarks.score [--by-set] [--show N]`.

The folder `$READTUI_TRUTH` (by default `../shared/truth` beside the project) holds what people say the entries are,
and the scorer that compares; `$READTUI_LOGS` (`../shared/logs`) holds the posts. What is scored is what
`readtui entries --json` prints. Other arguments go to the scorer as they are.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_SHARED = Path(__file__).parents[2] / "shared"


def main() -> int:
    """List the entries of every log and hand them to the scorer; its exit status, 2 where the folders are missing."""
    truth = Path(os.environ.get("READTUI_TRUTH") or _SHARED / "truth")
    logs = Path(os.environ.get("READTUI_LOGS") or _SHARED / "logs")
    scorer = truth / "score.py"
    if not scorer.is_file() or not logs.is_dir():
        print(f"no scorer at {scorer} or no logs at {logs}; set READTUI_TRUTH and READTUI_LOGS", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        for log in sorted(path for path in logs.iterdir() if path.is_dir()):
            command = [sys.executable, "-m", "readtui", "entries", "--json", "--log", str(log)]
            listed = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
            Path(folder, f"{log.name}.json").write_bytes(listed)
        options = ["--root", str(logs), *(sys.argv[1:] or ["--by-set", "--show", "40"])]
        found = [str(path) for path in sorted(truth.glob("*.json"))]
        return max(subprocess.run([sys.executable, str(scorer), path, folder, *options]).returncode for path in found)


if __name__ == "__main__":
    sys.exit(main())
