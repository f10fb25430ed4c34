"""However it ends, the terminal is left as it was found."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]
_LEAVES_SCREEN = b"\x1b[?1049l"


def test_q_restores_the_terminal(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    assert _LEAVES_SCREEN in terminal.raw


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal(browse: Browse, log: Path, number: signal.Signals) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.signal(number)
    assert terminal.wait_for_exit() == 128 + number
    assert _LEAVES_SCREEN in terminal.raw


def test_a_closed_terminal_ends_it(browse: Browse, log: Path) -> None:
    terminal = browse(log)
    terminal.wait_for("A slow tree")
    terminal.hang_up()
    assert terminal.wait_for_exit() != 0
