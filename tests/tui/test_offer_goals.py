"""What the palette offers to go to for words, and what it stands for."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readtui.grammar.searching.asking import read_search
from readtui.grammar.searching.titles import Titled, names_of
from readtui.model.log import ReadingLog
from readtui.model.post import PostRow
from readtui.model.printable import one_line
from readtui.store.folder import LogFolder
from readtui.store.index.ahead import keep_index
from readtui.store.index.index import Index
from readtui.tui.jumping import Goal, Places, goal_of_name, score_of_act

SAMPLE = Path(__file__).parents[2] / "src/readtui/sample"
TODAY = datetime.date(2025, 2, 12)
NOT_SAID = st.characters(exclude_characters="\n\r", exclude_categories=["Cs"])


def places(root: Path = SAMPLE, known: Places | None = None) -> Places:
    folder = LogFolder(root)
    log: ReadingLog[PostRow] = folder.rows()
    return Places.of(folder, None, log, known)


def goals(text: str, limit: int = 5) -> list[Goal]:
    return sorted(places().goals(text, TODAY, 6, limit=limit), key=lambda goal: -goal.score)


def test_days_stand_above_names_and_these_above_titles() -> None:
    assert goals("last week")[0].told.startswith("Go to ")
    first, second, *_ = goals("talk")
    assert (first.told, first.target) == ("Everything of kind Talk", "kind:Talk")
    assert isinstance(second.target, str | Titled)


@pytest.mark.parametrize("words", ["by reilly", "everything by reilly", "BY: Reilly", "by tan reil", "tanya reilly"])
def test_all_by_a_person_is_a_search(words: str) -> None:
    assert goals(words)[0].target == 'by:"Tanya Reilly"'


@pytest.mark.parametrize(
    ("words", "sort"), [("from youtube", "site"), ("site:youtube", "site"), ("of kind talk", "kind"), ("by ", "by")]
)
def test_what_is_asked_for_by_its_sort_is_of_that_sort(words: str, sort: str) -> None:
    searches = [goal.target for goal in goals(words) if isinstance(goal.target, str)]
    assert all(search.startswith(f"{sort}:") for search in searches)
    assert searches or not words.split(maxsplit=1)[1:]


def test_each_search_that_is_offered_finds_the_entries_that_were_counted() -> None:
    folder = LogFolder(SAMPLE)
    with Index.in_memory(folder) as index:
        index.update()
        for name in names_of(folder.load().posts):
            target = goal_of_name(name, 0).target
            assert isinstance(target, str)
            search = read_search(target, TODAY)
            assert not search.misunderstood
            assert len(index.answer(search, limit=1000).hits) >= name.entries, target


def test_an_act_stands_first_where_its_words_are_begun_or_letters_are_few() -> None:
    assert score_of_act("Add a week", "week", 1) > 300
    assert score_of_act("Source", "src", 1) > 300
    assert score_of_act("Move the entry up", "trees up", 1) < 100


def test_the_entries_of_a_long_log_come_from_its_index(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    for number in range(80):
        day = datetime.date(2020, 1, 4) + datetime.timedelta(weeks=number)
        (posts / f"{day}.md").write_text(
            f"+++\ntitle = 'Week {number}'\n+++\n\n## [Talk] [On x{number}y](https://a.org)\n"
        )
    folder, environ = LogFolder(posts), {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    log: ReadingLog[PostRow] = folder.rows()
    without = Places.of(folder, environ, log, None)
    assert [goal.target for goal in without.goals("x7y", TODAY, 0, limit=5)] == []
    assert [goal.told for goal in without.goals("week 7", TODAY, 0, limit=5)][-1].startswith("Week 7")
    keep_index(folder, environ)
    there = Places.of(folder, environ, log, without)
    (goal,) = there.goals("x7y", TODAY, 0, limit=5)
    assert (goal.target, goal.remark) == (Titled("2020-02-22.md", 1, "On x7y"), "2020-02-17, entry 1 of “Week 7”")
    assert Places.of(folder, environ, log, there) is there
    again = Places.of(folder, environ, folder.rows(), there)
    assert again is not there
    assert again.entries is there.entries


@settings(max_examples=50, deadline=None)
@given(title=st.text(NOT_SAID, max_size=20), person=st.text(NOT_SAID, max_size=12), words=st.text(max_size=12))
def test_whatever_stands_in_a_log_is_offered_as_printable_lines(
    tmp_path_factory: pytest.TempPathFactory, title: str, person: str, words: str
) -> None:
    root = tmp_path_factory.mktemp("log")
    (root / "2020-07-11.md").write_bytes(f"## [Talk] [a {title}](https://a.org)\n**Speaker**: a {person}\n".encode())
    for goal in places(root).goals(words, TODAY, 0, limit=5) + places(root).goals("a", TODAY, 0, limit=5):
        assert goal.told == one_line(goal.told)
        assert goal.remark == one_line(goal.remark)
