"""What several tests stand on: the real logs, terminals, and the rule that nothing is skipped unseen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sshd import SSHD, Sshd
from terminal import Terminal

_LOGS = Path(os.environ.get("READTUI_LOGS") or Path(__file__).parents[2] / "shared" / "logs")


@pytest.fixture(scope="session")
def real_logs() -> Path:
    """The folder of real blogs, one folder each; tests over them are skipped where it does not exist."""
    if not _LOGS.is_dir():
        pytest.skip(f"no real logs at {_LOGS}; set READTUI_LOGS")
    return _LOGS


@pytest.fixture
def start_terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts programs on terminals, as `Terminal` does, with a home of their own; all are ended after the test."""
    terminals: list[Terminal] = []

    def start(argv: list[str], **options: object) -> Terminal:
        terminals.append(Terminal(argv, **({"home": tmp_path / "home"} | options)))  # type: ignore[arg-type]
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """A server to log in to; tests over it are skipped where OpenSSH is not installed."""
    if SSHD is None:
        pytest.skip("no sshd")
    with Sshd(tmp_path_factory.mktemp("ssh") / "server") as server:
        yield server


# Where CI is set, a skipped test fails the run: what is not run is not held. `may_skip` says which tests a machine
# may be unable to run, and why.


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "may_skip(reason): a machine may be unable to run this, also where CI is set")
    if os.environ.get("CI"):
        config.pluginmanager.register(_NothingSkipped())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # A folder that READTUI_LOGS names has to be there; the logs' usual place may be empty.
        if "real_logs" in getattr(item, "fixturenames", ()) and not os.environ.get("READTUI_LOGS"):
            item.add_marker(pytest.mark.may_skip("the real logs are not part of the project"))
        for mark in item.iter_markers("may_skip"):
            if not (mark.args and isinstance(mark.args[0], str) and mark.args[0].strip()):
                raise pytest.UsageError(f"{item.nodeid}: may_skip wants a reason")
            item.user_properties.append(("may_skip", mark.args[0]))  # goes with its reports, to other processes too


class _NothingSkipped:
    """Fails a run in which a test is skipped that may not be; of several processes the one that has all reports."""

    def __init__(self) -> None:
        self._skipped: list[pytest.TestReport | pytest.CollectReport] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._skipped.append(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        may_skip = "may_skip" in dict(report.user_properties)
        if report.skipped and not hasattr(report, "wasxfail") and not may_skip:
            self._skipped.append(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._skipped:
            terminalreporter.section("skipped where nothing may be: the run has failed")
            for report in self._skipped:
                reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
                terminalreporter.line(f"{report.nodeid}: {reason}")
