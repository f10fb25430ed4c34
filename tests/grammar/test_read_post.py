import datetime
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.posts import peek_post, read_post
from readtui.model.post import PostRow
from readtui.model.problem import Problem
from readtui.model.week import Week

POST = b"""+++
title = "Read lately (July 5 - July 11)"
date = 2020-07-11T20:00:00Z
draft = true
kind = "Talk"
+++

Three words above.

<!--more-->

## [Book] [On Trees](https://example.org/trees)
**Author**: Ann Lee

Four words of note.

## [On Rivers](https://example.org/rivers)

Two words.
"""


def test_a_post_is_read_with_its_week_and_entries() -> None:
    post = read_post("2020-07-11-read.md", POST)
    assert post.title == "Read lately (July 5 - July 11)"
    assert post.day == datetime.date(2020, 7, 11)
    assert post.week == Week(datetime.date(2020, 7, 5), datetime.date(2020, 7, 11), "title")
    assert (post.form, post.entry_count, post.words) == ("heading", 2, 6)
    assert (post.draft, post.language, post.kind, post.problems) == (True, "toml", "Talk", ())
    assert post.summary is not None
    assert post.summary.of(POST) == b"Three words above."
    assert [entry.title for entry in post.entries] == ["On Trees", "On Rivers"]
    assert post.is_read
    assert post.is_editable


def test_a_peek_tells_the_top_alone() -> None:
    post, row = read_post("a.md", POST), peek_post("a.md", POST)
    assert type(row) is PostRow
    assert (row.title, row.date, row.day, row.draft, row.week) == (post.title, post.date, post.day, True, post.week)
    assert not row.is_read
    assert row.entry_count == 0


def test_a_peek_loads_no_parser() -> None:
    code = (
        "import sys; from readtui.grammar.posts import peek_post;"
        f"peek_post('a.md', {POST!r}); print(*sys.modules.keys() & {{'markdown_it', 'yaml', 'json', 'frontmatter'}})"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


def test_without_a_date_the_file_name_tells_the_day() -> None:
    post = read_post("post/2020-07-11-x.md", b"Only text.\n")
    assert (post.date, post.day, post.week) == (None, datetime.date(2020, 7, 11), None)
    assert (post.form, post.words) == ("whole", 2)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty"),
        (b"---\ntitle: caf\xe9\n---\n- [a](https://example.org)\n", "not-utf8"),
        (b"{\\rtf1\\ansi text}", "not-markdown"),
        (b"%PDF-1.4\n...", "not-markdown"),
        (b"\x89PNG\r\n\x1a\n", "not-markdown"),
        ("# text".encode("utf-16"), "not-markdown"),
        (b"\0\1\2\3" * 50, "not-markdown"),
        (b"---\ntitle: [\n---\ntext\n", "front-matter-invalid"),
        (b"---\ndate: soon\n---\ntext\n", "date-invalid"),
    ],
)
def test_what_is_wrong_is_a_problem(source: bytes, code: str) -> None:
    for row in (read_post("a.md", source), peek_post("a.md", source)):
        assert code in [problem.code for problem in row.problems]
        assert row.is_editable == (code not in {"not-utf8", "not-markdown"})


def test_a_stray_control_byte_is_still_text() -> None:
    assert read_post("a.md", b"A line of text that holds one \0 byte, as pasted text sometimes does.\n").is_editable


def test_the_line_that_is_not_utf8_is_told() -> None:
    (problem,) = read_post("a.md", b"one\r\ntwo\rthr\xe9e\n").problems
    assert (problem.code, problem.line) == ("not-utf8", 3)
    assert "line 3" in problem.message


def test_problems_from_the_disk_are_kept() -> None:
    known = Problem("too-large", None, "the file is larger than 4 MiB")
    assert known in read_post("a.md", b"", (known,)).problems


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_can_be_read(source: bytes) -> None:
    post = read_post("a.md", source)
    peek_post("a.md", source)
    assert post.source == source
    for entry in post.entries:
        assert post.body.holds(entry.span)
