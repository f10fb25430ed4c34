"""One log has one state folder, however it is opened and wherever it is moved; no other log gets it."""

import os
import stat
from pathlib import Path

import pytest

from readtui.store.folder import LogFolder
from readtui.store.statefolder import StateFolder

POST = b"+++\ntitle = 'Read'\ndate = 2024-01-06\n+++\n\n## [Talk] [One](https://one.example)\n\nGood.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A Hugo site with one post."""
    posts = tmp_path / "site" / "content" / "post"
    posts.mkdir(parents=True)
    (tmp_path / "site" / "hugo.toml").write_bytes(b"title = 'A site'\n")
    (posts / "a.md").write_bytes(POST)
    return tmp_path / "site"


def test_a_site_and_its_parts_share_one(site: Path, tmp_path: Path) -> None:
    whole, part = (StateFolder.of(root, {"HOME": str(tmp_path)}) for root in (site, site / "content" / "post"))
    assert whole.folder == part.folder
    assert (whole.prefix, part.prefix) == ("", "content/post/")
    assert part.kept("a.md") == whole.kept("content/post/a.md") == "content/post/a.md"
    assert part.opened("content/page/b.md") is None


def test_it_is_there_while_the_configuration_is_away(site: Path, tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path)}
    (site / "content").rename(site / "_posts")
    (site / "hugo.toml").rename(site / "_config.yml")
    posts = site / "_posts" / "post"
    StateFolder.of(site, environ).made()
    (site / "_config.yml").unlink()
    away = StateFolder.of(posts, environ)
    assert (away.home, away.prefix) == (site, "_posts/post/")


def test_it_follows_a_log_that_is_moved(site: Path, tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path)}
    folder = LogFolder(site, state=StateFolder.of(site, environ))
    folder.delete(folder.read("content/post/a.md"))
    folder.create("content/post/b.md", POST)
    moved = site.rename(tmp_path / "moved")
    found = LogFolder(moved, state=StateFolder.of(moved, environ))
    assert [record.what for record in found.history()] == ["deleted content/post/a.md", "made content/post/b.md"]
    assert found.undo().gone == ("content/post/b.md",)


def test_another_log_in_a_folder_of_the_same_number_does_not_get_it(site: Path, tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path)}
    folder = LogFolder(site, state=StateFolder.of(site, environ))
    folder.create("content/post/b.md", POST)
    moved = site.rename(tmp_path / "moved")  # the same number under another name, as when it is given out again
    for post in (moved / "content" / "post").iterdir():
        post.unlink()
    (moved / "content" / "post" / "of-another-log.md").write_bytes(POST)
    assert LogFolder(moved, state=StateFolder.of(moved, environ)).history() == []


def test_nobody_else_can_look_into_it(site: Path, tmp_path: Path) -> None:
    folder = LogFolder(site, state=StateFolder.of(site, {"HOME": str(tmp_path)}))
    folder.create("content/post/b.md", POST)
    for place, _, names in os.walk(tmp_path / ".local" / "state" / "readtui"):
        assert stat.S_IMODE(Path(place).stat().st_mode) == 0o700
        assert all(stat.S_IMODE(Path(place, name).stat().st_mode) == 0o600 for name in names)
