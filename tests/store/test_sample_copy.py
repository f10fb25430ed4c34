"""The sample log is copied to where the reader may write, once, and for nobody else to look into."""

from pathlib import Path

from readtui.store.sample import private_copy, throw_away_copy
from readtui.store.site import site_at
from readtui.store.walk import find_posts


def test_copied_once_and_kept_with_its_edits(tmp_path: Path) -> None:
    environ = {"XDG_STATE_HOME": str(tmp_path)}
    copy = private_copy(environ)
    assert copy == tmp_path / "readtui" / "sample"
    assert copy.stat().st_mode & 0o077 == 0
    assert copy.parent.stat().st_mode & 0o077 == 0
    (post, *_) = find_posts(str(copy), site_at(copy))
    (copy / post).write_bytes(b"mine")
    assert private_copy(environ) == copy
    assert (copy / post).read_bytes() == b"mine"
    assert [file.name for file in copy.parent.iterdir()] == ["sample"]


def test_thrown_away(tmp_path: Path) -> None:
    with throw_away_copy() as copy:
        assert copy.stat().st_mode & 0o077 == 0
        assert find_posts(str(copy), site_at(copy))
    assert not copy.exists()
