"""`readtui move` and `readtui reorder`: an entry taken to another post or week, or to another place in its own."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

POST = "2023-02-11-read.md"
NEXT = "2023-02-25-read.md"
LIST = "2023-02-18-read.md"


@pytest.fixture
def next_week(log: Path) -> bytes:
    """A post of headings two weeks after the first."""
    source = (log / POST).read_bytes().partition(b"## ")[0].replace(b"02-11", b"02-25")
    source = source.replace(b"February 5 - February 11", b"February 19 - February 25")
    source += b"## [Book] [Reeds](https://books.example/reeds)\n\nLong.\n"
    (log / NEXT).write_bytes(source)
    return source


def files(log: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in log.iterdir()}


# To another post


def test_an_entry_goes_to_the_end_of_another_post(log: Path, next_week: bytes, ask: Ask) -> None:
    source = (log / POST).read_bytes()
    start, end = source.index(b"## [Paper]"), source.index(b"## [A Walk]")
    code, out, err = ask("move", f"{POST}#2", NEXT)
    assert (code, err) == (0, "")
    assert out == f"moved “On Moss” from {POST} to {NEXT}: it is #2 there\n"
    assert (log / POST).read_bytes() == source[:start] + source[end:]
    assert (log / NEXT).read_bytes() == next_week + b"\n" + source[start:end].rstrip() + b"\n"


@pytest.mark.parametrize("week", ["2023-W08", "2023w8", "2023-02-19", "2023-02-25"])
def test_a_week_stands_for_its_post(log: Path, next_week: bytes, ask: Ask, week: str) -> None:
    assert ask("move", f"{POST}#2", week)[0] == 0
    assert b"On Moss" in (log / NEXT).read_bytes()


def test_a_week_without_a_post_gets_one_and_all_is_one_change(log: Path, ask: Ask) -> None:
    (log / LIST).unlink()  # which is written in another way
    before = files(log)
    code, out, err = ask("move", f"{POST}#2", "2023-03-01")
    assert (code, err) == (0, "")
    assert out == f"moved “On Moss” from {POST} to 2023-03-04-read.md, a new post: it is #1 there\n"
    made = (log / "2023-03-04-read.md").read_bytes()
    assert b"(February 26 - March 4)" in made
    assert b"draft = true" in made
    assert b"\n\n## [Paper] [On Moss](https://journal.example/moss.pdf)\n**Author**: Ada Moss\n\nShort.\n" in made
    assert ask("undo")[0] == 0
    assert files(log) == before
    assert ask("redo")[0] == 0
    assert (log / "2023-03-04-read.md").read_bytes() == made
    assert b"On Moss" not in (log / POST).read_bytes()


def test_an_entry_is_written_as_the_other_post_writes_its(log: Path, ask: Ask) -> None:
    assert ask("move", f"{POST}#3", LIST)[0] == 0
    assert b"\n- [A Walk](https://walks.example/a)" in (log / LIST).read_bytes()
    assert b"No kind at all." in (log / LIST).read_bytes()
    assert ask("undo")[0] == 0


def test_programs_read_where_it_is_now(next_week: bytes, ask_json: Callable[..., Any]) -> None:
    answer = ask_json("move", f"{POST}#1", NEXT)
    assert list(answer) == ["done", "posts", "entry", "undo"]
    assert (answer["posts"], answer["undo"]) == ([NEXT, POST], 1)
    assert answer["entry"] == ask_json("entries", "--post", NEXT)[1]
    assert answer["entry"]["title"] == "Gardens of Glass"


def test_two_posts_of_a_week_are_named(log: Path, next_week: bytes, ask: Ask) -> None:
    (log / "2023-02-24-read.md").write_bytes(next_week)
    before = files(log)
    code, out, err = ask("move", f"{POST}#2", "2023-W08")
    assert (code, out) == (2, "")
    assert NEXT in err
    assert "2023-02-24-read.md" in err
    assert files(log) == before
    assert ask("move", f"{POST}#2", NEXT)[0] == 0


@pytest.mark.parametrize(
    ("entry", "to", "code"),
    [
        (f"{POST}#2", POST, 4),
        (f"{POST}#2", "2023-02-08", 4),
        (f"{POST}#9", LIST, 3),
        (f"{POST}#2", "nowhere.md", 3),
        ("nowhere.md#1", LIST, 3),
        (f"{POST}#2", "2023-W60", 2),
        (f"{POST}#2", "2023-02-30", 2),
        (f"{POST}#2", "someday", 2),
        (POST, LIST, 2),
        (f"{POST}#two", LIST, 2),
        (f"{LIST}#1", "latin.md", 4),
    ],
)
def test_a_move_that_cannot_be_changes_nothing(log: Path, ask: Ask, entry: str, to: str, code: int) -> None:
    (log / "latin.md").write_bytes(b"## [Talk] [One](https://a.example/)\n\ncaf\xe9\n")
    before = files(log)
    told = ask("move", entry, to)
    assert (told[0], told[1], told[2].count("\n")) == (code, "", 1)
    assert files(log) == before
    assert ask("history")[1] == ""


def test_the_same_post_is_said_to_have_it(ask: Ask) -> None:
    assert ask("move", f"{POST}#2", POST)[2] == f"readtui: “On Moss” is in {POST} already\n"


def test_a_post_alone_has_no_other(log: Path, run: Run) -> None:
    before = files(log)
    ran = run("move", f"{POST}#2", "2023-03-01", "--log", str(log / POST))
    assert ran.returncode == 2
    assert b"name its folder" in ran.stderr
    assert files(log) == before


# Within its post


@pytest.mark.parametrize(("index", "to", "place"), [("1", "down", 2), ("3", "up", 2), ("1", "3", 3), ("3", "1", 1)])
def test_an_entry_is_moved_and_moved_back(log: Path, ask: Ask, index: str, to: str, place: int) -> None:
    source = (log / POST).read_bytes()
    code, out, err = ask("reorder", f"{POST}#{index}", to)
    assert (code, err) == (0, "")
    assert out.endswith(f" in {POST}: it is #{place} now\n")
    changed = (log / POST).read_bytes()
    assert changed != source
    assert sorted(changed.splitlines()) == sorted(source.splitlines())
    assert ask("reorder", f"{POST}#{place}", index)[0] == 0
    assert (log / POST).read_bytes() == source


def test_programs_read_the_new_place(ask_json: Callable[..., Any]) -> None:
    answer = ask_json("reorder", f"{POST}#1", "down")
    assert (answer["entry"]["index"], answer["entry"]["title"]) == (2, "Gardens of Glass")
    assert answer["entry"] == ask_json("entries", "--post", POST)[1]
    assert ask_json("reorder", f"{POST}#2", "2") == {
        "done": f"{POST}#2: nothing to change",
        "posts": [],
        "entry": answer["entry"],
        "undo": None,
    }


@pytest.mark.parametrize(
    ("entry", "to", "code"),
    [
        (f"{POST}#1", "up", 4),
        (f"{POST}#3", "down", 4),
        (f"{POST}#1", "4", 3),
        (f"{POST}#1", "0", 2),
        (f"{POST}#1", "-1", 2),
        (f"{POST}#1", "sideways", 2),
        (f"{POST}#1", "٣", 2),
        (f"{POST}#7", "up", 3),
        (POST, "up", 2),
    ],
)
def test_a_place_that_there_is_not(log: Path, ask: Ask, entry: str, to: str, code: int) -> None:
    before = files(log)
    told = ask("reorder", entry, to)
    assert (told[0], told[1], told[2].count("\n")) == (code, "", 1)
    assert files(log) == before


@pytest.mark.parametrize("argv", [["move", f"{POST}#1", "this"], ["reorder", f"{POST}#1", "down"]])
def test_the_sample_log_is_never_changed(run: Run, argv: list[str]) -> None:
    assert run(*argv).returncode == 3
