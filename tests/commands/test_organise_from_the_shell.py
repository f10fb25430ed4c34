"""`merge`, `split`, `tag`, `rename`, `fields`, and acts on several entries: each one change, with a way back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., tuple[int, str, str]]

POST = "2023-02-11-read.md"
LIST = "2023-02-18-read.md"


def files_of(log: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in log.glob("*.md")}


@pytest.fixture(autouse=True)
def comes_back(log: Path, ask: Ask) -> Any:
    """Whatever a test does is one change, and undone by one step."""
    before = files_of(log)
    yield
    if files_of(log) != before:
        assert ask("undo")[0] == 0
        assert files_of(log) == before


# Merge and split


def test_an_entry_takes_the_words_of_the_next(log: Path, ask: Ask) -> None:
    assert ask("merge", f"{POST}#1") == (0, f"merged “On Moss” into “Gardens of Glass” in {POST}: it is #1 now\n", "")
    assert (
        b"**Speakers**: Ada Moss, Ben Reed and Cy Lund\n**Author**: Ada Moss\n\n"
        b"Greenhouses as machines, see [the plans](https://plans.example/1).\n\n> Glass is slow water.\n\n"
        b"[Paper] [On Moss](https://journal.example/moss.pdf)\n\nShort.\n\n## [A Walk]" in (log / POST).read_bytes()
    )


def test_an_entry_takes_the_words_of_any(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    answer = ask_json("merge", f"{POST}#3", f"{POST}#1")
    assert answer["entry"]["title"] == "A Walk"
    assert (answer["entry"]["index"], answer["posts"]) == (2, [POST])
    assert answer["entry"]["byline"] == [{"role": "Speakers", "people": ["Ada Moss", "Ben Reed", "Cy Lund"]}]


def test_items_of_a_list_stay_tight(log: Path, ask: Ask) -> None:
    assert ask("merge", f"{LIST}#2", f"{LIST}#1")[0] == 0
    assert b"  It has a note.\n  - [First of the list](https://www.site.example/first) is short\n" in (
        (log / LIST).read_bytes()
    )


def test_merging_with_what_is_not_there_says_so(ask: Ask) -> None:
    assert ask("merge", f"{POST}#3")[0] == 4
    assert ask("merge", f"{POST}#9")[0] == 3
    assert ask("merge", f"{POST}#1", f"{POST}#1")[0] == 4
    code, _, err = ask("merge", f"{POST}#1", f"{LIST}#1")
    assert (code, "two entries that are merged stand in one post" in err) == (2, True)


def test_what_stands_below_a_line_becomes_an_entry(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    line = (log / POST).read_bytes().splitlines().index(b"> Glass is slow water.") + 1
    code, _, err = ask("split", f"{POST}#1", str(line))
    assert code == 4
    assert "begins with no link" in err
    answer = ask_json("split", f"{POST}#1", str(line), "--title", "Slow water", "--url", "https://s.example/")
    assert (answer["entry"]["index"], answer["entry"]["title"], answer["entry"]["quoted_words"]) == (2, "Slow water", 4)
    assert b"## [Slow water](https://s.example/)\n\n> Glass is slow water.\n" in (log / POST).read_bytes()


def test_a_link_that_begins_the_part_becomes_its_head(log: Path, ask: Ask) -> None:
    assert ask("merge", f"{POST}#1")[0] == 0
    line = next(at for at, each in enumerate((log / POST).read_bytes().splitlines(), 1) if b"moss.pdf" in each)
    assert ask("split", f"{POST}#1", str(line))[0] == 0
    assert b"## [Paper] [On Moss](https://journal.example/moss.pdf)\n\nShort.\n" in (log / POST).read_bytes()
    assert ask("undo")[0] == 0


@pytest.mark.parametrize("line", ["1", "10", "400", "-3", "x"])
def test_a_line_that_is_not_the_entrys_is_refused(ask: Ask, line: str) -> None:
    assert ask("split", f"{POST}#1", line)[0] == 2


# Tags, kinds, fields


def test_tags_go_in_and_out(log: Path, ask: Ask) -> None:
    assert ask("tag", LIST, POST, "+a new one", "-links")[0] == 0
    assert b"tags: [a new one]\n" in (log / LIST).read_bytes()
    assert b'draft = false\ntags = ["a new one"]\n+++' in (log / POST).read_bytes()


def test_tags_that_are_so_already_change_nothing(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    assert ask("tag", LIST, "+links", "-other") == (0, "nothing to change\n", "")
    assert ask_json("tag", LIST, "+links")["posts"] == []


def test_a_tag_of_dashes_is_one_too(log: Path, ask: Ask) -> None:
    assert ask("tag", LIST, "+--")[0] == 0
    assert b"tags: [links, --]\n" in (log / LIST).read_bytes()


def test_a_title_of_dashes_is_one_too(log: Path, ask: Ask) -> None:
    assert ask("edit", f"{POST}#1", "--title=--")[0] == 0
    assert b"## [Talk] [--](" in (log / POST).read_bytes()


def test_categories_are_told_apart(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    assert ask_json("tag", POST, LIST, "--category", "--add", "reading")["posts"] == [LIST]
    assert b"tags: [links]\ncategories: [reading]\n---" in (log / LIST).read_bytes()


@pytest.mark.parametrize(
    "argv",
    [("tag", POST), ("tag", f"{POST}#1", "+x"), ("tag", POST, "+x", "-x"), ("tag", "+x"), ("edit", POST, LIST)],
)
def test_what_cannot_be_meant_is_told(ask: Ask, argv: tuple[str, ...]) -> None:
    code, out, err = ask(*argv)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_kinds_of_several_entries(log: Path, ask: Ask) -> None:
    assert ask("edit", f"{POST}#1", f"{POST}#3", f"{LIST}#1", "--kind", "Long read")[0] == 0
    assert (log / POST).read_bytes().count(b"## [Long read] [") == 2
    assert b"- [Long read] [First" in (log / LIST).read_bytes()


def test_fields_are_shown_as_they_are_written(ask: Ask, ask_json: Callable[..., Any]) -> None:
    code, out, _ = ask("fields", POST)
    assert code == 0
    assert [line.split(maxsplit=1) for line in out.splitlines()][2] == ["categories", '["reading"]']
    answer = ask_json("fields", LIST)
    assert answer["front_matter"] == "yaml"
    assert answer["fields"][3] == {"key": "tags", "value": ["links"], "text": "[links]"}
    assert answer["fields"][1]["value"] == "2023-02-18T09:30:00+01:00"


def test_a_post_without_fields_says_so(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    for name, source, why in (
        ("bare.md", b"Text.\n", "this post has no front matter"),
        ("blank.md", b"---\n---\n\nText.\n", "its front matter has no fields"),
        ("open.md", b"+++\ntitle = 1\n\nText.\n", "not closed"),
    ):
        (log / name).write_bytes(source)
        code, out, err = ask("fields", name)
        assert (code, out, err.count("\n")) == (0, "", 1)
        assert err.startswith(f"readtui: {name}: ")
        assert why in err
        assert ask_json("fields", name)["fields"] == []
        (log / name).unlink()


# Rename


def test_a_rename_is_shown_before_it_is_made(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    before = files_of(log)
    code, out, err = ask("rename", "person", "Ada Moss", "Ada Fern", "--dry-run")
    assert (code, err) == (0, "")
    assert out.startswith(f"--- a/{POST}\n+++ b/{POST}\n")
    assert "-**Author**: Ada Moss\n+**Author**: Ada Fern\n" in out
    assert files_of(log) == before
    shown = ask_json("rename", "person", "Ada Moss", "Ada Fern", "--dry-run")
    assert [line["after"] for line in shown["lines"]] == [
        "**Speakers**: Ada Fern, Ben Reed and Cy Lund",
        "**Author**: Ada Fern",
    ]
    assert shown["undo"] is None
    done = ask_json("rename", "person", "Ada Moss", "Ada Fern")
    assert (done["posts"], done["undo"]) == ([POST], 1)
    changed = before[POST].replace(b": Ada Moss", b": Ada Fern")
    assert files_of(log) == before | {POST: changed}


def test_two_names_become_one(log: Path, ask: Ask) -> None:
    assert ask("rename", "person", "Ben Reed", "Ada Moss")[0] == 0
    assert b"**Speakers**: Ada Moss and Cy Lund\n" in (log / POST).read_bytes()


def test_kinds_tags_and_categories_are_renamed(log: Path, ask: Ask) -> None:
    for argv, there in (
        (("kind", "Talk", "Lecture"), b"## [Lecture] [Gardens"),
        (("category", "reading", "a: b"), b'categories = ["a: b"]'),
    ):
        assert ask("rename", *argv)[0] == 0
        assert there in (log / POST).read_bytes()
        assert ask("undo")[0] == 0
    assert ask("rename", "tag", "links", "it's")[0] == 0
    assert b"tags: [it's]" in (log / LIST).read_bytes()


@pytest.mark.parametrize(
    "argv",
    [
        ("person", "Ada Moss", "Ada and Bo"),
        ("person", "Nobody", "Ada"),
        ("kind", "Talk", "[x]"),
        ("tag", "links", ""),
        ("tag", "links", "links"),
        ("tag", "Links", "l"),
    ],
)
def test_a_rename_that_cannot_be_made_changes_nothing(log: Path, ask: Ask, argv: tuple[str, ...]) -> None:
    code, out, err = ask("rename", *argv)
    assert (code, out, err.count("\n")) == (4, "", 1)
    for more in (("--dry-run",), ("--dry-run", "--json")):
        assert ask("rename", *argv, *more) == (code, out, err)


def test_a_program_is_told_too_which_posts_a_rename_leaves(log: Path, ask: Ask) -> None:
    (log / "odd.md").write_bytes(b"---\ntitle: Odd\ntags: &t [links]\nothers: *t\n---\n\nText.\n")
    shown = json.loads(ask("rename", "tag", "links", "urls", "--json", "--dry-run")[1])
    made = json.loads(ask("rename", "tag", "links", "urls", "--json")[1])
    left = {"post": "odd.md", "reason": "this front matter is unusual (an anchor); edit it as text"}
    assert (shown["refused"], made["refused"]) == ([left], [left])
    assert (shown["posts"], shown["undo"], made["posts"]) == ([], None, [LIST])
    (log / "odd.md").unlink()


def test_posts_that_have_the_name_and_cannot_be_edited_are_named(log: Path, ask: Ask) -> None:
    (log / "odd.md").write_bytes(b"---\ntitle: Odd\ntags: &t [links]\nothers: *t\n---\n\nText.\n")
    before = files_of(log)
    code, out, err = ask("rename", "tag", "links", "urls")
    assert (code, out) == (0, "renamed tag “links” to “urls” in 1 post\n")
    assert err == "readtui: odd.md: stays as it is: this front matter is unusual (an anchor); edit it as text\n"
    assert files_of(log)["odd.md"] == before["odd.md"]
    (log / "odd.md").unlink()


def test_an_index_finds_what_reading_all_posts_does(log: Path, ask: Ask) -> None:
    assert ask("search", "moss")[0] == 0  # makes an index
    (log / "new.md").write_bytes((log / POST).read_bytes())
    code, out, _ = ask("rename", "person", "Ada Moss", "A. Fern")
    assert (code, out) == (0, "renamed person “Ada Moss” to “A. Fern” in 2 posts\n")
    assert ask("undo")[0] == 0
    (log / "new.md").unlink()


# Several at once


def test_entries_of_several_posts_are_deleted_as_one(log: Path, ask: Ask) -> None:
    code, out, _ = ask("delete", f"{POST}#3", f"{LIST}#1", f"{POST}#1", f"{POST}#1")
    assert (code, out) == (0, "deleted 3 entries from 2 posts; `readtui undo 1` brings it back\n")
    assert b"Glass" not in (log / POST).read_bytes()
    assert b"## [Paper] [On Moss]" in (log / POST).read_bytes()


def test_all_entries_of_a_post_go(log: Path, ask: Ask) -> None:
    assert ask("delete", *(f"{POST}#{index}" for index in (1, 2, 3)))[0] == 0
    assert (log / POST).read_bytes().endswith(b"<!--more-->\n")


def test_one_that_is_not_there_spares_all(log: Path, ask: Ask) -> None:
    before = files_of(log)
    assert ask("delete", f"{POST}#1", f"{LIST}#9")[0] == 3
    assert ask("move", f"{POST}#1", f"{POST}#9", LIST)[0] == 3
    assert ask("delete", POST, f"{LIST}#1")[0] == 2
    assert files_of(log) == before


def test_several_move_in_the_order_they_are_named(log: Path, ask: Ask, ask_json: Callable[..., Any]) -> None:
    answer = ask_json("move", f"{POST}#3", f"{POST}#1", LIST)
    assert (answer["posts"], answer["entry"]["title"]) == ([LIST, POST], "A Walk")
    source = (log / LIST).read_bytes()
    assert source.index(b"[A Walk]") < source.index(b"[Gardens of Glass]")
    assert answer["done"].startswith("moved 2 entries from")
