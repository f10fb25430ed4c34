"""What several tests stand on: where the real logs are."""

import os
from pathlib import Path

import pytest

_LOGS = Path(os.environ.get("READTUI_LOGS") or Path(__file__).parents[2] / "shared" / "logs")


@pytest.fixture(scope="session")
def real_logs() -> Path:
    """The folder of real blogs, one folder each; tests over them are skipped where it does not exist."""
    if not _LOGS.is_dir():
        pytest.skip(f"no real logs at {_LOGS}; set READTUI_LOGS")
    return _LOGS
