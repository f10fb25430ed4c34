"""Where CI is set, a skipped test fails the run, unless it says why a machine may be unable to run it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent


def run(folder: Path, test: str, **env: str) -> subprocess.CompletedProcess[str]:
    """pytest over one test file, under this project's conftest."""
    (folder / "test_it.py").write_text(f"import pytest\n{test}", encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_ADDOPTS")}
    argv = [sys.executable, "-m", "pytest", "-q", "-p", "conftest", "-p", "no:cacheprovider", "test_it.py"]
    paths = {"PYTHONPATH": str(_TESTS), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(argv, cwd=folder, env=kept | paths | env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "test",
    [
        "def test_it(): pytest.skip('no time')",
        "@pytest.mark.skip(reason='no time')\ndef test_it(): pass",
        "pytest.skip('no time', allow_module_level=True)",
    ],
)
def test_a_skip_fails_ci_and_nothing_else(tmp_path: Path, test: str) -> None:
    test = f"{test}\ndef test_that(): pass" if "level" not in test else f"def test_that(): pass\n{test}"
    for processes in ("", "-n2"):
        ran = run(tmp_path, test, CI="1", PYTEST_ADDOPTS=processes)
        assert ran.returncode in (1, 5), ran.stdout  # 5: pytest's own word for a run without a test
        assert "skipped where nothing may be" in ran.stdout
        assert "no time" in ran.stdout
    assert run(tmp_path, test).returncode in (0, 5)


def test_what_may_be_skipped_says_why(tmp_path: Path) -> None:
    test = "@pytest.mark.may_skip({})\ndef test_it(): pytest.skip('no time')"
    for processes in ("", "-n2"):
        assert run(tmp_path, test.format("'needs root'"), CI="1", PYTEST_ADDOPTS=processes).returncode == 0
    assert run(tmp_path, test.format("''")).returncode == pytest.ExitCode.USAGE_ERROR


def test_the_real_logs_may_be_missing_but_not_where_they_are_named(tmp_path: Path) -> None:
    test = "def test_it(real_logs): assert real_logs.is_dir()"
    assert run(tmp_path, test, CI="1", READTUI_LOGS=str(tmp_path)).returncode == 0
    assert run(tmp_path, test, CI="1", READTUI_LOGS=str(tmp_path / "none")).returncode == 1
