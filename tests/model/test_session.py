"""What is chosen, typed and saved, step by step and without a screen."""

import datetime

from readtui.grammar.posts import read_post
from readtui.model.log import ReadingLog
from readtui.model.post import Post
from readtui.model.session import Session
from readtui.model.unsaved import UnsavedText

_POST = """+++
title = "What I read this week ({name})"
date = 2024-03-{day:02}
+++

## [Talk] [One](https://example.org/{day}/1)
**Speaker**: Ann Lee

First.

## [Book] [Two](https://example.org/{day}/2)
**Author**: Bo Wei

Second.
"""


def _post(day: int, text: str = _POST) -> Post:
    return read_post(f"2024-03-{day:02}.md", text.format(name=f"day {day}", day=day).encode())


def _session(*posts: Post) -> Session:
    return Session().reading(ReadingLog.of(post.row for post in posts))


def test_the_newest_week_stands_first() -> None:
    assert [row.path for row in _session(_post(2), _post(9)).log] == ["2024-03-09.md", "2024-03-02.md"]


def test_undated_posts_stand_last() -> None:
    undated = read_post("about.md", b"Hello.\n")
    assert [row.day for row in _session(undated, _post(2)).log] == [datetime.date(2024, 3, 2), None]


def test_choosing_a_week_chooses_its_first_entry() -> None:
    post = _post(2)
    session = _session(post).choosing_week(post)
    assert session.entry == post.entries[0]
    assert session.choosing_entry(None).entry is None


def test_choosing_a_post_without_entries_chooses_the_whole() -> None:
    essay = read_post("essay.md", b"# Essay\n\nProse.\n")
    assert _session(essay).choosing_week(essay).index is None


def test_a_choice_outlives_its_snapshot() -> None:
    one, two = _post(2), _post(9)
    session = _session(one, two).choosing_week(one).choosing_entry(2)
    session = session.reading(ReadingLog.of([_post(16).row, two.row, one.row]))
    assert (session.path, session.index) == (one.path, 2)


def test_where_the_chosen_post_is_gone_its_neighbour_is_chosen() -> None:
    one, two, three = _post(2), _post(9), _post(16)
    session = _session(one, two, three).choosing_week(two)
    session = session.reading(ReadingLog.of([one.row, three.row]))
    assert (session.path, session.post) == (one.path, None)


def test_typed_text_is_kept_until_it_is_saved() -> None:
    post = _post(2)
    base = post.entries[0].span.of(post.source)
    text = UnsavedText.over(post, 1).retyped(base.replace(b"First", b"Read twice"))
    session = _session(post).choosing_week(post).typing(text)
    assert session.unsaved_for(1) == text
    saved = read_post(post.path, post.source.replace(b"First", b"Read twice"))
    session = session.saving(text, saved, 1)
    assert session.unsaved == ()
    assert session.post == saved


def test_text_typed_back_to_what_it_was_is_not_kept() -> None:
    post = _post(2)
    base = post.entries[0].span.of(post.source)
    session = _session(post).choosing_week(post).typing(UnsavedText.over(post, 1).retyped(base + b"x"))
    assert session.typing(UnsavedText.over(post, 1).retyped(base)).unsaved == ()


def test_unsaved_text_follows_its_entry_when_another_save_moves_it() -> None:
    post = _post(2)
    second = post.entries[1].span.of(post.source)
    later = UnsavedText.over(post, 2).retyped(second + b"More.\n")
    first = post.entries[0].span.of(post.source)
    grown = first + b"\n## [Talk] [One and a half](https://example.org/half)\n\nNew.\n"
    now = UnsavedText.over(post, 1).retyped(grown)
    saved = read_post(post.path, post.source.replace(first, grown))
    session = _session(post).choosing_week(post).typing(later).typing(now).saving(now, saved, 1)
    assert [text.index for text in session.unsaved] == [3]
    assert session.unsaved[0].typed == later.typed


def test_text_whose_base_is_gone_has_no_place() -> None:
    post = _post(2)
    assert UnsavedText.over(_post(9), 1).retyped(b"").anchored_in(post) is None


def test_a_post_read_anew_keeps_the_choice_where_it_can() -> None:
    post = _post(2)
    session = _session(post).choosing_week(post).choosing_entry(2)
    shorter = read_post(post.path, post.source[: post.entries[1].span.start])
    session = session.showing(shorter)
    assert (session.index, session.log.posts[0].entry_count) == (1, 1)


def test_texts_stay_apart_when_entries_shift() -> None:
    post = _post(2)
    first, second = (entry.span.of(post.source) for entry in post.entries)
    one, two = UnsavedText.over(post, 1).retyped(first + b"A.\n"), UnsavedText.over(post, 2).retyped(second + b"B.\n")
    session = _session(post).choosing_week(post).typing(one).typing(two)
    without_first = read_post(post.path, post.source.replace(first, b""))
    session = session.showing(without_first)
    assert {text.typed for text in session.unsaved} == {one.typed, two.typed}
    found = session.unsaved_for(1)
    assert found is not None
    assert found.typed == two.typed
    assert len(session.discarding(found).unsaved) == 1


def test_a_post_and_its_entries_are_not_typed_over_at_once() -> None:
    post = _post(2)
    base = post.entries[0].span.of(post.source)
    session = _session(post).choosing_week(post).typing(UnsavedText.over(post, 1).retyped(base + b"x"))
    assert session.unsaved_beside(None)
    assert not session.unsaved_beside(2)


def test_a_newer_snapshot_does_not_undo_what_was_read_since() -> None:
    post = _post(2)
    session = _session(post).choosing_week(post)
    saved = read_post(post.path, post.source.replace(b"day 2", b"day two"))
    session = session.showing(saved).reading(ReadingLog.of([post.row]))
    assert session.log.posts[0].title == saved.title
