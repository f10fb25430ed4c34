"""`readtui delete`: an entry taken out of its post, or a post deleted, without a question and with a way back."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

POST = "2023-02-11-read.md"
LIST = "2023-02-18-read.md"


def test_an_entry_goes_and_nothing_else(log: Path, ask: Ask) -> None:
    source = (log / POST).read_bytes()
    code, out, err = ask("delete", f"{POST}#2")
    assert (code, err) == (0, "")
    assert out == f"deleted “On Moss” from {POST}; `readtui undo 1` brings it back\n"
    start, end = source.index(b"## [Paper]"), source.index(b"## [A Walk]")
    assert (log / POST).read_bytes() == source[:start] + source[end:]
    assert ask("undo", "1")[0] == 0
    assert (log / POST).read_bytes() == source


def test_entries_go_one_by_one_and_come_back(log: Path, ask: Ask) -> None:
    source = (log / LIST).read_bytes()
    for _ in range(2):
        assert ask("delete", f"{LIST}#1")[0] == 0
    assert (log / LIST).read_bytes().endswith(b"### Videos\n\n- [Third](https://video.example/3)\n")
    assert b"site.example" not in (log / LIST).read_bytes()
    assert ask("delete", f"{LIST}#1")[0] == 3  # one link in a list is no log
    for _ in range(2):
        assert ask("undo")[0] == 0
    assert (log / LIST).read_bytes() == source


def test_a_post_goes_with_all_that_is_in_it(log: Path, ask: Ask) -> None:
    source = (log / POST).read_bytes()
    assert ask("delete", POST) == (0, f"deleted {POST}; `readtui undo 1` brings it back\n", "")
    assert not (log / POST).exists()
    assert ask("show", POST)[0] == 3
    assert ask("undo") == (0, f"undid: deleted {POST}\n", "")
    assert (log / POST).read_bytes() == source


@pytest.mark.parametrize("source", [b"", b"\xff\xfe\0not text", b"+++\nbroken", b"caf\xe9\n"])
def test_a_post_that_cannot_be_edited_can_be_deleted_and_had_back(log: Path, ask: Ask, source: bytes) -> None:
    (log / "odd.md").write_bytes(source)
    assert ask("delete", "odd.md")[0] == 0
    assert not (log / "odd.md").exists()
    assert ask("undo")[0] == 0
    assert (log / "odd.md").read_bytes() == source


def test_programs_read_what_was_done(ask_json: Callable[..., Any]) -> None:
    answer = ask_json("delete", f"{POST}#2")
    assert list(answer) == ["done", "posts", "entry", "undo"]
    assert (answer["posts"], answer["entry"], answer["undo"]) == ([POST], None, 1)
    answer = ask_json("delete", POST)
    assert (answer["posts"], answer["entry"], answer["undo"]) == ([POST], None, 2)


@pytest.mark.parametrize(("name", "code"), [("nowhere.md", 3), (f"{POST}#9", 3), (f"{POST}#0", 3), ("../x.md", 3)])
def test_what_is_not_there(log: Path, ask: Ask, name: str, code: int) -> None:
    before = {path: path.read_bytes() for path in log.iterdir()}
    told = ask("delete", name)
    assert (told[0], told[1], told[2].count("\n")) == (code, "", 1)
    assert {path: path.read_bytes() for path in log.iterdir()} == before


def test_an_entry_of_a_post_that_cannot_be_edited(log: Path, ask: Ask) -> None:
    source = b"## [Talk] [One](https://a.example/)\n\ncaf\xe9\n\n## [Talk] [Two](https://b.example/)\n"
    (log / "latin.md").write_bytes(source)
    code, out, err = ask("delete", "latin.md#1")
    assert (code, out) == (4, "")
    assert "cannot be edited: line 3 is not UTF-8" in err
    assert (log / "latin.md").read_bytes() == source


def test_a_link_is_not_deleted(log: Path, ask: Ask) -> None:
    (log / "link.md").symlink_to(POST)
    code, _, err = ask("delete", "link.md")
    assert code == 3
    assert f"it is a link to {POST}" in err
    assert (log / "link.md").is_symlink()


def test_the_sample_log_is_never_changed(run: Run) -> None:
    assert run("delete", POST).returncode == 3
