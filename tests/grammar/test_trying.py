"""Edits tried in memory: what is proved of a post, and that a stray change does not go unseen."""

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.grammar.changing.trying import Trial, strayed, trials
from readtui.grammar.posts import read_post
from readtui.model.span import Span, Splice

EXAMPLES = 5_000 if os.environ.get("READTUI_LONG") else 150
POST = b"""+++
title = "Read"
draft = true
+++

## [Talk] [One](https://one.example)
**Speaker**: Ann Lee

First.

## [Two](https://two.example)

Second.
"""


def outcome_of(splice: Splice, edited: int | None) -> str:
    before = read_post("a.md", POST)
    return strayed(before, splice, read_post("a.md", splice.apply(POST)), edited)


def over(old: bytes, new: bytes) -> Splice:
    start = POST.index(old)
    return Splice(Span(start, start + len(old)), new)


def test_every_edit_of_a_plain_post_is_proved() -> None:
    tried = list(trials(read_post("a.md", POST)))
    assert {trial.outcome for trial in tried} == {"proved"}
    assert [(trial.act, trial.index) for trial in tried] == [
        ("nothing", None),
        ("nothing", 1),
        ("nothing", 2),
        ("text", None),
        ("text", 1),
        ("entry-title", 1),
        ("text", 2),
        ("entry-title", 2),
        ("title", None),
        ("draft", None),
    ]


def test_what_is_refused_says_why() -> None:
    post = read_post("a.md", b"- <https://one.example>\n- [Two](https://two.example)\n")
    refused = [trial for trial in trials(post) if trial.outcome == "refused"]
    assert [(trial.act, trial.index) for trial in refused] == [("entry-title", 1)]
    assert "link's address" in refused[0].reason


def test_of_a_post_that_cannot_be_edited_only_that_it_stays_is_tried() -> None:
    assert list(trials(read_post("a.md", b"Caf\xe9\n"))) == [Trial("nothing", None)]


def test_of_a_very_long_post_some_entries_stand_for_all() -> None:
    post = read_post("a.md", b"".join(b"## [T%d](https://a.example/%d)\n\nText.\n\n" % (n, n) for n in range(9)))
    tried = list(trials(post, most_bytes=4 * len(post.source)))
    assert [trial.index for trial in tried if trial.act == "text" and trial.outcome == "proved"] == [None, 1, 4, 7]
    assert sum(trial.outcome == "untried" for trial in tried) == 12


def test_an_edit_of_its_own_entry_is_none_that_strayed() -> None:
    assert outcome_of(over(b"First.", b"First, and more."), 1) == ""
    assert outcome_of(over(b"draft = true", b"draft = false"), None) == ""


def test_an_edit_that_reaches_into_another_entry_is_seen() -> None:
    assert outcome_of(over(b"Second.", b"Second, too."), 1) == "the edit reaches out of entry 1"


def test_an_entry_that_is_swallowed_is_seen() -> None:
    assert outcome_of(over(b"First.", b"```"), 1) == "entry 2 is no entry any more"


def test_an_entry_that_reads_differently_is_seen() -> None:
    source = b"## [One](https://one.example)\n\n[b]: https://b.example\n\n## [Two](https://two.example)\n\nSee [b].\n"
    before = read_post("a.md", source)
    splice = Splice(Span(source.index(b"b.example"), source.index(b"b.example") + 1), b"c")
    assert strayed(before, splice, read_post("a.md", splice.apply(source)), 1) == "entry 2 reads differently"


def test_bytes_that_changed_beside_the_edit_are_seen() -> None:
    before = read_post("a.md", POST)
    splice = over(b"First.", b"1.")
    for there, told in ((b"draft", "before"), (b"Second.", "behind")):
        after = read_post("a.md", splice.apply(POST).replace(there, there.upper()))
        assert strayed(before, splice, after, 1) == f"bytes {told} the edit changed"


def test_a_front_matter_that_moved_is_seen() -> None:
    before = read_post("a.md", POST)
    fence = over(b"+++\n\n## ", b"+++\n\n## ")
    assert strayed(before, fence, before, 1) == "the edit reaches out of entry 1"


PIECES = [
    *POST.splitlines(keepends=True),
    b"```\n",
    b"- [a](https://a.example)\n",
    b"* [Talk] [b](https://b.example) by X\n  More.\n",
    b"**[c](https://c.example)** by Y\n",
    b"[d]: https://d.example\n",
    b"### [Paper] [e][d]\n",
    b"<!-- a comment\n",
    b"-->\n",
    b"---\n",
    b"title: A # comment\n",
    b"- - [f](https://f.example)\r\n",
    b"\xc3\xa9\xe2\x80\xa8",
    b"    code\n",
    b"\x00",
    b"\xff",
    b"\r",
    b"\n",
]


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25), st.booleans())
def test_nothing_is_wrong_with_any_post(pieces: list[bytes], is_fronted: bool) -> None:
    source = (POST[: POST.index(b"## ")] if is_fronted else b"") + b"".join(pieces)
    assert not [trial for trial in trials(read_post("a.md", source)) if trial.outcome == "wrong"]
