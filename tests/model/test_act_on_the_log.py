"""What is chosen and what is unsaved once an act wrote, made or deleted posts: step by step and without a screen."""

from readtui.grammar.posts import read_post
from readtui.model.log import ReadingLog
from readtui.model.post import Post
from readtui.model.session import Session
from readtui.model.unsaved import UnsavedText

_ONE = "## [Talk] [One](https://example.org/1)\n\nFirst.\n"
_TWO = "## [Book] [Two](https://example.org/2)\n\nSecond.\n"


def _post(day: int, *entries: str) -> Post:
    source = f"+++\ndate = 2024-03-{day:02}\n+++\n\n" + "\n".join(entries)
    return read_post(f"2024-03-{day:02}.md", source.encode())


def _session(*posts: Post) -> Session:
    return Session().reading(ReadingLog.of(post.row for post in posts))


def _paths(session: Session) -> list[str]:
    return [row.path for row in session.log]


def test_a_new_post_stands_in_its_place() -> None:
    session = _session(_post(2), _post(16)).acting([_post(9, _ONE)])
    assert _paths(session) == ["2024-03-16.md", "2024-03-09.md", "2024-03-02.md"]
    assert session.log.posts[1].entry_count == 1


def test_where_the_chosen_post_is_deleted_the_one_in_its_place_is_chosen() -> None:
    one, two, three = _post(2, _ONE), _post(9, _ONE), _post(16, _ONE)
    session = _session(one, two, three).choosing_week(two).acting([], [two.path])
    assert (session.path, session.post) == (one.path, None)
    assert _session(one, two).choosing_week(one).acting([], [one.path]).path == two.path
    assert _session(one).choosing_week(one).acting([], [one.path]).path is None


def test_what_was_done_outlives_an_older_snapshot() -> None:
    one, two, three = _post(2, _ONE), _post(9, _ONE), _post(16, _ONE)
    session = _session(one, two).choosing_week(one).acting([three], [two.path])
    session = session.reading(ReadingLog.of([one.row, two.row]))
    assert _paths(session) == [three.path, one.path]
    assert (session.path, session.post) == (one.path, one)


def test_a_post_that_comes_back_is_shown_again() -> None:
    one, two = _post(2, _ONE), _post(9, _ONE)
    session = _session(one, two).acting([], [two.path]).acting([two]).reading(ReadingLog.of([one.row]))
    assert _paths(session) == [two.path, one.path]


def _typed(post: Post, index: int | None) -> UnsavedText:
    text = UnsavedText.over(post, index)
    return text.retyped(text.base + b"More.\n")


def test_unsaved_text_goes_with_its_entry_to_another_post() -> None:
    source, target = _post(2, _ONE, _TWO), _post(9)
    text = _typed(source, 2)
    session = _session(source, target).choosing_week(source).typing(text)
    session = session.acting([_post(9, _TWO), _post(2, _ONE)])
    assert [(each.path, each.index, each.typed) for each in session.unsaved] == [(target.path, 1, text.typed)]
    session = session.acting([source], [target.path])
    assert [(each.path, each.index, each.typed) for each in session.unsaved] == [(source.path, 2, text.typed)]


def test_unsaved_text_of_a_deleted_entry_comes_back_with_it() -> None:
    post = _post(2, _ONE, _TWO)
    text = _typed(post, 1)
    session = _session(post).choosing_week(post).typing(text).acting([_post(2, _TWO)])
    assert session.unsaved == (text,)
    assert session.unsaved_for(1) is None
    assert not session.unsaved_beside(None)
    session = session.acting([post])
    assert session.unsaved_for(1) == text


def test_unsaved_text_of_a_deleted_post_comes_back_with_it() -> None:
    post, other = _post(2, _ONE, _TWO), _post(9, _ONE)
    texts = (_typed(post, None), _typed(other, 1))
    session = _session(post, other).choosing_week(post).typing(texts[0]).typing(texts[1]).acting([], [post.path])
    assert session.unsaved == texts
    assert session.acting([post]).choosing_week(post).unsaved_for(None) == texts[0]


def test_text_over_one_of_two_same_entries_stays_where_it_is() -> None:
    post = _post(2, _ONE, _ONE)
    session = _session(post).choosing_week(post).typing(_typed(post, 2)).acting([post])
    assert session.unsaved_for(2) is not None


def test_unsaved_text_stays_with_an_entry_that_others_changed() -> None:
    post = _post(2, _ONE, _TWO)
    text = _typed(post, 2)
    session = _session(post).choosing_week(post).typing(text)
    session = session.showing(
        _post(2, _ONE, "## [Talk] [More](https://example.org/3)\n", _TWO.replace("Second", "2nd"))
    )
    assert session.unsaved_for(3) == text  # over what it was typed over: a save tells both sides from it
    assert [session.unsaved_for(index) for index in (None, 1, 2)] == [None] * 3


def test_unsaved_text_of_a_whole_post_stays_with_it() -> None:
    post = _post(2, _ONE, _TWO)
    text = _typed(post, None)
    session = _session(post).choosing_week(post).typing(text).showing(_post(2, _ONE))
    assert session.unsaved_for(None) == text
    assert session.unsaved_beside(1)
