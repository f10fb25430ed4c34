"""A search in a session: what is listed and chosen, step by step and without a screen."""

from dataclasses import replace

from readtui.grammar.posts import read_post
from readtui.model.log import ReadingLog
from readtui.model.narrowing import Fitting, Found
from readtui.model.news import News
from readtui.model.packedrows import PackedRows
from readtui.model.post import Post
from readtui.model.search import Order, Search, Term
from readtui.model.searching import finding, leaving_search, next_hit, searching
from readtui.model.session import Session

_POST = """+++
title = "Day {day}"
date = 2024-03-{day:02}
+++

## [Talk] [One {day}](https://example.org/{day}/1)
**Speaker**: Ann Lee

First.

## [Book] [Two {day}](https://example.org/{day}/2)
**Author**: Bo Wei

Second.

## [Book] [Three {day}](https://example.org/{day}/3)
**Author**: Bo Wei

Third.
"""
ONE = Search("one", (Term("text", "one"),))
TWO = Search("two", (Term("text", "two"),))


def post(day: int, text: str = _POST) -> Post:
    return read_post(f"{day:02}.md", text.format(day=day).encode())


POSTS = {day: post(day) for day in (1, 2, 3, 4)}


def session(*, at: int = 4, index: int | None = 1) -> Session:
    begun = Session().reading(ReadingLog(PackedRows.of(ReadingLog.of(each.row for each in POSTS.values()))))
    return begun.choosing_week(POSTS[at]).choosing_entry(index)


def found(search: Search, fitting: dict[int, Fitting], order: Order = "newest") -> Found:
    return Found(
        search,
        order,
        ReadingLog(tuple(POSTS[day].row for day in fitting)),
        {f"{day:02}.md": fits for day, fits in fitting.items()},
    )


def read(here: Session) -> Session:
    """As the screen does: the post that is chosen is read."""
    if here.post is None and here.path is not None:
        return here.arriving(POSTS[int(here.path[:2])])
    return here


def listed(here: Session) -> list[int]:
    return [int(row.path[:2]) for row in here.listing]


def asked(here: Session, search: Search, fitting: dict[int, Fitting], order: Order = "newest") -> Session:
    return read(finding(read(searching(here, search, order)), found(search, fitting, order)))


def test_all_is_listed_until_the_answer_comes() -> None:
    here = searching(session(), ONE)
    assert listed(here) == [4, 3, 2, 1]
    assert (here.path, here.index) == ("04.md", 1)


def test_the_first_that_fits_is_chosen_at_its_first_entry() -> None:
    here = asked(session(), ONE, {3: (2, 3), 1: (1,)})
    assert listed(here) == [3, 1]
    assert (here.path, here.index) == ("03.md", 2)
    assert here.fitting == (2, 3)
    assert len(here.log) == 4


def test_where_the_reader_was_stays_chosen_if_it_fits() -> None:
    here = asked(session(at=2, index=3), ONE, {4: (1,), 2: (1, 3)})
    assert (here.path, here.index) == ("02.md", 3)
    here = asked(here, TWO, {4: (1,)})
    assert here.path == "04.md"
    assert asked(here, ONE, {4: (1,), 2: (1, 3)}).path == "02.md"


def test_the_best_stands_first_whatever_the_reader_was_at() -> None:
    here = asked(session(at=2), ONE, {1: (2,), 2: (1,)}, "best")
    assert listed(here) == [1, 2]
    assert (here.path, here.index) == ("01.md", 2)


def test_a_post_that_fits_beside_its_entries_is_chosen_as_a_whole() -> None:
    here = asked(session(), ONE, {3: (0,)})
    assert here.index is None


def test_out_of_the_search_the_choice_is_where_it_was() -> None:
    here = asked(session(at=2, index=3), ONE, {4: (1,)})
    here = leaving_search(read(searching(here, Search())))
    assert listed(here) == [4, 3, 2, 1]
    assert (here.path, here.index) == ("02.md", 3)


