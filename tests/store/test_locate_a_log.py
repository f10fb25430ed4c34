"""Where the log is: named, configured, here, or the sample."""

import os
from pathlib import Path

import pytest

from readtui.store.faults import NoLog
from readtui.store.locate import Place, locate


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("blog/post", "other", "here"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "blog" / "post" / "a.md").touch()
    (tmp_path / "blog" / "LICENSE").touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_named_on_the_command_line(home: Path) -> None:
    environ = {"READTUI_LOG": "other"}
    assert locate("blog", home / "other", environ, home) == Place(home / "blog", "argument")
    assert locate(str(home / "blog"), None, environ, home) == Place(home / "blog", "argument")


def test_post_instead_of_a_folder(home: Path) -> None:
    assert locate("blog/post/a.md", None, {}, home) == Place(home / "blog" / "post", "argument", "a.md")


def test_named_in_the_environment(home: Path) -> None:
    assert locate(None, home / "other", {"READTUI_LOG": "~/blog"}, home / "here") == Place(home / "blog", "environment")


def test_configured(home: Path) -> None:
    assert locate(None, home / "blog", {"READTUI_LOG": ""}, home / "here") == Place(home / "blog", "config")


@pytest.mark.parametrize(("config", "content"), [("hugo.toml", "content"), ("_config.yml", "_posts")])
def test_site_here(home: Path, config: str, content: str) -> None:
    here = home / "here"
    (here / content).mkdir()
    (here / config).touch()
    assert locate(None, None, {}, here) == Place(here, "here")


def test_sample_where_there_is_nothing_else(home: Path) -> None:
    environ = {"XDG_STATE_HOME": str(home / "state")}
    assert locate(None, None, environ, home / "here") == Place(home / "state" / "readtui" / "sample", "sample")


def test_no_sample_for_what_changes_something(home: Path) -> None:
    with pytest.raises(NoLog, match="--log PATH"):
        locate(None, None, {}, home / "here", may_be_sample=False)


@pytest.mark.parametrize("named", ["nowhere", "blog/LICENSE", "blog/LICENSE/x.md", "pipe.md", "bad\nname\x1b[2J"])
def test_nothing_there_is_one_sentence(home: Path, named: str) -> None:
    os.mkfifo(home / "pipe.md")
    with pytest.raises(NoLog) as caught:
        locate(named, None, {}, home)
    assert str(caught.value).isprintable()
    with pytest.raises(NoLog, match="READTUI_LOG="):
        locate(None, None, {"READTUI_LOG": named}, home)
