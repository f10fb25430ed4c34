"""An error of the program's own is written down: where it came about, and no word of what the reader wrote."""

from pathlib import Path

import pytest

from readtui.store.mishap import write_down
from readtui.store.statefolder import StateFolder


@pytest.fixture
def state(tmp_path: Path) -> StateFolder:
    (tmp_path / "log").mkdir()
    return StateFolder.of(tmp_path / "log", {"XDG_STATE_HOME": str(tmp_path / "state")})


def failing(words: str) -> Exception:
    """An error that tells of words, which led to another."""
    try:
        try:
            int(words)
        except ValueError as error:
            raise KeyError(words) from error
    except KeyError as error:
        return error


def test_places_are_told_and_words_are_not(state: StateFolder) -> None:
    told = write_down(state, failing("my secret note")).read_bytes()
    assert b"builtins.KeyError\n" in told
    assert b"builtins.ValueError\n" in told  # what led to it
    assert b"int(words)" in told  # the program's own line
    assert b"secret" not in told


def test_names_in_programs_are_told(state: StateFolder) -> None:
    assert (
        b"No module named 'readtui.nowhere'"
        in write_down(state, ModuleNotFoundError("No module named 'readtui.nowhere'")).read_bytes()
    )
    assert (
        b": No such file or directory"
        in write_down(state, FileNotFoundError(2, "No such file or directory", "my post.md")).read_bytes()
    )


def test_it_is_for_nobody_else_to_read(state: StateFolder) -> None:
    file = write_down(state, failing("x"))
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_few_are_kept(state: StateFolder) -> None:
    folder = state.made("errors")
    for number in range(30):
        (folder / f"2020-01-{number:02}.txt").write_bytes(b"old")
    newest = write_down(state, failing("x"))
    left = sorted(folder.iterdir())
    assert len(left) == 20
    assert newest in left
    assert left[0].name == "2020-01-11.txt"
