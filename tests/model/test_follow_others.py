"""What is chosen and what is unsaved once others wrote, renamed or deleted posts: step by step and without a screen."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from readtui.grammar.posts import read_post
from readtui.model.log import ReadingLog, changing
from readtui.model.mark import found_again
from readtui.model.news import GONE, News
from readtui.model.packedrows import CHUNK, PackedRows
from readtui.model.post import Post, PostRow
from readtui.model.session import Session
from readtui.model.unsaved import UnsavedText

_ONE = "## [Talk] [One](https://example.org/1)\n\nFirst.\n"
_TWO = "## [Book] [Two](https://example.org/2)\n\nSecond.\n"
_THREE = "## [Book] [Three](https://example.org/3)\n\nThird.\n"


def _post(day: int, *entries: str) -> Post:
    source = f"+++\ndate = 2024-03-{day:02}\n+++\n\n" + "\n".join(entries)
    return read_post(f"2024-03-{day:02}.md", source.encode())


def _session(*posts: Post) -> Session:
    return Session().reading(ReadingLog(PackedRows.of(ReadingLog.of(post.row for post in posts))))


def _news(*posts: Post, gone: Iterable[str] = (), **renamed: str) -> News:
    return News(
        tuple(post.row for post in posts), posts, frozenset(gone), {f"{old}.md": new for old, new in renamed.items()}
    )


def _paths(session: Session) -> list[str]:
    return [row.path for row in session.log]


# What nobody changed


def test_news_that_change_nothing_make_no_new_session() -> None:
    one, two = _post(2, _ONE), _post(9, _TWO)
    session = _session(one, two).choosing_week(two)
    assert session.following(_news(one, two)) is session
    assert session.following(_news(gone=["other.md"])) is session


def test_a_log_told_before_is_taken_only_over_the_log_it_was_made_of() -> None:
    one, two, three = _post(2, _ONE), _post(9, _TWO), _post(16, _THREE)
    session = _session(one, two)
    news = replace(_news(three), before=session.log, after=ReadingLog(PackedRows.of([three.row])))
    assert _paths(session.following(news)) == [three.path]
    assert _paths(_session(one).following(news)) == [three.path, one.path]


# Posts that come, change and go


def test_posts_come_and_go_in_order() -> None:
    one, two, three = _post(2, _ONE), _post(9, _TWO), _post(16, _THREE)
    session = _session(one, two).choosing_week(one).following(_news(three, gone=[two.path]))
    assert _paths(session) == [three.path, one.path]
    assert (session.path, session.index) == (one.path, 1)


def test_a_choice_falls_to_the_neighbour_and_comes_back_with_its_post() -> None:
    one, two, three = _post(2, _ONE), _post(9, _ONE, _TWO), _post(16, _THREE)
    session = _session(one, two, three).choosing_week(two).choosing_entry(2).following(_news(gone=[two.path]))
    assert (session.path, session.post, session.index) == (one.path, None, None)
    session = session.arriving(one)
    assert (session.path, session.index) == (one.path, 1)
    session = session.following(_news(two))
    assert (session.path, session.post, session.index) == (two.path, two, 2)


def test_a_choice_that_the_reader_made_since_stays() -> None:
    one, two, three = _post(2, _ONE), _post(9, _TWO), _post(16, _THREE)
    fallen = _session(one, two, three).choosing_week(two).following(_news(gone=[two.path])).arriving(one)
    assert fallen.choosing_week(three).following(_news(two)).path == three.path
    assert fallen.staying().following(_news(two)).path == one.path


def test_a_whole_log_may_go_and_come_back() -> None:
    posts = [_post(2, _ONE), _post(9, _ONE, _TWO), _post(16, _THREE)]
    session = _session(*posts).choosing_week(posts[1]).choosing_entry(2)
    session = session.following(_news(gone=[post.path for post in posts]))
    assert (session.path, _paths(session)) == (None, [])
    for post in posts:  # as git brings them
        session = session.following(_news(post))
    assert (session.path, session.index) == (posts[1].path, 2)


# Entries of the chosen post


def test_the_choice_stays_on_its_entry() -> None:
    session = _session(_post(2, _ONE, _TWO)).choosing_week(_post(2, _ONE, _TWO)).choosing_entry(2)
    now = session.following(_news(_post(2, _THREE, _ONE, _TWO.replace("Second", "2nd"))))
    assert (now.index, now.turn) == (3, session.turn)
    assert now.entry
    assert now.entry.title == "Two"


def test_an_entry_that_was_written_anew_in_its_place_stays_chosen() -> None:
    session = _session(_post(2, _ONE, _TWO)).choosing_week(_post(2, _ONE, _TWO)).choosing_entry(2)
    now = session.following(_news(_post(2, _ONE, _THREE)))
    assert (now.index, now.turn) == (2, session.turn)


def test_an_entry_that_goes_and_comes_is_chosen_again() -> None:
    post = _post(2, _ONE, _TWO, _THREE)
    session = _session(post).choosing_week(post).choosing_entry(2).following(_news(_post(2, _ONE)))
    assert session.index == 1
    assert session.following(_news(_post(2))).following(_news(post)).index == 2


def test_an_entry_is_known_by_its_text_then_its_link_then_its_title() -> None:
    old = _post(2, _ONE, _TWO)
    assert found_again(old, 2, _post(2, _TWO, _ONE)) == 1
    assert found_again(old, 2, _post(2, _TWO.replace("[Two]", "[Deux]"))) == 1
    assert found_again(old, 2, _post(2, _TWO.replace("/2)", "/zwei)"), _ONE)) == 1
    assert found_again(old, 2, _post(2, _THREE, _ONE)) is None
    assert found_again(old, 3, old) is None


def test_of_two_same_entries_the_nearer_is_it() -> None:
    assert found_again(_post(2, _ONE, _TWO, _ONE), 3, _post(2, _ONE, _ONE)) == 2


# Unsaved text


def _typed(post: Post, index: int | None) -> UnsavedText:
    text = UnsavedText.over(post, index)
    return text.retyped(text.base + b"More.\n")


def test_a_post_with_unsaved_text_stays_when_its_file_is_gone() -> None:
    one, two = _post(2, _ONE, _TWO), _post(9, _THREE)
    text = _typed(one, 2)
    session = _session(one, two).choosing_week(one).choosing_entry(2).typing(text).following(_news(gone=[one.path]))
    assert (session.path, session.index, session.unsaved) == (one.path, 2, (text,))
    assert session.post
    assert session.post.problems == (GONE,)
    assert session.post.is_editable
    assert session.log.posts[1].problems == (GONE,)
    session = session.following(_news(gone=[one.path]))
    assert session.log.posts[1].problems == (GONE,)
    session = session.following(_news(one))
    assert (session.post, session.log.posts[1]) == (one, one.row)


def test_unsaved_text_of_another_post_keeps_that_in_the_list() -> None:
    one, two = _post(2, _ONE), _post(9, _TWO)
    session = _session(one, two).typing(_typed(one, 1)).choosing_week(two).following(_news(gone=[one.path]))
    assert _paths(session) == [two.path, one.path]
    assert session.post == two


def test_a_renamed_post_is_followed_with_what_was_typed() -> None:
    old, new = _post(2, _ONE, _TWO), replace(_post(2, _ONE, _TWO), path="week.md")
    session = _session(old).choosing_week(old).choosing_entry(2).typing(_typed(old, 2))
    now = session.following(replace(_news(new, gone=[old.path]), renamed={old.path: new.path}))
    assert (now.path, now.post, now.index, now.turn) == (new.path, new, 2, session.turn)
    assert [text.path for text in now.unsaved] == [new.path]
    assert now.unsaved_for(2) is not None
    assert _paths(now) == [new.path]


def test_unsaved_text_goes_with_an_entry_that_moved_in_its_post() -> None:
    post = _post(2, _ONE, _TWO)
    session = _session(post).choosing_week(post).typing(_typed(post, 2)).following(_news(_post(2, _THREE, _ONE, _TWO)))
    assert [text.index for text in session.unsaved] == [3]


def test_unsaved_text_over_what_others_changed_stays_as_it_was() -> None:
    post = _post(2, _ONE, _TWO)
    text = _typed(post, 2)
    session = _session(post).choosing_week(post).typing(text)
    session = session.following(_news(_post(2, _ONE, _TWO.replace("Second", "2nd"))))
    assert session.unsaved == (text,)
    assert session.unsaved_for(2) == text


# Many at once


def _row(number: int, title: str = "") -> PostRow:
    return replace(_post(1 + number % 28).row, path=f"{number}.md", title=title or None)


@given(st.sets(st.integers(0, 4 * CHUNK)), st.sets(st.integers(0, 5 * CHUNK)), st.sets(st.integers(0, 5 * CHUNK)))
def test_many_at_once_stand_as_if_put_in_order_anew(old: set[int], new: set[int], gone: set[int]) -> None:
    there = {_row(number).path: _row(number) for number in old}
    log = ReadingLog(PackedRows.of(ReadingLog.of(there.values())))
    gone_paths = {_row(number).path for number in gone - new}
    rows = [_row(number, "now") for number in new]
    now = changing(log, rows, gone_paths)
    wanted = {path: row for path, row in there.items() if path not in gone_paths} | {row.path: row for row in rows}
    assert list(now) == list(ReadingLog.of(wanted.values()))
    assert changing(now, rows, gone_paths) is now
    assert [now.place_of(row.path) for row in now] == [*range(len(now))]
