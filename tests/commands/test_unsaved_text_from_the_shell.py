"""Text that was typed and not saved, from the shell: listed, shown, restored, let go of."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from readtui.grammar.posts import read_post
from readtui.model.unsaved import UnsavedText
from readtui.store.statefolder import StateFolder
from readtui.store.unsaved.journal import Journal

POST = "2023-02-11-read.md"
OTHER = "2023-02-18-read.md"
TYPED = b"## [Paper] [On Moss](https://journal.example/moss.pdf)\n**Author**: Ada Moss\n\nShort, green and dense.\n"

Ask = Callable[..., tuple[int, str, str]]
AskJson = Callable[..., Any]


def typed_over(log: Path, path: str, index: int | None, typed: bytes) -> UnsavedText:
    return UnsavedText.over(read_post(path, (log / path).read_bytes()), index).retyped(typed)


@pytest.fixture
def leave(log: Path) -> Callable[..., None]:
    """Leaves unsaved text behind, as a session that was killed does."""

    def leave(*texts: UnsavedText) -> None:
        journal = Journal(StateFolder.of(log, os.environ))
        journal.keep(texts, typing=False)
        journal.end(keep=True)

    return leave


@pytest.fixture
def left(log: Path, leave: Callable[..., None], ask_json: AskJson) -> str:
    """The id of text that was left behind over the second entry of a post."""
    leave(typed_over(log, POST, 2, TYPED))
    (found,) = ask_json("unsaved")
    assert isinstance(found["id"], str)
    return found["id"]


@pytest.fixture
def elsewhere(log: Path) -> Iterator[Journal]:
    """The journal of a session that still runs."""
    journal = Journal(StateFolder.of(log, os.environ))
    journal.put(lambda: typed_over(log, POST, 2, TYPED))
    assert journal.flush()
    yield journal
    journal.end(keep=True)


def test_no_text_is_no_row(ask: Ask, ask_json: AskJson) -> None:
    assert ask("unsaved") == (0, "", "")
    assert ask_json("unsaved") == []
    assert ask_json("unsaved", "--discarded") == []


def test_what_was_left_is_listed(left: str, ask: Ask, ask_json: AskJson) -> None:
    code, out, err = ask("unsaved")
    assert (code, err) == (0, "")
    title = "Read this week (February 5 - February 11), On Moss"
    assert out.startswith(f"{left}  {title}: 3 words unsaved since ")
    assert out.endswith(f"  {POST}#2\n")
    (found,) = ask_json("unsaved")
    assert found.pop("since") <= found.pop("when")
    assert found == {
        "id": left,
        "post": POST,
        "index": 2,
        "title": "On Moss",
        "words": 3,
        "date": "2023-02-11",
        "state": "left",
        "process": None,
    }


def test_the_latest_is_listed_first(log: Path, leave: Callable[..., None], ask_json: AskJson) -> None:
    leave(typed_over(log, POST, 2, TYPED), typed_over(log, OTHER, None, b"Nothing.\n"))
    leave(typed_over(log, POST, 1, b"## [Talk] [Gardens](https://a.example)\n"))
    found = ask_json("unsaved")
    assert [(each["post"], each["index"], each["title"]) for each in found] == [
        (POST, 1, "Gardens of Glass"),
        (OTHER, None, "Papers and posts"),
        (POST, 2, "On Moss"),
    ]


def test_the_difference_is_shown(left: str, log: Path, ask: Ask, ask_json: AskJson) -> None:
    code, out, err = ask("unsaved", "show", left)
    assert (code, err) == (0, "")
    assert out.splitlines()[:3] == [f"--- {POST}", f"+++ {POST} with {left}", "@@ -19,7 +19,7 @@"]
    assert [line for line in out.splitlines()[3:] if line[0] != " "] == ["-Short.", "+Short, green and dense."]
    shown = ask_json("unsaved", "show", left)
    assert (shown["text"].encode(), shown["difference"]) == (TYPED, out.removesuffix("\n"))


def test_the_difference_is_against_the_file_as_it_is_now(left: str, log: Path, ask: Ask) -> None:
    (log / POST).write_bytes((log / POST).read_bytes().replace(b"Glass is slow water", b"Glass is sand"))
    _, out, _ = ask("unsaved", "show", left)
    assert [line for line in out.splitlines()[3:] if line[0] != " "] == ["-Short.", "+Short, green and dense."]


def test_the_difference_is_printable(log: Path, leave: Callable[..., None], ask: Ask, ask_json: AskJson) -> None:
    leave(typed_over(log, POST, 2, TYPED + b"\x1b]52;c;ZXZpbA==\x07 \xc2\x9b31m\n"))
    (found,) = ask_json("unsaved")
    _, out, _ = ask("unsaved", "show", found["id"])
    assert "␛]52;c;ZXZpbA==␇" in out
    assert all(character.isprintable() or character == "\n" for character in out)


def test_what_was_left_is_restored(left: str, log: Path, ask: Ask, ask_json: AskJson) -> None:
    before = (log / POST).read_bytes()
    assert ask("unsaved", "restore", left) == (0, f"{POST}#2: restored what was typed\n", "")
    assert (log / POST).read_bytes() == before.replace(b"Short.", b"Short, green and dense.")
    assert ask_json("unsaved") == []
    assert ask_json("unsaved", "--discarded") == []
    code, _, err = ask("unsaved", "restore", left)
    assert (code, err) == (3, f"readtui: {left}: no such unsaved text in this log; `readtui unsaved` lists them\n")


def test_a_program_is_told_what_was_restored(left: str, ask_json: AskJson) -> None:
    told = ask_json("unsaved", "restore", left)
    assert (told["done"], told["posts"]) == (f"{POST}#2: restored what was typed", [POST])
    assert (told["entry"]["index"], told["entry"]["words"]) == (2, 4)
    assert isinstance(told["undo"], int)


def test_a_restored_text_goes_beside_what_others_wrote(left: str, log: Path, ask: Ask) -> None:
    others = (log / POST).read_bytes().replace(b"No kind at all.", b"Written by another.")
    (log / POST).write_bytes(others.replace(b"Two talks", b"Three talks"))
    assert ask("unsaved", "restore", left)[0] == 0
    after = (log / POST).read_bytes()
    assert after == others.replace(b"Two talks", b"Three talks").replace(b"Short.", b"Short, green and dense.")


@pytest.mark.parametrize(
    ("option", "stands"),
    [("--mine", b"\nShort, green and dense.\n"), ("--both", b"\nLong.\nShort, green and dense.\n")],
)
def test_who_wrote_the_same_lines_is_asked_about(left: str, log: Path, ask: Ask, option: str, stands: bytes) -> None:
    others = (log / POST).read_bytes().replace(b"Short.", b"Long.")
    (log / POST).write_bytes(others)
    code, out, err = ask("unsaved", "restore", left)
    assert (code, out) == (4, "")
    assert "others changed the same lines since; nothing was changed" in err
    assert (log / POST).read_bytes() == others
    shown = ask("unsaved", "show", left)
    assert "others changed the same lines since" in shown[2]
    assert "-Long.\n+Short, green and dense.\n" in shown[1]
    assert ask("unsaved", "restore", left, option)[0] == 0
    assert (log / POST).read_bytes() == others.replace(b"\nLong.\n", stands)


def test_a_text_whose_post_is_gone_is_restored_into_a_new_one(left: str, log: Path, ask: Ask) -> None:
    before = (log / POST).read_bytes()
    (log / POST).unlink()
    code, _, err = ask("unsaved", "restore", left)
    assert (code, f"`readtui unsaved restore {left} --new` makes it again" in err) == (4, True)
    assert not (log / POST).exists()
    assert "+Short, green and dense." in ask("unsaved", "show", left)[1]
    assert ask("unsaved", "restore", left, "--new")[0] == 0
    assert (log / POST).read_bytes() == before.replace(b"Short.", b"Short, green and dense.")


def test_a_post_that_is_there_is_not_made_anew(left: str, log: Path, ask: Ask, ask_json: AskJson) -> None:
    before = (log / POST).read_bytes()
    assert ask("unsaved", "restore", left, "--new")[0] == 4
    assert (log / POST).read_bytes() == before
    assert [found["id"] for found in ask_json("unsaved")] == [left]


def test_a_text_that_stands_in_its_post_already_changes_nothing(
    left: str, log: Path, ask: Ask, ask_json: AskJson
) -> None:
    """The program was killed between a save and the removal of the record."""
    (log / POST).write_bytes((log / POST).read_bytes().replace(b"Short.", b"Short, green and dense."))
    code, out, err = ask("unsaved", "restore", left)
    assert (code, out.startswith(f"{POST}#2: nothing to change"), err) == (0, True, "")
    assert ask_json("unsaved") == []


def test_what_was_discarded_can_be_had_back(left: str, log: Path, ask: Ask, ask_json: AskJson) -> None:
    before = (log / POST).read_bytes()
    code, out, err = ask("unsaved", "discard", left)
    assert (code, err) == (0, "")
    assert f"`readtui unsaved restore {left}` gets it back" in out
    assert ask_json("unsaved") == []
    (found,) = ask_json("unsaved", "--discarded")
    assert (found["id"], found["state"], found["words"]) == (left, "discarded", 3)
    assert "+Short, green and dense." in ask("unsaved", "show", left)[1]
    assert ask("unsaved", "discard", left)[0] == 4
    assert ask("unsaved", "restore", left)[0] == 0
    assert (log / POST).read_bytes() == before.replace(b"Short.", b"Short, green and dense.")
    assert ask_json("unsaved", "--discarded") == []


def test_a_program_is_told_what_was_discarded(left: str, ask_json: AskJson) -> None:
    told = ask_json("unsaved", "discard", left)
    assert {**told, "done": ""} == {"done": "", "posts": [], "entry": None, "undo": None}


def test_a_text_that_is_being_typed_is_left_alone(
    elsewhere: Journal, log: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    listed = json.loads(run("unsaved", "--log", str(log), "--json").stdout)
    assert [(found["state"], found["process"]) for found in listed] == [("running", os.getpid())]
    name = listed[0]["id"]
    assert b"in a readtui that runs (process %d" % os.getpid() in run("unsaved", "--log", str(log)).stdout
    assert b"+Short, green and dense." in run("unsaved", "show", name, "--log", str(log)).stdout
    for act in ("restore", "discard"):
        ran = run("unsaved", act, name, "--log", str(log))
        assert (ran.returncode, ran.stdout) == (4, b"")
        assert b"save it there, or leave that readtui" in ran.stderr
    assert b"green" not in (log / POST).read_bytes()
    assert json.loads(run("unsaved", "--log", str(log), "--json").stdout) == listed


def test_a_part_of_a_log_has_the_texts_of_its_posts(
    log: Path, leave: Callable[..., None], run: Callable[..., Any], tmp_path: Path
) -> None:
    leave(typed_over(log, POST, 2, TYPED), typed_over(log, OTHER, None, b"Nothing.\n"))
    listed = json.loads(run("unsaved", "--log", str(log / OTHER), "--json").stdout)
    assert [(found["post"], found["index"]) for found in listed] == [(OTHER, None)]
    listed = json.loads(run("unsaved", "--log", str(log), "--section", "nowhere", "--json").stdout)
    assert listed == []


def test_a_name_of_any_bytes_and_a_post_that_is_gone_are_listed(
    log: Path, leave: Callable[..., None], ask: Ask, ask_json: AskJson
) -> None:
    odd = os.fsdecode(b"a\x1b[31m\xff\n.md")
    (log / odd).write_bytes((log / POST).read_bytes())
    leave(typed_over(log, odd, 2, TYPED))
    (log / odd).unlink()
    _, out, _ = ask("unsaved")
    assert all(character.isprintable() or character == "\n" for character in out)
    (found,) = ask_json("unsaved")
    assert found["post"] == odd
    assert ask("unsaved", "restore", found["id"], "--new")[0] == 0
    assert b"green" in (log / odd).read_bytes()


def test_a_damaged_record_is_told_of_and_left_alone(left: str, log: Path, ask: Ask) -> None:
    (record,) = StateFolder.of(log, os.environ).folder.glob("unsaved/*/*.text")
    record.write_bytes(record.read_bytes()[:-1])
    code, out, err = ask("unsaved")
    assert (code, out) == (0, "")
    assert f"{record}: an unsaved text that cannot be read" in err
    assert record.exists()


def test_the_beginning_of_an_id_is_enough(log: Path, leave: Callable[..., None], ask: Ask, ask_json: AskJson) -> None:
    leave(typed_over(log, POST, 2, TYPED), typed_over(log, POST, 1, b"## [Talk] [Gardens](https://a.example)\n"))
    one, other = (found["id"] for found in ask_json("unsaved"))
    assert min(len(one), len(other)) >= 4
    length = next(place for place in range(1, 9) if one[:place] != other[:place])
    assert ask("unsaved", "show", one[:length])[0] == 0
    if length > 1:
        assert ask("unsaved", "show", one[: length - 1])[0] == 2


@pytest.mark.parametrize(
    "argv", [["show"], ["restore"], ["discard"], ["drop", "a"], ["--new"], ["show", "a", "--mine"], ["restore", ""]]
)
def test_a_line_that_cannot_be_meant_is_refused(ask: Ask, argv: list[str]) -> None:
    code, out, err = ask("unsaved", *argv)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
