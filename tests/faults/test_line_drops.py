"""The line drops while somebody types over SSH: the program ends, and at most the last second is missing.

READTUI_LONG=1 drops 1,000 lines; READTUI_SEED repeats a run. Several are logged in at once, each with a state of
their own.
"""

import os
import random
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from typist import Typist, a_log, seconds_missing

from slow_line import SlowLine
from sshd import Begun, FarEnd, Sshd
from terminal import Terminal
from unsaved_on_disk import is_kept, offered_at

pytestmark = pytest.mark.may_skip("not every machine has an OpenSSH server")
ROUNDS = 1000 if os.environ.get("READTUI_LONG") else 44  # and six that drop below
AT_ONCE = 6
LONGEST = 1.4
"""Seconds of typing."""
MOST_MISSING = 1.0
"""Seconds."""
LATEST = 5.0
"""Seconds after which the program has ended, with others at work on the machine."""
HUNG_UP = 128 + signal.SIGHUP
SEED = int(os.environ.get("READTUI_SEED") or random.randrange(10**6))


DROPS = ["client killed", "server killed", "line breaks", "reads no more"]


class FarTypist(Typist):
    """Types over SSH until the line drops, in one of many ways."""

    def __init__(self, sshd: Sshd, log: Path, home: Path, moment: float, drop: str, begun: Begun) -> None:
        self.drop, self.begun = drop, begun
        self.line = SlowLine(sshd.port)
        self._sshd = sshd
        self._home = home
        super().__init__(log, home, moment)
        self.took: float | None = None
        """Seconds from the drop to the end of the program; None before that."""

    def words(self) -> list[str]:
        return self._sshd.login(super().words(), home=self._home, port=self.line.port, begun=self.begun)

    @property
    def far_end(self) -> FarEnd:
        return FarEnd(self.home)

    def act(self, now: float) -> None:
        """Press the keys whose time has come, or fall, or look whether the program has ended."""
        if self.killed is not None:
            self._look(now - self.killed)
            return
        if self.drop == "reads no more" and self.sent and now - self.sent[0] > self.moment / 2:
            self.line.freeze()
        super().act(now)

    @property
    def is_over(self) -> bool:
        return self.took is not None

    def fall(self) -> None:
        if self.drop == "client killed":
            self.terminal.signal(signal.SIGKILL)
        elif self.drop == "server killed":
            os.kill(self.far_end.server, signal.SIGKILL)
        else:
            self.line.drop()

    def _look(self, since: float) -> None:
        if self.far_end.is_alive:
            assert since < LATEST, f"{self.drop}: a process is left over"
            return
        self.took = since
        if self.begun is not Begun.ALONE:
            assert self.far_end.exit_status() == HUNG_UP

    def close(self) -> None:
        """Take all of it away."""
        self.terminal.close()
        self.line.close()
        if (self.home / "begun").exists():
            self.far_end.end()


def typists(sshd: Sshd, log: Path, folder: Path, count: int, chance: random.Random) -> Iterator[FarTypist]:
    for number in range(count):
        moment = chance.uniform(0.01, LONGEST)
        home = folder / f"home{number}"
        yield FarTypist(sshd, log, home, moment, DROPS[number % len(DROPS)], chance.choice(list(Begun)))


def test_a_line_that_drops_takes_at_most_the_last_second(sshd: Sshd, tmp_path: Path) -> None:
    log = a_log(tmp_path)
    chance = random.Random(SEED)
    lost: list[float] = []
    took: list[float] = []
    for start in range(0, ROUNDS, AT_ONCE):
        with ExitStack() as stack:
            these = list(typists(sshd, log, tmp_path / str(start), min(AT_ONCE, ROUNDS - start), chance))
            for typist in these:
                stack.callback(typist.close)
            lost += seconds_missing(these)
            took += [typist.took or 0.0 for typist in these]
    lost.sort()
    took.sort()
    sys.stdout.write(
        f"{len(lost)} drops, seconds missing: median {lost[len(lost) // 2]:.2f}, most {lost[-1]:.2f};"
        f" till the end: median {took[len(took) // 2]:.2f}, most {took[-1]:.2f}; seed {SEED}\n"
    )
    assert lost[-1] <= MOST_MISSING, f"seed {SEED}"


