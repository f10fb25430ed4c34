"""Entries and posts are marked for the next command, and stay so while the log changes around them."""

import pytest

from readtui.grammar.posts import read_post
from readtui.model.marking import marked_in, marks_posts, toggling, told, unmarking
from readtui.model.news import News
from readtui.model.post import Post
from readtui.model.session import Session

_ENTRIES = b"## [One](https://e.org/1)\n\nA.\n\n## [Two](https://e.org/2)\n\nB.\n\n## [Three](https://e.org/3)\n\nC.\n"


def a_post(path: str = "a.md", source: bytes = _ENTRIES) -> Post:
    return read_post(path, source)


def at(post: Post) -> Session:
    return Session().choosing_week(post)


def test_an_entry_is_marked_and_no_longer() -> None:
    session = toggling(at(a_post()), 2)
    assert marked_in(session, session.post) == {2}
    assert told(session) == "1 entry marked"
    assert not marks_posts(session)
    assert toggling(session, 2) == at(a_post())


def test_marks_stay_in_other_weeks() -> None:
    session = toggling(toggling(at(a_post()), 1), 3).choosing_week(a_post("b.md"))
    assert marked_in(session, session.post) == set()
    session = toggling(session, 1)
    assert told(session) == "3 entries marked"
    assert marked_in(session, a_post()) == {1, 3}


def test_a_mark_follows_its_entry() -> None:
    session = toggling(at(a_post()), 2)
    moved = a_post(source=b"## [New](https://e.org/0)\n\nN.\n\n" + _ENTRIES.replace(b"B.", b"B, and more."))
    assert marked_in(session.showing(moved), moved) == {3}
    gone = a_post(source=_ENTRIES.replace(b"/2", b"/4").replace(b"Two", b"Four").replace(b"B.", b"D."))
    assert marked_in(session.showing(gone), gone) == set()


def test_a_mark_follows_its_post() -> None:
    session = toggling(at(a_post()), 2).following(News(renamed={"a.md": "z.md"}))
    assert marked_in(session, a_post("z.md")) == {2}


def test_entries_that_read_alike_are_marked_each_by_itself() -> None:
    twice = a_post(source=b"## [One](https://e.org/1)\n\nA.\n\n" * 2)
    session = toggling(at(twice), 2)
    assert marked_in(session, twice) == {2}
    assert marked_in(toggling(session, 1), twice) == {1, 2}


def test_entries_and_posts_are_not_marked_together() -> None:
    session = toggling(at(a_post()), 2)
    with pytest.raises(ValueError, match="1 entry marked: esc clears the marks"):
        toggling(session, None)
    weeks = toggling(toggling(at(a_post()), None).choosing_week(a_post("b.md")), None)
    assert told(weeks) == "2 weeks marked"
    assert marked_in(weeks, weeks.post) == {0}
    with pytest.raises(ValueError, match="2 weeks marked"):
        toggling(weeks, 1)
    assert unmarking(weeks).marked == ()
    assert told(unmarking(weeks)) == ""