def test_a_late_answer_changes_nothing() -> None:
    here = searching(asked(session(), ONE, {3: (1,)}), TWO)
    assert finding(here, found(ONE, {1: (1,)})) is here
    assert finding(leaving_search(here), found(TWO, {1: (1,)})).narrowing is None


def test_nothing_is_chosen_where_nothing_fits() -> None:
    here = asked(session(), ONE, {})
    assert (listed(here), here.path, here.post) == ([], None, None)
    assert next_hit(here, 1) is None
    assert here.reading(here.log).path is None
    assert asked(here, TWO, {1: (1,)}).path == "01.md"


def test_hits_are_walked_across_posts_and_round() -> None:
    here = asked(session(), ONE, {4: (1, 3), 2: (0, 2)})
    way = []
    for by in (1, 1, 1, 1, -1, -1):
        target = next_hit(here, by)
        assert target
        here = here if target.path == here.path else here.choosing_week(POSTS[int(target.path[:2])])
        here = here.choosing_entry(target.index)
        way.append((target.path, target.index, target.is_round))
    first, second = "04.md", "02.md"
    assert way == [
        *((first, 3, False), (second, None, False), (second, 2, False), (first, 1, True)),
        *((second, 2, True), (second, None, False)),
    ]


def test_entries_keep_their_lines_when_one_above_goes() -> None:
    here = asked(session(), ONE, {4: (2, 3)})
    text = _POST.replace(_POST[_POST.index("## [Talk]") : _POST.index("## [Book] [Two")], "")
    here = here.acting([post(4, text)])
    assert here.fitting == (1, 2)
    assert here.entry
    assert here.entry.title == "Two 4"


def test_what_fits_no_more_stays_until_another_search() -> None:
    here = asked(session(), ONE, {4: (2,), 3: (1,)})
    here = finding(here, found(ONE, {3: (1,)}))
    assert listed(here) == [4, 3]
    assert here.fitting == (2,)
    assert listed(asked(here, TWO, {3: (1,)})) == [3]


def test_what_fits_by_now_comes_in_and_the_choice_stays() -> None:
    here = asked(session(), ONE, {3: (1,)})
    here = finding(here, found(ONE, {4: (1,), 3: (1, 2)}))
    assert listed(here) == [4, 3]
    assert (here.path, here.index, here.fitting) == ("03.md", 1, (1, 2))


def test_what_is_chosen_is_listed_though_it_does_not_fit() -> None:
    here = asked(session(), ONE, {3: (1,)}).choosing_week(POSTS[2]).choosing_entry(2)
    assert listed(here) == [3, 2]
    assert here.fitting == (2,)


def test_a_deleted_post_falls_to_the_next_that_fits() -> None:
    here = asked(session(), ONE, {4: (1,), 2: (1,), 1: (1,)}).choosing_week(POSTS[2])
    here = here.acting((), ("02.md",))
    assert listed(here) == [4, 1]
    assert here.path == "01.md"
    assert len(here.log) == 3


def test_a_renamed_post_is_listed_by_its_new_name() -> None:
    here = asked(session(), ONE, {4: (1,), 2: (3,)}).choosing_week(POSTS[2])
    renamed = replace(POSTS[2], path="02b.md")
    news = News(rows=(renamed.row,), posts=(renamed,), gone=frozenset({"02.md"}), renamed={"02.md": "02b.md"})
    here = here.following(news)
    assert [row.path for row in here.listing] == ["04.md", "02b.md"]
    assert (here.path, here.fitting) == ("02b.md", (3,))


def test_others_changes_show_in_the_rows_that_are_listed() -> None:
    here = asked(session(), ONE, {4: (1,), 2: (1,)})
    changed = replace(POSTS[2].row, title="Another name")
    here = here.following(News(rows=(changed,)))
    assert [row.name for row in here.listing] == ["Day 4", "Another name"]