def test_the_next_login_offers_what_was_typed(sshd: Sshd, tmp_path: Path) -> None:
    typist = FarTypist(sshd, a_log(tmp_path), tmp_path / "home", 1.0, "client killed", Begun.ALONE)
    try:
        assert seconds_missing([typist]) <= [MOST_MISSING]
        typed = typist.text[: typist.kept()].split()
        with Terminal(sshd.login(Typist.words(typist), home=typist.home), home=typist.home) as terminal:
            terminal.wait_for("unsaved since")
            terminal.press("r")
            terminal.wait_for("* unsaved")
            terminal.wait_for(" ".join(typed[:5]))
    finally:
        typist.close()


def stuff(terminal: Path) -> None:
    """Write onto somebody's terminal, as `wall` does, until nothing more goes in for half a second."""
    line = os.open(terminal, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    try:
        while select.select([], [line], [], 0.5)[1]:
            os.write(line, bytes(4096))
    finally:
        os.close(line)


@pytest.mark.skipif(not Path("/proc/self/fd/0").exists(), reason="only Linux tells which terminal a process has")
@pytest.mark.parametrize("begun", Begun)
def test_what_is_typed_while_nothing_comes_back_any_more_is_kept(sshd: Sshd, tmp_path: Path, begun: Begun) -> None:
    """What was sent last has filled all room on the way, and the program could wait for ever to be rid of more."""
    typist = FarTypist(sshd, a_log(tmp_path), tmp_path / "home", 0, "line breaks", begun)
    try:
        typist.open_editor()
        typist.terminal.type("Seen.")
        typist.terminal.wait_for("Seen.")
        typist.line.freeze()
        stuff(Path(f"/proc/{typist.far_end.group}/fd/0"))
        words = " ".join(f"unseen {number}" for number in range(12))
        for letter in words:
            typist.terminal.type(letter)
            select.select([], [], [], 0.01)
        typist.terminal.wait_for(is_kept(typist.home, words.encode()))
        spent = typist.far_end.cpu()
        select.select([], [], [], 1.0)
        assert typist.far_end.cpu() - spent < 0.2
        typist.line.drop()
        typist.far_end.wait_for_end(LATEST)
        assert begun is Begun.ALONE or typist.far_end.exit_status() == HUNG_UP
        assert [words.encode() in text for text in offered_at(typist.log, typist.home)] == [True]
    finally:
        typist.close()


@pytest.mark.parametrize("begun", [Begun.ALONE, Begun.UNTOLD])
def test_a_line_that_drops_while_ones_own_editor_runs_leaves_nothing_behind(
    sshd: Sshd, tmp_path: Path, begun: Begun
) -> None:
    editor = tmp_path / "nano"
    editor.write_text("#!/bin/sh\necho The editor.\nexec cat >/dev/null\n")
    editor.chmod(0o755)
    log, home = a_log(tmp_path), tmp_path / "home"
    words = [sys.executable, "-m", "readtui", str(log)]
    login = sshd.login(words, home=home, env={"VISUAL": str(editor)}, begun=begun)
    with Terminal(login, home=home) as terminal:
        terminal.wait_for("patience")
        terminal.press("2", "e")
        terminal.wait_for("3 Editor")
        terminal.press("ctrl+end")
        terminal.type("Before the editor.")
        terminal.press("ctrl+g")
        terminal.wait_for_bytes(b"The editor.\r")
        terminal.signal(signal.SIGKILL)
        far_end = FarEnd(home)
        far_end.wait_for_end(LATEST)
    assert begun is Begun.ALONE or far_end.exit_status() == HUNG_UP
    assert [b"Before the editor." in text for text in offered_at(log, home)] == [True]
