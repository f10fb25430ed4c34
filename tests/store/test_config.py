"""The configuration: read where it is, understood or refused in one sentence that names the line."""

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from readtui.config import BadConfig, Config, config_path, read_config
from readtui.store.ownfolders import own_folder


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert read_config({"XDG_CONFIG_HOME": str(tmp_path)}) == Config()


def test_all_that_may_be_chosen(tmp_path: Path) -> None:
    file = tmp_path / "readtui" / "config.toml"
    file.parent.mkdir()
    file.write_bytes(
        b"\xef\xbb\xbf# mine\r\n"
        b'log = "blog"\r\nsections = ["weekly", "post/2020"]\r\nfirst-day = "Sunday"\r\n'
        b'editor = "vim -n"\r\nascii = true\r\ntheme = "dark"\r\n'
    )
    assert read_config({"XDG_CONFIG_HOME": str(tmp_path)}) == Config(
        log=file.parent / "blog",
        sections=("weekly", "post/2020"),
        first_day=6,
        editor="vim -n",
        ascii=True,
        theme="dark",
    )


def test_home_in_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "c.toml").write_bytes(b'log = "~/blog"')
    assert read_config({"READTUI_CONFIG": "~/c.toml"}).log == tmp_path / "blog"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"ascii = true\nlog = \n", 2),
        (b'\nlgo = "x"\n', 2),
        (b'log = ""\n', 1),
        (b'theme = "dark"\nfirst-day = 7\n', 2),
        (b'theme = "dark"\n\nascii = "yes"\n', 3),
        (b'theme = "purple"\n', 1),
        (b"sections = [1]\n", 1),
        (b"history-days = -1\n", 1),
        (b"history-megabytes = true\n", 1),
        (b'a = "\xff"\n', 1),
        (b"ascii = true\n\n[keys]\n", 3),
        (b'log = "~nobody-of-this-name/x"\n', 1),
    ],
)
def test_bad_file_is_one_sentence_with_the_line(tmp_path: Path, text: bytes, line: int) -> None:
    file = tmp_path / "c.toml"
    file.write_bytes(text)
    with pytest.raises(BadConfig) as caught:
        read_config({"READTUI_CONFIG": str(file)})
    assert str(caught.value).startswith(f"{file}, line {line}: ")
    assert str(caught.value).isprintable()
    assert caught.value.exit_code == 2


def test_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="READTUI_CONFIG"):
        read_config({"READTUI_CONFIG": str(tmp_path / "none.toml")})
    with pytest.raises(BadConfig, match="cannot be read"):
        read_config({"READTUI_CONFIG": str(tmp_path)})


@pytest.mark.parametrize("purpose", ["config", "state", "cache"])
@pytest.mark.parametrize("chosen", [None, "", "relative", "/tmp/chosen"])
def test_own_folders_are_those_of_platformdirs(
    purpose: str, chosen: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable = f"XDG_{purpose.upper()}_HOME"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv(variable, raising=False)
    if chosen is not None:
        monkeypatch.setenv(variable, chosen)
    theirs = getattr(platformdirs, f"user_{purpose}_path")("readtui", appauthor=False)
    assert own_folder(purpose, os.environ) == theirs  # type: ignore[arg-type]


def test_nothing_slow_is_imported_where_there_is_no_file(tmp_path: Path) -> None:
    asked = (
        "import os, sys, readtui.config; readtui.config.read_config(os.environ);"
        "print(*{'platformdirs', 'tomllib'} & set(sys.modules))"
    )
    environ = os.environ | {"XDG_CONFIG_HOME": str(tmp_path)}
    environ.pop("READTUI_CONFIG", None)
    told = subprocess.run([sys.executable, "-c", asked], env=environ, capture_output=True, text=True, check=True)
    if sys.platform == "linux":
        assert told.stdout.strip() == ""
    assert config_path(environ) == tmp_path / "readtui" / "config.toml"
