"""`C` tells how this log writes things, as `readtui doctor` does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from terminal import Terminal

Browse = Callable[..., Terminal]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_the_card_tells_what_was_learned(browse: Browse, log: Path, size: tuple[int, int]) -> None:
    terminal = browse(log, size=size)
    terminal.press("C")
    terminal.wait_for("How this log writes things")
    terminal.wait_for("as 2020-07-11-what-i-read.md  2 of 2 posts")
    terminal.wait_for("Sunday to Saturday")
    terminal.press("esc")
    terminal.wait_for("How this log writes things", gone=True)


def test_a_log_without_posts_has_none_to_tell(browse: Browse, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    terminal = browse(posts, sign="No posts here yet")
    terminal.press("C")
    terminal.wait_for("There is no post yet to learn from")
