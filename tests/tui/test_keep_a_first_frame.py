"""The first frame is kept for the next start only where it tells of the posts as they are."""

import os
from pathlib import Path

from readtui.store.firstframes import FirstFrames
from readtui.tui.wire.first_paint import FirstPaint


def _painting(tmp_path: Path) -> FirstPaint:
    return FirstPaint(FirstFrames(tmp_path / "frames", str(tmp_path)), ["look"], os.environ)


def test_a_post_that_changed_since_the_start_may_have_been_read_before_that(tmp_path: Path) -> None:
    painting = _painting(tmp_path)
    (tmp_path / "post.md").write_bytes(b"Written while the log was read.")
    painting.keep("frame", [], ["post.md"], is_followed=False)
    assert painting.is_old
    painting.keep("frame", [], ["post.md"], is_followed=True)
    assert not painting.is_old


def test_posts_that_are_as_they_were_have_their_frame_kept(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_bytes(b"Older.")
    changed = (tmp_path / "post.md").stat().st_ctime_ns
    while _touched(tmp_path / "later").stat().st_ctime_ns - changed < 30_000_000:
        pass
    painting = _painting(tmp_path)
    painting.keep("frame", [], ["post.md", "missing.md"], is_followed=False)
    assert not painting.is_old


def _touched(file: Path) -> Path:
    file.write_bytes(b"")
    return file
