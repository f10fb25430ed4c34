"""Benchmarks: what DESIGN's budgets are held against, measured on real pseudo-terminals. `python -m benchmarks`."""

import sys
from pathlib import Path

# The programs behind terminals and the emulator are the tests' own.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
