"""`readtui undo`, `redo` and `history`: changes taken back and made again, by programs that each start anew."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., tuple[int, str, str]]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

POST = "2023-02-11-read.md"
LIST = "2023-02-18-read.md"


def files(log: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in log.iterdir()}


# One after the other


def test_a_chain_is_walked_back_and_forth_by_other_processes(log: Path, run: Run) -> None:
    states = [files(log)]
    for argv in (
        ["add", "https://talks.example/ice", "--title", "Ice", "--week", "2023-W06"],
        ["reorder", f"{POST}#4", "1"],
        ["move", f"{POST}#1", LIST],
        ["delete", f"{LIST}#4"],
        ["edit", f"{POST}#1", "--kind", "Lecture"],
        ["set", POST, "draft", "true"],
        ["new", "2023-W10"],
        ["delete", POST],
    ):
        ran = run(*argv, "--log", str(log))
        assert (ran.returncode, ran.stderr) == (0, b""), argv
        assert files(log) != states[-1]
        states.append(files(log))
    for _ in range(2):
        for before in states[-2::-1]:
            assert run("undo", "--log", str(log)).returncode == 0
            assert files(log) == before
        ran = run("undo", "--log", str(log))
        assert (ran.returncode, ran.stdout) == (4, b"")
        assert b"nothing to undo" in ran.stderr
        for after in states[1:]:
            assert run("redo", "--log", str(log)).returncode == 0
            assert files(log) == after
        assert run("redo", "--log", str(log)).returncode == 4


def test_programs_take_back_what_they_were_answered(log: Path, ask_json: Callable[..., Any]) -> None:
    before = files(log)
    done = ask_json("edit", f"{POST}#1", "--kind", "Lecture")
    undone = ask_json("undo", str(done["undo"]))
    assert undone == {
        "done": f"undid: changed kind of “Gardens of Glass” in {POST}",
        "posts": [POST],
        "entry": ask_json("entries", "--post", POST)[0],
        "undo": 2,
    }
    assert files(log) == before
    redone = ask_json("undo", str(undone["undo"]))
    assert redone["done"].startswith("redid: ")
    assert b"[Lecture]" in (log / POST).read_bytes()
    ask_json("undo", str(redone["undo"]))
    assert files(log) == before
    ask_json("redo")
    ask_json("undo", str(done["undo"]))  # it stands again, by the redo
    assert files(log) == before


@pytest.mark.parametrize(
    ("number", "code"), [("7", 4), ("0", 4), ("x", 2), ("-1", 2), ("٣", 2), ("1" * 30, 2), ("", 2)]
)
def test_a_change_that_there_is_not(log: Path, ask: Ask, number: str, code: int) -> None:
    ask("edit", f"{POST}#1", "--kind", "Lecture")
    before = files(log)
    told = ask("undo", number)
    assert (told[0], told[1], told[2].count("\n")) == (code, "", 1)
    assert files(log) == before


def test_a_change_is_taken_back_once(ask: Ask) -> None:
    ask("edit", f"{POST}#1", "--kind", "Lecture")
    assert ask("undo", "1")[0] == 0
    assert ask("undo", "1") == (
        4,
        "",
        "readtui: there is no change 1 that stands to undo; `readtui history` lists the changes\n",
    )


# Where somebody wrote since


def test_what_others_wrote_elsewhere_stays(log: Path, ask: Ask) -> None:
    ask("edit", f"{POST}#1", "--kind", "Lecture")
    source = (log / POST).read_bytes().replace(b"Short.", b"Shorter.")
    (log / POST).write_bytes(source)
    code, out, err = ask("undo")
    assert (code, err) == (0, "")
    assert out.endswith(" (what others changed in the file since is kept)\n")
    assert (log / POST).read_bytes() == source.replace(b"[Lecture]", b"[Talk]")


@pytest.mark.parametrize("settling", ["mine", "theirs", "both"])
def test_where_others_wrote_the_same_it_asks_by_a_sentence(log: Path, ask: Ask, settling: str) -> None:
    source = (log / POST).read_bytes()
    ask("edit", f"{POST}#1", "--kind", "Lecture")
    theirs = (log / POST).read_bytes().replace(b"[Lecture]", b"[Speech]")
    (log / POST).write_bytes(theirs)
    code, out, err = ask("undo")
    assert (code, out) == (4, "")
    assert err == (
        f"readtui: {POST}: nothing was changed: the same text was changed since: "
        "--mine puts this back over it, --theirs leaves it, --both keeps both\n"
    )
    assert (log / POST).read_bytes() == theirs
    assert ask("undo", f"--{settling}")[0] == 0
    there = (log / POST).read_bytes()
    assert (there == source, there == theirs) == (settling == "mine", settling == "theirs")
    if settling == "both":
        assert there.index(b"[Speech]") < there.index(b"[Talk]")


def test_a_post_that_was_deleted_since(log: Path, ask: Ask) -> None:
    source = (log / POST).read_bytes()
    ask("edit", f"{POST}#1", "--kind", "Lecture")
    (log / POST).unlink()
    code, _, err = ask("undo")
    assert code == 4
    assert "--mine makes it again, --theirs leaves it deleted" in err
    assert not (log / POST).exists()
    assert ask("undo", "--mine")[0] == 0
    assert (log / POST).read_bytes() == source


def test_a_post_that_was_made_and_written_into(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    (post,) = ask_json("new", "2023-W10")["posts"]
    with (log / post).open("ab") as file:
        file.write(b"Words.\n")
    code, _, err = ask("undo")
    assert code == 4
    assert "--mine deletes it all the same, --theirs leaves it" in err
    assert ask("undo", "--mine")[0] == 0
    assert not (log / post).exists()
    assert ask("redo")[0] == 0
    assert (log / post).read_bytes().endswith(b"Words.\n")


def test_of_two_entries_that_were_added_the_first_goes_alone(log: Path, ask: Ask) -> None:
    source = (log / POST).read_bytes()
    for name in ("one", "two"):
        ask("add", f"https://{name}.example/", "--title", name, "--post", POST)
    code, _, err = ask("undo", "1")
    assert code == 4
    assert "--mine" in err  # they stand right below each other
    assert ask("undo", "1", "--mine")[0] == 0
    assert (log / POST).read_bytes() == source + b"\n## [two](https://two.example/)\n"


def test_one_way_of_settling_is_said(ask: Ask) -> None:
    assert ask("undo", "--mine", "--theirs")[0] == 2


# history


def test_changes_are_listed_newest_first(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    assert ask("history") == (0, "", "")
    assert ask_json("history") == []
    ask("edit", f"{POST}#1", "--kind", "Lecture")
    ask("move", f"{POST}#2", LIST)
    ask("undo")
    rows = ask_json("history")
    assert [list(row) for row in rows] == [["id", "when", "what", "kind", "of", "stands", "posts"]] * 3
    told = [(row["id"], row["kind"], row["of"], row["stands"], row["posts"]) for row in rows]
    assert told == [
        (3, "undo", 2, True, [POST, LIST]),
        (2, "change", None, False, [LIST, POST]),
        (1, "change", None, True, [POST]),
    ]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", row["when"]) for row in rows)
    moved = f"moved “On Moss” from {POST} to {LIST}"
    assert [re.split(r" {2,}", line)[2:] for line in ask("history")[1].splitlines()] == [
        [f"undid: {moved}"],
        [moved, "taken back"],
        [f"changed kind of “Gardens of Glass” in {POST}"],
    ]


def test_changes_of_one_post(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    ask("edit", f"{POST}#1", "--kind", "Lecture")
    ask("set", LIST, "draft", "false")
    ask("delete", LIST)
    for named in (LIST, f"./{LIST}", str(log / LIST)):
        if named.startswith("./"):
            os.chdir(log)
        assert [row["id"] for row in ask_json("history", "--post", named)] == [3, 2]
    assert ask_json("history", "--post", "about.md") == []
    assert ask("history", "--post", "nowhere.md")[0] == 3
    assert [row["id"] for row in json.loads(ask("history", "--log", str(log / POST), "--json")[1])] == [1]


def test_the_history_is_nobody_elses(log: Path, run: Run, tmp_path: Path) -> None:
    run("edit", f"{POST}#1", "--kind", "Lecture", "--log", str(log))
    (database,) = (tmp_path / "home").rglob("history.db")
    assert database.stat().st_mode & 0o777 == 0o600
    for folder in database.relative_to(tmp_path / "home").parents[:-3]:
        assert (tmp_path / "home" / folder).stat().st_mode & 0o777 == 0o700
    assert not [path for path in log.rglob("*") if path.name.startswith(".")]


def test_looking_makes_nothing(log: Path, run: Run, tmp_path: Path) -> None:
    assert run("history", "--log", str(log)).returncode == 0
    assert list((tmp_path / "home").iterdir()) == []


def test_a_broken_history_is_one_sentence(log: Path, run: Run, tmp_path: Path) -> None:
    run("edit", f"{POST}#1", "--kind", "Lecture", "--log", str(log))
    (database,) = (tmp_path / "home").rglob("history.db")
    database.write_bytes(b"no database at all" * 400)
    for command in ("history", "undo", "redo"):
        ran = run(command, "--log", str(log))
        assert (ran.returncode, ran.stdout, ran.stderr.count(b"\n")) == (3, b"", 1)
        assert b"broken" in ran.stderr
    ran = run("edit", f"{POST}#1", "--kind", "Speech", "--log", str(log))
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"history was broken" in ran.stdout
    assert run("undo", "--log", str(log)).returncode == 0
    assert b"[Lecture]" in (log / POST).read_bytes()


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_the_sample_log_is_never_changed(run: Run, command: str) -> None:
    assert run(command).returncode == 3
